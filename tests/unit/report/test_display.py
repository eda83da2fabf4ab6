import pytest

from qa.report.display import direction, one_line, visible, width


@pytest.mark.parametrize(
    ("language", "expected"), [("ar", "rtl"), ("fa", "rtl"), ("he", "rtl"), ("fr", "ltr")]
)
def test_direction(language, expected):
    assert direction(language) == expected


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("図書館", 6), ("ｱ", 1), ("e\u0301", 1), ("a\u200db", 2), ("ـَ", 1), ("", 0), ("한국", 4)],
)
def test_width(text, columns):
    assert width(text) == columns


def test_visible_shows_what_acts():
    assert visible("\x00\x1b\x7f\x9b\u2028\u202e\u2069\ud800") == (
        "\\x00\\x1b\\x7f\\x9b\\u2028\\u202e\\u2069\\ud800"
    )


def test_visible_leaves_what_languages_need():
    kept = "\u200c\u200d\u200e\u200f\u00ad\u00a0\u3000é图"
    assert visible(kept) == kept


def test_visible_keeps_what_it_is_told_to():
    assert visible("a\n\tb\r", keep="\n\t") == "a\n\tb\\x0d"


def test_one_line_has_one_line():
    assert one_line("a\r\nb\tc\x1b") == "a  b c\\x1b"
