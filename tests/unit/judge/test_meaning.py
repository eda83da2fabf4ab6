"""Where a lost clause is reported."""

from __future__ import annotations

import pytest

from qa.judge import JudgeOptions, judge
from qa.records import Context, Evidence, Passage, SegmentScore, Word
from qa.spans import Span

OMISSION = JudgeOptions(select=("accuracy/omission",))
START = 50


def reported(source: str, lost: str, translation: str) -> str:
    """The translation with a stroke where the loss of the words ``lost`` is reported."""
    at = source.index(lost)
    words, begin = [], at
    for text in lost.split():
        words.append(Word(Span(begin, begin + len(text)), 0.95))
        begin += len(text) + 1
    evidence = Evidence(
        Context("fr", source, translation),
        Passage(Span(0, len(source)), source, tuple(words)),
        Passage(Span(START, START + len(translation)), translation),
        SegmentScore(0.8, 0.8),
    )
    (error,) = judge([evidence], OMISSION)
    assert error.source_span == Span(at, at + len(lost))
    place = error.span.start - START
    assert len(error.span) == 0
    return translation[:place] + "|" + translation[place:]


@pytest.mark.parametrize(
    ("source", "lost", "expected"),
    [
        (
            "The mayor, who had been ill for weeks, opened the bridge on Sunday morning.",
            "who had been ill",
            "La maire|, a ouvert le pont dimanche matin.",
        ),
        ("The bridge was opened on Sunday by the mayor.", "by the mayor", "Le pont a été ouvert dimanche|."),
        ("After weeks of delay the bridge was opened.", "After weeks of delay", "|Le pont a été ouvert."),
    ],
)
def test_a_lost_clause_is_reported_about_where_it_belongs(source: str, lost: str, expected: str) -> None:
    assert reported(source, lost, expected.replace("|", "")) == expected
