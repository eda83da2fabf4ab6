"""Opposites whose renderings are listed: ``lexica/sides.tsv`` has the two sides of each in English, and
``lexica/sides/<language>.tsv`` what a translation says for either."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from qa.judge.case import Case
from qa.judge.english import REMEMBERED, english
from qa.judge.listed import listed, places
from qa.judge.wording import WORD
from qa.records import Passage
from qa.spans import Span

_LEXICON = Path(__file__).parent / "lexica" / "sides.tsv"


@dataclass(frozen=True, slots=True, order=True)
class Side:
    """One side of an opposition, and the other one: their English words, an underscore for a space."""

    own: tuple[str, ...]
    other: tuple[str, ...]

    @property
    def key(self) -> str:
        """How the tables of the languages name it."""
        return f"{self.own[0]}/{self.other[0]}"

    @property
    def opposite(self) -> Side:
        """The other side."""
        return Side(self.other, self.own)


def sides_wanted(source: Passage, language: str) -> Iterator[Span]:
    """The words of a source passage whose renderings, and those of their opposites, are listed."""
    table = listed("sides", language)
    return (word.shift(source.span.start) for side, word in _found(source.text) if side.key in table)


def listed_opposites(case: Case) -> Iterator[tuple[Span, Span]]:
    """Words of the translation that are listed for the opposite, each with the word of the source.

    The source has no word of the other side, the translation none of the right one.
    """
    table, text = listed("sides", case.facts.language), case.translation.passage.text
    for side, word in _found(case.source.passage.text):
        if side.key not in table:
            continue
        wrong = [Span(*place) for place in places(table[side.opposite.key], text)]
        right = (Span(*place) for place in places(table[side.key], text))
        # What says one side may be part of the word for the other: then the longer one is meant.
        if wrong and not any(_stands(one, wrong) for one in right):
            there = word.shift(case.source.passage.span.start)
            for here in (one.shift(case.translation.passage.span.start) for one in wrong):
                if not case.is_accounted(here, there):
                    yield here, there


def _stands(right: Span, wrong: Sequence[Span]) -> bool:
    return not any(one.overlaps(right) and len(one) > len(right) for one in wrong)


@lru_cache(REMEMBERED)
def _found(source: str) -> tuple[tuple[Side, Span], ...]:
    """The sides whose words an English text has, with the first of these, and none of the other side."""
    read = english(source)
    found = []
    for side in sorted({side for word in _sides().keys() & read.words for side in _sides()[word]}):
        word = _pattern(side.own).search(read.lower)
        if word and not _pattern(side.other).search(read.lower):
            is_name = word.start() > 0 and source[word.start()].isupper()
            if not is_name:
                found.append((side, Span(*word.span())))
    return tuple(found)


@cache
def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(re.escape(form).replace("_", r"[\s-]+") for form in forms)
    return re.compile(rf"(?<![\w'’-])(?:{either})(?![\w-])")


@cache
def _sides() -> Mapping[str, tuple[Side, ...]]:
    """The sides by the words that a text with one of them has: the first of each form."""
    found: dict[str, set[Side]] = {}
    for line in _LEXICON.read_text("utf-8").splitlines():
        if line[0] != "#":
            one, other = (tuple(side.split()) for side in line.split("\t"))
            for side in (Side(one, other), Side(other, one)):
                for form in side.own:
                    found.setdefault(WORD.findall(form)[0], set()).add(side)
    return {word: tuple(sides) for word, sides in found.items()}
