"""How the lexica write English phrases, and the expressions that find these in lower-case text.

``[word]`` is a key, a group of the expression; ``a/b`` is either, ``*`` any letters, ``…`` up to three words,
``one's`` any possessive.  A comma at the end: so does the clause.
"""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache

from qa.function_words import function_words

WORD = re.compile(r"[a-z]+")
_FIXED = re.compile(r"[a-z]+(?:-[a-z]+)*")

_GAP = r"[\s,‑-]+"
_SPECIAL = {
    "one's": r"(?:my|your|his|her|its|our|their|[a-z]+['’]s|[a-z]+s['’])",
    "…": rf"(?:[a-z'’]+{_GAP}){{0,3}}",
    ",": r"(?=\s*(?:[^\w\s]|$))",
}


@cache
def compiled(wording: str) -> re.Pattern[str]:
    """The expression for a wording; few are ever needed."""
    result = r"(?<![\w'’])"
    gap = ""
    for word in wording.split():
        if word == ",":
            result += _SPECIAL[word]
            break
        result += gap + _SPECIAL.get(word, _word(word))
        gap = "" if word == "…" else _GAP
    return re.compile(result + r"(?!\w)")


def may_stand(wording: str, words: Set[str]) -> bool:
    """Whether a text with these ``words`` may have the wording: a quick look before it is compiled."""
    return not any(forms.isdisjoint(words) for forms in _needed(wording))


def rarest_word(wording: str) -> frozenset[str]:
    """The forms of the word of a wording that fewest texts have, by its looks: those with the wording do.

    Small words, and short ones, are the most frequent; those with an open end cannot be looked up.

    Raises:
        ValueError: all of its words have an open end.
    """
    small = function_words("en")
    plain = [word.split("/") for word in wording.lower().split() if word.replace("/", "").isalpha()]
    groups = [frozenset(forms) for forms in plain if small.isdisjoint(forms)] or _needed(wording)
    if not groups:
        raise ValueError(f"no word of {wording!r} stands as it is")
    return max(groups, key=_least_letters)


def _least_letters(forms: frozenset[str]) -> int:
    return min(map(len, forms))


def keys(wording: str) -> list[list[str]]:
    """The forms of each key of a wording, as they are written there."""
    return [group.split("/") for group in re.findall(r"\[([^]*]+)\]", wording)]


@cache
def _needed(wording: str) -> tuple[frozenset[str], ...]:
    """The forms of the words of a wording that have no open end: a text with the wording has one of each."""
    found = []
    for word in wording.lower().split():
        forms = word.replace("[", "").replace("]", "").split("/")
        open_end = "]" in word[:-1] and len(forms) > 1
        if not open_end and all(_FIXED.fullmatch(form) for form in forms):
            found.append(frozenset(WORD.findall(form)[0] for form in forms))
    return tuple(found)


def _word(word: str) -> str:
    key = re.fullmatch(r"\[(.+)\](.*)", word)
    forms, rest = (key[1], key[2]) if key else (word, "")
    either = "|".join(_letters(form) for form in forms.split("/"))
    return (f"({either})" if key else f"(?:{either})") + _letters(rest)


def _letters(form: str) -> str:
    return re.escape(form.lower()).replace(r"\*", "[a-z]*").replace("'", "['’]")
