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
    here, places = words_of(alignment.translation, *translation)
    there, source_places = words_of(alignment.source, *source)
    if not len(here) or not len(there):
        return ()
    cosines = np.matmul(there, here.T)
    nearest = cosines.max(axis=0)
    found = []
    for span in wanted:
        row = row_of(span, source_places)
        if row is None:
            continue
        column = int(cosines[row].argmax())
        if cosines[row, column] >= nearest[column]:
            place = Span(*places[column].tolist())
            found.append(Match(span, place, round(float(cosines[row, column]), 4)))
    return tuple(found)


def words_of(indexes: Sequence[int], segments: Sequence[Segment], encoded: Encoded) -> tuple[Rows, Indexes]:
    """The words of consecutive segments: directions float32 [w, dim], and places [w, 2] in the document."""
    if not indexes:
        return np.zeros((0, 0), np.float32), np.zeros((0, 2), np.int64)
    first, last = indexes[0], indexes[-1] + 1
    words = encoded.words(first, last)
    shifts = np.array([segment.span.start for segment in segments[first:last]], np.int64)
    places = words.offsets + np.repeat(shifts, np.diff(words.starts))[:, None]
    return unit(words.vectors)[words.which], places


def row_of(span: Span, places: Indexes) -> int | None:
    """Which of the ``places`` [w, 2] the word at ``span`` is: it may be cut from the marks beside it."""
    shared = np.minimum(places[:, 1], span.end) - np.maximum(places[:, 0], span.start)
    row = int(shared.argmax())
    return row if shared[row] > 0 else None
