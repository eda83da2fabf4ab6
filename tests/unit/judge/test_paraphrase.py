from __future__ import annotations

from decimal import Decimal

import pytest

from qa.judge.figures import figures
from qa.judge.lexicon import load
from qa.judge.paraphrase import explains, has_customary_unit, roman_numbers
from qa.judge.tokens import Tokens


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("5 pm", "17"),
        ("8:30 p.m.", "20"),
        ("12 a.m.", "0"),
        ("5 miles", "8"),
        ("2 to 4 inches", "5"),
        ("80 degrees", "27"),
        ("550 pounds", "250"),
        ("the 1990s", "90"),
        ("a 19th-century mill", "1800"),
        ("two weeks", "14"),
        ("48 hours", "2"),
        ("25 basis points", "0.25"),
        ("90(F)-degree heat", "32"),
        ("temperatures in the 70s", "24"),
        ("1 inch", "2"),
        ("three dozen", "40"),
        ("late 18th or early 19th centuries", "1700"),
    ],
)
def test_explains(source: str, value: str) -> None:
    first = figures(Tokens(source), load("en"), "en")[0]
    assert explains(first, source, Decimal(value))


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("5 pm", "18"),
        ("5 miles", "12"),
        ("31,000 seats", "3100"),
        ("songs of the 70s", "24"),
        ("3 days", "1"),
    ],
)
def test_does_not_explain(source: str, value: str) -> None:
    first = figures(Tokens(source), load("en"), "en")[0]
    assert not explains(first, source, Decimal(value))


def test_customary_units() -> None:
    assert has_customary_unit("about a mile from here")
    assert not has_customary_unit("about an hour from here")


def test_roman_numbers() -> None:
    assert roman_numbers("Henry VIII, Louis XIV and the XIX corps") == {Decimal(8), Decimal(14), Decimal(19)}
