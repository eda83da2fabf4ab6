from __future__ import annotations

import pytest

from qa.judge.persons import persons
from qa.judge.tokens import Tokens


def found(text: str) -> list[str]:
    tokens = Tokens(text)
    return [f"{tokens.words[first]} {tokens.words[last]}" for first, last in persons(tokens)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A letter from Gudrun Eichenlaub came.", ["Gudrun Eichenlaub"]),
        ("It was Dr. Peter Hollender who called.", ["Dr Peter", "Peter Hollender"]),
        ("It was Mrs Hollender who called.", ["Mrs Hollender"]),
        ("In Gudrun, Eichenlaub is a name.", []),
        ("The match in Gudrun Saturday was off.", []),
        ("The Finance Minister of Gudrun spoke.", []),
        ("Of Kim Jang he said nothing.", []),
        ("Gudrun Eichenlaub Wins Second Prize", []),
    ],
)
def test_a_person_has_two_names_side_by_side(text: str, names: list[str]) -> None:
    assert found(text) == names
