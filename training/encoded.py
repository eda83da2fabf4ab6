"""The corpus as token ids: encoded once, read by memory map at every later run."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from training.corpus import key, pairs

MAX_TOKENS = 128
_FIELDS = ("ids", "starts", "sentence")


@dataclass(frozen=True, slots=True)
class EncodedPairs:
    """Token ids of n pairs of one language.

    ``ids`` int32 holds English and translation by turns; ``starts`` int64 [2n + 1] where each text
    begins; ``sentence`` int64 [n] is equal for pairs of the same English sentence.
    """

    ids: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int64]
    sentence: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.sentence)

    def bags(
        self, rows: npt.NDArray[np.int64], side: int
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Ids of the English (0) or the other (1) side one after the other, and how many each text has."""
        begin, end = self.starts[2 * rows + side], self.starts[2 * rows + side + 1]
        lengths = end - begin
        offsets = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        position = np.arange(lengths.sum()) - np.repeat(offsets, lengths) + np.repeat(begin, lengths)
        return self.ids[position].astype(np.int64), lengths


def load(folder: Path, language: str) -> EncodedPairs:
    """What :func:`encode` wrote for one language."""
    return EncodedPairs(*(np.load(folder / f"{language}.{field}.npy", mmap_mode="r") for field in _FIELDS))


def encode(
    data: Path, language: str, excluded: frozenset[str], tokenizer: Tokenizer, folder: Path
) -> EncodedPairs:
    """Encode the training part of one language into ``folder``; do nothing if it is there already."""
    if not (folder / f"{language}.sentence.npy").exists():
        folder.mkdir(parents=True, exist_ok=True)
        texts: list[npt.NDArray[np.int32]] = []
        sentences: list[int] = []
        rows = pairs(data, language, "train", excluded)
        while some := list(islice(rows, 4096)):
            sentences += [hash_of(pair.english) for pair in some]
            both = list(chain.from_iterable((pair.english, pair.other) for pair in some))
            texts += [
                np.array(encoding.ids[:MAX_TOKENS], np.int32) for encoding in tokenizer.encode_batch(both)
            ]
        np.save(folder / f"{language}.ids.npy", np.concatenate(texts))
        np.save(folder / f"{language}.starts.npy", np.cumsum([0, *map(len, texts)], dtype=np.int64))
        np.save(folder / f"{language}.sentence.npy", np.array(sentences, np.int64))
    return load(folder, language)


def hash_of(english: str) -> int:
    """A number that is the same for the same :func:`~training.corpus.key`, in every process."""
    return zlib.crc32(key(english).encode())
