from __future__ import annotations

from decimal import Decimal

import pytest

from qa.judge.lexicon import HEAD, load
from qa.languages import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_a_lexicon(language: str) -> None:
    lexicon = load(language)
    kinds = {sense.kind for senses in lexicon.exact.values() for sense in senses}
    kinds |= {sense.kind for found in lexicon.heads.values() for _, senses in found for sense in senses}
    assert {"scale", "unit"} <= kinds


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_are_lower_case_and_beginnings_long_enough(language: str) -> None:
    lexicon = load(language)
    assert all(form == form.lower() and form for form in lexicon.exact)
    assert all(len(head) == HEAD for head in lexicon.heads)


def test_the_longest_beginning_counts() -> None:
    (sense,) = load("tr").senses("cumartesinden")
    assert sense.value == 6


def test_an_unknown_language_has_the_shared_words() -> None:
    assert load("xx").senses("km")[0].unit == "kilometre"


def test_an_unknown_word_says_nothing() -> None:
    assert load("fr").senses("bonjour") == ()


def test_the_scale_of_a_false_friend() -> None:
    assert load("de").senses("billion")[0].value == Decimal(10) ** 12
    assert load("en").senses("billion")[0].value == Decimal(10) ** 9


def test_the_longest_unit_at_a_place() -> None:
    found = load("ja").longest_at("3キログラム", 1)
    assert found is not None
    assert found[0] == "キログラム"
    assert load("ja").longest_at("3匹", 1) is None
