from __future__ import annotations

from qa.records import (
    CheckedDocument,
    ExplainedDocument,
    Explanation,
    Finding,
    Passage,
    SegmentScore,
    Severity,
    Word,
)
from qa.report.explanation import render
from qa.spans import Span

TEXT, SOURCE = "Un chat\x1b[2J.\n猫です。\n", "A dog.\nIt is a cat.\n"
DOCUMENT = CheckedDocument("a.txt", "b.txt", "fr", TEXT, SOURCE, ())
FIRST = Explanation(
    Passage(Span(0, 6), SOURCE[:6], (Word(Span(2, 5), 0.25, Span(3, 7)),)),
    Passage(Span(0, 12), TEXT[:12], (Word(Span(0, 2), 0.0, Span(0, 1)), Word(Span(3, 7), 0.987, Span(2, 5)))),
    SegmentScore(0.5, 0.25),
    (
        Finding(
            "a.txt", Span(3, 7), "chat", "accuracy/mistranslation", Severity.MAJOR, 0.9, "“chat”: why", None
        ),
    ),
)
SECOND = Explanation(
    Passage(Span(6, 6), ""), Passage(Span(13, 17), TEXT[13:17], (Word(Span(13, 14), 0.5, None),)), None, ()
)
EXPLAINED = ExplainedDocument(DOCUMENT, (FIRST, SECOND))


def test_words_matches_and_findings() -> None:
    first, second = render(EXPLAINED).split("\n\n")
    assert first.split("\n") == [
        "a.txt:1",
        "  quality 0.25  similarity 0.50",
        "  source       A dog.",
        "  translation  Un chat\\x1b[2J.",
        "  major: accuracy/mistranslation (0.90): “chat”: why",
        "  doubt  word of the translation, and what of the source it is set beside",
        "   0.00  Un                            A",
        "   0.99  chat                          dog",
        "  doubt  word of the source, and what of the translation it is set beside",
        "   0.25  dog                           chat",
    ]
    assert second.split("\n") == [
        "a.txt:2",
        "  source       (nothing)",
        "  translation  猫です。",
        "  doubt  word of the translation, and what of the source it is set beside",
        "   0.50  猫",
        "",
    ]


def test_only_the_lines_asked_for() -> None:
    assert render(EXPLAINED, [2]).startswith("a.txt:2\n")
    assert "chat" not in render(EXPLAINED, [2])
    assert render(EXPLAINED, [7]) == ""
