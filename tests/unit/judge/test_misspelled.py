from __future__ import annotations

import pytest

from qa.judge.misspelled import is_misspelled, lost_names_wanted
from qa.records import Passage
from qa.spans import Span


@pytest.mark.parametrize(
    ("word", "name"),
    [("maitlund", "maitland"), ("bradly", "bradley"), ("fonesca", "fonseca"), ("simson", "simpson")],
)
def test_one_letter_is_wrong(word: str, name: str) -> None:
    assert is_misspelled(word, name)


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("maitland", "maitland"),
        ("maitlanda", "maitland"),
        ("viktor", "victor"),
        ("phillip", "philip"),
        ("bucarest", "bucharest"),
        ("diegu", "diego"),
        ("moskau", "moscow"),
    ],
)
def test_endings_and_customs_are_not(word: str, name: str) -> None:
    assert not is_misspelled(word, name)


def test_behind_a_first_name_no_vowel_is_custom() -> None:
    assert not is_misspelled("maitlend", "maitland")
    assert is_misspelled("maitlend", "maitland", sure=True)


def test_names_are_wanted_where_nothing_is_near_to_them() -> None:
    text = "Yesterday Susan met NATO and McKay in Leeds."
    wanted = lost_names_wanted(Passage(Span(0, len(text)), text))
    assert [text[one.source.start : one.source.end] for one in wanted] == ["Yesterday", "Susan", "Leeds"]
    assert not any(one.sets for one in wanted)
