"""Phrases that a text says again as soon as it has said them.

Machine translation that loses its place begins a clause anew, often with other endings.  The longer a phrase,
the more words may stand between its copies.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from qa.judge.tokens import Tokens

_REACH, _WIDEST = 12, 4
_HEAD, _ALIKE = 4, 0.6
_SMALL = 3
_SYLLABLES = r"[\uac00-\ud7a3]{2}"
# In brackets stands what an abbreviation means, or another name.
_STOP = re.compile(r"[.!?…؟:;؛(\[\n\d]")
_DIGITS = re.compile(r"\d+")
_MARK = re.compile(r"[^\w\s]")
_FIGURE = re.compile(r"\W*\d[\d.,]*(?:\s?%)?")

# Patterns of one script are compiled by the first text that needs them.
# A Chinese word has about two characters.  Four are a phrase where no other stands between them; longer ones
# may have a particle between, and kana among them.
_WINDOW, _CHARACTERS, _CHARACTERS_APART, _CHARACTERS_REACH = 3, 4, 2, 30
_SAYING, _LEAST_SAYING = r"[\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff]", 4
_HAN = r"[\u3400-\u9fff]"
_COMMAS = "，、,—– "
_HAN_STOP = re.compile(r"[。！？；：（(\n\d]")


@dataclass(frozen=True, slots=True)
class Echo:
    """A stretch of a text that says something twice.

    ``words`` is from how many words before it says it again, and ``confidence`` how sure it is in vain.
    """

    start: int
    end: int
    words: int
    confidence: float


def echo_of_words(tokens: Tokens, own: Collection[str]) -> Echo | None:
    """The longest phrase of two words or more that stands twice; ``own`` are the language's small words."""
    heads = [word[:_HEAD] for word in tokens.lower]
    if len(set(pairwise(heads))) >= len(heads) - 1:
        return None
    longest, best = 1, None
    for first, second, length in runs(heads, _REACH):
        gap = second - first - length
        if length <= longest or gap >= min(length, _WIDEST):
            continue
        one, other = tokens.lower[first : first + length], tokens.lower[second : second + length]
        if not all(map(_are_forms, one, other)):
            continue
        size = sum(_says_something(word, own) for word in set(one))
        # A single word in another form, beside small words that are the same, is grammar.
        grammar = one != other and size < 2
        # "Neither in X nor in Y": what ends in a small word is the frame of two things.
        frame = gap > 0 and not _says_something(one[-1], own)
        if not size or grammar or frame:
            continue
        spans = _copies(tokens, first, second, length)
        if _is_one_thing(tokens.text, *spans):
            longest = length
            confidence = 0.9 if one == other and not gap else 0.7
            best = Echo(spans[0].start, spans[1].stop, second - first, confidence)
    return best


def echo_of_characters(text: str) -> Echo | None:
    """The longest run of Chinese characters and kana that stands twice with next to nothing between."""
    longest, best = _CHARACTERS - 1, None
    units = [text[at : at + _WINDOW] for at in range(len(text) - _WINDOW + 1)]
    for first, second, windows in runs(units, _CHARACTERS_REACH):
        length = min(windows + _WINDOW - 1, second - first)
        copy, between = text[first : first + length], text[first + length : second]
        if length <= longest or len(between) > _CHARACTERS_APART or _HAN_STOP.search(between):
            continue
        if length > _CHARACTERS:
            says = len(set(re.findall(_SAYING, copy))) >= _LEAST_SAYING and bool(re.search(_HAN, copy))
        else:
            says = len(set(re.findall(_HAN, copy))) == length and not re.search(_SAYING, between)
        if says:
            longest = length
            start = first + len(copy) - len(copy.lstrip(_COMMAS))
            end = second + len(copy.rstrip(_COMMAS))
            best = Echo(start, end, (second - first) // 2, 0.7)
    return best


def runs(units: Sequence[str], reach: int) -> Iterator[tuple[int, int, int]]:
    """The first and second place, and the length, of runs of units that stand twice within ``reach``."""
    if len(set(units)) == len(units):
        return
    places: dict[str, int] = {}
    for second, unit in enumerate(units):
        first = places.get(unit)
        places[unit] = second
        if first is None or second - first > reach:
            continue
        length, most = 1, min(second - first, len(units) - second)
        while length < most and units[first + length] == units[second + length]:
            length += 1
        yield first, second, length


def _are_forms(one: str, other: str) -> bool:
    """Whether two words may be forms of one: most of the shorter begins the longer, too."""
    most = ceil(_ALIKE * min(len(one), len(other)))
    return one == other or one[:most] == other[:most]


def _says_something(word: str, own: Collection[str]) -> bool:
    return word not in own and (len(word) > _SMALL or re.match(_SYLLABLES, word) is not None)


def _copies(tokens: Tokens, first: int, second: int, length: int) -> tuple[slice, slice]:
    """Where both copies stand, with a figure that follows both."""
    one = slice(tokens.starts[first], tokens.ends[first + length - 1])
    other = slice(tokens.starts[second], tokens.ends[second + length - 1])
    figure = _FIGURE.match(tokens.text, one.stop, other.start)
    if figure and tokens.text.startswith(figure[0], other.stop):
        return slice(one.start, figure.end()), slice(other.start, other.stop + len(figure[0]))
    return one, other


def _is_one_thing(text: str, one: slice, other: slice) -> bool:
    """Whether both copies have the same figures and marks and stand in one clause, with no figure between."""
    return (
        _DIGITS.findall(text[one]) == _DIGITS.findall(text[other])
        and _MARK.findall(text[one]) == _MARK.findall(text[other])
        and not _STOP.search(text[one.stop : other.start])
    )
