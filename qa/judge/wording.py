"""How the lexica write English phrases, and the expressions that find these in lower-case text.

``[word]`` is a key, a group of the expression; ``a/b`` is either, ``*`` any letters, ``…`` up to three words,
``one's`` any possessive.  A comma at the end: so does the clause.
"""

from __future__ import annotations

import re
from functools import cache

WORD = re.compile(r"[a-z]+")

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


def keys(wording: str) -> list[list[str]]:
    """The forms of each key of a wording, as they are written there."""
    return [group.split("/") for group in re.findall(r"\[([^]*]+)\]", wording)]


def _word(word: str) -> str:
    key = re.fullmatch(r"\[(.+)\](.*)", word)
    forms, rest = (key[1], key[2]) if key else (word, "")
    either = "|".join(_letters(form) for form in forms.split("/"))
    return (f"({either})" if key else f"(?:{either})") + _letters(rest)


def _letters(form: str) -> str:
    return re.escape(form.lower()).replace(r"\*", "[a-z]*").replace("'", "['’]")
