"""Document to segments: sentences as slices of the text, with nothing lost between them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from qa.records import Document, Segment
from qa.segment.boundaries import boundaries
from qa.spans import Span

LONGEST = 1000
"""Code points that a segment may have, so that one endless line costs no later stage its bound."""

_WORD = re.compile(r"[^\W_]")
_PAUSE = re.compile(r"[\s,;:،؛，、；：]")
_JOINERS = "\u200c\u200d\ufe0e\ufe0f"


def segment(document: Document) -> tuple[Segment, ...]:
    """Cut the blocks of ``document`` into sentences, in order.

    A segment lies within one block, begins and ends with prose that is not white space, has at least one
    letter or digit, and at most :data:`LONGEST` code points.  What is in no segment is white space, markup
    or a stretch of prose without a letter or digit.
    """
    return tuple(
        Segment(index, span, document.text[span.start : span.end], document.prose[span.start : span.end])
        for index, span in enumerate(_spans(document))
    )


def _spans(document: Document) -> Iterator[Span]:
    for block in document.blocks:
        prose = document.prose[block.start : block.end]
        for sentence in _with_words(prose, boundaries(prose, document.language)):
            for piece in _pieces(prose, sentence):
                trimmed = _trim(prose, piece)
                if _WORD.search(prose, trimmed.start, trimmed.end):
                    yield Span(block.start + trimmed.start, block.start + trimmed.end)


def _with_words(prose: str, ends: Iterable[int]) -> Iterator[Span]:
    """The stretches between ``ends``; one without a letter or digit joins the one before, else the next."""
    start = 0
    held: Span | None = None
    for end in ends:
        if _WORD.search(prose, start, end):
            if held is not None:
                yield held
                held = Span(start, end)
            else:
                held = Span(0, end)
        elif held is not None:
            held = Span(held.start, end)
        start = end
    if held is not None:
        yield held


def _pieces(prose: str, span: Span) -> Iterator[Span]:
    """``span`` cut to the longest length, after a pause in the second half of a piece where there is one."""
    start = span.start
    while span.end - start > LONGEST:
        end = start + LONGEST
        pauses = [match.end() for match in _PAUSE.finditer(prose, start + LONGEST // 2, end)]
        end = pauses[-1] if pauses else _between_characters(prose, end)
        yield Span(start, end)
        start = end
    yield Span(start, span.end)


def _between_characters(prose: str, end: int) -> int:
    """The last place up to 32 before ``end`` that parts no letter from its accents and no emoji in two."""
    for place in range(end, end - 32, -1):
        around = prose[place - 1 : place + 1]
        if not unicodedata.combining(around[1]) and not any(char in _JOINERS for char in around):
            return place
    return end


def _trim(prose: str, span: Span) -> Span:
    stretch = prose[span.start : span.end]
    start = span.start + len(stretch) - len(stretch.lstrip())
    return Span(start, start + len(stretch.strip()))
