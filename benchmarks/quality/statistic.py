"""Rates, areas and intervals, whatever they are taken of.

A figure that is not defined (a recall of nothing, a precision of no flags) is NaN, never 0 or 1.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tally:
    """What one document adds to a rate: ``part`` of ``whole``."""

    part: float
    whole: float


def rate(tallies: Sequence[Tally]) -> float:
    """The rate over all documents together: parts by wholes."""
    whole = sum(tally.whole for tally in tallies)
    return sum(tally.part for tally in tallies) / whole if whole else math.nan


def auroc(positives: Sequence[float], negatives: Sequence[float]) -> float:
    """Share of the couples in which the positive is higher; a tie counts half (Mann and Whitney 1947)."""
    if not positives or not negatives:
        return math.nan
    ranked = sorted([(value, 1) for value in positives] + [(value, 0) for value in negatives])
    total, at = 0.0, 0
    while at < len(ranked):
        end = at
        while end < len(ranked) and ranked[end][0] == ranked[at][0]:
            end += 1
        total += sum(positive for _, positive in ranked[at:end]) * (at + end + 1) / 2
        at = end
    lowest = len(positives) * (len(positives) + 1) / 2
    return (total - lowest) / (len(positives) * len(negatives))


def bootstrap(
    items: Sequence[T], statistic: Callable[[Sequence[T]], float], *, rounds: int = 1000, seed: int = 1
) -> tuple[float, float]:
    """The central 95 % of ``statistic`` over documents drawn with replacement (Efron 1979).

    ``items`` has one entry a document.  Draws for which the statistic is not defined are left out.
    """
    random = Random(seed)
    return central(statistic(random.choices(items, k=len(items))) for _ in range(rounds if items else 0))


def central(drawn: Iterable[float]) -> tuple[float, float]:
    """Between which values the central 95 % lie; those that are not defined are left out."""
    values = sorted(value for value in drawn if not math.isnan(value))
    if not values:
        return math.nan, math.nan
    return values[int(0.025 * len(values))], values[math.ceil(0.975 * len(values)) - 1]
