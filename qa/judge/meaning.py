"""accuracy/mistranslation, accuracy/addition and accuracy/omission: what the localised words tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.judge.case import Case, Side
from qa.records import ErrorSpan, Severity, Word
from qa.spans import Span, cover

MISTRANSLATION = "accuracy/mistranslation"
ADDITION = "accuracy/addition"
OMISSION = "accuracy/omission"

_GAP = 5
"""Characters between two doubtful words that may still be one phrase: an article, a preposition."""
_BESIDE = 3
"""Characters within which a figure is beside a phrase."""
_LONG = 3
_SURE = 0.9
_WHOLE_SHARE = 0.6
_LOST_WORDS = 3
_ASTRAY = 3
"""Words by which a lost clause may have stood elsewhere than the pace of the two sides says."""


def check_mistranslation(case: Case) -> Iterator[ErrorSpan]:
    """The phrases of the translation that the source does not support."""
    if not case.two_sided:
        return
    words = _unexplained(case.translation, case.source)
    whole = _whole_passage(case, words)
    if whole is not None:
        yield whole
        return
    for phrase in _phrases(words, case.translation, case.options.word_doubt):
        doubt = max(word.doubt for word in phrase)
        span = cover(word.span for word in phrase)
        if doubt >= case.options.phrase_doubt and not _measures(case.translation, span):
            beside = _beside(phrase)
            yield ErrorSpan(
                span,
                MISTRANSLATION,
                Severity.CRITICAL if doubt >= _SURE or len(phrase) >= _LONG else Severity.MAJOR,
                round(doubt, 3),
                _why(case, span, beside),
                beside,
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
    """A passage of the source, or a clause of one, that nothing translates."""
    evidence = case.evidence
    if case.two_sided:
        yield from _lost_clauses(case)
    elif not len(evidence.translation.span) and evidence.source.text.strip():
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


def _lost_clauses(case: Case) -> Iterator[ErrorSpan]:
    """Runs of source words that the translation lacks, reported about where they belong."""
    words = _unexplained(case.source, case.translation)
    for phrase in _phrases(words, case.source, case.options.word_doubt):
        doubt = sum(word.doubt for word in phrase) / len(phrase)
        if len(phrase) >= _LOST_WORDS and doubt >= case.options.phrase_doubt:
            span = cover(word.span for word in phrase)
            place = _gap(case, span)
            yield ErrorSpan(
                Span(place, place),
                OMISSION,
                Severity.MAJOR,
                round(doubt, 3),
                f"nothing translates “{_quote(case.source, span)}”",
                span,
            )


def _gap(case: Case, lost: Span) -> int:
    """The end of the translation's word after which lost words would stand, if both sides went at one pace.

    A mark within a few words of there is where a clause more likely went.
    """
    source, tokens = case.evidence.source.span, case.translation.tokens
    if not len(tokens):
        return case.evidence.translation.span.end
    count = (lost.start - source.start) * len(tokens) / len(source)
    marks = [n + 1 for n in range(len(tokens) - 1) if tokens.between(n).strip(" \u00a0'’-")]
    near = min([*marks, len(tokens)], key=lambda n: abs(n - count))
    words = near if abs(near - count) <= _ASTRAY else round(count)
    return (
        case.translation.span(0, tokens.ends[words - 1]).end
        if words
        else case.evidence.translation.span.start
    )


def _whole_passage(case: Case, words: Sequence[Word]) -> ErrorSpan | None:
    """One finding for a passage that says something else altogether."""
    evidence, options = case.evidence, case.options
    if evidence.score is None or evidence.score.quality > options.segment_quality:
        return None
    doubtful = [word for word in words if word.doubt >= options.word_doubt]
    if len(doubtful) < max(_LONG, _WHOLE_SHARE * len(case.translation.tokens.words)):
        return None
    return ErrorSpan(
        _trimmed(evidence.translation.span, evidence.translation.text),
        MISTRANSLATION,
        Severity.CRITICAL,
        round(1 - evidence.score.quality, 3),
        "the whole passage has little to do with its source",
        evidence.source.span,
    )


def _unexplained(side: Side, other: Side) -> list[Word]:
    """The doubtful words but for those that other rules judge: figures, marks, words that stand there too."""
    found = []
    for word in side.passage.words:
        text = side.text(word.span)
        if any(map(str.isalpha, text)) and text.lower() not in other.lower:
            found.append(word)
    return found


def _measures(side: Side, span: Span) -> bool:
    """Whether a figure stands in or beside the span: units and conversions are for the rule of numbers."""
    around = side.text(Span(max(0, span.start - _BESIDE), span.end + _BESIDE))
    return any(map(str.isdigit, around))


def _phrases(words: Sequence[Word], side: Side, least: float) -> Iterator[list[Word]]:
    """Doubtful words in a row; what little stands between two of them belongs to the phrase."""
    phrase: list[Word] = []
    for word in words:
        if word.doubt < least:
            continue
        if phrase and not _continues(side, phrase[-1].span, word.span):
            yield phrase
            phrase = []
        phrase.append(word)
    if phrase:
        yield phrase


def _continues(side: Side, before: Span, after: Span) -> bool:
    between = side.text(Span(before.end, after.start)) if before.end <= after.start else ""
    return len(between) <= _GAP and not any(mark in between for mark in '.,;:!?()«»“”"\n')


def _beside(phrase: Sequence[Word]) -> Span | None:
    """The source word that the most doubtful word of the phrase was matched with."""
    return max(phrase, key=lambda word: word.doubt).counterpart


def _why(case: Case, span: Span, beside: Span | None) -> str:
    text = f"“{_quote(case.translation, span)}” is not what the source makes likely"
    if beside is None:
        return text
    return f"{text}; beside it stands “{_quote(case.source, beside)}”"


def _quote(side: Side, span: Span) -> str:
    return _shortened(side.text(span))


def _shortened(text: str, limit: int = 80) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _trimmed(span: Span, text: str) -> Span:
    """The span without the blanks at its edges."""
    start = len(text) - len(text.lstrip())
    return Span(span.start + start, span.start + len(text.rstrip()))
