"""Markdown: blocks and inline markup as markdown-it finds them, with the offsets that it does not keep.

Two facts make the offsets exact.  A line of a paragraph is the end of its source line: only container marks
and white space are taken off its front.  And an inline rule shows its place before and after in the parser's
state, where :mod:`qa.read.inline` records it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from qa.read.inline import markup, parser
from qa.read.prose import blank, keep, without
from qa.spans import Span

if TYPE_CHECKING:
    from markdown_it.token import Token

_LINE_END = re.compile(r"\r\n?|\n")
# A rule opens a document as well as front matter does; a first line "key:" or "# comment" tells them apart.
_YAML = re.compile(
    r"---[ \t]*\r?\n(?=\s*(?:#|[\w\"'][^\r\n]*:))(?:.*\r?\n)*?(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)"
)
_TOML = re.compile(r"\+\+\+[ \t]*\r?\n(?:.*\r?\n)*?\+\+\+[ \t]*(?:\r?\n|\Z)")
_CLOSING_HASHES = re.compile(r"[ \t]#+[ \t]*$")
_CONTAINERS = re.compile(r"(?:[>\s]|[-*+]\s|\d{1,9}[.)]\s)*")
_PIPE = re.compile(r"(?<!\\)\|")
_HTML = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|pre|textarea|svg)\b.*?(?:</\1\s*>|\Z)"
    r"|<[?!][^<>]*>|</?([a-z][a-z0-9-]*)[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
# These stand within sentences; any other tag parts blocks.
_SENTENCE_TAG = re.compile(
    r"a|abbr|b|bd[io]|cite|del|dfn|em|font|i|ins|kbd|mark|q|s|small|span|strong|su[bp]|u", re.IGNORECASE
)

_Pieces = list[Span]
"""The stretches of the text that make up one block, a line each."""


def read(text: str) -> tuple[str, tuple[Span, ...]]:
    """The prose of ``text`` and its headings, paragraphs, list items and table cells.

    Front matter, code, HTML tags, addresses and reference definitions are no prose; link texts and the
    alternative texts of images are.
    """
    front = _YAML.match(text) or _TOML.match(text)
    start = front.end() if front else 0
    source = blank(text[:start]) + text[start:].replace("\0", "\ufffd")
    env: dict[str, Any] = {}
    tokens = parser().parse(source, env)
    kept: list[Span] = []
    blocks: list[Span] = []
    for pieces, is_html in _blocks(source, tokens):
        kept += pieces if is_html else _without_markup(source, pieces, env)
        blocks.append(Span(pieces[0].start, pieces[-1].end))
    return keep(text, kept), tuple(blocks)


def _blocks(source: str, tokens: Sequence[Token]) -> Iterator[tuple[_Pieces, bool]]:
    """The blocks in order, and whether HTML tags are already out of them."""
    lines = _lines(source)
    cells: Iterator[Span] = iter(())
    opening = ""
    for token in tokens:
        if token.type == "html_block" and token.map:
            for pieces in _html(source, Span(lines[token.map[0]].start, lines[token.map[1] - 1].end)):
                yield pieces, True
        elif token.type == "tr_open" and token.map:
            cells = _cells(source, lines[token.map[0]])
        elif token.type == "inline" and token.map:
            if opening in ("th_open", "td_open"):
                found = [cell for cell in (next(cells, None),) if cell]
            else:
                hashes = opening == "heading_open" and token.map[1] - token.map[0] == 1
                found = list(_suffixes(source, lines[token.map[0] : token.map[1]], token.content, hashes))
            if any(map(len, found)):
                yield found, False
        opening = token.type


def _lines(source: str) -> list[Span]:
    """The lines, as Markdown counts them, without their ends."""
    lines = []
    start = 0
    for match in _LINE_END.finditer(source):
        lines.append(Span(start, match.start()))
        start = match.end()
    lines.append(Span(start, len(source)))
    return lines


def _suffixes(source: str, lines: Sequence[Span], content: str, hashes: bool) -> Iterator[Span]:
    """Where the lines of ``content`` stand: each is the end of its source line, but for white space.

    ``hashes``: the line may close with the marks of a heading.  A source line of exotic white space has no
    counterpart at either end of ``content`` and is passed over.
    """
    wanted = iter(content.split("\n"))
    inner = next(wanted, None)
    for line in lines:
        if inner is None:
            return
        body = source[line.start : line.end]
        if hashes and not body.rstrip().endswith(inner.strip()):
            body = _CLOSING_HASHES.sub("", body)
        body, inner_text = body.rstrip(), inner.strip()
        if body.endswith(inner_text):
            end = line.start + len(body)
            yield Span(end - len(inner_text), end)
            inner = next(wanted, None)


def _cells(source: str, line: Span) -> Iterator[Span]:
    """The cells of a table row, trimmed; those that GFM would number from the left."""
    row = source[line.start : line.end].rstrip()
    prefix = _CONTAINERS.match(row)
    start = prefix.end() if prefix else 0
    if row.startswith("|", start):
        start += 1
    for pipe in _PIPE.finditer(row, start):
        yield _trimmed(source, line.start + start, line.start + pipe.start())
        start = pipe.end()
    yield _trimmed(source, line.start + start, line.start + len(row))


def _trimmed(source: str, start: int, end: int) -> Span:
    stretch = source[start:end]
    start += len(stretch) - len(stretch.lstrip())
    return Span(start, start + len(stretch.strip()))


def _html(source: str, region: Span) -> Iterator[_Pieces]:
    """The text between the tags of an HTML block; only tags that stand within sentences do not part it."""
    pieces: _Pieces = []
    start = region.start
    for tag in _HTML.finditer(source, region.start, region.end):
        pieces.append(_trimmed(source, start, tag.start()))
        start = tag.end()
        if not _SENTENCE_TAG.fullmatch(tag[2] or ""):
            if pieces := [piece for piece in pieces if len(piece)]:
                yield pieces
            pieces = []
    pieces.append(_trimmed(source, start, region.end))
    if pieces := [piece for piece in pieces if len(piece)]:
        yield pieces


def _without_markup(source: str, pieces: _Pieces, env: dict[str, Any]) -> Iterator[Span]:
    """What is prose in the block made up of ``pieces``, as spans of the text."""
    content = "\n".join(source[piece.start : piece.end] for piece in pieces)
    places = []
    end = 0
    for piece in pieces:
        places.append(Span(end, end + len(piece)))
        end += len(piece) + 1
    at = 0
    for span in without(places, markup(content, env)):
        while span.start >= places[at].end:
            at += 1
        yield span.shift(pieces[at].start - places[at].start)
