"""Opposites whose renderings are listed: ``lexica/poles.tsv`` has the two poles of each in English, and
``lexica/poles/<language>.tsv`` what a translation says for either."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from qa.judge.case import Case
from qa.judge.english import REMEMBERED, English, english
from qa.judge.listed import listed, occurrences
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


def poles_wanted(source: Passage, translation: Passage, language: str) -> Iterator[Span]:
    """The words of a source passage that the translation has a word for the opposite of."""
    table = listed("poles", language)
    for pole, word in _found(source.text):
        if pole.key in table and next(occurrences(table[pole.opposite.key], translation.text), None):
            yield word.shift(source.span.start)


def opposites_listed(case: Case) -> Iterator[tuple[Span, Span]]:
    """Words of the translation that are listed for the opposite, each with the word of the source.

    The source has no word of the other pole, the translation none of the right one.
    """
    table, text = listed("poles", case.facts.language), case.translation.passage.text
    for pole, word in _found(case.source.passage.text):
        if pole.key not in table:
            continue
        wrong = [Span(*place) for place in occurrences(table[pole.opposite.key], text)]
        right = (Span(*place) for place in occurrences(table[pole.key], text))
        # What says one pole may be part of the word for the other: then the longer one is meant.
        if wrong and not any(_stands(one, wrong) for one in right):
            there = word.shift(case.source.passage.span.start)
            for here in (one.shift(case.translation.passage.span.start) for one in wrong):
                if not case.is_accounted(here, there):
                    yield here, there


def _stands(right: Span, wrong: Sequence[Span]) -> bool:
    return not any(one.overlaps(right) and len(one) > len(right) for one in wrong)


@lru_cache(REMEMBERED)
def _found(source: str) -> tuple[tuple[Pole, Span], ...]:
    """The poles whose words an English text has, with one of these, and none of the other pole."""
    read = english(source)
    found = []
    for pole in sorted({pole for word in _poles().keys() & read.words for pole in _poles()[word]}):
        word = _first(pole.own, read)
        is_name = word is not None and word.start > 0 and source[word.start].isupper()
        if word and not is_name and _first(pole.other, read) is None:
            found.append((pole, word))
    return tuple(found)


def _first(forms: Sequence[str], read: English) -> Span | None:
    """Where a text has one of the forms, as a word of its own; most texts have the letters of none."""
    found = (_pattern(form).search(read.lower) for form in forms if WORD.findall(form)[0] in read.words)
    place = next(filter(None, found), None)
    return Span(*place.span()) if place else None


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
