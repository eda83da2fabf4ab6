"""Where sentences end: the marks of all scripts, and what tells a full stop from an abbreviation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from qa.segment.abbreviations import BEFORE_NAMES, BEFORE_NUMBERS, OPENINGS, ORDINAL_BEFORE_CAPITAL

# These end a sentence whatever follows; the marks of the Latin group only before white space.
_STRONG = "。！？｡؟۔।॥‽"
_WEAK = ".!?…"
# A closing quotation mark stays with its sentence.  French sets a space before it, and there it is told from
# an opening one by what follows.
_CLOSERS = r"(?:[\"'”’“»«›)\]}\u200e\u200f]|[ \u00a0\u202f][»›](?=[\s.,;:!?…)]|$)|\[\d{1,3}\])*+"
_STRONG_CLOSERS = r"[\"'”’»›)\]}」』】）]*+"
# The wide full stop is a decimal point between digits.
_DIGIT = "[0-9０-９]"
_EXTRA_MARKS = {"el": ";\u037e", "hi": "|"}

_NEXT = re.compile(r"[\s\"'“”‘’„«»‹›()\[\]{}¿¡–—*•-]*(\w+|.)", re.DOTALL)
_LAST_WORD = re.compile(r"[^\s\"'“”„‘’«»(\[]+\Z")
_AFTER_NUMBER = re.compile(r"\d\s?\Z")
_NOTHING = re.compile(r"\s*")
_DOTTED = re.compile(r"(?:[^\W\d]{1,2}\.)+[^\W\d]{1,3}")
_ROMAN = re.compile(r"[IVXLC]{2,6}")
# After a quotation these carry the Japanese sentence on: 「…。」と言った.
_CARRIES_ON = re.compile(r"[、，,；;：:》〉]|と|って|など|なん|[のがをはにへ]")
_ONE_LETTER_PRONOUNS = "я"
# "2018 г." ends a sentence as often as not; "г. Москва" never does.
_YEAR_MARKS = frozenset({"г", "гг", "р", "рр"})
_LONGEST_WORD = 24


def boundaries(prose: str, language: str) -> Iterator[int]:
    """The offsets at which the sentences of ``prose`` end, ascending; the last is its length."""
    start = reached = 0
    mark, ending = _marks(language)
    for found in mark.finditer(prose):
        match = ending.match(prose, found.start()) if found.start() >= reached else None
        if match is None:
            continue
        reached = match.end()
        if reached < len(prose) and _ends_sentence(prose, start, match, language):
            yield reached
            start = reached
    yield len(prose)


@cache
def _marks(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a mark begins with, to be found fast, and what the whole of it has to be."""
    weak = re.escape(_WEAK + _EXTRA_MARKS.get(language, ""))
    return re.compile(rf"[{_STRONG}．{weak}]"), re.compile(
        rf"(?P<strong>(?:[{_STRONG}]|(?<!{_DIGIT})．|．(?!{_DIGIT}))[{_STRONG}{weak}]*+){_STRONG_CLOSERS}"
        rf"|(?<![{weak}])(?P<weak>[{weak}]++){_CLOSERS}(?=\s|$)"
    )


def _ends_sentence(prose: str, start: int, match: re.Match[str], language: str) -> bool:
    """Whether the mark found in the sentence that began at ``start`` is its end."""
    if match["strong"]:
        return not _CARRIES_ON.match(prose, match.end())
    following = _NEXT.match(prose, match.end())
    if following is None:
        return True
    after = following[1]
    if after[0].islower():
        return False
    return match["weak"] != "." or not _is_abbreviation(prose, start, match.start(), after, language)


def _is_abbreviation(prose: str, start: int, stop: int, after: str, language: str) -> bool:
    """Whether the full stop at ``stop`` belongs to the word before it; ``after`` is the next word."""
    found = _LAST_WORD.search(prose, max(start, stop - _LONGEST_WORD), stop)
    if found is None:
        return False
    word = found[0]
    lowered = word.lower()
    if lowered in _YEAR_MARKS and _AFTER_NUMBER.search(prose, max(start, found.start() - 2), found.start()):
        return False
    if word.isdecimal():
        counts = _NOTHING.fullmatch(prose, start, found.start()) is not None
        return counts or (len(word) <= 2 and (after.isdecimal() or language in ORDINAL_BEFORE_CAPITAL))
    opens = after in OPENINGS.get(language, ())
    if len(word) == 1 and word != lowered:
        return not opens
    if lowered in BEFORE_NAMES.get(language, BEFORE_NAMES["en"]):
        return True
    if lowered in BEFORE_NUMBERS.get(language, BEFORE_NUMBERS["en"]):
        return after[0].isdecimal() or bool(_ROMAN.fullmatch(after))
    if _ROMAN.fullmatch(word):
        return language in ORDINAL_BEFORE_CAPITAL
    letter = len(word) == 1 and lowered != word.upper() and lowered not in _ONE_LETTER_PRONOUNS
    return letter or (bool(_DOTTED.fullmatch(word)) and not opens)
