"""What can be measured of one word beside the other side of its alignment, in any embedding space.

Symmetric: the same measures serve the words of the translation (does the source support them?) and the
words of the source (does anything translate them?).  Many pairs go through at once; only what depends on
which word meets which is computed pair by pair.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qa.embed import Rows, unit

FEATURES = (
    "support",  # cosine with the most similar word of the other side
    "margin",  # how far that is above the second best
    "rivalry",  # how much better another word of this side matches the same counterpart
    "gain",  # how much closer the two texts come when the word is left out, times the number of words
    "weight",  # logarithm of the length of the word's vector: how much it means to the space
    "letters",  # logarithm of the number of characters
    "typical",  # mean support over this side
    "similarity",  # cosine of the two texts
    "uncovered",  # share of the other side, by weight, that no word here supports
    "ratio",  # logarithm of words here over words there
    "capital",
    "digit",
    "symbol",  # no letter and no digit
    "copied",  # the same characters stand on the other side
    "usual",  # the support that a word like this finds in sound translations
    "deviation",  # and how much that varies
    "surprise",  # deviations of the support from the usual one
    "orphan",  # the strongest disappointment of a word on the other side, in deviations
)

Indexes = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of n pairs: the words of pair i are ``starts[i]`` to ``starts[i + 1]``, at least one.

    ``directions`` float32 [w, dim] are the word vectors at unit length, ``lengths`` [w] what was taken off;
    ``usual`` [w, 2] see :class:`qa.embed.Words`; ``written`` are the words as they stand in the text.
    """

    directions: Rows
    lengths: Rows
    usual: Rows
    written: Sequence[str]
    starts: Indexes

    @classmethod
    def of(cls, vectors: Rows, usual: Rows, written: Sequence[str], starts: Indexes) -> Side:
        """The side whose words have ``vectors``."""
        lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
        return cls(unit(vectors), lengths, usual, written, starts)

    @property
    def counts(self) -> Indexes:
        """Words of each pair."""
        return np.diff(self.starts)

    def sums(self, values: Rows) -> Rows:
        """Per pair, the sum of what each word has."""
        return np.asarray(np.add.reduceat(values, self.starts[:-1], axis=0), np.float32)

    def means(self, values: Rows) -> Rows:
        """Per pair, the mean of what each word has."""
        counts = self.counts.astype(np.float32)
        return np.asarray(self.sums(values) / counts.reshape(-1, *[1] * (values.ndim - 1)), np.float32)

    def spread(self, values: Rows) -> Rows:
        """What each pair has, for each of its words."""
        return np.repeat(values, self.counts, axis=0)


@dataclass(frozen=True, slots=True)
class Measured:
    """For (translation, source): ``features`` float32 [w, len(FEATURES)] and ``best``, the index within its
    pair of each word's match.  ``similar`` has, by pair, the cosines [translation words, source words]."""

    features: tuple[Rows, Rows]
    best: tuple[Indexes, Indexes]
    similar: tuple[Rows, ...]


def measure(translation: Side, source: Side) -> Measured:
    """Measure every word of both sides."""
    matched: tuple[list[_Match], list[_Match]] = ([], [])
    similar = tuple(_cosines(translation, source))
    for cosines in similar:
        strongest, best = _peaks(cosines)
        strongest_back, best_back = _peaks(cosines.T)
        matched[0].append(_Match(strongest, _runner_up(cosines), strongest_back[best] - strongest, best))
        matched[1].append(
            _Match(strongest_back, _runner_up(cosines.T), strongest[best_back] - strongest_back, best_back)
        )
    sums = [side.sums(side.directions * side.lengths[:, None]) for side in (translation, source)]
    supports = [np.concatenate([match.support for match in matches]) for matches in matched]
    sides = (translation, source)
    features = tuple(_features(sides, sums, supports, matched[own], own) for own in (0, 1))
    bests = tuple(np.concatenate([match.best for match in matches]) for matches in matched)
    return Measured((features[0], features[1]), (bests[0], bests[1]), similar)


