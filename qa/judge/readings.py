"""What the translation made of an acronym of the source that stands in ``lexica/acronyms.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from qa.judge.case import Case
from qa.judge.places import is_common, stand_alike
from qa.judge.tables import read_table
from qa.questions import Likeness, Rendering, Wanted
from qa.records import Passage
from qa.spans import Span, cover

_ACRONYM = re.compile(r"(?<!\w)[A-Z]{2,6}s?(?=\d*(?!\w))")
_JOINED = re.compile(r"\w+(?:[-‑]\w+)+")
_LEAST, _MARGIN, _CLEAR = 0.6, 0.15, 0.1
"""Cosine from which a word spells out a sense, and how much nearer to it than to other senses and words."""
_SURE, _ALONE = 0.85, 0.4
"""The same where the translation has the right sense too: it may spell out the acronym beside it."""
_SHORT = 4
"""Capitals that may be the acronym of another language."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What an acronym may stand for; one that is ``false`` never: the acronym was taken for a word."""

    words: tuple[str, ...]
    false: bool


def readings_wanted(source: Passage) -> tuple[Wanted, ...]:
    """The known acronyms of a source passage, with the words of each of their readings."""
    return tuple(
        Wanted(
            Span(*match.span()).shift(source.span.start),
            tuple(reading.words for reading in _readings()[match[0]]),
        )
        for match in _ACRONYM.finditer(source.text)
        if match[0] in _readings() and not source.text.isupper()
    )


def misread(case: Case) -> Iterator[tuple[Span, Span]]:
    """The words of the translation that spell out another reading than is meant, each with its acronym."""
    for rendering in case.evidence.answers.renderings:
        acronym = case.source.text(rendering.source)
        readings = _readings().get(acronym)
        if readings is None or acronym.lower() in case.translation.lower:
            continue
        for reading, likeness in zip_longest(readings, rendering.likenesses):
            if _is_wrong(case, reading, readings) and _is_meant(case, rendering, likeness, readings):
                yield _extended(case, likeness.translation), rendering.source


def _is_wrong(case: Case, reading: Reading, readings: tuple[Reading, ...]) -> bool:
    """Whether the source has no word of this reading, and some of another unless it is false anyway."""
    known = case.facts.source_words
    right = (other for other in readings if other is not reading and not other.false)
    return known.isdisjoint(reading.words) and (
        reading.false or any(not known.isdisjoint(other.words) for other in right)
    )


def _is_meant(case: Case, rendering: Rendering, likeness: Likeness, readings: tuple[Reading, ...]) -> bool:
    """Whether the word stands for the acronym, and says this reading rather than a right one."""
    others = max(
        (
            other.similarity
            for other, reading in zip_longest(rendering.likenesses, readings)
            if other is not likeness and not reading.false
        ),
        default=-1.0,
    )
    said = case.translation.text(likeness.translation)
    alone = likeness.similarity >= max(_SURE, likeness.rival + _ALONE)
    return (
        (alone or likeness.similarity >= max(_LEAST, others + _MARGIN, likeness.rival + _CLEAR))
        and not (said.isupper() and len(said) <= _SHORT)
        and stand_alike(case, likeness.translation, rendering.source)
        and not is_common(case, likeness.translation)
    )


def _extended(case: Case, span: Span) -> Span:
    """The word with what a hyphen joins to it."""
    passage = case.translation.passage
    for match in _JOINED.finditer(passage.text):
        if match.start() <= span.start - passage.span.start < match.end():
            return cover((span, Span(*match.span()).shift(passage.span.start)))
    return span


@cache
def _readings() -> Mapping[str, tuple[Reading, ...]]:
    return {
        acronym: tuple(
            Reading(tuple(words.removeprefix("-").split()), words.startswith("-")) for words in readings
        )
        for acronym, readings in read_table("acronyms").items()
    }
