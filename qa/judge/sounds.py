"""How names sound, roughly, whatever the alphabet: what is left of them in another script.

A name keeps its consonants there, and of these not much more than where they are spoken: that is all that is
compared.  Vowels, h, w and y come and go.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LABIAL, _DENTAL, _SIBILANT, _VELAR, _LIQUID = "P", "T", "S", "K", "L"
_CLASSES = {
    _LABIAL: "bpfvбпфвβπφبپفバビブベボパピプペポフヴ",
    _DENTAL: "dtдтδτθدتطتضثタテトダデド",
    _SIBILANT: "szjсзцчшщжσςζشسصزظذژچサシスセソザジズゼゾチヂツヅ",
    _VELAR: "kgqcкгґχκγكکگقغخجカキクケコガギグゲゴ",
    _LIQUID: "lrлрλρلرラリルレロ",
    "M": "mмμمマミムメモ",
    "N": "nнνنナニヌネノン",
}
_CLASS = {letter: sound for sound, letters in _CLASSES.items() for letter in letters}
_SYLLABLES = range(0xAC00, 0xD7A4)
"""Korean: what a syllable begins and ends with follows from its number; an underscore is no consonant."""
_BEGINNINGS = "KKNTTLMPPSS_SSSKTP_"
_ENDS = "_KKKNNNTLLLLLLLLMPPTTNTTKTP_"
_ENDINGS_OF_ONE = 28
_VOWELS_OF_ONE = 21
_GROUPS = (
    ("tsch", "s"),
    ("sch", "s"),
    ("tch", "s"),
    ("dge", "s"),
    ("ch", "s"),
    ("sh", "s"),
    ("th", "t"),
    ("ph", "f"),
    ("kh", ""),
    ("ck", "k"),
    ("cz", "s"),
    ("sz", "s"),
    ("tz", "s"),
    ("ts", "s"),
    ("ng", "n"),
    ("x", "ks"),
    ("дж", "ж"),
)
_DOUBLES = re.compile(r"(.)\1+")


@lru_cache(maxsize=4096)
def sounds(word: str) -> str:
    """The classes of the consonants of a word, a capital letter for each."""
    text = _without_accents(word.lower()) if word[0] < "\u0600" else word
    for letters, sound in _GROUPS if text.isascii() else _GROUPS[-1:]:
        text = text.replace(letters, sound)
    found = "".join(_syllable(char) if ord(char) in _SYLLABLES else _CLASS.get(char, "") for char in text)
    return _DOUBLES.sub(r"\1", found)


def likeness(one: str, other: str) -> float:
    """The share of the consonants of ``one`` that ``other`` has in the same order."""
    row = [0] * (len(other) + 1)
    for sound in one:
        before = 0
        for at, there in enumerate(other, 1):
            before, row[at] = row[at], before + 1 if sound == there else max(row[at], row[at - 1])
    return row[-1] / len(one) if one else 0.0


def _syllable(char: str) -> str:
    number = ord(char) - _SYLLABLES.start
    beginning = _BEGINNINGS[number // (_ENDINGS_OF_ONE * _VOWELS_OF_ONE)]
    return (beginning + _ENDS[number % _ENDINGS_OF_ONE]).replace("_", "")


def _without_accents(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))
