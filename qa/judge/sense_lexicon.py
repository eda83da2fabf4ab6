"""The ambiguous English words of ``lexica/senses.toml`` and their senses."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qa.judge.wording import keys

_LEXICON = Path(__file__).parent / "lexica" / "senses.toml"
_LINE = re.compile(r'^("[^"\[]*\[([^]]+)\][^"]*" = .*)$', re.MULTILINE)
_ALWAYS = "*"


@dataclass(frozen=True, slots=True)
class Sense:
    """A sense: English words that mean it and nothing else, and those that establish it in a source.

    ``always``: the wording itself establishes it, unless another sense has cues.
    """

    means: tuple[str, ...]
    cues: frozenset[str]
    always: bool

    @classmethod
    def of(cls, text: str) -> Sense:
        """Read ``means | cues``; an underscore joins several words to one."""
        means, _, found = text.partition("|")
        words = frozenset(found.split())
        glosses = tuple(word.replace("_", " ") for word in means.split())
        return cls(glosses, words - {_ALWAYS}, _ALWAYS in words)


@dataclass(frozen=True, slots=True)
class Entry:
    """An ambiguous word, alone or in a term; ``shared`` languages have one word for all its senses."""

    wording: str
    senses: tuple[Sense, ...]
    shared: frozenset[str]

    @property
    def rank(self) -> tuple[int, str]:
        """Terms come before the bare word."""
        return -len(self.wording.split()), self.wording

    @property
    def is_term(self) -> bool:
        """Whether other words than the ambiguous one are asked for."""
        return " " in self.wording

    @property
    def is_name(self) -> bool:
        """Whether the word is to be written with a capital."""
        return keys(self.wording)[0][0][0].isupper()


def entries_of(words: Set[str]) -> set[Entry]:
    """The entries whose ambiguous word is among ``words``, in lower case."""
    lines = _lines()
    return {_read(line) for word in lines.keys() & words for line in lines[word]}


@cache
def _lines() -> Mapping[str, list[str]]:
    """The lines of the lexicon by form of the ambiguous word; few are ever read."""
    found: dict[str, list[str]] = {}
    for line, forms in _LINE.findall(_LEXICON.read_text("utf-8")):
        for form in forms.lower().split("/"):
            found.setdefault(form, []).append(line)
    return found


@cache
def _read(line: str) -> Entry:
    wording, _, value = line.partition(" = ")
    rows: list[str] = json.loads(value)
    shared = frozenset(row.removeprefix("not ") for row in rows if row.startswith("not "))
    senses = tuple(Sense.of(row) for row in rows if not row.startswith("not "))
    return Entry(json.loads(wording), senses, frozenset(code for row in shared for code in row.split()))
