"""What a piece of damage is: a replacement in the translation, and the marked text that comes out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qa.records import Severity
from qa.spans import Span


@dataclass(frozen=True, slots=True)
class Edit:
    """``text`` takes the place of ``span``, which counts in the intact translation.

    An empty ``span`` inserts, an empty ``text`` leaves out.
    """

    span: Span
    text: str
    category: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """One damaged stretch; ``span`` counts in the damaged text and is empty where something was left out."""

    span: Span
    category: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Damaged:
    """A translation with damage in it; outside the ordered, disjoint ``spans`` it is the human text."""

    text: str
    spans: tuple[MarkedSpan, ...]


def apply(text: str, edits: Iterable[Edit]) -> Damaged:
    """Carry out ``edits``, which do not overlap.

    Raises:
        ValueError: two edits overlap, or touch in one place.
    """
    pieces: list[str] = []
    spans: list[MarkedSpan] = []
    read = written = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        if (spans and edit.span.start <= read) or edit.span.start < read:
            raise ValueError(f"overlapping edits at {edit.span.start}")
        kept = text[read : edit.span.start]
        start = written + len(kept)
        pieces += [kept, edit.text]
        read, written = edit.span.end, start + len(edit.text)
        spans.append(MarkedSpan(Span(start, written), edit.category, edit.severity))
    return Damaged("".join([*pieces, text[read:]]), tuple(spans))
