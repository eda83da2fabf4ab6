from __future__ import annotations

import pytest

from qa.judge.wording import compiled, keys


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
