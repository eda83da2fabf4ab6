"""A bilingual word list learnt from the corpus itself: IBM model 1 (Brown et al. 1993)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

MAX_WORDS = 40
"""Longer passages teach little and cost the square of their length."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word translation both ways, lower case; each row maps words to probabilities, the likeliest first.

    ``forward[e][f]`` is the probability that English ``e`` is rendered by ``f``, ``backward[f][e]`` that
    ``f`` renders ``e``.
    """

    forward: Mapping[str, Mapping[str, float]]
    backward: Mapping[str, Mapping[str, float]]

    def renders(self, english: str, word: str) -> float:
        """How firmly the two are translations of each other: the smaller of both directions."""
        return min(
            self.forward.get(english, {}).get(word, 0.0), self.backward.get(word, {}).get(english, 0.0)
        )


def learn(
    pairs: Sequence[tuple[Sequence[str], Sequence[str]]], *, rounds: int = 4, least: float = 0.02
) -> Lexicon:
    """Learn from pairs of lower-case word lists; translations below ``least`` either way are dropped."""
    english = _vocabulary(words for words, _ in pairs)
    other = _vocabulary(words for _, words in pairs)
    keys, group = _links(pairs, english, other)
    if not len(keys):
        return Lexicon({}, {})
    cells, link = np.unique(keys, return_inverse=True)
    left, right = cells // len(other), cells % len(other)
    counts = _expected(link, group, left, rounds)
    forward = counts / np.bincount(left, counts)[left]
    backward = counts / np.bincount(right, counts)[right]
    names, others = ["", *english], list(other)
    # An expected count below two is one chance meeting, not a translation.
    kept = np.flatnonzero((forward >= least) & (backward >= least) & (counts >= 1.5) & (left > 0))
    return Lexicon(
        _rows(kept, left, right, forward, names, others), _rows(kept, right, left, backward, others, names)
    )


def _vocabulary(texts: Iterable[Sequence[str]]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for words in texts:
        counts.update(dict.fromkeys(words, 1))
    return {word: place for place, (word, count) in enumerate(counts.most_common(60_000)) if count > 1}


def _links(
    pairs: Sequence[tuple[Sequence[str], Sequence[str]]], english: dict[str, int], other: dict[str, int]
) -> tuple[Ints, Ints]:
    """Every possible link as ``(english + 1) * |other| + other`` (0: no word), and the word it explains."""
    keys: list[Ints] = []
    groups: list[Ints] = []
    total = 0
    for left, right in pairs:
        if max(len(left), len(right)) > MAX_WORDS:
            continue
        sources = np.array([0, *sorted({english[word] + 1 for word in left if word in english})], np.int64)
        targets = np.array(sorted({other[word] for word in right if word in other}), np.int64)
        keys.append((sources[:, None] * len(other) + targets[None, :]).ravel())
        groups.append(np.tile(np.arange(total, total + len(targets)), len(sources)))
        total += len(targets)
    if not keys:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    return np.concatenate(keys), np.concatenate(groups)


def _expected(link: Ints, group: Ints, left: Ints, rounds: int) -> Floats:
    """Expected number of links a cell, after ``rounds`` of expectation and maximisation."""
    table = np.ones(len(left))
    counts: Floats = table
    for _ in range(rounds):
        weight = table[link]
        weight /= np.bincount(group, weight)[group]
        counts = np.bincount(link, weight, minlength=len(left)).astype(np.float64)
        table = counts / np.bincount(left, counts)[left]
    return counts


def _rows(
    kept: Ints, keys: Ints, values: Ints, probability: Floats, key_words: list[str], value_words: list[str]
) -> dict[str, dict[str, float]]:
    rows: dict[str, dict[str, float]] = {}
    for cell in kept[np.lexsort((values[kept], -probability[kept], keys[kept]))]:
        rows.setdefault(key_words[keys[cell]], {})[value_words[values[cell]]] = float(probability[cell])
    return rows
