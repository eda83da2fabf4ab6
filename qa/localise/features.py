"""What can be measured of one word beside the other side of its alignment, in any embedding space.

Symmetric: the same function serves the words of the translation (does the source support them?) and the
words of the source (does anything translate them?).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qa.embed import Rows, unit

FEATURES = (
    "support",  # cosine with the most similar word of the other side
    "margin",  # how far that is above the second best
    "rivalry",  # how much better another word of this side matches the same counterpart
    "gain",  # how much closer the two texts come when the word is left out
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
)


@dataclass(frozen=True, slots=True)
class Side:
    """The words of one side: float32 [w, dim] vectors and the w words as they are written."""

    vectors: Rows
    words: tuple[str, ...]
    traits: Rows
    """float32 [w, 4]: see :func:`traits`."""


def traits(words: tuple[str, ...]) -> Rows:
    """What the writing alone tells: columns letters, capital, digit, symbol."""
    return np.array(
        [
            (np.log(len(word)), word[:1].isupper(), word[:1].isdigit(), not any(map(str.isalnum, word)))
            for word in words
        ],
        np.float32,
    ).reshape(len(words), 4)


def cosines(translation: Side, source: Side) -> Rows:
    """float32 [translation words, source words]."""
    return np.asarray(unit(translation.vectors) @ unit(source.vectors).T, np.float32)


def measure(side: Side, other: Side, similar: Rows) -> tuple[Rows, npt.NDArray[np.intp]]:
    """float32 [w, len(FEATURES)] and the index of each word's best match; both sides must have a word.

    ``similar`` is :func:`cosines` with this side's words as rows.
    """
    count, best = len(side.words), similar.argmax(1)
    rows = np.arange(count)
    support = similar[rows, best]
    if similar.shape[1] > 1:
        second = np.partition(similar, -2, axis=1)[:, -2]
    else:
        second = np.zeros_like(support)
    strongest = similar.max(0)
    total, target = side.vectors.sum(0), other.vectors.sum(0)
    lengths = np.sqrt(np.einsum("ij,ij->i", side.vectors, side.vectors))
    target_length = float(np.sqrt(target @ target)) or 1.0
    without = total - side.vectors
    without_length = np.sqrt(np.einsum("ij,ij->i", without, without))
    similarity = float(total @ target) / (target_length * (float(np.sqrt(total @ total)) or 1.0))
    left_out = (without @ target) / (target_length * np.where(without_length == 0, 1, without_length))
    other_lengths = np.sqrt(np.einsum("ij,ij->i", other.vectors, other.vectors))
    uncovered = float(other_lengths @ (1 - strongest)) / (float(other_lengths.sum()) or 1.0)
    theirs = {word.casefold() for word in other.words}
    result = np.empty((count, len(FEATURES)), np.float32)
    result[:, 0] = support
    result[:, 1] = support - second
    result[:, 2] = strongest[best] - support
    result[:, 3] = np.where(count > 1, left_out - similarity, 0.0) * count
    result[:, 4] = np.log(lengths + 1e-3)
    result[:, 5] = side.traits[:, 0]
    result[:, 6] = support.mean()
    result[:, 7] = similarity
    result[:, 8] = uncovered
    result[:, 9] = np.log(count / len(other.words))
    result[:, 10:13] = side.traits[:, 1:4]
    result[:, 13] = [word.casefold() in theirs for word in side.words]
    return result, best
