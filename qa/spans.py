"""Arithmetic on half-open spans of code points, and their line and column in a text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points ``start`` (included) to ``end`` (excluded) of a text as it was read."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start} to {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        """A span is something even where it is empty: an omission is a place, not nothing."""
        return True

    def shift(self, distance: int) -> Span:
        """The same stretch, counted from ``distance`` code points earlier."""
        return Span(self.start + distance, self.end + distance)

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies within, edges included."""
        return self.start <= other.start and other.end <= self.end


def cover(spans: Iterable[Span]) -> Span:
    """The smallest span around all of ``spans``.

    Raises:
        ValueError: there is none.
    """
    chosen = list(spans)
    return Span(min(span.start for span in chosen), max(span.end for span in chosen))


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The union as ordered, disjoint spans; touching spans become one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


class Lines:
    """Line and column of offsets in one text.

    Only ``\\n`` ends a line, as editors and compilers count: ``str.splitlines`` would also cut at
    U+2028 and U+0085 and put every later finding on the wrong line.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0]
        at = text.find("\n")
        while at != -1:
            self._starts.append(at + 1)
            at = text.find("\n", at + 1)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of the code point at ``offset`` (the end of the text is allowed)."""
        line = bisect_right(self._starts, offset) - 1
        return line + 1, offset - self._starts[line] + 1

    def line_span(self, line: int) -> Span:
        """Where line ``line`` (from 1) stands, without its line end (``\\n`` or ``\\r\\n``)."""
        start = self._starts[line - 1]
        end = self._starts[line] - 1 if line < len(self._starts) else len(self._text)
        if end > start and self._text[end - 1] == "\r" and line < len(self._starts):
            end -= 1
        return Span(start, end)
