"""Stretches of text without white space, each tokenized once, and the words in them."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from qa.embed import writing

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

WORD_START = "▁"
# White space as the tokenizer sees it (the Unicode property); Python's \s has four control characters more.
CHUNK = re.compile("[^\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")

Indexes = npt.NDArray[np.int64]

# What a token does to the words: nothing, begins one, is one (unspaced scripts), goes on with one.
_IGNORED, _START, _UNSPACED, _INSIDE = 1, 2, 3, 4
_UNSPACED_LETTER = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


class Chunks:
    """Stretches without white space by number: their tokens, and which of these make a word.

    Grows while others read it, so every use of its arrays is under the lock.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._lock = Lock()
        self._numbers: dict[str, int] = {}
        # Per token its id; per word where it begins and ends within its chunk, how it is written, and the
        # first of its tokens; per chunk its length and the first of its words.  Every token but the ignored
        # is part of a word.
        self._ids, self._begins, self._ends, self._lengths = (array("i") for _ in range(4))
        self._looks, self._forms = array("b"), array("q")
        self._word_tokens, self._chunk_words = array("q", [0]), array("q", [0])
        self._kinds: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def numbers(self, chunks: Sequence[str]) -> Indexes:
        """The number of each chunk; new ones are tokenized together."""
        with self._lock:
            known = self._numbers
            new = [chunk for chunk in dict.fromkeys(chunks) if chunk not in known]
            encodings = self._tokenizer.encode_batch(new, add_special_tokens=False)
            for chunk, encoding in zip(new, encodings, strict=True):
                self._add(chunk, encoding)
                known[chunk] = len(known)
            return np.fromiter(map(known.__getitem__, chunks), np.int64, len(chunks))

    def _add(self, chunk: str, encoding: Encoding) -> None:
        after_unspaced, reached = True, 0
        kinds, ids, starts, ends = self._kinds, self._ids, self._word_tokens, self._ends
        del starts[-1]
        for number, (start, end) in zip(encoding.ids, _places(chunk, encoding.offsets), strict=True):
            kind = kinds.get(number) or self._kind(number)
            if kind == _IGNORED:
                continue
            # A character that stands for several, like one for three full stops, is never cut.
            if start >= reached and (kind != _INSIDE or after_unspaced):
                starts.append(len(ids))
                self._begins.append(start)
                ends.append(end)
            else:
                ends[-1] = end
            ids.append(number)
            after_unspaced, reached = kind == _UNSPACED, end
        starts.append(len(ids))
        for word in range(self._chunk_words[-1], len(ends)):
            written = chunk[self._begins[word] : ends[word]]
            self._looks.append(writing.look(written))
            self._forms.append(writing.form(written))
        self._chunk_words.append(len(ends))
        self._lengths.append(len(chunk))

    def _kind(self, number: int) -> int:
        token = self._tokenizer.id_to_token(number) or ""
        if token in (WORD_START, "[UNK]"):
            kind = _IGNORED
        elif _UNSPACED_LETTER.match(token):
            kind = _UNSPACED
        else:
            kind = _START if token.startswith(WORD_START) else _INSIDE
        self._kinds[number] = kind
        return kind

    def lengths(self, numbers: Indexes) -> Indexes:
        """Code points of each chunk."""
        with self._lock:
            return np.asarray(self._lengths)[numbers].astype(np.int64)

    def tokens(self, numbers: Indexes) -> tuple[Indexes, Indexes]:
        """Token ids of chunks one after the other, and how many each has."""
        with self._lock:
            words, tokens = np.asarray(self._chunk_words), np.asarray(self._word_tokens)
            places, counts = _expand(tokens[words[numbers]], tokens[words[numbers + 1]])
            return np.asarray(self._ids)[places], counts

    def words(self, numbers: Indexes) -> tuple[Indexes, Indexes]:
        """The words of chunks one after the other, by number, and how many each has.

        Words at one place of one chunk have one number.
        """
        with self._lock:
            starts = np.asarray(self._chunk_words)
            return _expand(starts[numbers], starts[numbers + 1])

    def tokens_of_words(self, words: Indexes) -> tuple[Indexes, Indexes]:
        """Token ids of words one after the other, and how many each has: at least one."""
        with self._lock:
            starts = np.asarray(self._word_tokens)
            places, counts = _expand(starts[words], starts[words + 1])
            return np.asarray(self._ids)[places], counts

    def writing(self, words: Indexes) -> tuple[npt.NDArray[np.float32], Indexes]:
        """Traits [w, 4] and forms [w] of words: see :mod:`qa.embed.writing`."""
        with self._lock:
            lengths = np.asarray(self._ends)[words] - np.asarray(self._begins)[words]
            return writing.traits(lengths, np.asarray(self._looks)[words]), np.asarray(self._forms)[words]

    def offsets(self, words: Indexes) -> Indexes:
        """int64 [w, 2], where words begin and end in their chunks."""
        with self._lock:
            return np.column_stack([np.asarray(self._begins)[words], np.asarray(self._ends)[words]])


def _places(chunk: str, offsets: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where each token stands; a mark that was composed with the letter before it goes with that letter."""
    following = [*(start for start, _ in offsets[1:]), len(chunk)]
    for (start, end), limit in zip(offsets, following, strict=False):
        yield start, max(end, limit)


def _expand(begins: Indexes, ends: Indexes) -> tuple[Indexes, Indexes]:
    """The places from each begin to its end (excluded), one after the other, and how many."""
    counts = ends - begins
    before = np.cumsum(counts) - counts
    return np.arange(counts.sum()) + np.repeat(begins - before, counts), counts
