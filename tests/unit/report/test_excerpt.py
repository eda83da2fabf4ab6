import pytest

from qa.report.display import width
from qa.report.excerpt import excerpt
from qa.spans import Span


def cut(text, words, columns):
    start = text.index(words)
    shown = excerpt(text, Span(0, len(text)), Span(start, start + len(words)), columns)
    return f"{shown.before}[{shown.marked}]{shown.after}"


@pytest.mark.parametrize(
    ("text", "columns", "shown"),
    [
        ("a X c", 11, "a [X] c"),
        ("0123456789abcdefghijX", 11, "…bcdefghij[X]"),
        ("X0123456789abcdefghij", 10, "[X]01234567…"),
        ("0123456789X0123456789", 10, "…789[X]0123…"),
        ("012X0123456789abcdefghij", 10, "012[X]01234…"),
    ],
)
def test_room_goes_where_it_is_needed(text, columns, shown):
    assert cut(text, "X", columns) == shown


def test_long_words_leave_room_for_their_surroundings():
    assert cut("before " + "x" * 50 + " after", "x" * 50, 16) == "… [" + "x" * 11 + "…] …"


def test_no_accent_loses_its_letter():
    text = "e\u0301" * 20
    shown = excerpt(text, Span(0, 40), Span(20, 22), 9)
    assert shown.before == "…" + "e\u0301" * 3
    assert shown.after == "e\u0301" * 3 + "…"


def test_wide_characters_count_twice():
    shown = excerpt("図" * 40, Span(0, 40), Span(20, 21), 12)
    assert shown.before == "…図図"
    assert shown.after == "図図…"


def test_a_heap_of_accents_is_cut():
    text = "a" + "\u0301" * 5000
    shown = excerpt(text, Span(0, len(text)), Span(0, 1), 10)
    assert shown.after.endswith("…")
    assert len(shown.after) < 100


def test_escapes_are_counted_as_they_are_shown():
    shown = excerpt("\x1b" * 20, Span(0, 20), Span(10, 11), 20)
    assert shown.marked == "\\x1b"
    assert width(shown.before + shown.marked + shown.after) <= 20
