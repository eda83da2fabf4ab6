"""The figures of a passage: numbers in digits and words, months, weekdays and seasons, with their units."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from qa.judge.atoms import ATTACHED, LEAST, Atom, atoms
from qa.judge.lexicon import Lexicon, Sense
from qa.judge.numerals import NOTHING, readings, sum_of_terms
from qa.judge.tokens import Tokens

_NEAR = re.compile(r"[ \u00a0\u2009\u202f\-‑多余餘]?")
_UNIT_NEAR = re.compile(r"[\s\-‑.]{0,2}(?:(?:de|di|of|d['’])\s?)?")
_SIGN_BEFORE = re.compile(r"([$€£¥￥₽₹₩])[ \u00a0\u202f]?$")
_SIGN_AFTER = re.compile(r"[ \u00a0\u202f]?([$€£¥￥₽₹₩%٪％])")
_RANGE = re.compile(r"\s?(?:[-‑–—~～〜－]|to|至|到|から)\s?")
_CLOCK = frozenset(("hour",))
_HALVES = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure at ``start`` to ``end`` of its passage.

    ``values`` are its readings, of which one is meant ("1.234" is 1234 or 1.234); ``parts`` are the numbers
    that it consists of where it may be a date or a time.  ``kind`` is ``number``, ``month``, ``weekday`` or
    ``season``.  ``firm`` figures can be wrong; the others only explain.  ``units`` are what its unit word, at
    ``unit_start`` to ``unit_end``, can mean.  ``bare`` are the readings without a scale word.
    """

    start: int
    end: int
    kind: str
    values: frozenset[Decimal]
    firm: bool = True
    digits: bool = False
    parts: frozenset[Decimal] = NOTHING
    bare: frozenset[Decimal] = NOTHING
    units: frozenset[str] = frozenset()
    unit_start: int = 0
    unit_end: int = 0


def figures(tokens: Tokens, lexicon: Lexicon, language: str) -> tuple[Figure, ...]:
    """All figures of a passage in order."""
    pieces = atoms(tokens, lexicon, language)
    return tuple(_combine(tokens.text, pieces, language)) if pieces else ()


def _combine(text: str, pieces: Sequence[Atom], language: str) -> Iterator[Figure]:
    at = 0
    while at < len(pieces):
        atom = pieces[at]
        if atom.literal:
            figure, at = _literal(text, pieces, at, language)
            yield figure
        elif atom.get("number") or atom.get("scale"):
            figure, at = _words(text, pieces, at)
            yield figure
        else:
            for kind in ("month", "weekday", "season"):
                sense = atom.get(kind)
                # English "may" and "march" are months only with a capital, and so are German names of days.
                if sense and (language != "en" or kind == "season" or text[atom.start].isupper()):
                    yield Figure(atom.start, atom.end, kind, frozenset((sense.value,)), firm=sense.sure)
            at += 1


def _literal(text: str, pieces: Sequence[Atom], at: int, language: str) -> tuple[Figure, int]:
    first = pieces[at]
    values, parts = readings(first.literal, language)
    bare = bare_first = values
    end = first.end
    at += 1
    if text[end : end + 1] in _HALVES:
        values = frozenset(value + _HALVES[text[end]] for value in values)
        end += 1
    scales: list[Decimal] = []
    rest: list[tuple[Decimal, list[Decimal]]] = []
    while at < len(pieces):
        atom = pieces[at]
        scale = atom.get("scale")
        if scale and _NEAR.fullmatch(text, end, atom.start):
            if rest:
                rest[-1][1].append(scale.value)
            else:
                may_be_unit = atom.get("unit") is not None or atom.end - atom.start == 1
                scales.append(scale.value)
                values = _scaled(values, scale.value, keep=may_be_unit and language not in ATTACHED)
        elif scales and atom.literal and language in ATTACHED and _NEAR.fullmatch(text, end, atom.start):
            others, _ = readings(atom.literal, language)
            bare |= others
            rest.append((max(others), []))
        else:
            break
        end = atom.end
        at += 1
    if rest:
        values = frozenset((sum_of_terms([(max(bare_first), scales), *rest]),))
    shared = _shared_scale(text, pieces, at, end) if not scales else None
    if shared:
        values |= frozenset(value * shared.value for value in values)
    units, unit_start, unit_end, at = _unit(text, pieces, at, first.start, end)
    letter_before = first.start > 0 and text[first.start - 1].isascii() and text[first.start - 1].isalpha()
    figure = Figure(
        first.start,
        end,
        "number",
        values,
        firm=not letter_before and any(values),
        digits=True,
        # "4.2" may be a day and a month, and "9.30 uur" a time; "4.2 million" may not.
        parts=NOTHING if scales or units - _CLOCK else parts,
        bare=bare if scales else NOTHING,
        units=units,
        unit_start=unit_start,
        unit_end=unit_end,
    )
    return figure, at


