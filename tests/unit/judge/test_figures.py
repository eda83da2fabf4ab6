from __future__ import annotations

from decimal import Decimal

import pytest

from qa.judge.figures import Figure, figures
from qa.judge.lexicon import load
from qa.judge.tokens import Tokens


def read(text: str, language: str) -> tuple[Figure, ...]:
    return figures(Tokens(text), load(language), language)


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("quatre-vingt-dix-sept", "fr", 97),
        ("soixante et onze", "fr", 71),
        ("deux cent cinquante", "fr", 250),
        ("treinta y cinco", "es", 35),
        ("tres mil millones", "es", 3_000_000_000),
        ("vierunddreißig", "de", 34),
        ("zweihundert", "de", 200),
        ("tweeëntwintig", "nl", 22),
        ("ventuno", "it", 21),
        ("tjugofem", "sv", 25),
        ("двадцати пяти", "ru", 25),
        ("п'ятдесят", "uk", 50),
        ("dwadzieścia pięć", "pl", 25),
        ("dvacet pět", "cs", 25),
        ("two hundred and fifty", "en", 250),
        ("twenty-five thousand", "en", 25_000),
        ("1.6 billion", "en", 1_600_000_000),
        ("1,6 Milliarden", "de", 1_600_000_000),
        ("1억 4천 2백만", "ko", 142_000_000),
        ("1億6000万", "ja", 160_000_000),
        ("2.5亿", "zh", 250_000_000),
        ("三万一千", "zh", 31_000),
        ("14½", "en", Decimal("14.5")),
    ],
)
def test_value(text: str, language: str, value: int | Decimal) -> None:
    (figure,) = read(text, language)
    assert Decimal(value) in figure.values
    assert (figure.start, figure.end) == (0, len(text))


@pytest.mark.parametrize(
    ("text", "language", "unit"),
    [
        ("400 zlotys", "en", "PLN"),
        ("$4.20", "en", "USD"),
        ("12 000 метров", "ru", "metre"),
        ("39-metre", "en", "metre"),
        ("14 meses", "pt", "month"),
        ("1,6 milliard d’euros", "fr", "EUR"),
        ("5 %", "fr", "percent"),
        ("4.20欧元", "zh", "EUR"),
    ],
)
def test_unit(text: str, language: str, unit: str) -> None:
    assert unit in read(text, language)[0].units


def test_months_and_days() -> None:
    kinds = [figure.kind for figure in read("On Tuesday, 3 May, and not in winter", "en")]
    assert kinds == ["weekday", "number", "month", "season"]


def test_english_months_need_their_capital() -> None:
    assert read("they may march on", "en") == ()


def test_ambiguous_words_only_explain() -> None:
    (figure,) = read("Ein neues Haus, acht davon", "de")
    assert not figure.firm


def test_figures_inside_names_only_explain() -> None:
    assert [figure.firm for figure in read("le G20 et 20 pays", "fr")] == [False, True]


def test_small_number_words_only_explain() -> None:
    assert not read("les deux", "fr")[0].firm


def test_two_numbers_side_by_side_are_two() -> None:
    assert [sorted(figure.values) for figure in read("cinq six", "fr")] == [[5], [6]]


def test_no_figure() -> None:
    assert read("Rien à dire.", "fr") == ()
