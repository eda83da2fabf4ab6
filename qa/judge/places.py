"""Where a word of the translation stands, beside the source word that it may stand for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from qa.function_words import function_words
from qa.judge.case import Case
from qa.judge.tokens import Tokens
from qa.languages import LANGUAGES, SOURCE_LANGUAGE
from qa.spans import Span, cover

_ASIDE = 0.25
"""Share of the passage by which the two may stand apart."""
_JOINING = " \u00a0'’-"
"""What may stand between the words of a phrase."""


_REACH = 8
"""Letters before a word that are looked at for the end of a sentence."""
_START = re.compile(r"(?:[.!?…:;\n][\"'“”„«»‘’)\]]*|[\"“„«(\[–—-])\s*$")


def starts_sentence(tokens: Tokens, index: int) -> bool:
    """Whether a word stands at the beginning of a sentence or a quotation."""
    start = tokens.starts[index]
    return index == 0 or bool(_START.search(tokens.text, max(0, start - _REACH), start))


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


def completed(span: Span, wording: Span, case: Case) -> Span:
    """``span`` with as many telling words beside it as the ``wording`` of the source has more than it.

    Words that stand for others of the source are left, as far as that was asked, and so are names.
    """
    if not LANGUAGES[case.facts.language].spaced:
        return span
    missing = _telling(case.source.text(wording), SOURCE_LANGUAGE) - _telling(
        case.translation.text(span), case.facts.language
    )
    for _ in range(missing):
        beside = [found for step in (1, -1) if (found := _beside(span, step, case))]
        free = [one for one in beside if not case.is_accounted(one, wording)]
        if not free:
            break
        span = min((cover((span, one)) for one in free), key=len)
    return span


def _telling(text: str, language: str) -> int:
    return sum(word not in function_words(language) for word in Tokens(text).lower)


def _beside(span: Span, step: int, case: Case) -> Span | None:
    """The next telling word after a span, or before it; small words may stand between, but no marks."""
    tokens, start = case.translation.tokens, case.translation.passage.span.start
    at = (
        bisect_left(tokens.starts, span.end - start) - 1
        if step > 0
        else bisect_right(tokens.ends, span.start - start)
    )
    while 0 <= at + step < len(tokens) and not tokens.between(min(at, at + step)).strip(_JOINING):
        at += step
        if tokens.lower[at] not in function_words(case.facts.language):
            return (
                case.translation.span(tokens.starts[at], tokens.ends[at])
                if tokens.words[at].islower()
                else None
            )
    return None


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