def _shared_scale(text: str, pieces: Sequence[Atom], at: int, end: int) -> Sense | None:
    """The scale behind the end of a range ("2–3 million"), which counts for its beginning as well."""
    if at + 1 >= len(pieces) or not pieces[at].literal or not _RANGE.fullmatch(text, end, pieces[at].start):
        return None
    near = _NEAR.fullmatch(text, pieces[at].end, pieces[at + 1].start)
    return pieces[at + 1].get("scale") if near else None


def _scaled(values: frozenset[Decimal], scale: Decimal, *, keep: bool) -> frozenset[Decimal]:
    """All readings times a scale; a scale that may be a unit ("5 m") leaves the old readings possible."""
    scaled = frozenset(value * scale for value in values)
    return scaled | values if keep else scaled


def _words(text: str, pieces: Sequence[Atom], at: int) -> tuple[Figure, int]:
    first = pieces[at]
    sense = first.get("number") or first.get("scale")
    assert sense is not None
    only = frozenset(s.value for s in first.senses if s.kind in ("number", "scale"))
    total, current, firm = Decimal(0), sense.value, sense.sure and sense.kind == "number"
    bare = NOTHING
    end = first.end
    at += 1
    length = 1
    while at < len(pieces) and _NEAR.fullmatch(text, end, pieces[at].start):
        step = at
        atom = pieces[at]
        if (
            atom.get("joiner")
            and at + 1 < len(pieces)
            and _NEAR.fullmatch(text, atom.end, pieces[at + 1].start)
        ):
            step += 1
            atom = pieces[step]
            if not (number := atom.get("number")) or number.value >= current:
                break
        if scale := atom.get("scale"):
            bare = bare or frozenset((current,))
            total, current = (total + current * scale.value, Decimal(0))
            if total and len(pieces) > step + 1 and pieces[step + 1].get("scale"):
                total, current = Decimal(0), total
        elif (number := atom.get("number")) and (joined := _joined(current, number.value)) is not None:
            current = joined
            firm = firm and number.sure
        else:
            break
        length += 1
        end = atom.end
        at = step + 1
    values = only if length == 1 else frozenset((total + current,))
    units, unit_start, unit_end, at = _unit(text, pieces, at, first.start, end)
    firm = firm and max(values) >= LEAST
    return Figure(
        first.start,
        end,
        "number",
        values,
        firm,
        bare=bare,
        units=units,
        unit_start=unit_start,
        unit_end=unit_end,
    ), at


def _joined(current: Decimal, value: Decimal) -> Decimal | None:
    """The number said by ``current`` and then ``value``, or ``None`` where they are two numbers."""
    if value != int(value) or current != int(current):
        return None
    if value == 100 and current < 10:
        return current * 100
    if current == 4 and value == 20:  # quatre-vingt
        return Decimal(80)
    rest = current % 100
    fits = (
        (rest == 0 and 0 < value < 100)
        or (rest >= 20 and rest % 10 == 0 and 0 < value < 10)
        or (rest in (60, 80) and 10 <= value < 20)  # soixante-dix, quatre-vingt-onze
    )
    return current + value if fits else None


def _unit(
    text: str, pieces: Sequence[Atom], at: int, start: int, end: int
) -> tuple[frozenset[str], int, int, int]:
    if at < len(pieces) and pieces[at].get("unit") and _UNIT_NEAR.fullmatch(text, end, pieces[at].start):
        atom = pieces[at]
        units = frozenset(sense.unit for sense in atom.senses if sense.kind == "unit")
        return units, atom.start, atom.end, at + 1
    sign = _SIGN_AFTER.match(text, end) or _SIGN_BEFORE.search(text, max(0, start - 2), start)
    if sign:
        return _SIGNS[sign[1]], sign.start(1), sign.end(1), at
    return frozenset(), 0, 0, at


_SIGNS = {
    sign: frozenset(units.split())
    for signs, units in (
        ("$", "USD"),
        ("€", "EUR"),
        ("£", "GBP"),
        ("¥￥", "JPY CNY"),
        ("₽", "RUB"),
        ("₹", "INR"),
        ("₩", "KRW"),
        ("%٪％", "percent"),
    )
    for sign in signs
}
