"""accuracy/mistranslation, accuracy/addition and accuracy/omission: what the localised words tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.judge.case import Case
from qa.records import ErrorSpan, Severity, Word
from qa.spans import Span, cover

MISTRANSLATION = "accuracy/mistranslation"
ADDITION = "accuracy/addition"
OMISSION = "accuracy/omission"

_BRIDGE = 1
_LONG = 3
_SURE = 0.9
_WHOLE_SHARE = 0.6


def check_mistranslation(case: Case) -> Iterator[ErrorSpan]:
    """The phrases of the translation that the source does not support."""
    words, options = case.evidence.translation.words, case.options
    if not case.two_sided or not words:
        return
    whole = _whole_passage(case)
    if whole is not None:
        yield whole
        return
    for phrase in _phrases(words, options.word_doubt):
        doubt = sum(word.doubt for word in phrase) / len(phrase)
        if doubt < options.phrase_doubt:
            continue
        span = cover(word.span for word in phrase)
        source_span = _beside(phrase)
        yield ErrorSpan(
            span,
            MISTRANSLATION,
            Severity.CRITICAL if len(phrase) >= _LONG and doubt >= _SURE else Severity.MAJOR,
            round(doubt, 3),
            f"“{_quote(case.evidence.translation.text, span, case)}” has no support in the source",
            source_span,
        )


def check_addition(case: Case) -> Iterator[ErrorSpan]:
    """A passage of the translation without a source."""
    evidence = case.evidence
    if len(evidence.source.span) or not evidence.translation.text.strip():
        return
    span = _trimmed(evidence.translation.span, evidence.translation.text)
    yield ErrorSpan(
        span, ADDITION, Severity.MAJOR, 0.8, "nothing in the source says this", evidence.source.span
    )


def check_omission(case: Case) -> Iterator[ErrorSpan]:
    """A passage of the source that nothing translates."""
    evidence = case.evidence
    if len(evidence.translation.span) or not evidence.source.text.strip():
        return
    source_span = _trimmed(evidence.source.span, evidence.source.text)
    lost = " ".join(evidence.source.text.split())
    yield ErrorSpan(
        evidence.translation.span,
        OMISSION,
        Severity.MAJOR,
        0.8,
        f"nothing translates “{_shortened(lost)}”",
        source_span,
    )


def _whole_passage(case: Case) -> ErrorSpan | None:
    """One finding for a passage that says something else altogether."""
    evidence, options = case.evidence, case.options
    if evidence.score is None or evidence.score.quality > options.segment_quality:
        return None
    doubtful = [word for word in evidence.translation.words if word.doubt >= options.word_doubt]
    if len(doubtful) < max(_LONG, _WHOLE_SHARE * len(evidence.translation.words)):
        return None
    return ErrorSpan(
        _trimmed(evidence.translation.span, evidence.translation.text),
        MISTRANSLATION,
        Severity.CRITICAL,
        round(1 - evidence.score.quality, 3),
        "the whole passage has little to do with its source",
        evidence.source.span,
    )


def _phrases(words: Sequence[Word], least: float) -> Iterator[list[Word]]:
    """Doubtful words in a row; a single supported word between two of them belongs to the phrase."""
    phrase: list[Word] = []
    bridge: list[Word] = []
    for word in words:
        if word.doubt >= least:
            phrase += [*bridge, word] if phrase else [word]
            bridge = []
        elif phrase:
            bridge.append(word)
            if len(bridge) > _BRIDGE:
                yield phrase
                phrase, bridge = [], []
    if phrase:
        yield phrase


def _beside(phrase: Sequence[Word]) -> Span | None:
    """The source words that the words of the phrase were matched with."""
    counterparts = [word.counterpart for word in phrase if word.counterpart is not None]
    return cover(counterparts) if counterparts else None


def _quote(text: str, span: Span, case: Case) -> str:
    offset = case.evidence.translation.span.start
    return _shortened(text[span.start - offset : span.end - offset])


def _shortened(text: str, limit: int = 80) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _trimmed(span: Span, text: str) -> Span:
    """The span without the blanks at its edges."""
    start = len(text) - len(text.lstrip())
    return Span(span.start + start, span.start + len(text.rstrip()))
