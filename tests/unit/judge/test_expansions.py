"""Acronyms that the source writes out, and the translation as something else."""

from __future__ import annotations

import pytest

from qa.judge.expansions import expansions_wanted
from qa.records import Passage
from qa.spans import Span


def wanted(text: str, at: int = 0) -> list[str]:
    passage = Passage(Span(at, at + len(text)), text)
    spans = [one.source for one in expansions_wanted(passage)]
    return [text[span.start - at : span.end - at] for span in spans]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The European Space Agency (ESA) met.", ["European", "Space", "Agency"]),
        ("the Office for National Statistics (ONS)", ["Office", "National", "Statistics"]),
        ("the Office for National Statistics (XYZ)", []),
        ("a space agency (ESA)", []),
        ("the Agency (A)", []),
        ("He said so (ESA).", []),
    ],
)
def test_the_words_of_a_name_before_its_acronym_are_asked_for(text: str, words: list[str]) -> None:
    assert wanted(text) == wanted(text, at=17) == words
