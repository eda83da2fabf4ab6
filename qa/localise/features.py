"""What can be measured of one word beside the other side of its alignment, in any embedding space.

Symmetric: the same measures serve the words of the translation (does the source support them?) and the
words of the source (does anything translate them?).  Many pairs go through at once; only what depends on
which word meets which is computed pair by pair.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qa.embed import Rows
from qa.localise.sides import Indexes, Peaks, Side, Tables

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

_NOTHING = 1e-6
_LEAST_DEVIATION = 0.02


@dataclass(frozen=True, slots=True)
class Measured:
    """For (translation, source): ``features`` float32 [w, len(FEATURES)] and ``best``, the index within its
    pair of each word's match; ``tables``, with a row for each word of that side, and in ``cosines`` what
    stands in them."""

    features: tuple[Rows, Rows]
    best: tuple[Indexes, Indexes]
    tables: tuple[Tables, Tables]
    cosines: tuple[Rows, Rows]


def measure(translation: Side, source: Side) -> Measured:
    """Measure every word of both sides."""
    tables = Tables(translation, source), Tables(source, translation)
    products = _products(translation, source, tables[0])
    cosines = products.cosines, tables[0].turned(products.cosines)
    own, other = (tables[side].peaks(cosines[side]) for side in (0, 1))
    similarity, copied = products.similarity, _copied((translation, source))
    features = (
        _features((translation, source), (own, other), similarity, products.gains(translation, 0), copied[0]),
        _features((source, translation), (other, own), similarity, products.gains(source, 1), copied[1]),
    )
    return Measured(features, (own.columns, other.columns), tables, cosines)


@dataclass(frozen=True, slots=True)
class _Products:
    """Inner products by pair: of words with words (the tables, flat), of words with texts, and of the texts.

    A text is the sum of its words.  ``with_own`` and ``with_other`` are by side float32 [w], each word's at
    unit length with its own text and with the other; ``squares`` by side [n] those of a text with itself.
    """

    cosines: Rows
    with_own: tuple[Rows, Rows]
    with_other: tuple[Rows, Rows]
    squares: tuple[Rows, Rows]
    between: Rows

    @property
    def similarity(self) -> Rows:
        """Cosines of the two texts [n]."""
        lengths = np.sqrt(self.squares[0] * self.squares[1])
        return np.asarray(self.between / np.where(lengths == 0, 1, lengths), np.float32)

    def gains(self, side: Side, number: int) -> Rows:
        """How much closer the texts come without each word of a side [w], times the number of its words."""
        own, other = (side.spread(self.squares[n]) for n in (number, 1 - number))
        left_out = side.spread(self.between) - side.weights * self.with_other[number]
        square = own - 2 * side.weights * self.with_own[number] + side.weights**2
        rest = np.sqrt(np.maximum(square, 0) * other)
        gains = left_out / np.where(rest < _NOTHING, 1, rest) - side.spread(self.similarity)
        counts = side.counts.astype(np.float32)
        return np.asarray(gains * side.spread(np.where(counts > 1, counts, 0)), np.float32)


def _products(translation: Side, source: Side, tables: Tables) -> _Products:
    sides = (translation, source)
    # Zeros: BLAS may multiply what stands in the result by 0 before it adds, and old memory may hold a NaN.
    cosines = np.zeros(tables.size, np.float32)
    texts = [np.zeros((len(side.counts), side.directions.shape[1]), np.float32) for side in sides]
    with_own, with_other = ([np.zeros(len(side.which), np.float32) for side in sides] for _ in range(2))
    pairs = zip(tables.split(cosines), translation.words, source.words, strict=True)
    # BLAS sums in another order for another shape: each pair by itself has the same result in any company.
    for pair, (table, *words) in enumerate(pairs):
        np.matmul(words[0], words[1].T, out=table)
        for side, other, across in ((0, 1, table), (1, 0, table.T)):
            here, there = sides[side].pairs[pair], sides[other].pairs[pair]
            text = np.dot(sides[side].weights[here], words[side], out=texts[side][pair])
            np.dot(words[side], text, out=with_own[side][here])
            # What a word has with the other text, from what it has with its words.
            np.dot(across, sides[other].weights[there], out=with_other[side][here])
    squares = [np.einsum("ij,ij->i", some, some) for some in texts]
    between = np.einsum("ij,ij->i", *texts)
    return _Products(
        cosines, (with_own[0], with_own[1]), (with_other[0], with_other[1]), (squares[0], squares[1]), between
    )


def _features(
    sides: tuple[Side, Side],
    peaks: tuple[Peaks, Peaks],
    similarity: Rows,
    gains: Rows,
    copied: npt.NDArray[np.bool_],
) -> Rows:
    """The features of the words of the first of two sides; the last two are of these words."""
    here, there = sides
    own, other = peaks
    result = np.empty((len(here.which), len(FEATURES)), np.float32)
    result[:, 0] = own.highest
    result[:, 1] = own.highest - own.second
    matches = here.spread(there.starts[:-1]) + own.columns
    result[:, 2] = other.highest[matches] - own.highest
    result[:, 3] = gains
    result[:, 4] = np.log(here.lengths + 1e-3)[here.which]
    result[:, [5, 10, 11, 12]] = here.traits[here.which]
    result[:, 6] = here.spread(here.means(own.highest))
    result[:, 7] = here.spread(similarity)
    weight = there.sums(there.weights)
    covered = there.sums(there.weights * other.highest) / np.where(weight == 0, 1, weight)
    result[:, 8] = here.spread(np.where(weight == 0, 0, 1 - covered))
    result[:, 9] = here.spread(np.log(here.counts / there.counts).astype(np.float32))
    result[:, 13] = copied
    result[:, 14:16] = here.usual[here.which]
    result[:, 16] = _surprise(here, own.highest)
    surprises = _surprise(there, other.highest)
    result[:, 17] = here.spread(np.minimum.reduceat(surprises, there.starts[:-1]))
    return result


def _surprise(side: Side, support: Rows) -> Rows:
    usual, deviation = side.usual.T
    return np.asarray(
        (support - usual[side.which]) / np.maximum(deviation, _LEAST_DEVIATION)[side.which], np.float32
    )


def _copied(sides: tuple[Side, Side]) -> tuple[npt.NDArray[np.bool_], ...]:
    """By side [w], whether the same letters, small or capital, stand on the other side of the pair."""
    distinct, numbers = np.unique(np.concatenate([side.forms for side in sides]), return_inverse=True)
    split = len(sides[0].forms)
    pairs = len(sides[0].counts)
    own, other = (
        side.spread(np.arange(pairs) * len(distinct)) + some[side.which]
        for side, some in zip(sides, (numbers[:split], numbers[split:]), strict=True)
    )
    here, there = (np.zeros(pairs * len(distinct), np.bool_) for _ in sides)
    here[own] = there[other] = True
    return there[own], here[other]
