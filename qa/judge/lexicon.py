"""What words say about figures: number words, scales, months, weekdays, seasons and units of a language.

The words stand in ``lexica/<language>.toml``, one file per language, and ``lexica/shared.toml`` for all.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from itertools import product
from pathlib import Path
from typing import Any

from qa.languages import LANGUAGES

HEAD = 3
_LEXICA = Path(__file__).parent / "lexica"
_LONGEST = 8
_REMEMBERED = 1 << 16


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing a word can say.

    ``kind`` is ``number``, ``scale``, ``month``, ``weekday``, ``season``, ``unit`` or ``joiner``;
    ``value`` is the number, or the place in the year or week from 1.  A word that is not ``sure`` also
    means something else: it may explain a figure of the other side but is never itself wrong.
    """

    kind: str
    value: Decimal = Decimal(0)
    unit: str = ""
    sure: bool = True


class Lexicon:
    """The figure words of one language."""

    def __init__(self, exact: dict[str, tuple[Sense, ...]], prefixes: dict[str, tuple[Sense, ...]]) -> None:
        self.exact = exact
        self.heads: dict[str, list[tuple[str, tuple[Sense, ...]]]] = {}
        for prefix in sorted(prefixes, key=lambda text: (-len(text), text)):
            self.heads.setdefault(prefix[:HEAD], []).append((prefix, prefixes[prefix]))
        self.senses = lru_cache(maxsize=_REMEMBERED)(self._find)
        """What a lower-case word says, by itself or by its longest known beginning."""
        self._silent: set[str] = set()

    def telling(self, words: frozenset[str]) -> frozenset[str]:
        """Those of some lower-case words that say anything: few, so the others are remembered."""
        unknown = words - self._silent
        found = frozenset(word for word in unknown if self.senses(word))
        if len(self._silent) >= _REMEMBERED:
            self._silent = set()
        self._silent |= unknown - found
        return found

    def _find(self, word: str) -> tuple[Sense, ...]:
        found = self.exact.get(word)
        if found is not None:
            return found
        for prefix, senses in self.heads.get(word[:HEAD], ()):
            if word.startswith(prefix):
                return senses
        return ()

    def longest_at(self, text: str, at: int) -> tuple[str, tuple[Sense, ...]] | None:
        """The longest scale or unit at ``at``, for languages that write them together with what follows."""
        for length in range(min(_LONGEST, len(text) - at), 0, -1):
            found = self.exact.get(text[at : at + length])
            if found is not None:
                return text[at : at + length], found
        return None

    @cached_property
    def calendar(self) -> re.Pattern[str]:
        """Months, weekdays and seasons, to be found inside longer words."""
        forms = [
            form
            for form, senses in self.exact.items()
            if any(sense.kind in ("month", "weekday", "season") for sense in senses)
        ]
        return re.compile(
            "|".join(map(re.escape, sorted(forms, key=lambda form: (-len(form), form)))) or "(?!)"
        )


@cache
def load(language: str) -> Lexicon:
    """The lexicon of a language; one without a file has only the shared words."""
    exact: dict[str, tuple[Sense, ...]] = {}
    prefixes: dict[str, tuple[Sense, ...]] = {}
    for name in ("shared", language):
        for form, sense in _entries(_read(name)):
            table = prefixes if form.endswith("*") else exact
            key = form.rstrip("*")
            if sense not in table.get(key, ()):
                table[key] = (*table.get(key, ()), sense)
    if language in LANGUAGES and not LANGUAGES[language].spaced:
        exact, prefixes = {**prefixes, **exact}, {}
    return Lexicon(exact, prefixes)


def _read(name: str) -> dict[str, Any]:
    path = _LEXICA / f"{name}.toml"
    return tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}


def _entries(table: dict[str, Any]) -> Iterator[tuple[str, Sense]]:
    for form in table.get("joiners", "").split():
        yield form, Sense("joiner")
    for kind, key in (("month", "months"), ("weekday", "weekdays"), ("season", "seasons")):
        for place, forms in enumerate(table.get(key, ()), start=1):
            yield from _forms(forms, kind, Decimal(place))
    for kind, key in (("number", "numbers"), ("scale", "scales")):
        for value, forms in table.get(key, {}).items():
            yield from _forms(forms, kind, Decimal(value))
    yield from _compounds(table)
    for unit, forms in table.get("units", {}).items():
        for form in forms.split():
            yield form, Sense("unit", unit=unit)


def _forms(forms: str, kind: str, value: Decimal) -> Iterator[tuple[str, Sense]]:
    for form in forms.split():
        yield form.lstrip("~"), Sense(kind, value, sure=not form.startswith("~"))


def _compounds(table: dict[str, Any]) -> Iterator[tuple[str, Sense]]:
    """The numbers from 21 to 99, and the hundreds and thousands, that a language writes as one word."""
    patterns = table.get("compounds", "").split()
    if not patterns:
        return
    numbers = {int(value): forms.replace("~", "").split() for value, forms in table["numbers"].items()}
    numbers.setdefault(1, table.get("one", "").split())
    for ten, unit in product(range(20, 100, 10), range(1, 10)):
        for pattern, ten_form, unit_form in product(patterns, numbers.get(ten, ()), numbers.get(unit, ())):
            yield pattern.format(ten=ten_form, unit=unit_form), Sense("number", Decimal(ten + unit))
    thousands = table["scales"]["1000"].replace("*", "").split()
    for size, forms in ((100, numbers.get(100, [])), (1000, thousands)):
        for unit in range(2, 10):
            for form, unit_form in product(forms, numbers.get(unit, ())):
                yield unit_form + form, Sense("number", Decimal(unit * size))
