from __future__ import annotations

import pytest

from qa.judge import ambiguities
from qa.records import Context, Passage
from qa.spans import Span


def asked(text: str, language: str = "fr", at: int = 0, document: str = "") -> list[tuple[str, str]]:
    found = ambiguities(Passage(Span(at, at + len(text)), text), Context(language, document or text, ""))
    return [(text[one.source.start - at : one.source.end - at], one.senses[-1][0]) for one in found]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The interest rate fell.", ["interest"]),
        ("We had no interest in it.", []),
        ("It is the last\nresort.", ["last", "resort"]),
        ("The teacher praised her pupils.", ["pupils"]),
        ("The pupils sat down.", []),
        ("A teacher with wide pupils and a blue iris.", []),
        ("The teacher met Pupils.", []),
        ("Pupils of our school", ["Pupils"]),
        ("It now goes to the Lords.", ["Lords"]),
        ("two lords of old", []),
        ("İ the interest rate", []),
        ("", []),
    ],
)
def test_words_whose_sense_is_clear_are_asked_about(text: str, words: list[str]) -> None:
    assert asked(text) == asked(text, at=40) == [(word, word.lower()) for word in words]


def test_the_document_establishes_what_the_passage_leaves_open() -> None:
    text = "The pupils were wide."
    assert asked(text, document=f"{text} Each eye had a brown iris.") == [("pupils", "pupils")]
    assert asked(text, document=f"{text} Each eye was brown.") == []
    assert asked(text, document=f"{text} Each eye had a brown iris. The school was shut.") == []
