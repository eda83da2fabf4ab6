from __future__ import annotations

import pytest

from qa.judge.wording import WORD, compiled, keys, may_stand


@pytest.mark.parametrize(
    ("wording", "text", "found"),
    [
        ("[spring]", "in spring", ("spring",)),
        ("[spring]", "springs", None),
        ("[interest] rate/rates", "interest-rates", ("interest",)),
        ("[cut/cuts] … [corners]", "cut the two corners", ("cut", "corners")),
        ("[bite*] one's tongue", "biting his tongue", None),
    ],
)
def test_a_wording_finds_its_keys(wording: str, text: str, found: tuple[str, ...] | None) -> None:
    match = compiled(wording).search(text)
    assert (match and match.groups()) == found


def test_the_forms_of_the_keys() -> None:
    assert keys("[cut/cuts] the [corner]") == [["cut", "cuts"], ["corner"]]


@pytest.mark.parametrize(
    ("wording", "text", "may"),
    [
        ("[cherry] pick*", "they picked a cherry", True),
        ("[cherry] pick*", "they picked a berry", False),
        ("[axe/ax] to grind", "an ax to grind", True),
        ("[axe/ax] to grind", "a knife to grind", False),
        ("[apple] of one's [eye]", "the apple of her eye", True),
        ("[beat*/beating] … to the [punch]", "beaten to it", False),
    ],
)
def test_a_wording_may_stand_where_its_words_do(wording: str, text: str, may: bool) -> None:
    assert may_stand(wording, set(WORD.findall(text))) is may
    assert may or not compiled(wording).search(text)
