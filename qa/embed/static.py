"""The embedded model: a text is the sum of one vector a token.  numpy only.

A token never reaches across white space, so the texts are cut there and each distinct chunk goes through
the tokenizer once: the words of a document repeat, and its sums are then look-ups and additions.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from qa.embed import Rows, Words
from qa.embed.manifest import Manifest

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

WEIGHTS = "model.safetensors"
TOKENIZER = "tokenizer.json"
WORD_START = "▁"

Indexes = npt.NDArray[np.int64]

_CACHED_CHUNKS = 200_000
_TOKENS_AT_ONCE = 250
# White space as the tokenizer sees it (the Unicode property); Python's \s has four control characters more.
_CHUNK = re.compile("[^\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class _Table:
    """int8 [vocabulary, dim] and the float32 [vocabulary] factor of each row."""

    rows: npt.NDArray[np.int8]
    factors: npt.NDArray[np.float32]

    def sums(self, ids: Indexes, counts: Indexes) -> Rows:
        """Sums of the vectors of consecutive groups of tokens; ``counts`` says how many are in each."""
        result = np.zeros((len(counts), self.rows.shape[1]), np.float32)
        ends = np.cumsum(counts)
        # In pieces, so that a long document never has all its token vectors in memory at once.
        for piece in np.array_split(np.flatnonzero(counts), len(ids) // _TOKENS_AT_ONCE + 1):
            if len(piece):
                begin = ends[piece[0]] - counts[piece[0]]
                chosen = ids[begin : ends[piece[-1]]]
                vectors = self.rows[chosen] * self.factors[chosen, None]
                result[piece] = np.add.reduceat(vectors, ends[piece] - counts[piece] - begin, axis=0)
        return result


class _Chunks:
    """Stretches without white space by number: their tokens, and which of these make a word."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._numbers: dict[str, int] = {}
        # Per token its id; per word how many tokens, and where it begins and ends within its chunk.
        self._ids, self._sizes, self._begins, self._ends = (array("i") for _ in range(4))
        self._token_starts, self._word_starts = array("q", [0]), array("q", [0])
        self._ignored = {tokenizer.token_to_id(token) for token in (WORD_START, "[UNK]")}

    def __len__(self) -> int:
        return len(self._numbers)

    def numbers(self, chunks: Sequence[str]) -> Indexes:
        """The number of each chunk; new ones are tokenized together."""
        known = self._numbers
        new = [chunk for chunk in dict.fromkeys(chunks) if chunk not in known]
        for chunk, encoding in zip(new, self._tokenizer.encode_batch(new, add_special_tokens=False), strict=True):
            self._add(encoding)
            known[chunk] = len(known)
        return np.fromiter(map(known.__getitem__, chunks), np.int64, len(chunks))

    def _add(self, encoding: Encoding) -> None:
        after_unspaced = True
        for number, token, (start, end) in zip(encoding.ids, encoding.tokens, encoding.offsets, strict=True):
            if number in self._ignored:
                continue
            unspaced = _UNSPACED.match(token) is not None
            if token.startswith(WORD_START) or unspaced or after_unspaced:
                self._sizes.append(1)
                self._begins.append(start)
                self._ends.append(end)
            else:
                self._sizes[-1] += 1
                self._ends[-1] = end
            self._ids.append(number)
            after_unspaced = unspaced
        self._token_starts.append(len(self._ids))
        self._word_starts.append(len(self._sizes))

    def tokens(self, numbers: Indexes) -> tuple[Indexes, Indexes]:
        """Token ids of chunks one after the other, and how many each has."""
        places, counts = _expand(np.array(self._token_starts), numbers)
        return np.array(self._ids)[places], counts

    def words(self, numbers: Indexes) -> tuple[Indexes, Indexes, Indexes]:
        """Words of chunks one after the other: tokens of each, offsets [w, 2]; and how many each chunk has."""
        places, counts = _expand(np.array(self._word_starts), numbers)
        offsets = np.column_stack([np.array(self._begins)[places], np.array(self._ends)[places]])
        return np.array(self._sizes)[places].astype(np.int64), offsets, counts


def _expand(starts: Indexes, numbers: Indexes) -> tuple[Indexes, Indexes]:
    """The places ``starts[n]`` to ``starts[n + 1]`` of each number, one after the other, and how many."""
    counts = starts[numbers + 1] - starts[numbers]
    before = np.cumsum(counts) - counts
    return np.arange(counts.sum()) - np.repeat(before - starts[numbers], counts), counts


class StaticEncoded:
    """See :class:`qa.embed.Encoded`."""

    def __init__(self, table: _Table, chunks: _Chunks, texts: Sequence[str], numbers: Indexes, counts: Indexes) -> None:
        self._table, self._chunks, self._texts, self._numbers = table, chunks, texts, numbers
        self._starts = np.concatenate([[0], np.cumsum(counts)])
        ids, tokens = chunks.tokens(numbers)
        self.sums = table.sums(ids, _totals(tokens, self._starts))

    def words(self, first: int, last: int) -> Words:
        """See :meth:`qa.embed.Encoded.words`."""
        numbers = self._numbers[self._starts[first] : self._starts[last]]
        ids, _ = self._chunks.tokens(numbers)
        sizes, offsets, counts = self._chunks.words(numbers)
        shifts = [match.start() for text in self._texts[first:last] for match in _CHUNK.finditer(text)]
        per_text = _totals(counts, self._starts[first : last + 1] - self._starts[first])
        return Words(
            self._table.sums(ids, sizes),
            (offsets + np.repeat(np.array(shifts, np.int64), counts)[:, None]).astype(np.int32),
            np.concatenate([[0], np.cumsum(per_text)]),
        )


class StaticEmbedder:
    """See :class:`qa.embed.Embedder`."""

    def __init__(self, table: _Table, tokenizer: Tokenizer, identity: str) -> None:
        self.identity = identity
        self._table = table
        self._tokenizer = tokenizer
        self._chunks = _Chunks(tokenizer)
        self._lock = Lock()

    def encode(self, texts: Sequence[str]) -> StaticEncoded:
        """See :meth:`qa.embed.Embedder.encode`."""
        found = [_CHUNK.findall(text) for text in texts]
        with self._lock:
            # A full cache is left to those who still read it; the numbers of a chunk never change.
            chunks = self._chunks = self._chunks if len(self._chunks) < _CACHED_CHUNKS else _Chunks(self._tokenizer)
            numbers = chunks.numbers([chunk for text in found for chunk in text])
            counts = np.fromiter(map(len, found), np.int64, len(found))
            return StaticEncoded(self._table, chunks, texts, numbers, counts)


def load(folder: Path) -> StaticEmbedder:
    """Load the model in ``folder``, its digests verified.

    Raises:
        ModelError: a file is missing or is not the one that the manifest describes.
    """
    from safetensors import safe_open
    from tokenizers import Tokenizer

    manifest = Manifest.read(folder)
    manifest.verify(folder, (WEIGHTS, TOKENIZER))
    with safe_open(folder / WEIGHTS, framework="numpy") as tensors:
        table = _Table(tensors.get_tensor("embeddings"), tensors.get_tensor("weights"))
    return StaticEmbedder(table, Tokenizer.from_file(str(folder / TOKENIZER)), manifest.identity)


def _totals(values: Indexes, starts: Indexes) -> Indexes:
    """Sums of ``values`` between consecutive ``starts``; 0 where nothing is between."""
    running = np.concatenate([[0], np.cumsum(values)])
    return np.asarray(running[starts[1:]] - running[starts[:-1]], np.int64)
