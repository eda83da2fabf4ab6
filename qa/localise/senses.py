"""How near the translation of a source word comes to words of English, wherever in the passage it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from qa.embed import Embedder, Encoded, Rows, unit
from qa.localise.sides import Indexes
from qa.records import Alignment, Likeness, Rendering, Segment, Wanted
from qa.spans import Span

_AT_ONCE = 64
"""Alignments whose words are looked up together."""

_Glosses = dict[tuple[str, ...], Rows]

_lock = Lock()
_known: WeakKeyDictionary[Embedder, _Glosses] = WeakKeyDictionary()


def renderings(
    alignments: Sequence[Alignment],
    wanted: Sequence[Sequence[Wanted]],
    translation: tuple[Sequence[Segment], Encoded],
    source: tuple[Sequence[Segment], Encoded],
    embedder: Embedder,
) -> list[tuple[Rendering, ...]]:
    """By alignment, for each ``wanted`` source word and set of words with it, what comes nearest to the set.

    Both sides of an alignment must have a word, or nothing is found.
    """
    found: list[tuple[Rendering, ...]] = [()] * len(alignments)
    asked = [n for n, words in enumerate(wanted) if words]
    for at in range(0, len(asked), _AT_ONCE):
        some = asked[at : at + _AT_ONCE]
        glosses = _glosses_of(embedder, (words for n in some for one in wanted[n] for words in one.sets))
        here = _Words.of([alignments[n].translation for n in some], *translation)
        there = _Words.of([alignments[n].source for n in some], *source)
        for n in some:
            own, other = here.only(alignments[n].translation), there.only(alignments[n].source)
            if len(own.rows) and len(other.rows):
                cosines = _Cosines(own, other)
                found[n] = tuple(cosines.rendering(one, glosses) for one in wanted[n])
    return found


@dataclass(frozen=True, slots=True)
class _Words:
    """Words of segments: directions float32 [w, dim] and places [w, 2] in the document.

    Segment ``first + i`` has the words ``starts[i]`` to ``starts[i + 1]``.
    """

    rows: Rows
    places: Indexes
    starts: Indexes
    first: int

    @classmethod
    def of(cls, groups: Sequence[tuple[int, ...]], segments: Sequence[Segment], encoded: Encoded) -> _Words:
        """All words from the first to the last segment of the groups, which are in order."""
        indexes = [index for group in groups for index in group]
        first, last = (indexes[0], indexes[-1] + 1) if indexes else (0, 0)
        words = encoded.words(first, last)
        shifts = np.array([segment.span.start for segment in segments[first:last]], np.int64)
        places = words.offsets + np.repeat(shifts, np.diff(words.starts))[:, None]
        return cls(unit(words.vectors)[words.which], places, words.starts, first)

    def only(self, indexes: tuple[int, ...]) -> _Words:
        """The words of some consecutive segments."""
        if not indexes:
            return _Words(self.rows[:0], self.places[:0], self.starts[:1], 0)
        begin, end = self.starts[indexes[0] - self.first], self.starts[indexes[-1] + 1 - self.first]
        return _Words(self.rows[begin:end], self.places[begin:end], self.starts, self.first)


class _Cosines:
    """The words of both sides of an alignment, and how near each is to each."""

    def __init__(self, here: _Words, there: _Words) -> None:
        self._here, self._there = here, there
        self._cosines = np.matmul(there.rows, here.rows.T)

    def rendering(self, wanted: Wanted, glosses: _Glosses) -> Rendering:
        """For each set of words the nearest word of the translation."""
        places = self._there.places
        own = (places[:, 0] < wanted.source.end) & (places[:, 1] > wanted.source.start)
        return Rendering(wanted.source, tuple(self._likeness(glosses[words], own) for words in wanted.sets))

    def _likeness(self, gloss: Rows, own: npt.NDArray[np.bool_]) -> Likeness:
        similarities = np.matmul(gloss, self._here.rows.T).max(axis=0)
        column = int(similarities.argmax())
        others = self._cosines[~own, column]
        return Likeness(
            Span(*self._here.places[column].tolist()),
            round(float(similarities[column]), 4),
            round(float(others.max(initial=-1)), 4),
        )


def _glosses_of(embedder: Embedder, sets: Iterable[tuple[str, ...]]) -> _Glosses:
    """Directions of English words by set, float32 [n, dim]; each set is embedded once for a model."""
    wanted = dict.fromkeys(sets)
    with _lock:
        known = _known.setdefault(embedder, {})
        new = [words for words in wanted if words not in known]
    if new:
        rows = unit(embedder.encode([word for words in new for word in words]).sums)
        ends = np.cumsum([len(words) for words in new])
        with _lock:
            known.update(zip(new, np.split(rows, ends[:-1]), strict=True))
    return known
