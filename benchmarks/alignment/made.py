"""Documents made of parallel lines, with the alignments that are true of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

Pair = tuple[str, str]
"""A line in English and its translation."""
Bead = tuple[tuple[int, ...], tuple[int, ...]]
"""Source segments and the translation segments that render them."""

LINES = 40
"""Lines of a made document."""
SHAPES = {
    (2, 1): 0.06,
    (1, 2): 0.06,
    (2, 2): 0.01,
    (3, 1): 0.01,
    (1, 3): 0.01,
    (1, 0): 0.03,
    (0, 1): 0.03,
}
"""How often a line begins something else than a pair: so many source for so many translation segments.

Where it is two for two, the translation ends its first segment in the middle of the second sentence.
"""
INSERTED = 0.3
"""The part of the documents that have a paragraph of another text, on one of the sides."""
REPLACED = 0.1
"""The part of the lines that :func:`replaced` gives the translation of another line."""


@dataclass(frozen=True, slots=True)
class Made:
    """A document in two languages, and how it is aligned."""

    source: tuple[str, ...]
    translation: tuple[str, ...]
    beads: tuple[Bead, ...]


def rearranged(pairs: Sequence[Pair], first: int, joint: str, random: np.random.Generator) -> Made:
    """The lines from ``first`` with segments joined, dropped and inserted; ``joint`` joins translations."""
    source: list[str] = []
    translation: list[str] = []
    beads: list[Bead] = []

    def add(left: Sequence[str], right: Sequence[str]) -> None:
        here, there = len(source), len(translation)
        source.extend(left)
        translation.extend(right)
        beads.append((tuple(range(here, len(source))), tuple(range(there, len(translation)))))

    insertion = int(random.integers(LINES)) if random.random() < INSERTED else LINES
    at = 0
    while at < LINES:
        if at >= insertion:
            insertion, in_source = LINES, random.random() < 0.5
            for english, other in _elsewhere(pairs, first, int(random.integers(2, 6)), random):
                add([english] if in_source else [], [] if in_source else [other])
        shape = _shape(random.random(), LINES - at)
        lines = pairs[first + at : first + at + max(shape)]
        add(*_shaped([line[0] for line in lines], [line[1] for line in lines], shape, joint))
        at += len(lines)
    return Made(tuple(source), tuple(translation), tuple(beads))


def one_missing(pairs: Sequence[Pair], random: np.random.Generator) -> Made:
    """The pairs without one of the translations."""
    gone = int(random.integers(len(pairs)))
    beads: list[Bead] = [((n,), (n - (n > gone),) if n != gone else ()) for n in range(len(pairs))]
    kept = tuple(right for n, (_, right) in enumerate(pairs) if n != gone)
    return Made(tuple(left for left, _ in pairs), kept, tuple(beads))


def replaced(pairs: Sequence[Pair], first: int, random: np.random.Generator) -> tuple[Made, tuple[Bead, ...]]:
    """The lines from ``first``, some with the translation of another line, and the beads of those."""
    lines = pairs[first : first + LINES]
    wrong = np.flatnonzero(random.random(len(lines)) < REPLACED)
    right = [line[1] for line in lines]
    for place in wrong:
        right[place] = _elsewhere(pairs, first, 1, random)[0][1]
    beads: list[Bead] = [((n,), (n,)) for n in range(len(lines))]
    made = Made(tuple(line[0] for line in lines), tuple(right), tuple(beads))
    return made, tuple(beads[place] for place in wrong)


def _elsewhere(pairs: Sequence[Pair], first: int, count: int, random: np.random.Generator) -> Sequence[Pair]:
    """Lines that are not of the document that begins at ``first``."""
    places = [n for n in range(len(pairs) - count + 1) if n + count <= first or n >= first + LINES]
    at = places[int(random.integers(len(places)))]
    return pairs[at : at + count]


def _shape(drawn: float, left: int) -> tuple[int, int]:
    for shape, share in SHAPES.items():
        drawn -= share
        if drawn < 0:
            return shape if max(shape) <= left else (1, 1)
    return (1, 1)


def _shaped(
    left: list[str], right: list[str], shape: tuple[int, int], joint: str
) -> tuple[list[str], list[str]]:
    if shape == (2, 2):
        return left, _cut_elsewhere(right[0], right[1], joint)
    ours = left if shape[0] > 1 else [" ".join(left)]
    theirs = right if shape[1] > 1 else [joint.join(right)]
    return ours[: shape[0]], theirs[: shape[1]]


def _cut_elsewhere(first: str, second: str, joint: str) -> list[str]:
    """The two with the boundary in the middle of the second, between words where it has a later space."""
    middle = len(second) // 2
    cut = max(second.find(" ", middle), middle) if joint else middle
    return [first + joint + second[:cut], second[cut:].lstrip()]
