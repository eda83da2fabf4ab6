from __future__ import annotations

from math import log

import pytest

from qa.embed import writing


def test_traits_are_length_capital_digit_and_symbol() -> None:
    traits, _ = writing.of(["Pont", "7e", "…", "a", "-a"])
    assert traits[:, 0].tolist() == pytest.approx([log(4), log(2), 0, 0, log(2)])
    assert traits[:, 1:].tolist() == [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 0], [0, 0, 0]]


def test_a_form_is_the_same_for_small_and_capital_letters_only() -> None:
    _, forms = writing.of(["Straße", "STRASSE", "strasse", "strass", "Strässe"])
    assert forms[0] == forms[1] == forms[2]
    assert len(set(forms.tolist())) == 3


def test_words_of_the_same_bytes_in_memory_have_other_forms() -> None:
    _, forms = writing.of(["景", "of", "\ud800"])
    assert len(set(forms.tolist())) == 3


def test_no_words() -> None:
    traits, forms = writing.of([])
    assert (traits.shape, forms.shape) == ((0, 4), (0,))
