from __future__ import annotations

import pytest

from qa.judge.namesakes import namesakes_wanted
from qa.records import Passage
from qa.spans import Span


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She flew to Turkey on business.", ["Turkey"]),
        ("Turkey said no to the plan.", []),
        ("In early May the court decided.", []),
        ("The court decided that Theresa May was right.", ["May"]),
        ("New Jobs For Old Turkey Farms", []),
        ("she ate turkey with rice", []),
    ],
)
def test_names_that_are_words_are_wanted(text: str, found: list[str]) -> None:
    wanted = namesakes_wanted(Passage(Span(7, 7 + len(text)), text))
    assert [text[one.source.start - 7 : one.source.end - 7] for one in wanted] == found
    assert all(one.sets[0] for one in wanted)
