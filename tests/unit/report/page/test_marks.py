import pytest

from qa.records import Finding, Severity
from qa.report.page.marks import Mark, Piece, in_source, in_translation, pieces
from qa.spans import Span


def mark(start, end, number=1, severity=Severity.MAJOR, suppressed=False):
    span = Span(start, end)
    found = Finding("p", span, "", "a/b", severity, 1.0, "why", None, suppressed)
    return Mark(span, number, found)


def cut(span, *marks):
    return [
        (piece.span.start, piece.span.end, [m.number for m in piece.marks])
        for piece in pieces(Span(*span), marks)
    ]


@pytest.mark.parametrize(
    ("span", "marks", "expected"),
    [
        ((0, 9), [], [(0, 9, [])]),
        ((0, 9), [mark(2, 4)], [(0, 2, []), (2, 4, [1]), (4, 9, [])]),
        (
            (0, 9),
            [mark(1, 5, 1), mark(3, 7, 2)],
            [(0, 1, []), (1, 3, [1]), (3, 5, [1, 2]), (5, 7, [2]), (7, 9, [])],
        ),
        ((0, 9), [mark(0, 9, 1), mark(0, 9, 2)], [(0, 9, [1, 2])]),
        ((3, 6), [mark(0, 4, 1), mark(5, 9, 2)], [(3, 4, [1]), (4, 5, []), (5, 6, [2])]),
        ((0, 4), [mark(2, 2)], [(0, 2, []), (2, 2, [1]), (2, 4, [])]),
        ((0, 4), [mark(0, 4, 1), mark(4, 4, 2)], [(0, 4, [1]), (4, 4, [2])]),
        ((5, 5), [mark(5, 5)], [(5, 5, [1])]),
        ((0, 4), [mark(9, 9)], [(0, 4, []), (4, 4, [1])]),
    ],
)
def test_pieces(span, marks, expected):
    assert cut(span, *marks) == expected


def test_words_are_reached_with_the_tab_key_once():
    first, second = (Piece(Span(*span), (mark(2, 8, 7),)) for span in ((2, 5), (5, 8)))
    assert 'tabindex="0" aria-describedby="f7"' in in_translation("abc", first)
    assert "tabindex" not in in_translation("def", second)
    assert 'data-number="7"' not in in_translation("abc", first)
    assert 'data-number="7"' in in_translation("def", second)


def test_the_worst_finding_gives_the_kind():
    minor, critical = mark(0, 3, 1, Severity.MINOR), mark(0, 3, 2, Severity.CRITICAL)
    silent = mark(0, 3, 3, Severity.CRITICAL, suppressed=True)
    assert 'data-kind="critical" data-findings="1 2"' in in_source("x", Piece(Span(0, 3), (minor, critical)))
    assert 'data-kind="minor" data-findings="1 3"' in in_source("x", Piece(Span(0, 3), (minor, silent)))
    assert 'data-kind="suppressed"' in in_source("x", Piece(Span(0, 3), (silent,)))


def test_a_piece_without_marks_is_its_text():
    assert in_source("x", Piece(Span(0, 1), ())) == in_translation("x", Piece(Span(0, 1), ())) == "x"
