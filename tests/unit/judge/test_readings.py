from __future__ import annotations

import pytest

from qa.judge.readings import readings_wanted
from qa.records import Passage
from qa.spans import Span


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thirty MPs spoke.", ["MPs"]),
        ("At COP28 the WHO spoke.", ["COP", "WHO"]),
        ("THE WHO SPOKE", []),
        ("who spoke to XYZQ", []),
    ],
)
def test_known_acronyms_are_wanted(text: str, found: list[str]) -> None:
    wanted = readings_wanted(Passage(Span(7, 7 + len(text)), text))
    assert [text[one.source.start - 7 : one.source.end - 7] for one in wanted] == found
    assert all(words for one in wanted for words in one.sets)
