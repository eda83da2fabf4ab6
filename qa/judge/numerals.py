"""What numbers in digits and in Chinese characters can mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from qa.languages import SOURCE_LANGUAGE

NOTHING: frozenset[Decimal] = frozenset()

LITERAL = re.compile(r"\d+(?:(?:[.,'’٫٬．，]|[ \u00a0\u2009\u202f،](?=\d{3}(?!\d)))\d+)*")
HAN_NUMBER = re.compile(r"[〇零一二三四五六七八九十百千万億亿兆两兩]+")

_SEPARATOR = re.compile(r"\D")
_DECIMAL_MARKS = ".,٫．，"
_HAN_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
_HAN_DIGITS |= {"〇": 0, "两": 2, "兩": 2}
_HAN_PLACES = {"十": 10, "百": 100, "千": 1000}
_HAN_MYRIADS = {"万": 10**4, "億": 10**8, "亿": 10**8, "兆": 10**12}
_MYRIAD = 10_000


def numbers_in(text: str, language: str) -> frozenset[Decimal]:
    """All readings and parts of all numbers in digits of a text."""
    found: set[Decimal] = set()
    for match in LITERAL.finditer(text):
        found.update(*readings(match[0], language))
    return frozenset(found)


def readings(literal: str, language: str) -> tuple[frozenset[Decimal], frozenset[Decimal]]:
    """What a number in digits can mean.

    English has one convention; elsewhere writers mix their own with it.  The first set holds the values of
    which one is meant ("1.234" is 1234 or 1.234), the second the numbers
    that it consists of where it may be a date, a time or two numbers.
    """
    groups = _SEPARATOR.split(literal)
    if len(groups) == 1:
        clock = literal[0] == "0" and len(literal) == 4  # 0930
        parts = (Decimal(literal[:2]), Decimal(literal[2:])) if clock else ()
        return frozenset((Decimal(literal),)), frozenset(parts)
    marks = _SEPARATOR.findall(literal)
    values: set[Decimal] = set()
    inner = all(len(group) in (2, 3) for group in groups[1:-1])  # India counts in lakhs: 12,34,567
    if len(groups[0]) <= 3 and len(groups[-1]) == 3 and inner and len(set(marks)) == 1:
        values.add(Decimal("".join(groups)))
    elsewhere = language != SOURCE_LANGUAGE or marks[-1] == "."
    if marks[-1] in _DECIMAL_MARKS and inner and marks[-1] not in marks[:-1] and elsewhere:
        values.add(Decimal("".join(groups[:-1]) + "." + groups[-1]))
    clock_or_day = len(groups) == 2 and len(groups[1]) <= 2 and int(groups[0]) < 32 and marks[0] == "."
    several = len(groups) > 2 or clock_or_day or marks[0].isspace()
    return frozenset(values), frozenset(map(Decimal, groups)) if several else NOTHING


def han_value(text: str) -> Decimal:
    """The value of a number in Chinese characters (三万一千 is 31000, 二〇二四 is 2024)."""
    if all(char in _HAN_DIGITS for char in text):
        return Decimal("".join(str(_HAN_DIGITS[char]) for char in text))
    total = section = digit = 0
    for char in text:
        if char in _HAN_DIGITS:
            digit = _HAN_DIGITS[char]
        elif char in _HAN_PLACES:
            section += (digit or 1) * _HAN_PLACES[char]
            digit = 0
        else:
            total += (section + digit or 1) * _HAN_MYRIADS[char]
            section = digit = 0
    return Decimal(total + section + digit)


def sum_of_terms(terms: Sequence[tuple[Decimal, Sequence[Decimal]]]) -> Decimal:
    """The sum of numbers with their scales (3천 5백만): from 10,000 on a scale takes all before it."""
    total = section = Decimal(0)
    for value, scales in terms:
        term = value
        for scale in scales:
            if scale < _MYRIAD:
                term *= scale
            else:
                total += (section + term) * scale
                section = term = Decimal(0)
        section += term
    return total + section
