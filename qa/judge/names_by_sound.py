"""Last names beside a first name, in languages that write foreign names by their sound.

Where the first name of the source stands in the translation as it sounds, and nothing there sounds like the
last name, what is written beside the first name is not that person's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qa.judge.case import Case
from qa.judge.persons import TITLES, persons
from qa.judge.sounds import likeness, sounds
from qa.spans import Span, cover

_LEAST, _TELLING = 2, 3
"""Consonants of a name that can be told by its sound, and of a first name where no capital tells a name."""
_ALIKE, _NEARBY = 0.67, 0.5
"""Share of the consonants of a name in a word that may render it, anywhere and beside the first name."""
_ENDING = 1
"""Consonants that an ending adds to a first name."""
_BETWEEN = {
    **dict.fromkeys(("Cyrillic", "Greek", "Arabic", "Hangul"), frozenset(" ")),
    "Kana": frozenset("・＝"),
}
"""What stands between the names of a person, by script."""
_CASED = frozenset(("Cyrillic", "Greek"))
_WORD = re.compile(r"[\u30a1-\u30fa\u30fc]+|[\uac00-\ud7a3]+|[^\W\d_\u3040-\u30ff\uac00-\ud7a3]+")


class _Heard(NamedTuple):
    """Where a word stands in the passage, and how it sounds."""

    span: Span
    sound: str


def other_last_names_by_sound(case: Case) -> Iterator[tuple[Span, Span]]:
    """First names with what stands in the place of the last name, each with the last name of the source."""
    if case.facts.script not in _BETWEEN:
        return
    source = case.source.tokens
    least = _LEAST if case.facts.script in _CASED else _TELLING
    words: list[_Heard] = []
    for first, last in persons(source):
        sound, name = sounds(source.words[first]), sounds(source.words[last])
        if len(sound) >= least and len(name) >= _LEAST and source.words[first] not in TITLES:
            words = words or _words(case)
            place = _beside(case, words, sound, name)
            if place is not None:
                yield place, case.source.span(source.starts[last], source.ends[last])


def _words(case: Case) -> list[_Heard]:
    """The words of the translation that may be names."""
    is_cased = case.facts.script in _CASED
    matches = _WORD.finditer(case.translation.tokens.text)
    return [
        _Heard(Span(*match.span()), sounds(match[0]))
        for match in matches
        if not is_cased or match[0][0].isupper()
    ]


def _beside(case: Case, words: Sequence[_Heard], first: str, last: str) -> Span | None:
    """Where a first name stands with what is not its last name; both as they sound."""
    kept = [index for index, word in enumerate(words) if _is_first_name(word.sound, first)]
    if not kept or any(likeness(last, word.sound) >= _ALIKE for word in words):
        return None
    for index in kept:
        nearby = (*words[max(0, index - 1) : index], *words[index + 1 : index + 2])
        other = _neighbour(case, words, index, ended=words[index].sound != first)
        if other is not None and not any(likeness(last, word.sound) >= _NEARBY for word in nearby):
            both = cover((words[index].span, other.span))
            return case.translation.span(both.start, both.end)
    return None


def _is_first_name(sound: str, first: str) -> bool:
    return sound.startswith(first) and len(sound) <= len(first) + _ENDING


def _neighbour(case: Case, words: Sequence[_Heard], index: int, *, ended: bool) -> _Heard | None:
    """The word after a first name or, where a Korean particle has ``ended`` it, the one before."""
    is_before = ended and case.facts.script == "Hangul"
    one, other = (index - 1, index) if is_before else (index, index + 1)
    if one < 0 or other >= len(words):
        return None
    gap = case.translation.tokens.text[words[one].span.end : words[other].span.start]
    if gap not in _BETWEEN[case.facts.script]:
        return None
    return words[one] if is_before else words[other]
