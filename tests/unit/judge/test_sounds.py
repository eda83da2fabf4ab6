from __future__ import annotations

import pytest

from qa.judge.sounds import likeness, sounds


@pytest.mark.parametrize(
    ("name", "elsewhere"),
    [
        ("Martin", "Мартин"),
        ("Martin", "Μάρτιν"),
        ("Tomas", "토마스"),
        ("Corrigan", "コリガン"),
        ("Salim", "سليم"),
        ("Maxim", "Максим"),
        ("Schubert", "Шуберт"),
    ],
)
def test_a_name_sounds_alike_in_other_scripts(name: str, elsewhere: str) -> None:
    assert sounds(name) == sounds(elsewhere)


def test_vowels_and_doubled_letters_are_left_out() -> None:
    assert sounds("Aurelio") == sounds("Orelli") == "L"


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [("KLT", "KLT", 1.0), ("KLTN", "KT", 0.5), ("KL", "LK", 0.5), ("KL", "", 0.0), ("", "KL", 0.0)],
)
def test_likeness_is_the_share_in_order(one: str, other: str, share: float) -> None:
    assert likeness(one, other) == share
