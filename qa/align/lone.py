"""Segments that were left alone beside a pair they belong to.

The search weighs what passages have in common against what is usual, and gives up a short or free sentence
too easily.  Whether it was really left over is seen where it stands.  With a sentence that says part of what
the other side says, the pair beside it grows more similar and its lengths fit better; with one too many, the
lengths no longer fit.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from statistics import median

import numpy as np

from qa.align.gains import Rows, Side
from qa.align.search import LONGEST
from qa.records import Alignment

_LENGTH, _LEAST = 0.4, 0.015
"""What a better fit of the lengths is worth beside a rise of similarity, by the square of the logarithm of
their ratio, and the least of both: it joins two in five of the sentences that translators cut in two, and
one in two hundred of those put in."""
_WHOLE = -0.03
"""The same where whole paragraphs are joined: two in three, and one in forty."""
_SHORT = 5
"""Characters added to every length: between headings, a few more or less mean nothing."""


def with_lone(alignments: Sequence[Alignment], source: Side, translation: Side) -> tuple[Alignment, ...]:
    """The alignments, each lone segment joined to a neighbouring pair that is better with it."""
    pairs = [one for one in alignments if one.source and one.translation]
    usual = median(_ratio_of(one, source, translation) for one in pairs) if pairs else 0.0
    result: list[Alignment] = []
    for one in alignments:
        before = result[-1] if result else None
        wider = _joined(before, one, source, translation) if before else None
        if before and wider and _fits_better(wider, _pair_of(before, one), source, translation, usual):
            result[-1] = wider
        else:
            result.append(one)
    return tuple(result)


def _joined(before: Alignment, after: Alignment, source: Side, translation: Side) -> Alignment | None:
    """A pair and a lone segment beside it as one alignment, in a paragraph and not too long."""
    pair = _pair_of(before, after)
    if pair is None:
        return None
    sides = before.source + after.source, before.translation + after.translation
    sizes = sorted(map(len, sides))
    parted = _parted(source, sides[0]) or _parted(translation, sides[1])
    return None if parted or sizes[0] > 1 or sizes[1] > LONGEST else Alignment(*sides, pair.cost)


def _parted(side: Side, indexes: tuple[int, ...]) -> bool:
    """Whether a paragraph ends within a passage."""
    return side.blocks is not None and side.blocks[indexes[0]] != side.blocks[indexes[-1]]


def _is_whole(side: Side, indexes: tuple[int, ...]) -> bool:
    """Whether a passage is a paragraph, with nothing before or after it."""
    if side.blocks is None:
        return False
    own, (before, after) = side.blocks[indexes[0]], (indexes[0] - 1, indexes[-1] + 1)
    begins = before < 0 or side.blocks[before] != own
    return begins and (after == len(side) or side.blocks[after] != own)


def _pair_of(one: Alignment, other: Alignment) -> Alignment | None:
    """The one that has both sides, where the other has not."""
    pairs = [some for some in (one, other) if some.source and some.translation]
    return pairs[0] if len(pairs) == 1 else None


def _fits_better(
    wider: Alignment, pair: Alignment | None, source: Side, translation: Side, usual: float
) -> bool:
    if pair is None:
        return False
    strange, before = (abs(_ratio_of(one, source, translation) - usual) for one in (wider, pair))
    rise = _similarity(wider, source, translation) - _similarity(pair, source, translation)
    is_whole = _is_whole(source, wider.source) and _is_whole(translation, wider.translation)
    least = _WHOLE if is_whole else _LEAST
    return strange < before and rise + _LENGTH * (before**2 - strange**2) > least


def _similarity(one: Alignment, source: Side, translation: Side) -> float:
    there, here = _sum(source.vectors, one.source), _sum(translation.vectors, one.translation)
    norms = float(np.sqrt((there @ there) * (here @ here)))
    return float(there @ here) / norms if norms else 0.0


def _sum(rows: Rows, indexes: tuple[int, ...]) -> Rows:
    return np.asarray(rows[indexes[0] : indexes[-1] + 1].sum(axis=0), np.float32)


def _ratio_of(one: Alignment, source: Side, translation: Side) -> float:
    """The logarithm of how much longer the translation is."""
    there = sum(source.lengths[index] for index in one.source)
    here = sum(translation.lengths[index] for index in one.translation)
    return log((here + _SHORT) / (there + _SHORT))
