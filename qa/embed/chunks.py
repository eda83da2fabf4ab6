"""Stretches of text without white space, each tokenized once, and the words in them."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from itertools import chain
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from qa.embed import writing

if TYPE_CHECKING:
    from tokenizers import Tokenizer

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
        # Per token its id; per word where it begins and ends within its chunk, how it is written, and the
        # first of its tokens; per chunk its length and the first of its words.  Every token but the ignored
        # is part of a word.
        self._ids, self._begins, self._ends, self._lengths = (array("i") for _ in range(4))
        self._looks, self._forms = array("b"), array("q")
        self._word_tokens, self._chunk_words = array("q", [0]), array("q", [0])
        self._kinds = np.zeros(tokenizer.get_vocab_size(), np.int8)

    def __len__(self) -> int:
        return len(self._numbers)

    def numbers(self, chunks: Sequence[str]) -> Indexes:
        """The number of each chunk; new ones are tokenized together."""
        with self._lock:
            known = self._numbers
            new = [chunk for chunk in dict.fromkeys(chunks) if chunk not in known]
            if new:
                encodings = self._tokenizer.encode_batch(new, add_special_tokens=False)
                offsets = chain.from_iterable(chain.from_iterable(one.offsets for one in encodings))
                self._add(
                    new,
                    np.fromiter(chain.from_iterable(one.ids for one in encodings), np.int64),
                    np.fromiter(offsets, np.int64).reshape(-1, 2),
                    np.array([len(one) for one in encodings], np.int64),
                )
                known.update(zip(new, range(len(known), len(known) + len(new)), strict=True))
            return np.fromiter(map(known.__getitem__, chunks), np.int64, len(chunks))

    def _add(self, chunks: Sequence[str], ids: Indexes, offsets: Indexes, counts: Indexes) -> None:
        """Append chunks: ``ids`` [t] and ``offsets`` [t, 2] of their tokens, and how many each has."""
        lengths = np.array([*map(len, chunks)], np.int64)
        owners = np.repeat(np.arange(len(chunks)), counts)
        ends = _with_marks(offsets, owners, lengths)
        kinds = self._kinds_of(ids)
        marks = np.cumsum(kinds == _MARK)
        kept = np.flatnonzero(kinds > _MARK)
        owners, starts, ends, kinds = owners[kept], offsets[kept, 0], ends[kept], kinds[kept]
        begins, announced = np.ones(len(kept), np.bool_), np.diff(marks[kept]) > 0
        # A character that stands for several, like one for three full stops, is never cut.
        begins[1:] = (owners[1:] != owners[:-1]) | (
            (starts[1:] >= ends[:-1]) & ((kinds[1:] != _INSIDE) | (kinds[:-1] == _UNSPACED) | announced)
        )
        firsts = np.flatnonzero(begins)
        afters = np.append(firsts, len(kept))[1:]
        places = owners[firsts], starts[firsts], ends[afters - 1]
        each = zip(*(some.tolist() for some in places), strict=True)
        written = [chunks[number][start:end] for number, start, end in each]
        words = np.bincount(places[0], minlength=len(chunks))
        for column, values in (
            (self._begins, places[1]),
            (self._ends, places[2]),
            (self._looks, [*map(writing.look, written)]),
            (self._forms, [*map(writing.form, written)]),
            (self._word_tokens, len(self._ids) + afters),
            (self._chunk_words, self._chunk_words[-1] + np.cumsum(words)),
            (self._lengths, lengths),
            (self._ids, ids[kept]),
        ):
            column.frombytes(np.asarray(values, column.typecode).tobytes())

    def _kinds_of(self, ids: Indexes) -> npt.NDArray[np.int8]:
        """What each token does; found at its first sight."""
        for number in set(ids[self._kinds[ids] == 0].tolist()):
            self._kinds[number] = self._kind(number)
        return self._kinds[ids]

    def _kind(self, number: int) -> int:
        token = self._tokenizer.id_to_token(number) or ""
        if token == WORD_START:
            return _MARK
        if token == "[UNK]":
            return _IGNORED
        if _UNSPACED_LETTER.match(token):
            return _UNSPACED
        return _START if token.startswith(WORD_START) else _INSIDE

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


def _with_marks(offsets: Indexes, owners: Indexes, lengths: Indexes) -> Indexes:
    """Where tokens end; a mark that was composed with the letter before it goes with that letter."""
    following = np.append(offsets[1:, 0], 0)
    last = np.append(owners[1:] != owners[:-1], True)[: len(owners)]
    return np.maximum(offsets[:, 1], np.where(last, lengths[owners], following[: len(owners)]))


def _expand(begins: Indexes, ends: Indexes) -> tuple[Indexes, Indexes]:
    """The places from each begin to its end (excluded), one after the other, and how many."""
    counts = ends - begins
    before = np.cumsum(counts) - counts
    return np.arange(counts.sum()) + np.repeat(begins - before, counts), counts
