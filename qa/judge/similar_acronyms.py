"""Acronyms of the translation that are almost one of the source, which is missing.

Languages have acronyms of their own ("GDP", "HDP"), with other letters but hardly ever with one more or less.
Another letter is wrong where the words before the brackets spell the acronym of the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.judge.case import Case
from qa.judge.spelling import one_letter_apart, plain
from qa.spans import Span

_ACRONYM = re.compile(r"(?<![A-Za-z&/.-])[A-Z]{3,6}(?![\w&/.-]*[A-Za-z0-9])")
_WORD = re.compile(r"[^\W\d_]+")
_ACCENTED = re.compile(r"[A-Z\u00c0-\u017f][a-z\u00c0-\u017f]{2,5}(?!\w)")
_BRACKETS = ("(", "（")


def similar_acronyms(case: Case) -> Iterator[tuple[Span, Span]]:
    """What stands in the place of an acronym and differs from it in a letter or an accent, each with it."""
    text, source = case.translation.tokens.text, case.source.tokens.text
    theirs = list(_ACRONYM.finditer(source))
    if not theirs or source.isupper():
        return
    ours = [match for match in _ACRONYM.finditer(text) if match[0].lower() not in case.source.lower]
    rest = case.translation.lower.difference(match[0].lower() for match in ours)
    theirs = [match for match in theirs if not any(match[0].lower() in word for word in rest)]
    for other in theirs:
        for own in ours:
            if _is_longer(own[0], other[0]) or _is_misspelled(text, own, other[0]):
                yield case.translation.span(*own.span()), case.source.span(*other.span())
        for word in _ACCENTED.finditer(text) if case.facts.script == "Latin" else ():
            if plain(word[0]) == other[0].lower():
                yield case.translation.span(*word.span()), case.source.span(*other.span())


def _is_longer(own: str, other: str) -> bool:
    """Whether one has a letter that the other lacks."""
    return len(own) != len(other) and one_letter_apart(own, other)


def _is_misspelled(text: str, own: re.Match[str], other: str) -> bool:
    """Whether one letter is another than the words before the brackets begin with, as those of the source."""
    if text[own.start() - 1 : own.start()] not in _BRACKETS or len(own[0]) != len(other):
        return False
    before = _WORD.findall(text[: own.start()])[-len(other) :]
    wrong = sum(one != there for one, there in zip(own[0], other, strict=True))
    return wrong == 1 and "".join(word[0] for word in before).upper() == other
