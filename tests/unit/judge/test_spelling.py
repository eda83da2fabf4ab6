from __future__ import annotations

import pytest

from qa.judge.spelling import consonants, has_lost_sounds, one_letter_apart, outline, plain


def test_plain() -> None:
    assert plain("Šimůnek") == "simunek"
    assert plain("Харрисон") == "harrison"


@pytest.mark.parametrize(
    ("one", "other"), [("Victoria", "Viktoria"), ("Phillip", "Filip"), ("Schubert", "Skubert")]
)
def test_regular_respellings_have_one_outline(one: str, other: str) -> None:
    assert outline(one) == outline(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Harrison", "Харрисон"), ("Lindgren", "Линдгрен"), ("Wilson", "Вилсон")]
)
def test_names_sound_alike_in_another_script(one: str, other: str) -> None:
    assert consonants(one) == consonants(other)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [("abcd", "abxcd", True), ("abcd", "acd", True), ("abcd", "acbd", True), ("abcd", "abed", False),
     ("abcd", "abcd", False), ("ab", "abcd", False)],
)  # fmt: skip
def test_one_letter_apart(one: str, other: str, apart: bool) -> None:
    assert one_letter_apart(one, other) is apart


@pytest.mark.parametrize(
    ("word", "name", "lost"),
    [
        ("grabomost", "grabowiecki", True),
        ("grabowieckiego", "grabowiecki", False),
        ("marka", "marek", False),
        ("rauch", "rautmann", True),
        ("keller", "rautmann", False),
    ],
)
def test_sounds_are_lost_behind_a_beginning_in_common(word: str, name: str, lost: bool) -> None:
    assert has_lost_sounds(word, name, 3) is lost
