"""From outcomes to figures, and from figures to the table."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.quality.metrics import (
    Outcome,
    alarms,
    at_confidence,
    characters,
    confidence_for,
    segment_auroc,
    segment_doubts,
    span_recall,
)
from benchmarks.quality.run import METHODS
from benchmarks.quality.statistic import T, Tally, bootstrap, rate
from qa.records import Severity

BUDGET = 2.0
"""False alarms per 1,000 words at which recall is compared."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One row: a value over ``count`` items, with the interval of a bootstrap over documents."""

    group: str
    name: str
    value: float
    low: float
    high: float
    count: int


def garbled_figures(group: str, garbled: Sequence[Outcome], clean: Sequence[Outcome]) -> list[Figure]:
    """The figures of one set; ``clean`` are the same documents before they were damaged."""
    marks = [mark for outcome in garbled for mark in outcome.gold]
    sure = at_confidence(garbled, confidence_for(clean, BUDGET))
    counts = [characters(outcome) for outcome in garbled]
    rows = [
        _rate(group, "spans found", map(span_recall, garbled)),
        _rate(group, f"spans found at {BUDGET:g} alarms per 1,000 words", map(span_recall, sure)),
    ]
    for severity in sorted(Severity, reverse=True):
        rows.append(_rate(group, f"found: {severity}", [_of_severity(some, severity) for some in garbled]))
    for category in sorted({mark.category for mark in marks}):
        rows.append(_rate(group, f"found: {category}", [_of_category(some, category) for some in garbled]))
    rows += [
        _rate(group, "character precision", [count.precision for count in counts]),
        _rate(group, "character recall", [count.recall for count in counts]),
        _rate(group, "character F1", [count.f1 for count in counts]),
    ]
    for method in METHODS:
        doubts = [segment_doubts(outcome, method) for outcome in garbled]
        count = sum(len(outcome.segments) for outcome in garbled)
        rows.append(figure(group, f"segment AUROC, {method}", doubts, segment_auroc, count))
    return rows + alarm_figures(f"{group}, before the damage", clean)


def alarm_figures(group: str, clean: Sequence[Outcome]) -> list[Figure]:
    """Findings in intact translations per 1,000 words."""
    major = [alarms(outcome, Severity.MAJOR) for outcome in clean]
    return [
        _rate(group, "findings per 1,000 words", map(alarms, clean)),
        _rate(group, "major and critical findings", major),
    ]


def table(figures: Iterable[Figure]) -> str:
    """The figures as lines of text, a heading before each group."""
    lines: list[str] = []
    group = None
    for figure in figures:
        if figure.group != group:
            group = figure.group
            lines += ["", group]
        interval = f"[{_number(figure.low)}, {_number(figure.high)}]"
        lines.append(f"  {figure.name:44} {_number(figure.value):>7}  {interval:18} n = {figure.count:,}")
    return "\n".join(lines[1:]) + "\n"


def _of_severity(outcome: Outcome, severity: Severity) -> Tally:
    return span_recall(outcome, lambda mark: mark.severity == severity)


def _of_category(outcome: Outcome, category: str) -> Tally:
    return span_recall(outcome, lambda mark: mark.category == category)


def _rate(group: str, name: str, tallies: Iterable[Tally]) -> Figure:
    tallies = list(tallies)
    return figure(group, name, tallies, rate, round(sum(tally.whole for tally in tallies)))


def figure(
    group: str, name: str, items: Sequence[T], statistic: Callable[[Sequence[T]], float], count: int
) -> Figure:
    """One row over ``items``, one a document; ``count`` says how much they hold."""
    return Figure(group, name, statistic(items), *bootstrap(items, statistic), count)


def _number(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.3f}"
