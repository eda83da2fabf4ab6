"""What can be measured of one word beside the other side of its alignment, in any embedding space.

Symmetric: the same measures serve the words of the translation (does the source support them?) and the
words of the source (does anything translate them?).  Many pairs go through at once; only what depends on
which word meets which is computed pair by pair.
"""

from __future__ import annotations

from collections.abc import Sequence
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

_NOTHING = 1e-6


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

    def rows(self, pair: int) -> slice:
        """Where the words of a pair stand."""
        return slice(int(self.starts[pair]), int(self.starts[pair + 1]))

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
    matches: tuple[list[_Match], list[_Match]] = ([], [])
    similar = []
    for n in range(len(translation.starts) - 1):
        here, there = translation.rows(n), source.rows(n)
        own, other = translation.directions[here], source.directions[there]
        cosines = own @ other.T
        similar.append(cosines)
        # The two texts, and each word by its products with them: all that leaving a word out takes.
        texts = np.stack([translation.lengths[here] @ own, source.lengths[there] @ other])
        inner = texts @ texts.T
        peaks, back = _peaks(cosines), _peaks(cosines.T)
        for side, lengths, words, mine, theirs, turn in (
            (0, translation.lengths[here], own, peaks, back, slice(None)),
            (1, source.lengths[there], other, back, peaks, slice(None, None, -1)),
        ):
            products = (words @ texts[turn].T) * lengths[:, None]
            table = cosines if side == 0 else cosines.T
            matches[side].append(_match(table, mine, theirs[0], lengths, products, inner[turn, turn]))
    supports = [np.concatenate([match.support for match in side]) for side in matches]
    features = (
        _features(translation, source, supports[0], supports[1], matches[0]),
        _features(source, translation, supports[1], supports[0], matches[1]),
    )
    bests = [np.concatenate([match.best for match in side]) for side in matches]
    return Measured(features, (bests[0], bests[1]), tuple(similar))


@dataclass(frozen=True, slots=True)
class _Match:
    """The words of one side of one pair, float32 [w] each; ``similarity`` is that of the two texts."""

    support: Rows
    best: Indexes
    second: Rows
    rivalry: Rows
    gain: Rows
    similarity: float


def _match(
    cosines: Rows,
    peaks: tuple[Rows, Indexes],
    strongest: Rows,
    lengths: Rows,
    products: Rows,
    inner: Rows,
) -> _Match:
    """``products`` [w, 2] are those of each word with its own text and the other; ``inner`` [2, 2] those of
    the texts; ``strongest`` is how well the words of the other side are matched."""
    support, best = peaks
    similarity = float(inner[0, 1] / (np.sqrt(inner[0, 0] * inner[1, 1]) or 1.0))
    rest = np.sqrt(np.maximum(inner[0, 0] - 2 * products[:, 0] + lengths**2, 0) * inner[1, 1])
    left_out = (inner[0, 1] - products[:, 1]) / np.where(rest < _NOTHING, 1, rest)
    gain = (left_out - similarity) * len(lengths) if len(lengths) > 1 else np.zeros(1, np.float32)
    return _Match(support, best, _runner_up(cosines), strongest[best] - support, gain, similarity)


def _peaks(cosines: Rows) -> tuple[Rows, Indexes]:
    best = cosines.argmax(1)
    return cosines[np.arange(len(best)), best], best


def _runner_up(cosines: Rows) -> Rows:
    """The second best of each row; where there is no second, none comes near."""
    if cosines.shape[1] < 2:
        return np.zeros(len(cosines), np.float32)
    return np.partition(cosines, -2, axis=1)[:, -2]


def _features(here: Side, there: Side, support: Rows, their_support: Rows, matches: Sequence[_Match]) -> Rows:
    result = np.empty((len(here.lengths), len(FEATURES)), np.float32)
    result[:, 0] = support
    result[:, 1] = support - np.concatenate([match.second for match in matches])
    result[:, 2] = np.concatenate([match.rivalry for match in matches])
    result[:, 3] = np.concatenate([match.gain for match in matches])
    result[:, 4] = np.log(here.lengths + 1e-3)
    result[:, [5, 10, 11, 12]] = _traits(here.written)
    result[:, 6] = here.spread(here.means(support))
    result[:, 7] = here.spread(np.array([match.similarity for match in matches], np.float32))
    weight = there.sums(there.lengths)
    covered = there.sums(there.lengths * their_support) / np.where(weight == 0, 1, weight)
    result[:, 8] = here.spread(np.where(weight == 0, 0, 1 - covered))
    result[:, 9] = here.spread(np.log(here.counts / there.counts).astype(np.float32))
    result[:, 13] = _copied(here, there)
    result[:, 14:16] = here.usual
    result[:, 16] = _surprise(here, support)
    result[:, 17] = here.spread(np.minimum.reduceat(_surprise(there, their_support), there.starts[:-1]))
    return result


def _surprise(side: Side, support: Rows) -> Rows:
    return np.asarray((support - side.usual[:, 0]) / np.maximum(side.usual[:, 1], 0.02), np.float32)


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
