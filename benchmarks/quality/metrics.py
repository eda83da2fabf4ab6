"""What the figures mean.  A figure is a rate over documents, each of which adds its part.

A figure that is not defined (a recall of nothing, a precision of no flags) is NaN, never 0 or 1.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import TypeVar

from qa.languages import LANGUAGES
from qa.records import Severity
from qa.spans import Span, merge
from training.damage import MarkedSpan

OMISSION = "accuracy/omission"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Flag:
    """A finding, as far as the figures need it."""

    span: Span
    rule: str
    severity: Severity
    confidence: float


@dataclass(frozen=True, slots=True)
class SegmentDoubt:
    """A segment and how doubtful each method thinks it, higher is worse; the scales need not agree."""

    span: Span
    doubts: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A checked document: what was wrong with it (``gold``) and what was said of it (``flags``)."""

    name: str
    language: str
    words: float
    gold: tuple[MarkedSpan, ...]
    flags: tuple[Flag, ...]
    segments: tuple[SegmentDoubt, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """What one document adds to a rate: ``part`` of ``whole``."""

    part: float
    whole: float


@dataclass(frozen=True, slots=True)
class Doubts:
    """How doubtful one method thinks the damaged and the intact segments of one document."""

    damaged: tuple[float, ...]
    intact: tuple[float, ...]


def rate(tallies: Sequence[Tally]) -> float:
    """The rate over all documents together: parts by wholes."""
    whole = sum(tally.whole for tally in tallies)
    return sum(tally.part for tally in tallies) / whole if whole else math.nan


def count_words(text: str, language: str) -> float:
    """Words separated by spaces; in Chinese and Japanese half the number of letters."""
    if LANGUAGES[language].spaced:
        return sum(any(character.isalnum() for character in word) for word in text.split())
    return sum(character.isalnum() for character in text) / 2


def is_found(gold: MarkedSpan, outcome: Outcome) -> bool:
    """Whether at least half of its characters are flagged, by whatever rule.

    An omission, which has no characters, is found when an omission finding touches its segment.
    """
    if not len(gold.span):
        home = [s.span for s in outcome.segments if s.span.contains(gold.span)] or [gold.span]
        marks = [flag.span for flag in outcome.flags if flag.rule.startswith(OMISSION)]
        return any(mark.start <= span.end and span.start <= mark.end for mark in marks for span in home)
    flagged = merge(flag.span for flag in outcome.flags)
    return 2 * _shared([gold.span], flagged) >= len(gold.span)


def span_recall(outcome: Outcome, wanted: Callable[[MarkedSpan], bool] = lambda _: True) -> Tally:
    """How many of the ``wanted`` gold spans are found."""
    hits = [is_found(gold, outcome) for gold in outcome.gold if wanted(gold)]
    return Tally(sum(hits), len(hits))


@dataclass(frozen=True, slots=True)
class Characters:
    """How many characters are flagged and wrong (``hits``), flagged, and wrong (``gold``)."""

    hits: int
    flagged: int
    gold: int

    @property
    def precision(self) -> Tally:
        """How many of the flagged characters are wrong."""
        return Tally(self.hits, self.flagged)

    @property
    def recall(self) -> Tally:
        """How many of the wrong characters are flagged."""
        return Tally(self.hits, self.gold)

    @property
    def f1(self) -> Tally:
        """The harmonic mean of both, as a rate: twice the hits by all that is flagged or wrong."""
        return Tally(2 * self.hits, self.flagged + self.gold)


def characters(outcome: Outcome) -> Characters:
    """A character counts once however often it is flagged."""
    said = merge(flag.span for flag in outcome.flags)
    true = merge(mark.span for mark in outcome.gold)
    return Characters(_shared(said, true), sum(map(len, said)), sum(map(len, true)))


def alarms(outcome: Outcome, least: Severity = Severity.MINOR) -> Tally:
    """Findings of at least that severity, for every 1,000 words."""
    return Tally(1000 * sum(flag.severity >= least for flag in outcome.flags), outcome.words)


def segment_doubts(outcome: Outcome, method: str) -> Doubts:
    """What the segments of a document get; one is damaged if gold overlaps it or an omission touches it."""
    damaged: list[float] = []
    intact: list[float] = []
    for segment in outcome.segments:
        touched = any(_concerns(gold.span, segment.span) for gold in outcome.gold)
        (damaged if touched else intact).append(segment.doubts[method])
    return Doubts(tuple(damaged), tuple(intact))


def segment_auroc(doubts: Sequence[Doubts]) -> float:
    """Probability that a damaged segment is more doubtful than an intact one, of whatever document."""
    damaged = [doubt for some in doubts for doubt in some.damaged]
    return auroc(damaged, [doubt for some in doubts for doubt in some.intact])


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


def at_confidence(outcomes: Iterable[Outcome], least: float) -> tuple[Outcome, ...]:
    """The outcomes as they were if only findings of at least that confidence had been reported."""
    return tuple(
        replace(outcome, flags=tuple(flag for flag in outcome.flags if flag.confidence >= least))
        for outcome in outcomes
    )


def confidence_for(clean: Sequence[Outcome], most: float) -> float:
    """The lowest confidence at which the ``clean`` documents get at most ``most`` alarms per 1,000 words.

    0 where all that was reported is few enough; above 1 where even the surest findings are too many.
    """
    budget = most * sum(outcome.words for outcome in clean) / 1000
    sure = sorted((flag.confidence for outcome in clean for flag in outcome.flags), reverse=True)
    if len(sure) <= budget:
        return 0.0
    return math.nextafter(sure[math.floor(budget)], math.inf)


def bootstrap(
    items: Sequence[T], statistic: Callable[[Sequence[T]], float], *, rounds: int = 1000, seed: int = 1
) -> tuple[float, float]:
    """The central 95 % of ``statistic`` over documents drawn with replacement (Efron 1979).

    ``items`` has one entry a document.  Draws for which the statistic is not defined are left out.
    """
    random = Random(seed)
    drawn = (statistic(random.choices(items, k=len(items))) for _ in range(rounds if items else 0))
    values = sorted(value for value in drawn if not math.isnan(value))
    if not values:
        return math.nan, math.nan
    return values[int(0.025 * len(values))], values[math.ceil(0.975 * len(values)) - 1]


def _concerns(gold: Span, segment: Span) -> bool:
    return gold.overlaps(segment) if len(gold) else segment.contains(gold)


def _shared(some: Sequence[Span], others: Sequence[Span]) -> int:
    """How many characters two ordered, disjoint lists of spans have in common."""
    shared = at = 0
    for one in some:
        while at < len(others) and others[at].end <= one.start:
            at += 1
        for other in others[at:]:
            if other.start >= one.end:
                break
            shared += min(one.end, other.end) - max(one.start, other.start)
    return shared
