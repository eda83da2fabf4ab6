"""terminology/wrong-term: a set term, a part of which was replaced by a word that nobody uses there.

Each language has a few settled renderings of such a term, listed in ``lexica/terms/<language>.tsv``.  A
passage that has none of them, but one part of one, has spun the rest from synonyms; one that has a word of
the term as a dictionary has it, in none of the renderings, was put together from the words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from qa.function_words import function_words
from qa.judge.case import Case
from qa.judge.english import english
from qa.judge.listed import JOINT, UNSPACED, occurrences, wordings
from qa.judge.places import completed
from qa.judge.wording import WORD
from qa.languages import SOURCE_LANGUAGE
from qa.records import ErrorSpan, Passage, Severity
from qa.spans import Span, cover

RULE = "terminology/wrong-term"

_LETTERS, _CHARACTERS = 4, 2
"""Letters of a part of a rendering that shows it, and characters in an unspaced script."""
_JOINING = " \u00a0'’-"
"""What may stand between the two parts of a rendering, beside small words."""
_CONFIDENCE = 0.6
_NEAR = 0.35
"""Cosine with a word of a term from which a word renders that."""


def terms_wanted(source: Passage, translation: Passage, language: str) -> Iterator[Span]:
    """The listed terms of a source passage that the translation has none of the renderings of."""
    for cell, term in _found(source.text, language):
        if next(occurrences(cell, translation.text), None) is None:
            yield term.shift(source.span.start)


def term_parts(source: Passage, translation: Passage, language: str) -> Iterator[Span]:
    """The words of such terms."""
    start = source.span.start
    for term in terms_wanted(source, translation, language):
        for word in WORD.finditer(source.text.lower(), term.start - start, term.end - start):
            yield Span(*word.span()).shift(start)


def check(case: Case) -> Iterator[ErrorSpan]:
    """The phrases that stand for a term of the source, and are none of its renderings but for a part."""
    text = case.translation.passage.text
    for cell, term in _found(case.source.passage.text, case.facts.language):
        there = term.shift(case.source.passage.span.start)
        if next(occurrences(cell, text), None) is None and (
            here := _spun(case, cell, there) or _literal(case, cell, there)
        ):
            yield ErrorSpan(
                here,
                RULE,
                Severity.MAJOR,
                _CONFIDENCE,
                f"“{case.translation.text(here)}” is no rendering of the term “{case.source.text(there)}”",
                there,
            )


def _found(source: str, language: str) -> Iterator[tuple[str, Span]]:
    """The listed terms of an English text whose words stand nowhere else there, each with its renderings."""
    for cell, term in wordings("terms", language, source):
        if _is_alone(source[term.start : term.end].lower(), english(source).lower):
            yield cell, term


def _is_alone(term: str, text: str) -> bool:
    words = WORD.findall(text)
    return all(words.count(word) == 1 for word in WORD.findall(term))


@dataclass(frozen=True, slots=True)
class _Part:
    """A word of a rendering, or a piece of a compound, as a cell; ``is_first`` if the other part follows."""

    cell: str
    is_first: bool
    is_joined: bool


@cache
def _parts(cell: str) -> tuple[_Part, ...]:
    """The parts of the renderings in a cell that are long enough to show them."""
    found = []
    for rendering in cell.split("/"):
        is_joined = JOINT in rendering and rendering < UNSPACED
        pieces = rendering.split(JOINT if JOINT in rendering else None)
        # What a compound ends with is also its short form.
        for number, piece in enumerate(pieces[:1] if is_joined else pieces if len(pieces) > 1 else ()):
            if len(piece) >= (_LETTERS if piece < UNSPACED else _CHARACTERS):
                open_end = piece.rstrip(".*") + "*" if is_joined else piece
                found.append(_Part(open_end, number == 0, is_joined))
    return tuple(dict.fromkeys(found))


def _spun(case: Case, cell: str, term: Span) -> Span | None:
    """A part of a rendering that the translation has, with what stands in the place of the other part."""
    for part in _parts(cell):
        for place in occurrences(part.cell, case.translation.passage.text):
            here = case.translation.span(*place)
            other = here if part.is_joined else _beside(case, place, after=part.is_first)
            if other and not case.is_accounted(other, term):
                return cover((here, other))
    return None


def _literal(case: Case, cell: str, term: Span) -> Span | None:
    """A word that renders a word of the term, and is a part of none of its renderings."""
    text = case.translation.passage.text
    parts = {place for part in _parts(cell) for place in occurrences(part.cell, text)}
    for match in case.evidence.answers.matches:
        here = match.translation
        word = case.source.text(match.source).lower()
        is_near = term.contains(match.source) and match.similarity >= _NEAR
        # What was left in English is for another rule.
        is_rendered = word not in (*function_words(SOURCE_LANGUAGE), case.translation.text(here).lower())
        is_part = any(case.translation.span(*place).overlaps(here) for place in parts)
        if is_near and is_rendered and not is_part and not case.is_accounted(here, term):
            return completed(here, term, case)
    return None


def _beside(case: Case, place: tuple[int, int], *, after: bool) -> Span | None:
    """The word after or before a part; a small word may stand between, but no mark."""
    tokens, (start, end) = case.translation.tokens, place
    if tokens.text[start] >= UNSPACED:
        start, end = (end, end + _CHARACTERS) if after else (max(0, start - _CHARACTERS), start)
        return case.translation.span(start, end) if tokens.text[start:end].isalpha() else None
    step, at = (1 if after else -1), bisect_right(tokens.starts, start) - 1
    while 0 <= at + step < len(tokens) and not tokens.between(min(at, at + step)).strip(_JOINING):
        at += step
        if tokens.lower[at] not in function_words(case.facts.language):
            says_something = len(tokens.words[at]) >= _LETTERS and tokens.words[at].islower()
            return case.translation.span(tokens.starts[at], tokens.ends[at]) if says_something else None
    return None
