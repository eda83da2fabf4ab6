"""The embedded model: a text is the sum of one vector a token.  numpy only.

A token never reaches across white space, so the texts are cut there and each distinct chunk goes through
the tokenizer once: the words of a document repeat, and its sums are then look-ups and additions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from qa.embed import Rows, Words
from qa.embed.manifest import Manifest

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WEIGHTS = "model.safetensors"
TOKENIZER = "tokenizer.json"
WORD_START = "▁"

_CACHED_CHUNKS = 200_000
# White space as the tokenizer sees it (the Unicode property); Python's \s has four control characters more.
_CHUNK = re.compile("[^\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A stretch without white space: its token ids and its words (offsets within, tokens of each)."""

    ids: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]
    tokens: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """int8 [vocabulary, dim] and the float32 [vocabulary] factor of each row."""

    rows: npt.NDArray[np.int8]
    factors: npt.NDArray[np.float32]

    def sums(self, ids: npt.NDArray[np.int64], counts: npt.NDArray[np.int64]) -> Rows:
        """Sums of the vectors of consecutive groups of tokens; ``counts`` says how many are in each."""
        result = np.zeros((len(counts), self.rows.shape[1]), np.float32)
        filled = np.flatnonzero(counts)
        if len(filled):
            ends = np.cumsum(counts)
            # In pieces, so that a long document never has all its token vectors in memory at once.
            for piece in np.array_split(filled, len(ids) // 50_000 + 1):
                if len(piece):
                    begin = ends[piece[0]] - counts[piece[0]]
                    chosen = ids[begin : ends[piece[-1]]]
                    vectors = self.rows[chosen] * self.factors[chosen, None]
                    result[piece] = np.add.reduceat(vectors, ends[piece] - counts[piece] - begin, axis=0)
        return result


class StaticEncoded:
    """See :class:`qa.embed.Encoded`."""

    def __init__(self, table: _Table, texts: list[list[tuple[int, _Chunk]]]) -> None:
        self._table = table
        self._texts = texts
        ids = _flat(chunk.ids for text in texts for _, chunk in text)
        counts = np.fromiter(
            (sum(len(chunk.ids) for _, chunk in text) for text in texts), np.int64, len(texts)
        )
        self.sums = table.sums(ids, counts)

    def words(self, first: int, last: int) -> Words:
        """See :meth:`qa.embed.Encoded.words`."""
        texts = self._texts[first:last]
        chunks = [chunk for text in texts for _, chunk in text]
        shifts = np.fromiter((start for text in texts for start, _ in text), np.int64, len(chunks))
        per_chunk = np.fromiter((len(chunk.tokens) for chunk in chunks), np.int64, len(chunks))
        offsets = _flat(chain.from_iterable(chunk.offsets) for chunk in chunks).reshape(-1, 2)
        vectors = self._table.sums(
            _flat(chunk.ids for chunk in chunks), _flat(chunk.tokens for chunk in chunks)
        )
        per_text = np.fromiter(
            (sum(len(chunk.tokens) for _, chunk in text) for text in texts), np.int64, len(texts)
        )
        return Words(
            vectors,
            (offsets + np.repeat(shifts, per_chunk)[:, None]).astype(np.int32),
            np.concatenate([[0], np.cumsum(per_text)]),
        )


class StaticEmbedder:
    """See :class:`qa.embed.Embedder`."""

    def __init__(self, table: _Table, tokenizer: Tokenizer, identity: str) -> None:
        self.identity = identity
        self._table = table
        self._tokenizer = tokenizer
        self._chunks: dict[str, _Chunk] = {}
        self._ignored = frozenset(
            number for token in (WORD_START, "[UNK]") if (number := tokenizer.token_to_id(token)) is not None
        )

    def encode(self, texts: Sequence[str]) -> StaticEncoded:
        """See :meth:`qa.embed.Embedder.encode`."""
        found = [[(match.start(), match[0]) for match in _CHUNK.finditer(text)] for text in texts]
        known = self._chunks
        wanted = sorted({chunk for text in found for _, chunk in text if chunk not in known})
        if len(known) + len(wanted) > _CACHED_CHUNKS:
            known = {}  # A new dictionary: another thread may be reading the old one.
            wanted = sorted({chunk for text in found for _, chunk in text})
        for chunk, encoding in zip(
            wanted, self._tokenizer.encode_batch(wanted, add_special_tokens=False), strict=True
        ):
            known[chunk] = self._words_of(chunk, encoding.ids, encoding.tokens, encoding.offsets)
        self._chunks = known
        return StaticEncoded(
            self._table, [[(start, known[chunk]) for start, chunk in text] for text in found]
        )

    def _words_of(
        self, chunk: str, ids: list[int], tokens: list[str], offsets: list[tuple[int, int]]
    ) -> _Chunk:
        kept: list[int] = []
        words: list[tuple[int, int]] = []
        sizes: list[int] = []
        after_unspaced = True
        for number, token, (start, end) in zip(ids, tokens, offsets, strict=True):
            if number in self._ignored:
                continue
            unspaced = _UNSPACED.match(token) is not None
            if token.startswith(WORD_START) or unspaced or after_unspaced or not words:
                words.append((start, end))
                sizes.append(1)
            else:
                words[-1] = (words[-1][0], end)
                sizes[-1] += 1
            kept.append(number)
            after_unspaced = unspaced
        return _Chunk(tuple(kept), tuple(words), tuple(sizes))


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


def _flat(groups: object) -> npt.NDArray[np.int64]:
    return np.fromiter(chain.from_iterable(groups), np.int64)  # type: ignore[arg-type]
