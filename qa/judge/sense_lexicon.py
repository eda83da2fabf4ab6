"""The ambiguous English words of ``lexica/senses.toml`` and their senses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from qa.judge.tables import read_table
from qa.judge.wording import keys

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


@cache
def entries() -> Mapping[str, tuple[Entry, ...]]:
    """By form of the ambiguous word, its entries."""
    found: dict[str, list[Entry]] = {}
    for wording, rows in read_table("senses").items():
        shared = frozenset(row.removeprefix("not ") for row in rows if row.startswith("not "))
        senses = tuple(Sense.of(row) for row in rows if not row.startswith("not "))
        languages = frozenset(language for row in shared for language in row.split())
        whole = wording if "[" in wording else f"[{wording}]"
        entry = Entry(whole, senses, languages)
        for form in keys(whole)[0]:
            found.setdefault(form.lower(), []).append(entry)
    return {form: tuple(some) for form, some in found.items()}
