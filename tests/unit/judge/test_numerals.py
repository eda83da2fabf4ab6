from __future__ import annotations

from decimal import Decimal

import pytest

from qa.judge.numerals import han_value, numbers_in, readings, sum_of_terms


@pytest.mark.parametrize(
    ("literal", "language", "values"),
    [
        ("31,000", "en", {"31000"}),
        ("1.5", "en", {"1.5"}),
        ("1,234.5", "en", {"1234.5"}),
        ("1.234,5", "de", {"1234.5"}),
        ("1 234,5", "fr", {"1234.5"}),
        ("1'234", "it", {"1234"}),
        ("1.234", "de", {"1234", "1.234"}),
        ("12,34,567", "hi", {"1234567"}),
        ("٤٧٥٠", "ar", {"4750"}),
        ("６３４", "ja", {"634"}),
        ("1.234.567", "es", {"1234567"}),
        ("412،905", "ar", {"412905"}),
    ],
)
def test_readings(literal: str, language: str, values: set[str]) -> None:
    assert readings(literal, language)[0] == {Decimal(value) for value in values}


@pytest.mark.parametrize(
    ("literal", "parts"),
    [
        ("7.4.2021", {7, 4, 2021}),
        ("20.30", {20, 30}),
        ("5 300", {5, 300}),
        ("3,75", set()),
        ("31,000", set()),
        ("0745", {7, 45}),
        ("1745", set()),
    ],
)
def test_parts_of_dates_times_and_neighbours(literal: str, parts: set[int]) -> None:
    assert readings(literal, "de")[1] == {Decimal(part) for part in parts}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三万一千", 31000),
        ("十二", 12),
        ("二〇二四", 2024),
        ("一億六千万", 160_000_000),
        ("两千", 2000),
        ("零", 0),
    ],
)
def test_han_value(text: str, value: int) -> None:
    assert han_value(text) == value


def test_sum_of_terms() -> None:
    thousand, hundred, myriad = Decimal(1000), Decimal(100), Decimal(10000)
    assert sum_of_terms([(Decimal(3), [thousand]), (Decimal(5), [hundred, myriad])]) == 35_000_000


def test_numbers_in_a_text() -> None:
    assert numbers_in("في 12، 15 و412،905", "ar") == {Decimal(12), Decimal(15), Decimal(412905)}
    assert numbers_in("From 8 to 12,500 in 2020.", "en") == {Decimal(8), Decimal(12500), Decimal(2020)}
