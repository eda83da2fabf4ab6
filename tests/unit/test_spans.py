from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.spans import Lines, Span, cover, merge

SPANS = st.tuples(st.integers(0, 30), st.integers(0, 10)).map(lambda pair: Span(pair[0], sum(pair)))


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_what_is_no_span_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"not a span: {start} to {end}"):
        Span(start, end)


def test_length_truth_and_order() -> None:
    assert len(Span(2, 5)) == 3
    assert Span(4, 4)
    assert Span(1, 9) < Span(2, 3) < Span(2, 4)


def test_shifting() -> None:
    assert Span(2, 5).shift(10) == Span(12, 15)
    assert Span(2, 5).shift(-2) == Span(0, 3)


@pytest.mark.parametrize(
    ("other", "overlaps", "contains"),
    [
        (Span(2, 5), True, True),
        (Span(3, 4), True, True),
        (Span(0, 3), True, False),
        (Span(4, 9), True, False),
        (Span(0, 2), False, False),
        (Span(5, 9), False, False),
        (Span(5, 5), False, True),
        (Span(3, 3), True, True),
    ],
)
def test_overlap_and_containment(other: Span, overlaps: bool, contains: bool) -> None:
    assert Span(2, 5).overlaps(other) is overlaps
    assert Span(2, 5).contains(other) is contains


@given(one=SPANS, other=SPANS)
def test_overlap_is_a_shared_code_point(one: Span, other: Span) -> None:
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
    if len(one) and len(other):
        assert one.overlaps(other) == bool(shared)
    assert one.overlaps(other) == other.overlaps(one)


def test_cover() -> None:
    assert cover([Span(5, 7), Span(1, 2), Span(3, 9)]) == Span(1, 9)
    with pytest.raises(ValueError, match="empty"):
        cover([])


@given(spans=st.lists(SPANS, max_size=8))
def test_merged_spans_are_disjoint_ordered_and_cover_the_same(spans: list[Span]) -> None:
    merged = merge(spans)
    points = {point for span in spans for point in range(span.start, span.end)}
    assert {point for span in merged for point in range(span.start, span.end)} == points
    for before, after in pairwise(merged):
        assert before.end < after.start


def test_touching_spans_become_one() -> None:
    assert merge([Span(3, 5), Span(0, 2), Span(2, 3)]) == (Span(0, 5),)


def test_only_a_line_feed_ends_a_line() -> None:
    lines = Lines("a\u2028b\x85c\x0bd\re\nf")
    assert lines.position(8) == (1, 9)
    assert lines.position(10) == (2, 1)


def test_positions_count_from_one_and_the_end_is_allowed() -> None:
    lines = Lines("ab\n\ncd")
    assert [lines.position(at) for at in range(7)] == [(1, 1), (1, 2), (1, 3), (2, 1), (3, 1), (3, 2), (3, 3)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ab\ncd", ["ab", "cd"]),
        ("ab\r\ncd\r\n", ["ab", "cd", ""]),
        ("\n\r\n", ["", "", ""]),
        ("ab\r", ["ab\r"]),
        ("", [""]),
    ],
)
def test_a_line_stands_without_its_end(text: str, expected: list[str]) -> None:
    lines = Lines(text)
    found = [lines.line_span(number + 1) for number in range(text.count("\n") + 1)]
    assert [text[span.start : span.end] for span in found] == expected


@given(text=st.text(alphabet="ab\n\r\u2028", max_size=20), data=st.data())
def test_a_position_leads_back_to_its_offset(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    lines = Lines(text)
    line, column = lines.position(offset)
    assert lines.line_span(line).start + column - 1 == offset
    assert line == text[:offset].count("\n") + 1
