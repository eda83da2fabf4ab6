"""What the figures mean.  A figure is taken over documents, each of which adds its part."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from benchmarks.quality.statistic import Tally, auroc
from qa.languages import LANGUAGES
from qa.records import Severity
from qa.spans import Span, merge
from training.damage import MarkedSpan

OMISSION = "accuracy/omission"


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
class Doubts:
    """How doubtful one method thinks the damaged and the intact segments of one document."""

    damaged: tuple[float, ...]
    intact: tuple[float, ...]


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
