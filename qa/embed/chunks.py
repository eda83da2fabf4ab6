"""Stretches of text without white space, each tokenized once, and the words in them."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

WORD_START = "▁"
# White space as the tokenizer sees it (the Unicode property); Python's \s has four control characters more.
CHUNK = re.compile("[^\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")

Indexes = npt.NDArray[np.int64]

# What a token does to the words: nothing, announces one, begins one, is one (unspaced scripts), goes on.
_IGNORED, _MARK, _START, _UNSPACED, _INSIDE = 1, 2, 3, 4, 5
_UNSPACED_LETTER = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


class Chunks:
    """Stretches without white space by number: their tokens, and which of these make a word.

    Grows while others read it, so every use of its arrays is under the lock.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._lock = Lock()
        self._numbers: dict[str, int] = {}
        # Per token its id; per word how many tokens, and where it begins and ends within its chunk.
        self._ids, self._sizes, self._begins, self._ends = (array("i") for _ in range(4))
        self._token_starts, self._word_starts = array("q", [0]), array("q", [0])
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
        begins, reached = True, 0
        for number, (start, end) in zip(encoding.ids, _places(chunk, encoding.offsets), strict=True):
            kind = self._kinds.get(number) or self._kind(number)
            if kind == _MARK:
                begins = True
            if kind in (_MARK, _IGNORED):
                continue
            # A character that stands for several, like one for three full stops, is never cut.
            if start >= reached and (kind != _INSIDE or begins):
                self._sizes.append(1)
                self._begins.append(start)
                self._ends.append(end)
            else:
                self._sizes[-1] += 1
                self._ends[-1] = end
            self._ids.append(number)
            begins, reached = kind == _UNSPACED, end
        self._token_starts.append(len(self._ids))
        self._word_starts.append(len(self._sizes))

    def _kind(self, number: int) -> int:
        token = self._tokenizer.id_to_token(number) or ""
        if token == WORD_START:
            kind = _MARK
        elif token == "[UNK]":
            kind = _IGNORED
        elif _UNSPACED_LETTER.match(token):
            kind = _UNSPACED
        else:
            kind = _START if token.startswith(WORD_START) else _INSIDE
        self._kinds[number] = kind
        return kind

    def tokens(self, numbers: Indexes) -> tuple[Indexes, Indexes]:
        """Token ids of chunks one after the other, and how many each has."""
        with self._lock:
            places, counts = _expand(np.asarray(self._token_starts), numbers)
            return np.asarray(self._ids)[places], counts

    def words(self, numbers: Indexes) -> tuple[Indexes, Indexes, Indexes]:
        """Words of chunks one after the other: tokens of each, offsets [w, 2]; how many each chunk has."""
        with self._lock:
            places, counts = _expand(np.asarray(self._word_starts), numbers)
            offsets = np.column_stack([np.asarray(self._begins)[places], np.asarray(self._ends)[places]])
            return np.asarray(self._sizes)[places].astype(np.int64), offsets, counts


def _places(chunk: str, offsets: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where each token stands; a mark that was composed with the letter before it goes with that letter."""
    following = [*(start for start, _ in offsets[1:]), len(chunk)]
    for (start, end), limit in zip(offsets, following, strict=False):
        yield start, max(end, limit)


def _expand(starts: Indexes, numbers: Indexes) -> tuple[Indexes, Indexes]:
    """The places ``starts[n]`` to ``starts[n + 1]`` of each number, one after the other, and how many."""
    counts = starts[numbers + 1] - starts[numbers]
    before = np.cumsum(counts) - counts
    return np.arange(counts.sum()) - np.repeat(before - starts[numbers], counts), counts
