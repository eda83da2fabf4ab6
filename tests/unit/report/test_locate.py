import pytest

from qa.records import CheckedSegment, Finding, Severity, SourcePassage
from qa.report.locate import Places, Segments, locate
from qa.spans import Span
from tests.reports import document, finding, report

# translation: [0, 5)  gap  [6, 10)  omission at 10  gap  [12, 15)
SEGMENTS = (
    CheckedSegment(Span(0, 5), Span(0, 5), None),
    CheckedSegment(Span(6, 10), Span(6, 10), None),
    CheckedSegment(Span(10, 10), Span(11, 20), None),
    CheckedSegment(Span(12, 15), Span(21, 30), None),
)


def of(span: tuple[int, int], source: tuple[int, int] | None = None) -> Finding:
    passage = SourcePassage("s", Span(*source), "") if source else None
    return Finding("p", Span(*span), "", "r", Severity.MAJOR, 1.0, "", passage)


@pytest.mark.parametrize(
    ("found", "indexes"),
    [
        (of((1, 3)), [0]),
        (of((4, 7)), [0, 1]),
        (of((0, 15)), [0, 1, 2, 3]),
        (of((10, 10), (12, 14)), [2]),
        (of((10, 10), (7, 8)), [1]),
        (of((10, 10)), [1]),
        (of((5, 6)), [0]),
        (of((11, 11)), [2]),
        (of((99, 99)), [3]),
        (of((13, 13)), [3]),
    ],
)
def test_the_segments_of_a_finding(found, indexes):
    assert list(Segments(SEGMENTS).indexes(found)) == indexes
    assert Segments(SEGMENTS).around(found) == SEGMENTS[indexes[0] : indexes[-1] + 1]


def test_no_segments_no_index():
    assert list(Segments(()).indexes(of((3, 4)))) == []


def test_touching_includes_the_borders():
    places = Places([Span(0, 2), Span(2, 2), Span(2, 4)])
    assert list(places.touching(Span(2, 2))) == [0, 1, 2]
    assert list(places.overlapping(Span(1, 3))) == [0, 1, 2]
    assert list(places.overlapping(Span(2, 3))) == [2]


def test_each_finding_is_located_in_its_own_document():
    first = document("a.txt", "fr", [("x", "un\ndeux", 0.5)])
    second = document("b.txt", "fr", [("x", "deux", 0.5)])
    places = list(locate(report([first, second], [finding(first, "deux"), finding(second, "deux")])))
    assert [(p.document.path, p.line, p.column, p.end_line, p.end_column) for p in places] == [
        ("a.txt", 2, 1, 2, 5),
        ("b.txt", 1, 1, 1, 5),
    ]
