"""What the rules ask about single words of the source, answered in the embedding space.

A word of a side is its unit vector; everything here is one table of cosines for an alignment, of the words of
the source with those of the translation, and the English words that a rule names beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from qa.embed import Embedder, Rows, unit
from qa.localise.sides import Indexes
from qa.questions import (
    Accounted,
    Ambiguity,
    Answers,
    Likeness,
    Match,
    Questions,
    Rendering,
    SenseRendering,
    Wanted,
)
from qa.spans import Span

_LEAST = 0.2
"""Cosine with a sense below which a word does not stand for the ambiguous one at all."""
_ROUNDING = 0.01
"""Least difference: a word for a sense that the source has too is that word, not the ambiguous one."""

_NEAR = 0.5
"""Cosine with a word of the source from which a word of the translation may well be its rendering."""

_lock = Lock()
_known: WeakKeyDictionary[Embedder, dict[tuple[str, ...], Rows]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Asked:
    """What the rules ask of each alignment, and the model that embeds the English words they name."""

    questions: Sequence[Questions]
    embedder: Embedder


@dataclass(frozen=True, slots=True)
class Placed:
    """The words of one side of an alignment: ``rows`` float32 [w, dim] at unit length, and where in the
    document they stand, ``places`` int64 [w, 2]."""

    rows: Rows
    places: Indexes

    def span(self, word: int) -> Span:
        """Where a word stands."""
        return Span(*self.places[word].tolist())

    def at(self, span: Span) -> int | None:
        """Which word stands at ``span``: it may be cut from the marks beside it, but not be part of more."""
        shared = np.minimum(self.places[:, 1], span.end) - np.maximum(self.places[:, 0], span.start)
        word = int(shared.argmax())
        return word if shared[word] > 0 else None


def answer(pairs: Sequence[tuple[Placed, Placed, Questions]], embedder: Embedder) -> list[Answers]:
    """The answers for alignments: the words of the translation and of the source, and what is asked.

    The English words that the rules name are embedded together, but for those of what is settled.
    """
    compared = [_Compared(here, there, np.matmul(there.rows, here.rows.T)) for here, there, _ in pairs]
    asked = [
        replace(questions, wanted=tuple(one for one in questions.wanted if not words.settles(one)))
        for words, (_, _, questions) in zip(compared, pairs, strict=True)
    ]
    known = embed_glosses(embedder, (words for questions in asked for words in questions.named()))
    return [
        Answers(
            tuple(words.matches(questions.words)),
            tuple(words.rendering(one, known) for one in questions.wanted),
            tuple(words.senses(questions.ambiguities, known)),
            tuple(map(words.accounted, questions.listed)),
        )
        for words, questions in zip(compared, asked, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Compared:
    """The words of the translation and of the source, and ``cosines`` float32 [source, translation]."""

    here: Placed
    there: Placed
    cosines: Rows

    def matches(self, words: Sequence[Span]) -> Iterator[Match]:
        """A source word has a match only where each is the most similar word of its side to the other."""
        nearest = self.cosines.max(axis=0)
        for span in words:
            row = self.there.at(span)
            if row is not None:
                column = int(self.cosines[row].argmax())
                if self.cosines[row, column] >= nearest[column]:
                    yield Match(span, self.here.span(column), _rounded(self.cosines[row, column]))

    def settles(self, wanted: Wanted) -> bool:
        """Whether the translation has a word that near to the wanted one."""
        return bool(self.cosines[self._own(wanted.source)].max(initial=-1) >= wanted.settled)

    def accounted(self, source: Span) -> Accounted:
        """The words of the translation that are near to words outside ``source``."""
        nearest = self.cosines[~self._own(source)].max(axis=0, initial=-1)
        return Accounted(source, tuple(map(self.here.span, np.flatnonzero(nearest >= _NEAR).tolist())))

    def rendering(self, wanted: Wanted, known: Mapping[tuple[str, ...], Rows]) -> Rendering:
        """How near each of the sets of words comes, with their ``known`` directions."""
        others = self.cosines[~self._own(wanted.source)].max(axis=0, initial=-1)
        likenesses = []
        for words in wanted.sets:
            similarities = np.matmul(known[words], self.here.rows.T).max(axis=0)
            column = int(similarities.argmax())
            likenesses.append(
                Likeness(self.here.span(column), _rounded(similarities[column]), _rounded(others[column]))
            )
        return Rendering(wanted.source, tuple(likenesses))

    def _own(self, source: Span) -> npt.NDArray[np.bool_]:
        """Which words of the source stand at ``source``."""
        places = self.there.places
        return np.asarray((places[:, 0] < source.end) & (places[:, 1] > source.start))

    def senses(
        self, ambiguities: Sequence[Ambiguity], known: Mapping[tuple[str, ...], Rows]
    ) -> Iterator[SenseRendering]:
        """The translation words that are nearer to a sense of an ambiguous word than to any other word.

        The ambiguous word itself does not count: its vector has all its senses at once.
        """
        for one in ambiguities:
            row = self.there.at(one.source)
            if row is None:
                continue
            others = np.delete(self.cosines, row, axis=0).max(axis=0, initial=_LEAST)
            senses = np.stack([(known[words] @ self.here.rows.T).max(axis=0) for words in one.senses])
            for column in np.flatnonzero(senses.max(axis=0) > others + _ROUNDING).tolist():
                nearness = tuple(_rounded(value) for value in senses[:, column])
                yield SenseRendering(one.source, self.here.span(column), nearness, _rounded(others[column]))


def embed_glosses(embedder: Embedder, sets: Iterable[tuple[str, ...]]) -> Mapping[tuple[str, ...], Rows]:
    """The directions of these sets, float32 [n, dim], and of all before; each is embedded once."""
    with _lock:
        known = _known.setdefault(embedder, {})
        new = [words for words in dict.fromkeys(sets) if words and words not in known]
    if new:
        rows = unit(embedder.encode([word for words in new for word in words]).sums)
        parts = np.split(rows, np.cumsum([len(words) for words in new])[:-1])
        with _lock:
            known.update(zip(new, parts, strict=True))
    return known


def _rounded(value: np.float32) -> float:
    return round(float(value), 4)
