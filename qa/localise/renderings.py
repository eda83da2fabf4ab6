"""Which words of the translation may stand for an ambiguous word of the source, and in which sense."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from qa.embed import Embedder, Encoded, Rows, unit
from qa.localise.matches import row_of, words_of
from qa.records import Alignment, Ambiguity, Rendering, Segment
from qa.spans import Span

_LEAST = 0.2
"""Cosine with a sense below which a word does not stand for the ambiguous one at all."""
_ROUNDING = 0.01
"""Least difference: a word for a sense that the source has too is that word, not the ambiguous one."""
_CACHED = 2048


def renderings(
    alignment: Alignment,
    wanted: Sequence[Ambiguity],
    embedder: Embedder,
    translation: tuple[Sequence[Segment], Encoded],
    source: tuple[Sequence[Segment], Encoded],
) -> tuple[Rendering, ...]:
    """For each ambiguous word, the translation words that are nearer to a sense than to any other word.

    The ambiguous word itself does not count: its vector has all its senses at once.
    """
    here, places = words_of(alignment.translation, *translation)
    there, source_places = words_of(alignment.source, *source)
    if not len(here) or not len(there):
        return ()
    cosines = np.matmul(there, here.T)
    found = []
    for one in wanted:
        row = row_of(one.source, source_places)
        if row is None:
            continue
        others = np.delete(cosines, row, axis=0).max(axis=0, initial=_LEAST)
        senses = np.stack([(glosses(embedder, sense) @ here.T).max(axis=0) for sense in one.senses])
        for column in np.flatnonzero(senses.max(axis=0) > others + _ROUNDING).tolist():
            nearness = tuple(round(float(value), 4) for value in senses[:, column])
            elsewhere = round(float(others[column]), 4)
            found.append(Rendering(one.source, Span(*places[column].tolist()), nearness, elsewhere))
    return tuple(found)


@lru_cache(_CACHED)
def glosses(embedder: Embedder, words: tuple[str, ...]) -> Rows:
    """The directions of the English words for a sense, float32 [n, dim]; not to be changed."""
    result = unit(embedder.encode(words).sums)
    result.setflags(write=False)
    return result
