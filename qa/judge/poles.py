"""Opposites whose renderings are listed: ``lexica/poles.tsv`` has the two poles of each in English, and
``lexica/poles/<language>.tsv`` what a translation says for either.

A word for the wrong pole is one too many where the source has fewer words of that pole.  It is held to stand
for the word of the source unless a word for the right pole does, or may do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from qa.judge.case import Case
from qa.judge.english import REMEMBERED, English, english
from qa.judge.listed import listed, occurrences
from qa.judge.places import distance
from qa.judge.wording import WORD
from qa.records import Passage
from qa.spans import Span

_LEXICON = Path(__file__).parent / "lexica" / "poles.tsv"


@dataclass(frozen=True, slots=True, order=True)
class Pole:
    """One pole of an opposition, and the other one: their English words, an underscore for a space."""

    own: tuple[str, ...]
    other: tuple[str, ...]

    @property
    def key(self) -> str:
        """How the tables of the languages name it."""
        return f"{self.own[0]}/{self.other[0]}"

    @property
    def opposite(self) -> Pole:
        """The other pole."""
        return Pole(self.other, self.own)


@dataclass(frozen=True, slots=True)
class Found:
    """A pole that an English text has a word of, the first one, and how many it has of the other pole."""

    pole: Pole
    word: Span
    others: int


@dataclass(frozen=True, slots=True)
class Cells:
    """How a language renders a pole: cells as :mod:`qa.judge.listed` reads them.

    ``said`` says this pole and no other; ``right`` has also what may say either, which is never wrong.
    """

    said: str
    right: str


def poles_wanted(source: Passage, translation: Passage, language: str) -> Iterator[Span]:
    """The words of a source passage that the translation has a word for the opposite of."""
    table = _renderings(language)
    for one in _found(source.text) if table else ():
        if one.pole.key in table and _wrong(table[one.pole.opposite.key], one, translation.text):
            yield one.word.shift(source.span.start)


def opposites_listed(case: Case) -> Iterator[tuple[Span, Span]]:
    """Words of the translation that are listed for the opposite, each with the word of the source."""
    table, text = _renderings(case.facts.language), case.translation.passage.text
    for one in _found(case.source.passage.text) if table else ():
        wrong = _wrong(table[one.pole.opposite.key], one, text) if one.pole.key in table else []
        # What says one pole may be part of the word for the other: then the longer one is meant.
        right = [Span(*place) for place in occurrences(table[one.pole.key].right, text)] if wrong else []
        if wrong and not any(_stands(place, wrong) for place in right):
            yield from _placed(case, one, wrong)


def _wrong(opposite: Cells, one: Found, text: str) -> list[Span]:
    """The words for the other pole, if they are more than those of the source."""
    places = [Span(*place) for place in occurrences(opposite.said, text)]
    return places if len(places) > one.others else []


def _placed(case: Case, one: Found, wrong: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    """Those words for the other pole that no other word of the source accounts for, each with its own.

    Where the source has the other pole too, only the one that stands most like the word of this pole.
    """
    there = one.word.shift(case.source.passage.span.start)
    places = [place.shift(case.translation.passage.span.start) for place in wrong]
    if one.others:
        places = [min(places, key=lambda here: distance(case, here, there))]
    for here in places:
        if not case.is_accounted(here, there):
            yield here, there


def _stands(right: Span, wrong: Sequence[Span]) -> bool:
    return not any(one.overlaps(right) and len(one) > len(right) for one in wrong)


@lru_cache(REMEMBERED)
def _found(source: str) -> tuple[Found, ...]:
    """The poles whose words an English text has."""
    read = english(source)
    found = []
    for pole in sorted({pole for word in _poles().keys() & read.words for pole in _poles()[word]}):
        word = _first(pole.own, read)
        is_name = word is not None and word.start > 0 and source[word.start].isupper()
        if word and not is_name:
            found.append(Found(pole, word, _count(pole.other, read)))
    return tuple(found)


def _first(forms: Sequence[str], read: English) -> Span | None:
    """Where a text has one of the forms, as a word of its own."""
    return next(_places(forms, read), None)


def _count(forms: Sequence[str], read: English) -> int:
    """How many words of a text are one of the forms."""
    return len({place.start for place in _places(forms, read)})


def _places(forms: Sequence[str], read: English) -> Iterator[Span]:
    """Where a text has the forms; most texts have the letters of none."""
    for form in forms:
        if WORD.findall(form)[0] in read.words:
            yield from (Span(*place.span()) for place in _pattern(form).finditer(read.lower))


@cache
def _pattern(form: str) -> re.Pattern[str]:
    words = re.escape(form).replace("_", r"[\s-]+")
    return re.compile(rf"(?<![\w'’-]){words}(?![\w-])")


@cache
def _poles() -> Mapping[str, tuple[Pole, ...]]:
    """The poles by the words that a text with one of them has: the first of each form."""
    found: dict[str, set[Pole]] = {}
    for line in _LEXICON.read_text("utf-8").splitlines():
        if line and line[0] != "#":
            one, other = (tuple(pole.split()) for pole in line.split("\t"))
            for pole in (Pole(one, other), Pole(other, one)):
                for form in pole.own:
                    found.setdefault(WORD.findall(form)[0], set()).add(pole)
    return {word: tuple(poles) for word, poles in found.items()}


@cache
def _renderings(language: str) -> Mapping[str, Cells]:
    """What a language has for each pole; a second cell of a line lists what may say either pole."""
    found = {}
    for key, cells in listed("poles", language).items():
        said, _, either = cells.partition("\t")
        found[key] = Cells(said, "/".join(filter(None, (said, either))))
    return found
