from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from qa.judge import opposites
from qa.judge.opposites import opposites_wanted
from qa.records import Passage
from qa.spans import Span

LEXICON = tomllib.loads(Path(opposites.__file__).with_name("lexica").joinpath("opposites.toml").read_text())


def wanted(text: str, at: int = 0) -> list[str]:
    found = opposites_wanted(Passage(Span(at, at + len(text)), text))
    return [text[one.source.start - at : one.source.end - at] for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Prices fell again.", ["fell"]),
        ("Imports were cheap, so they bought them.", ["Imports", "cheap", "bought"]),
        ("They bought and sold.", []),
        ("Near the Black Sea", ["Near"]),
        ("LOVE is a RISE", []),
        ("They went without food.", ["without"]),
        ("They went with food.", []),
        ("İ bought it", []),
        ("", []),
    ],
)
def test_words_with_an_opposite_are_wanted(text: str, found: list[str]) -> None:
    assert wanted(text) == found
    assert wanted(text, at=40) == found


def test_with_each_come_its_own_words_and_those_that_say_the_opposite() -> None:
    (one,) = opposites_wanted(Passage(Span(0, 8), "we sold."))
    own, opposite = one.sets
    assert {"sell", "selling"} <= set(own)
    assert {"buy", "bought", "purchased"} <= set(opposite)
    assert not set(own) & set(opposite)


@pytest.mark.parametrize("left", LEXICON)
def test_every_entry_is_words_of_which_some_are_looked_for(left: str) -> None:
    words = [*left.split(), *LEXICON[left].split()]
    assert all(word.removeprefix("(").removesuffix(")").replace("-", "").isalpha() for word in words)
    assert any(not word.startswith("(") for word in words)
    assert not set(left.split()) & set(LEXICON[left].split())