@dataclass(frozen=True, slots=True)
class _Match:
    support: Rows
    second: Rows
    rivalry: Rows
    best: Indexes


def _cosines(translation: Side, source: Side) -> Iterator[Rows]:
    for n in range(len(translation.starts) - 1):
        here = translation.directions[translation.starts[n] : translation.starts[n + 1]]
        yield here @ source.directions[source.starts[n] : source.starts[n + 1]].T


def _peaks(cosines: Rows) -> tuple[Rows, Indexes]:
    best = cosines.argmax(1)
    return cosines[np.arange(len(best)), best], best


def _runner_up(cosines: Rows) -> Rows:
    """The second best of each row; where there is no second, none comes near."""
    if cosines.shape[1] < 2:
        return np.zeros(len(cosines), np.float32)
    return np.partition(cosines, -2, axis=1)[:, -2]


def _features(
    sides: tuple[Side, Side],
    sums: Sequence[Rows],
    supports: Sequence[Rows],
    matches: Sequence[_Match],
    own: int,
) -> Rows:
    here, there = sides[own], sides[1 - own]
    total, target = sums[own], sums[1 - own]
    result = np.empty((len(here.lengths), len(FEATURES)), np.float32)
    result[:, 0] = supports[own]
    result[:, 1] = supports[own] - np.concatenate([match.second for match in matches])
    result[:, 2] = np.concatenate([match.rivalry for match in matches])
    similarity = _cosine(total, target)
    left_out = _cosine(here.spread(total) - here.directions * here.lengths[:, None], here.spread(target))
    counts = here.spread(here.counts.astype(np.float32))
    result[:, 3] = np.where(counts > 1, left_out - here.spread(similarity), 0) * counts
    result[:, 4] = np.log(here.lengths + 1e-3)
    result[:, 6] = here.spread(here.means(supports[own]))
    result[:, 7] = here.spread(similarity)
    weight = there.sums(there.lengths)
    covered = there.sums(there.lengths * supports[1 - own]) / np.where(weight == 0, 1, weight)
    result[:, 8] = here.spread(np.where(weight == 0, 0, 1 - covered))
    result[:, 9] = here.spread(np.log(here.counts / there.counts).astype(np.float32))
    result[:, [5, 10, 11, 12]] = _traits(here.written)
    result[:, 13] = _copied(here, there)
    result[:, 14:16] = here.usual
    result[:, 16] = _surprise(here, supports[own])
    result[:, 17] = here.spread(np.minimum.reduceat(_surprise(there, supports[1 - own]), there.starts[:-1]))
    return result


def _surprise(side: Side, support: Rows) -> Rows:
    return np.asarray((support - side.usual[:, 0]) / np.maximum(side.usual[:, 1], 0.02), np.float32)


def _cosine(left: Rows, right: Rows) -> Rows:
    """Row by row; 0 where one is all zeros."""
    lengths = np.sqrt(np.einsum("ij,ij->i", left, left) * np.einsum("ij,ij->i", right, right))
    return np.asarray(np.einsum("ij,ij->i", left, right) / np.where(lengths == 0, 1, lengths), np.float32)


def _traits(written: Sequence[str]) -> Rows:
    """What the writing alone tells: letters, capital, digit, symbol."""
    distinct = {
        word: (np.log(len(word)), word[:1].isupper(), word[:1].isdigit(), not any(map(str.isalnum, word)))
        for word in set(written)
    }
    return np.array([distinct[word] for word in written], np.float32).reshape(len(written), 4)


def _copied(here: Side, there: Side) -> npt.NDArray[np.bool_]:
    mine, theirs = ([word.casefold() for word in side.written] for side in (here, there))
    found: list[bool] = []
    for n in range(len(here.starts) - 1):
        others = set(theirs[there.starts[n] : there.starts[n + 1]])
        found += [word in others for word in mine[here.starts[n] : here.starts[n + 1]]]
    return np.array(found, np.bool_)
