"""Other ways in which a translator may rightly write a figure of the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from qa.judge.figures import Figure

_CLOCK = re.compile(r"(?:[:.]\d\d)?\s?(?:([ap])\.?m\b|o['’]clock)|:\d\d", re.IGNORECASE)
_BASIS_POINTS = re.compile(r"\s?basis points")
_DEGREES = re.compile(r"[\s\-‑]?(?:°\s?F|degrees?|F\b|\(F\)|Fahrenheit)")
_TENS = re.compile(r"s\b")
_WEATHER = re.compile(
    r"\b(?:temperatures?|degrees?|warm|hot|heat|cool|cold|weather|highs?|lows?)\b", re.IGNORECASE
)
_ROMAN = re.compile(r"\b[IVX]{1,6}\b")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}
_WORD_AFTER = re.compile(r"(?:\s?(?:to|or|and|[-–])\s?[\d.,]+)?[\s\-‑]{0,2}([A-Za-z]+)")
_CENTURY = re.compile(
    r"(?:st|nd|rd|th)?(?:\s(?:and|or|to)\s(?:early\s|late\s)?\d+(?:st|nd|rd|th))?[\s\-‑]centur"
)
_WORD = re.compile(r"[a-z]+")

# What one of the source unit is in other units of time; a translator may say "24 hours" for "a day".
_TIME = {
    "minute": ("60", "1/60"),
    "hour": ("60", "1/24"),
    "day": ("24", "1/7"),
    "week": ("7",),
    "month": ("1/12", "30"),
    "year": ("12", "1/10"),
}
# Metric size of one customary unit, by the English word after the figure.
_METRIC = {
    "mile": ("1.609", "0.1609"),
    "mph": ("1.609", "0.447"),
    "foot": ("0.3048", "0.33", "30.48", "33"),  # the larger ones for "6-foot-6"
    "feet": ("0.3048", "0.33", "30.48", "33"),
    "ft": ("0.3048", "0.33", "30.48", "33"),
    "inch": ("2.54", "25.4"),
    "yard": ("0.9144",),
    "pound": ("0.4536", "453.6"),
    "lb": ("0.4536",),
    "ounce": ("28.35",),
    "stone": ("6.35",),
    "acre": ("0.4047", "4047"),
    "gallon": ("3.785", "4.546"),
    "pint": ("0.568", "0.473"),
    "ton": ("0.907", "1.016"),
}
_ROUNDING = Decimal("0.1")
_DOZEN = 12


def explains(source: Figure, text: str, value: Decimal) -> bool:
    """Whether ``value`` may stand for the figure ``source`` of ``text`` though it is another number."""
    if any(value == other for other in _exact(source, text)):
        return True
    if any(_is_about(value, other) for other in _in_other_units(source)):
        return True
    return any(
        _is_about(value, other) or (value == int(value) and abs(value - other) < 1)
        for other in _converted(source, text)
    )


def _is_about(value: Decimal, other: Decimal) -> bool:
    return abs(value - other) <= abs(other) * _ROUNDING


def has_customary_unit(text: str) -> bool:
    """Whether the English ``text`` has a unit that translators convert, even without a figure ("a mile")."""
    return any(
        word in _METRIC or word[:-1] in _METRIC or word[:-2] in _METRIC for word in _WORD.findall(text)
    )


def _exact(source: Figure, text: str) -> Iterator[Decimal]:
    clock = _CLOCK.match(text, source.end) if source.digits else None
    fifty = bool(source.units & {"percent"})
    for value in source.values | source.parts if clock else source.values:
        if clock:
            yield value + 12
            yield value - 12 if value >= 12 else value
        if source.digits and value == int(value) and 1000 <= value < 2100:
            yield value % 100  # '90s for 1990s
            yield value // 100 + 1  # the century
            yield value // 100
        if value < 100:
            yield 1900 + value
            yield 2000 + value
        if fifty:
            yield value / 100
            yield 100 - value
        if _BASIS_POINTS.match(text, source.end):
            yield value / 100
        if _CENTURY.match(text, source.end):
            yield (value - 1) * 100  # "1800-talet" for the 19th century
        if value / _DOZEN in source.bare:
            yield Decimal(round(value / 10) * 10)  # "some fifty" for four dozen
        if value == 2 and "week" in source.units:
            yield Decimal(15)


def _in_other_units(source: Figure) -> Iterator[Decimal]:
    """The figure in other units of time."""
    for value in source.values:
        for factor in (factor for unit in source.units for factor in _TIME.get(unit, ())):
            above, _, below = factor.partition("/")
            yield value * Decimal(above) / Decimal(below or 1)


def _converted(source: Figure, text: str) -> Iterator[Decimal]:
    """The figure in metric units, which translators round to whole ones."""
    word = _WORD_AFTER.match(text, source.end)
    name = word[1].lower() if word else ""
    factors = _METRIC.get(name) or _METRIC.get(name.rstrip("s")) or _METRIC.get(name[:-2]) or ()
    degrees = _DEGREES.match(text, source.end)
    tens = source.digits and _TENS.match(text, source.end) and _WEATHER.search(text)
    for value in source.values:
        for factor in factors:
            yield value * Decimal(factor)
        if degrees or tens:
            yield _celsius(value)
        if degrees:
            yield value * 5 / 9  # a difference
        if tens:
            yield _celsius(value + 9)  # "in the 80s"


def _celsius(fahrenheit: Decimal) -> Decimal:
    return (fahrenheit - 32) * 5 / 9


def roman_numbers(text: str) -> frozenset[Decimal]:
    """The values of the Roman numerals up to 39 of an English text ("Henry VIII", "Apollo X")."""
    return frozenset(_roman_value(match[0]) for match in _ROMAN.finditer(text))


def _roman_value(numeral: str) -> Decimal:
    digits = [_ROMAN_DIGITS[letter] for letter in numeral]
    total = sum(
        -digit if digit < after else digit for digit, after in zip(digits, [*digits[1:], 0], strict=True)
    )
    return Decimal(total)
