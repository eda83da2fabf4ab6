"""What the rules ask about single words of the source, answered in the embedding space.

A word of a side is its unit vector; everything here is one table of cosines for an alignment, of the words of
the source with those of the translation, and the English words that a rule names beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np

from qa.embed import Embedder, Rows, unit
from qa.localise.sides import Indexes
from qa.records import (
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

_lock = Lock()
_known: WeakKeyDictionary[Embedder, dict[tuple[str, ...], Rows]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Asked:
    """What the rules ask of each alignment, and the model that embeds the English words they name."""

    questions: Sequence[Questions]
    embedder: Embedder

    def prepare(self) -> None:
        """Embed the words that will be asked for, at once; of words that may be settled few will."""
        embed_glosses(
            self.embedder,
            (
                words
                for one in self.questions
                for sets in (
                    *(wanted.sets for wanted in one.wanted if wanted.settled > 1),
                    *(ambiguity.senses for ambiguity in one.ambiguities),
                )
                for words in sets
            ),
        )


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


def answer(here: Placed, there: Placed, questions: Questions, embedder: Embedder) -> Answers:
    """The answers for one alignment; ``here`` are the words of the translation, at least one on each side."""
    cosines = np.matmul(there.rows, here.rows.T)
    return Answers(
        tuple(_matches(here, there, cosines, questions.words)),
        tuple(_renderings(here, there, cosines, questions.wanted, embedder)),
        tuple(_senses(here, there, cosines, questions.ambiguities, embedder)),
    )


def _matches(here: Placed, there: Placed, cosines: Rows, words: Sequence[Span]) -> list[Match]:
    """A source word has a match only where each is the most similar word of its side to the other."""
    nearest = cosines.max(axis=0)
    found = []
    for span in words:
        row = there.at(span)
        if row is not None:
            column = int(cosines[row].argmax())
            if cosines[row, column] >= nearest[column]:
                found.append(Match(span, here.span(column), _rounded(cosines[row, column])))
    return found


def _renderings(
    here: Placed, there: Placed, cosines: Rows, wanted: Sequence[Wanted], embedder: Embedder
) -> list[Rendering]:
    found = []
    for one in wanted:
        own = (there.places[:, 0] < one.source.end) & (there.places[:, 1] > one.source.start)
        if cosines[own].max(initial=-1) >= one.settled:
            continue
        others = cosines[~own].max(axis=0, initial=-1)
        likenesses = []
        for words in one.sets:
            similarities = np.matmul(glosses(embedder, words), here.rows.T).max(axis=0)
            column = int(similarities.argmax())
            likenesses.append(
                Likeness(here.span(column), _rounded(similarities[column]), _rounded(others[column]))
            )
        found.append(Rendering(one.source, tuple(likenesses)))
    return found


def _senses(
    here: Placed, there: Placed, cosines: Rows, ambiguities: Sequence[Ambiguity], embedder: Embedder
) -> list[SenseRendering]:
    """The translation words that are nearer to a sense of an ambiguous word than to any other word.

    The ambiguous word itself does not count: its vector has all its senses at once.
    """
    found = []
    for one in ambiguities:
        row = there.at(one.source)
        if row is None:
            continue
        others = np.delete(cosines, row, axis=0).max(axis=0, initial=_LEAST)
        senses = np.stack([(glosses(embedder, words) @ here.rows.T).max(axis=0) for words in one.senses])
        for column in np.flatnonzero(senses.max(axis=0) > others + _ROUNDING).tolist():
            nearness = tuple(_rounded(value) for value in senses[:, column])
            found.append(SenseRendering(one.source, here.span(column), nearness, _rounded(others[column])))
    return found


def glosses(embedder: Embedder, words: tuple[str, ...]) -> Rows:
    """Directions of English words, float32 [n, dim]; each set is embedded once for a model."""
    return embed_glosses(embedder, [words])[words]


def embed_glosses(embedder: Embedder, sets: Iterable[tuple[str, ...]]) -> Mapping[tuple[str, ...], Rows]:
    """The directions of these sets and of all before; those that are new are embedded together."""
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
