"""A stretch of text in as much of its line as fits a terminal."""

from __future__ import annotations

from dataclasses import dataclass

from qa.report.display import one_line, width
from qa.spans import Span

_ELLIPSIS = "…"
# No cut looks further than this many code points for each column, so that the work does not grow with the
# length of the line; more than seven combining characters on a letter count as too long.
_REACH = 8


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A marked stretch between its surroundings: visible characters only, cut ends shown by an ellipsis."""

    before: str
    marked: str
    after: str


def excerpt(text: str, line: Span, mark: Span, columns: int) -> Excerpt:
    """``mark`` within ``line``, all three parts in at most ``columns`` (at least 8) columns."""
    reach = _REACH * columns + 1
    marked = _head(one_line(text[mark.start : min(mark.end, mark.start + reach)]), columns * 3 // 4)
    before = one_line(text[max(line.start, mark.start - reach) : mark.start])
    after = one_line(text[mark.end : min(line.end, mark.end + reach)])
    room = columns - width(marked)
    before = _tail(before, max(room // 2, room - width(after)))
    return Excerpt(before, marked, _head(after, room - width(before)))


def _head(text: str, columns: int) -> str:
    """The beginning of ``text`` that fits; never an accent without its letter."""
    if _fits(text, columns):
        return text
    used, end = width(_ELLIPSIS), 0
    while end < len(text) and used + width(text[end]) <= columns:
        used += width(text[end])
        end += 1
    return text[:end] + _ELLIPSIS


def _tail(text: str, columns: int) -> str:
    """The end of ``text`` that fits; never an accent without its letter."""
    if _fits(text, columns):
        return text
    used, start = width(_ELLIPSIS), len(text)
    while start > 0 and used + width(text[start - 1]) <= columns:
        start -= 1
        used += width(text[start])
    while start < len(text) and not width(text[start]):
        start += 1
    return _ELLIPSIS + text[start:]


def _fits(text: str, columns: int) -> bool:
    return len(text) <= _REACH * columns and width(text) <= columns
