"""Which word of the translation stands for a given word of the source, and how near the two are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qa.embed import Encoded, Rows, unit
from qa.localise.sides import Indexes
from qa.records import Alignment, Match, Segment
from qa.spans import Span


def matches(
    alignment: Alignment,
    wanted: Sequence[Span],
    translation: tuple[Sequence[Segment], Encoded],
    source: tuple[Sequence[Segment], Encoded],
) -> tuple[Match, ...]:
    """For each of the ``wanted`` source words, its match in the translation of the same alignment.

    A word has one only where each is the most similar word of its side to the other.
    """
    here, places = _words(alignment.translation, *translation)
    there, source_places = _words(alignment.source, *source)
    if not len(here) or not len(there):
        return ()
    cosines = np.matmul(there, here.T)
    nearest = cosines.max(axis=0)
    found = []
    for span in wanted:
        # A word may be cut from the marks beside it, and never stands for less than itself.
        shared = np.minimum(source_places[:, 1], span.end) - np.maximum(source_places[:, 0], span.start)
        row = int(shared.argmax())
        column = int(cosines[row].argmax())
        if shared[row] > 0 and cosines[row, column] >= nearest[column]:
            place = Span(*places[column].tolist())
            found.append(Match(span, place, round(float(cosines[row, column]), 4)))
    return tuple(found)


def _words(indexes: Sequence[int], segments: Sequence[Segment], encoded: Encoded) -> tuple[Rows, Indexes]:
    """The words of consecutive segments: directions float32 [w, dim], and places [w, 2] in the document."""
    if not indexes:
        return np.zeros((0, 0), np.float32), np.zeros((0, 2), np.int64)
    first, last = indexes[0], indexes[-1] + 1
    words = encoded.words(first, last)
    shifts = np.array([segment.span.start for segment in segments[first:last]], np.int64)
    places = words.offsets + np.repeat(shifts, np.diff(words.starts))[:, None]
    return unit(words.vectors)[words.which], places
