"""How near the translation of a source word comes to words of English, wherever in the passage it stands."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np

from qa.embed import Embedder, Encoded, Rows, unit
from qa.localise.matches import words_of
from qa.localise.sides import Indexes
from qa.records import Alignment, Likeness, Rendering, Segment, Wanted
from qa.spans import Span

_lock = Lock()
_glosses: WeakKeyDictionary[Embedder, dict[tuple[str, ...], Rows]] = WeakKeyDictionary()


def renderings(
    alignment: Alignment,
    wanted: Sequence[Wanted],
    translation: tuple[Sequence[Segment], Encoded],
    source: tuple[Sequence[Segment], Encoded],
    embedder: Embedder,
) -> tuple[Rendering, ...]:
    """For each of the ``wanted`` source words and each set of words with it, what comes nearest to the set.

    Both sides of the alignment must have a word, or nothing is found.
    """
    here, places = words_of(alignment.translation, *translation)
    there, source_places = words_of(alignment.source, *source)
    if not len(here) or not len(there) or not wanted:
        return ()
    rivals = _Rivals(np.matmul(there, here.T))
    found = []
    for one in wanted:
        others = rivals.without(source_places, one.source)
        likenesses = []
        for words in one.sets:
            similarities = np.matmul(_gloss(embedder, words), here.T).max(axis=0)
            column = int(similarities.argmax())
            likenesses.append(
                Likeness(
                    Span(*places[column].tolist()),
                    round(float(similarities[column]), 4),
                    round(float(others[column]), 4),
                )
            )
        found.append(Rendering(one.source, tuple(likenesses)))
    return tuple(found)


class _Rivals:
    """Of cosines [source words, words here], the highest and the next of each word here."""

    def __init__(self, cosines: Rows) -> None:
        self._cosines = cosines
        self._best = cosines.argmax(axis=0)
        self._highest: Rows = cosines.max(axis=0)

    def without(self, places: Indexes, span: Span) -> Rows:
        """For each word here the highest cosine with a source word that does not stand in ``span``."""
        own = (places[:, 0] < span.end) & (places[:, 1] > span.start)
        if not own[self._best].any():
            return self._highest
        others = np.where(own[:, None], np.float32(-1), self._cosines)
        return np.asarray(others.max(axis=0), np.float32)


def _gloss(embedder: Embedder, words: tuple[str, ...]) -> Rows:
    """Directions of English words, float32 [n, dim]; each set is embedded once for a model."""
    with _lock:
        known = _glosses.setdefault(embedder, {})
        rows = known.get(words)
    if rows is None:
        rows = unit(embedder.encode(words).sums)
        with _lock:
            known[words] = rows
    return rows
