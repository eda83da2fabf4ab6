"""How alike two names are when languages spell them in their own way."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS_OF_CYRILLIC = "абвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюяђјљњћџ"
_IN_LATIN = "a b v g g d e e e zh z i i i i k l m n o p r s t u f h c ch sh sch  y  e yu ya dj j lj nj c dz"
_CYRILLIC = dict(zip(_LETTERS_OF_CYRILLIC, _IN_LATIN.split(" "), strict=True))
_SOUNDS = (
    ("sch", "s"),
    ("sh", "s"),
    ("ch", "c"),
    ("ph", "f"),
    ("th", "t"),
    ("kh", "h"),
    ("zh", "z"),
    ("ck", "k"),
)
_LETTERS = str.maketrans({"c": "k", "q": "k", "x": "ks", "w": "v", "y": "i", "j": "i"})
_STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})
"""Letters that Unicode does not take apart."""
_RESPELLED = frozenset(
    frozenset(pair)
    for pair in (
        *("ck", "kq", "ij", "iy", "jy", "vw", "sz", "cs", "cz", "uw", "ou", "ei", "ae", "ao", "ea", "gj"),
        *("hj", "hg", "ch", "kh", "cg", "bv", "dt", "fv", "gh"),
    )
)
"""Letters that languages write for one another in foreign names."""
_VOWELS = re.compile(r"[aeiou]+")
_DOUBLES = re.compile(r"(.)\1+")


@lru_cache(maxsize=4096)
def plain(word: str) -> str:
    """The word in lower case, in Latin letters without accents."""
    lower = word.lower()
    if lower.isascii():
        return lower
    lower = "".join(_CYRILLIC.get(char, char) for char in lower.translate(_STROKES))
    return "".join(char for char in unicodedata.normalize("NFD", lower) if not unicodedata.combining(char))


def outline(word: str) -> str:
    """The word with every vowel, doubled letter and regular respelling made the same.

    Spellings that differ only from language to language ("Victoria" and "Viktoria") have one outline.
    """
    text = plain(word).replace("sch", "sk")
    text = text.replace("ph", "f").translate(_LETTERS)
    return _DOUBLES.sub(r"\1", _VOWELS.sub("a", text))


@lru_cache(maxsize=4096)
def consonants(word: str) -> str:
    """The consonants of the word by sound: what a name keeps when it goes into another script."""
    text = plain(word)
    for letters, sound in _SOUNDS:
        text = text.replace(letters, sound)
    return _DOUBLES.sub(r"\1", _VOWELS.sub("", text.translate(_LETTERS))).replace("h", "")


def one_letter_apart(one: str, other: str) -> bool:
    """Whether one letter was put in or left out, or two neighbours changed places."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    return a != b and (a[1:] == b or a == b[1:] or (a[:2] == b[:2][::-1] and a[2:] == b[2:]))


def is_misspelled(word: str, name: str, *, sure: bool = False) -> bool:
    """Whether one letter differs: no ending and, unless one is ``sure``, no regular respelling."""
    if word == name or word[0] != name[0] or word[-1] != name[-1]:
        return False
    if len(word) == len(name):
        changed = [pair for pair in zip(word, name, strict=True) if pair[0] != pair[1]]
        if len(changed) == 1:
            return sure or frozenset(changed[0]) not in _RESPELLED
        return one_letter_apart(word, name)
    return one_letter_apart(word, name) and _same_everywhere(word) != _same_everywhere(name)


def has_lost_sounds(word: str, name: str, least: int) -> bool:
    """Whether a word begins with ``least`` letters of a name and lacks consonants of it, but for the last.

    Both are in plain letters.  The last consonant may be part of an ending.
    """
    return word.startswith(name[:least]) and not consonants(word).startswith(consonants(name)[:-1])


def _same_everywhere(word: str) -> str:
    """The word without doubled letters and every h, which languages write or not."""
    return _DOUBLES.sub(r"\1", word.replace("h", ""))
