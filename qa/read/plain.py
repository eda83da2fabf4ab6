"""Plain text: a line is a paragraph, unless the paragraph was wrapped by hand or by an editor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from qa.read.prose import keep
from qa.spans import Span

NARROWEST, WIDEST = 40, 120
"""Columns at which a paragraph may have been wrapped; shorter lines are a list, longer ones paragraphs."""

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_INDENT = re.compile(r"[^\S\r\n\u2028\u2029]*")
_BULLET = re.compile(r"(?:(?P<symbol>[•‣▪◦●○·*+–—-])|\d{1,3}[.)]|[a-zA-Z]\))[^\S\r\n]+(?=\S)")
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]"
)
_FIRST_WORD = re.compile(_WIDE.pattern + r"|\S+")
_OPENS = re.compile(r"[\W_]*(.)", re.DOTALL)
_ENDS_SENTENCE = re.compile(r"[.!?…:。！？؟।][\"'”’»)\]」』）]*$")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without its indent and its symbol; ``item`` where a bullet or number opens it.

    ``column`` is where its text begins, ``text`` is trimmed.
    """

    start: int
    column: int
    text: str
    item: bool

    @property
    def span(self) -> Span:
        return Span(self.start, self.start + len(self.text))


def read(text: str) -> tuple[str, tuple[Span, ...]]:
    """The prose of ``text``, without bullets and addresses, and its paragraphs.

    Blank lines, bullets, numbers and deeper indents begin a new paragraph.  The lines between are one
    paragraph if they look wrapped and else one paragraph each.
    """
    blocks: list[Span] = []
    lines: list[Span] = []
    for run in _runs(text):
        spans = [line.span for line in run]
        lines += spans
        blocks += [Span(spans[0].start, spans[-1].end)] if _wrapped(run) else spans
    return keep(text, lines), tuple(blocks)


def _runs(text: str) -> Iterator[list[_Line]]:
    """Lines that may be one paragraph."""
    run: list[_Line] = []
    end = 0
    for match in _LINE.finditer(text):
        line = _line(match)
        if line is None:
            continue
        apart = text.count("\n", end, line.start) > 1 or text.count("\r", end, line.start) > 1
        if run and (apart or line.item or line.column > run[-1].column):
            yield run
            run = []
        run.append(line)
        end = line.span.end
    if run:
        yield run


def _line(match: re.Match[str]) -> _Line | None:
    raw = match[0]
    column = len(raw) - len(raw.lstrip())
    bullet = _BULLET.match(raw, column)
    start = column
    if bullet:
        column = bullet.end()
        # A number stays in the prose: "3. Oktober" at the start of a line is a date.
        start = column if bullet["symbol"] else start
    text = raw[start:].strip()
    return _Line(match.start() + start, column, text, bullet is not None) if text else None


def _wrapped(run: list[_Line]) -> bool:
    """Whether an editor that fills lines would have broken the run just here.

    That is so where no line had room for the first word of the next one, within the width of the longest.
    Lone lines that happen to fit are told apart by a sentence that runs on: a line that begins with a small
    letter, or follows a comma; in a script without small letters three lines and one without an end mark.
    """
    if len(run) < 2 or max(len(line.text) for line in run) > WIDEST:
        return False
    widths = [_width(line.text) for line in run]
    limit = max(widths)
    if not NARROWEST <= limit <= WIDEST:
        return False
    full = all(
        width + 1 + _width(_FIRST_WORD.findall(line.text)[0]) > limit
        for width, line in zip(widths, run[1:], strict=False)
    )
    return full and any(_runs_on(a.text, b.text, len(run)) for a, b in pairwise(run))


def _runs_on(line: str, following: str, lines: int) -> bool:
    opening = _OPENS.match(following)
    if opening is None:
        return False
    letter = opening[1]
    if letter.islower() or line.endswith((",", "،", "，", "、", ";")):
        return True
    return letter.isalpha() and not letter.isupper() and lines > 2 and not _ENDS_SENTENCE.search(line)


def _width(text: str) -> int:
    return len(text) + len(_WIDE.findall(text))
