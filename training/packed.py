"""Labelled pairs as a few flat arrays: what the contextual tagger learns from, in files to carry about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from qa.embed import Rows
from training.doubt import Example


@dataclass(frozen=True, slots=True)
class Packed:
    """n pairs; of the two members of each tuple the first is for the translation, the second for the source.

    ``starts`` int64 [n + 1] say where each pair begins in ``which`` int32 [w] (rows of ``directions``),
    ``features`` float16 [w, features] and ``labels`` int8 [w] (1 wrong, 0 sound, -1 not known).
    ``directions`` float16 [d, dim] are those of the distinct words at unit length.
    """

    directions: npt.NDArray[np.float16]
    starts: tuple[npt.NDArray[np.int64], ...]
    which: tuple[npt.NDArray[np.int32], ...]
    features: tuple[npt.NDArray[np.float16], ...]
    labels: tuple[npt.NDArray[np.int8], ...]

    def __len__(self) -> int:
        return len(self.starts[0]) - 1

    def save(self, file: Path) -> None:
        """Write everything to one file."""
        arrays = {f"{name}{side}": getattr(self, name)[side] for name in _SIDED for side in (0, 1)}
        np.savez(file, directions=self.directions, **arrays)

    @classmethod
    def load(cls, file: Path) -> Packed:
        """What :meth:`save` wrote."""
        with np.load(file, allow_pickle=False) as arrays:
            sided = ((arrays[f"{name}0"], arrays[f"{name}1"]) for name in _SIDED)
            return cls(arrays["directions"], *sided)

    @classmethod
    def joined(cls, parts: list[Packed]) -> Packed:
        """Several one after the other."""
        shifts = np.cumsum([0, *(len(part.directions) for part in parts)])
        return cls(
            np.concatenate([part.directions for part in parts]),
            tuple(_chained([part.starts[side] for part in parts]) for side in (0, 1)),
            tuple(
                np.concatenate(
                    [
                        part.which[side] + np.int32(shift)
                        for part, shift in zip(parts, shifts[:-1], strict=True)
                    ]
                )
                for side in (0, 1)
            ),
            tuple(np.concatenate([part.features[side] for part in parts]) for side in (0, 1)),
            tuple(np.concatenate([part.labels[side] for part in parts]) for side in (0, 1)),
        )


_SIDED = ("starts", "which", "features", "labels")


def pack(examples: Iterable[Example]) -> Packed:
    """Pack ``examples``; equal directions are kept once."""
    numbers: dict[bytes, int] = {}
    directions: list[Rows] = []
    counts: tuple[list[int], list[int]] = ([], [])
    which: tuple[list[int], list[int]] = ([], [])
    features: tuple[list[Rows], list[Rows]] = ([], [])
    labels: tuple[list[npt.NDArray[np.int8]], list[npt.NDArray[np.int8]]] = ([], [])
    for example in examples:
        for side in (0, 1):
            for row in example.vectors[side]:
                name = row.tobytes()
                if name not in numbers:
                    numbers[name] = len(directions)
                    directions.append(row)
                which[side].append(numbers[name])
            counts[side].append(len(example.labels[side]))
            features[side].append(example.features[side].astype(np.float16))
            labels[side].append(example.labels[side])
    return Packed(
        np.array(directions, np.float16),
        tuple(np.cumsum([0, *some], dtype=np.int64) for some in counts),
        tuple(np.array(some, np.int32) for some in which),
        tuple(np.concatenate(some) for some in features),
        tuple(np.concatenate(some) for some in labels),
    )


def _chained(starts: list[npt.NDArray[np.int64]]) -> npt.NDArray[np.int64]:
    shifts = np.cumsum([0, *(some[-1] for some in starts)])
    return np.concatenate([[0], *(some[1:] + shift for some, shift in zip(starts, shifts, strict=False))])
