"""What in a paragraph of Markdown is markup, by offset."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from qa.spans import Span, merge

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

    Rule = Callable[[StateInline, bool], bool]

WINDOW = 4_000
"""Code points parsed at once: delimiters pair up in worse than linear time.

Markup across the edge of two windows is taken for prose.
"""

_RECORD = "qa.record"
_MAYBE_MARKUP = re.compile(r"[\\`*_~\[<&]")


class _Record:
    """Markup found so far; ``base`` is where the text being parsed stands in the paragraph."""

    def __init__(self, base: int) -> None:
        self.base = base
        self.marks: list[Span] = []

    def add(self, start: int, end: int) -> None:
        self.marks.append(Span(self.base + start, self.base + end))


def markup(content: str, env: dict[str, Any]) -> tuple[Span, ...]:
    """The ascending, disjoint stretches of ``content`` that are markup, code or an address.

    ``env`` holds the reference definitions that the block parser left there.
    """
    if not _MAYBE_MARKUP.search(content):
        return ()
    marks: list[Span] = []
    for window in _windows(content):
        record = _Record(window.start)
        parser().inline.parse(content[window.start : window.end], parser(), {**env, _RECORD: record}, [])
        marks += record.marks
    return merge(marks)


def _windows(content: str) -> Iterator[Span]:
    start = 0
    while len(content) - start > WINDOW:
        space = content.rfind(" ", start + WINDOW // 2, start + WINDOW)
        end = space + 1 if space != -1 else start + WINDOW
        yield Span(start, end)
        start = end
    yield Span(start, len(content))


@cache
def parser() -> MarkdownIt:
    """A CommonMark parser with tables, which leaves inline content to :func:`markup`."""
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    markdown.core.ruler.disable("inline")
    rules = markdown.inline.ruler
    for name, rule in zip(rules.get_active_rules(), rules.getRules(""), strict=True):
        if name in _MARKUP:
            rules.at(name, _recording(rule, *_MARKUP[name]))
    return markdown


def _recording(rule: Rule, note: Callable[[StateInline, int, _Record], None], opening: int) -> Rule:
    """``rule``, with the markup that it finds recorded by ``note``.

    ``opening`` is the length of what precedes a text that the rule parses on its own, from offset 0.
    """

    def recorded(state: StateInline, silent: bool) -> bool:
        if silent:
            return rule(state, True)
        start = state.pos
        record: _Record = state.env[_RECORD]
        base = record.base
        record.base = base + start + opening if opening else base
        found = rule(state, False)
        record.base = base
        if found:
            note(state, start, record)
        return found

    return recorded


def _whole(state: StateInline, start: int, record: _Record) -> None:
    record.add(start, state.pos)


def _escape(state: StateInline, start: int, record: _Record) -> None:
    if not state.src[start + 1].isalnum():
        record.add(start, start + 1)


def _delimiters(state: StateInline, start: int, record: _Record) -> None:
    around = state.src[max(0, start - 1) : start] + state.src[state.pos : state.pos + 1]
    within_word = state.src[start] == "_" and len(around) == 2 and around.isalnum()
    if not within_word:
        record.add(start, state.pos)


def _link(state: StateInline, start: int, record: _Record) -> None:
    record.add(start, start + 1)
    record.add(state.md.helpers.parseLinkLabel(state, start, True), state.pos)


def _image(state: StateInline, start: int, record: _Record) -> None:
    record.add(start, start + 2)
    record.add(state.md.helpers.parseLinkLabel(state, start + 1, False), state.pos)


_MARKUP: dict[str, tuple[Callable[[StateInline, int, _Record], None], int]] = {
    "escape": (_escape, 0),
    "backticks": (_whole, 0),
    "strikethrough": (_delimiters, 0),
    "emphasis": (_delimiters, 0),
    "link": (_link, 0),
    "image": (_image, 2),
    "autolink": (_whole, 0),
    "html_inline": (_whole, 0),
    "entity": (_whole, 0),
}
