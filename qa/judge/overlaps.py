"""One finding for one stretch: what to do where several rules report the same words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from qa.records import ErrorSpan
from qa.spans import Span, cover


def resolve(found: Iterable[ErrorSpan], rank: Mapping[str, int]) -> tuple[ErrorSpan, ...]:
    """The findings without overlaps, in the order of their places.

    ``rank`` orders the rules; a smaller rank is more specific.  Overlapping findings of one rule become one.
    Of two rules the more specific keeps the stretch if it covers at least half of the other; otherwise the
    longer one stands for both, as bad and as sure as the worse of them.
    """
    resolved: list[ErrorSpan] = []
    for error in sorted(found, key=lambda error: (error.span, rank[error.category])):
        while resolved and _same_stretch(resolved[-1].span, error.span):
            error = _one_of(resolved.pop(), error, rank)
        resolved.append(error)
    return tuple(resolved)


def _same_stretch(before: Span, span: Span) -> bool:
    return before.overlaps(span) or before == span


def _one_of(one: ErrorSpan, other: ErrorSpan, rank: Mapping[str, int]) -> ErrorSpan:
    if one.category == other.category:
        longer = max(one, other, key=lambda error: len(error.span))
        if longer.span.contains(one.span) and longer.span.contains(other.span):
            return _as_bad_as_both(longer, one, other)
        return _as_bad_as_both(replace(one, span=cover((one.span, other.span))), one, other)
    specific, general = sorted((one, other), key=lambda error: rank[error.category])
    shared = min(one.span.end, other.span.end) - max(one.span.start, other.span.start)
    if shared * 2 >= len(general.span):
        return specific
    if shared * 2 >= len(specific.span):
        return _as_bad_as_both(general, one, other)
    return specific


def _as_bad_as_both(kept: ErrorSpan, one: ErrorSpan, other: ErrorSpan) -> ErrorSpan:
    return replace(
        kept,
        severity=max(one.severity, other.severity),
        confidence=max(one.confidence, other.confidence),
    )
