"""Texts with everything but the prose blanked, so that offsets stay what they are."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qa.spans import Span

_VISIBLE = re.compile(r"\S+")
_ADDRESS = re.compile(
    r"(?:\b[a-z][a-z0-9+.-]{1,15}://|\bmailto:|\bwww\.)[^\s<>\"“”«»、。，]*[^\s<>\"“”«»、。，.,;:!?…'’)\]}]"
    r"|\b[\w.+-]{1,64}@\w[\w-]{0,62}(?:\.\w[\w-]{0,62}){1,8}",
    re.IGNORECASE,
)


def blank(text: str) -> str:
    """``text`` with a space in place of every code point that is not white space."""
    return text if text.isspace() else _VISIBLE.sub(lambda match: " " * len(match[0]), text)


def keep(text: str, prose: Iterable[Span]) -> str:
    """``text`` with all but ``prose`` (ascending, disjoint) blanked, and the addresses in it as well."""
    parts: list[str] = []
    end = 0
    for span in prose:
        parts += (blank(text[end : span.start]), text[span.start : span.end])
        end = span.end
    parts.append(blank(text[end:]))
    kept = "".join(parts)
    if not _has_address(kept):
        return kept
    return _ADDRESS.sub(lambda match: " " * len(match[0]), kept)


def _has_address(text: str) -> bool:
    """Whether there is what no address can do without: looking for this is far faster."""
    if "@" in text or "://" in text:
        return True
    lower = text.lower()
    return "www." in lower or "lto:" in lower


def without(spans: Iterable[Span], marks: Iterable[Span]) -> list[Span]:
    """What is left of ``spans`` when ``marks`` are taken out; both are ascending, ``spans`` disjoint."""
    left: list[Span] = []
    pending = iter(marks)
    mark = next(pending, None)
    for span in spans:
        start = span.start
        while mark is not None and mark.start < span.end:
            if mark.start > start:
                left.append(Span(start, mark.start))
            start = max(start, mark.end)
            if mark.end > span.end:
                break
            mark = next(pending, None)
        if start < span.end:
            left.append(Span(start, span.end))
    return left
