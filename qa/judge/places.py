"""Where a word of the translation stands, beside the source word that it may stand for."""

from __future__ import annotations

from collections.abc import Iterable

from qa.function_words import function_words
from qa.judge.case import Case
from qa.languages import LANGUAGES
from qa.spans import Span, cover

_ASIDE = 0.25
"""Share of the passage by which the two may stand apart."""


def stand_alike(case: Case, here: Span, there: Span) -> bool:
    """Whether a whole word of the translation stands about where a word of the source does."""
    return distance(case, here, there) <= _ASIDE and _is_whole(case, here)


def distance(case: Case, here: Span, there: Span) -> float:
    """By which share of the passage, 0 to 1, a word of the translation is apart from one of the source."""
    evidence = case.evidence
    places = [
        (span.start - passage.span.start) / len(passage.span)
        for span, passage in ((here, evidence.translation), (there, evidence.source))
    ]
    return abs(places[0] - places[1])


def widened(span: Span, words: Iterable[Span], case: Case, most: float) -> Span:
    """``span`` with the matches of more ``words`` of the source, up to ``most`` letters."""
    matches = {match.source: match.translation for match in case.evidence.answers.matches}
    for word in words:
        wider = cover((span, matches[word])) if word in matches else span
        if len(wider) <= most:
            span = wider
    return span


def is_common(case: Case, here: Span) -> bool:
    """Whether a word of the translation is one of the small words of its language."""
    return case.translation.text(here).lower() in function_words(case.facts.language)


def _is_whole(case: Case, span: Span) -> bool:
    """Whether no letter touches a word; where words are not spaced, all do."""
    if not LANGUAGES[case.facts.language].spaced:
        return True
    before = case.translation.text(Span(max(0, span.start - 1), span.start))
    after = case.translation.text(Span(span.end, span.end + 1))
    return not before.isalpha() and not after.isalpha()
