"""The embedded model: a text is the sum of one vector a token.  numpy only.

A token never reaches across white space, so the texts are cut there and each distinct chunk goes through
the tokenizer once: the words of a document repeat, and its sums are then look-ups and additions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from qa.embed import Rows, Words
from qa.embed.chunks import CHUNK, Chunks, Indexes
from qa.embed.manifest import Manifest

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WEIGHTS = "model.safetensors"
TOKENIZER = "tokenizer.json"

_CACHED_CHUNKS = 200_000
_NOTHING = 1e-6
_TOKENS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class _Table:
    """int8 [vocabulary, dim] and the float32 [vocabulary] factor of each row; the rest see :class:`Words`.

    ``usual`` float16 [vocabulary, 2] has for a token what is usual for the words it is part of.
    """

    rows: npt.NDArray[np.int8]
    factors: npt.NDArray[np.float32]
    usual: npt.NDArray[np.float16]

    def texts(self, ids: Indexes, counts: Indexes) -> Rows:
        """Sums of the vectors of consecutive groups of tokens; ``counts`` says how many are in each."""
        result = np.zeros((len(counts), self.rows.shape[1]), np.float32)
        ends = np.cumsum(counts)
        # In pieces, so that a long document never has all its token vectors in memory at once.
        for piece in np.array_split(np.flatnonzero(counts), len(ids) // _TOKENS_AT_ONCE + 1):
            if not len(piece):
                continue
            begin = int(ends[piece[0]] - counts[piece[0]])
            chosen = ids[begin : ends[piece[-1]]]
            rows, factors = self.rows.take(chosen, axis=0).astype(np.float32), self.factors[chosen]
            at = 0
            for text, end in zip(piece.tolist(), (ends[piece] - begin).tolist(), strict=True):
                np.dot(factors[at:end], rows[at:end], out=result[text])
                at = end
        return result

    def words(self, ids: Indexes, counts: Indexes) -> tuple[Rows, Rows]:
        """Sums of the vectors for groups of a token or a few, and what is usual for each group.

        A stem has a long vector and says what is usual for its word; an ending, short, is part of many.
        """
        firsts = np.cumsum(counts) - counts
        sums = np.zeros((len(counts), self.rows.shape[1]), np.float32)
        usual, weights = np.zeros((len(counts), 2), np.float32), np.zeros((len(counts), 1), np.float32)
        # By the first token of all groups, the second of all, ...
        for following in range(counts.max(initial=0)):
            longer = np.flatnonzero(counts > following)
            chosen = ids[firsts[longer] + following]
            vectors = self._vectors(chosen)
            lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))[:, None] + _NOTHING
            sums[longer] += vectors
            usual[longer] += lengths * self.usual[chosen].astype(np.float32)
            weights[longer] += lengths
        return sums, usual / weights

    def _vectors(self, ids: Indexes) -> Rows:
        vectors = self.rows.take(ids, axis=0).astype(np.float32)
        vectors *= self.factors[ids, None]
        return vectors


class StaticEncoded:
    """See :class:`qa.embed.Encoded`."""

    def __init__(
        self, table: _Table, chunks: Chunks, texts: Sequence[str], numbers: Indexes, counts: Indexes
    ) -> None:
        self._table, self._chunks, self._texts, self._numbers = table, chunks, texts, numbers
        self._starts = np.concatenate([[0], np.cumsum(counts)])
        ids, tokens = chunks.tokens(numbers)
        self.sums = table.texts(ids, _totals(tokens, self._starts))

    def words(self, first: int, last: int) -> Words:
        """See :meth:`qa.embed.Encoded.words`."""
        numbers = self._numbers[self._starts[first] : self._starts[last]]
        starts = self._starts[first : last + 1] - self._starts[first]
        words, counts = self._chunks.words(numbers)
        distinct, which = np.unique(words, return_inverse=True)
        ids, tokens = self._chunks.tokens_of_words(distinct)
        shifts = _places(self._texts[first:last], self._chunks.lengths(numbers), starts)
        return Words(
            *self._table.words(ids, tokens),
            *self._chunks.writing(distinct),
            which,
            (self._chunks.offsets(words) + np.repeat(shifts, counts)[:, None]).astype(np.int32),
            np.concatenate([[0], np.cumsum(_totals(counts, starts))]),
        )

    def tokens(self, chosen: Sequence[int]) -> tuple[Indexes, Indexes]:
        """Token ids of the ``chosen`` texts, and for each the index of its word among all of their words."""
        rows = [np.arange(self._starts[n], self._starts[n + 1]) for n in chosen]
        words, _ = self._chunks.words(self._numbers[np.concatenate(rows)])
        ids, counts = self._chunks.tokens_of_words(words)
        return ids, np.repeat(np.arange(len(words)), counts)


class StaticEmbedder:
    """See :class:`qa.embed.Embedder`."""

    def __init__(self, table: _Table, tokenizer: Tokenizer, identity: str) -> None:
        self.identity = identity
        self._table = table
        self._tokenizer = tokenizer
        self._chunks = Chunks(tokenizer)

    def encode(self, texts: Sequence[str]) -> StaticEncoded:
        """See :meth:`qa.embed.Embedder.encode`."""
        found = [CHUNK.findall(text) for text in texts]
        chunks = self._chunks
        if len(chunks) >= _CACHED_CHUNKS:
            # A full cache is left to those who still read it; the numbers of a chunk never change.
            chunks = self._chunks = Chunks(self._tokenizer)
        numbers = chunks.numbers([chunk for text in found for chunk in text])
        counts = np.fromiter(map(len, found), np.int64, len(found))
        return StaticEncoded(self._table, chunks, texts, numbers, counts)


def load(folder: Path) -> StaticEmbedder:
    """Load the model in ``folder``, the digests of all its files verified.

    Raises:
        ModelError: a file is missing or is not the one that the manifest describes.
    """
    from safetensors import safe_open
    from tokenizers import Tokenizer

    manifest = Manifest.read(folder)
    manifest.verify(folder, sorted({WEIGHTS, TOKENIZER, *manifest.digests}))
    with safe_open(folder / WEIGHTS, framework="numpy") as tensors:
        table = _Table(*(tensors.get_tensor(name) for name in ("embeddings", "weights", "usual")))
    return StaticEmbedder(table, Tokenizer.from_file(str(folder / TOKENIZER)), manifest.identity)


def _places(texts: Sequence[str], lengths: Indexes, starts: Indexes) -> Indexes:
    """Where in its text each chunk begins; ``starts`` [n + 1] are those of the texts among the chunks."""
    room = np.concatenate([[0], np.cumsum(lengths + 1)])
    places: Indexes = room[:-1] - np.repeat(room[starts[:-1]], np.diff(starts))
    # So it is where a single blank parts them, as it nearly always does.
    for n in np.flatnonzero(np.diff(room[starts]) != [len(text) + 1 for text in texts]).tolist():
        places[starts[n] : starts[n + 1]] = [match.start() for match in CHUNK.finditer(texts[n])]
    return places


def _totals(values: Indexes, starts: Indexes) -> Indexes:
    """Sums of ``values`` between consecutive ``starts``; 0 where nothing is between."""
    running = np.concatenate([[0], np.cumsum(values)])
    return np.asarray(running[starts[1:]] - running[starts[:-1]], np.int64)
