"""Aligned passages -> which words the other side does not support."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qa.embed import Encoded, Rows, Words
from qa.localise.answers import Asked, Placed, answer
from qa.localise.options import Effort, LocaliseOptions
from qa.localise.prior import Shares, adapt
from qa.localise.sides import Indexes, Side
from qa.localise.words import Doubter, DoubtfulWords, Localised, WordDoubts
from qa.questions import Answers
from qa.records import Alignment, Segment

_PAIRS_AT_ONCE = 64


def localise(
    alignments: Sequence[Alignment],
    translation: tuple[Sequence[Segment], Encoded],
    source: tuple[Sequence[Segment], Encoded],
    doubter: Doubter,
    options: LocaliseOptions,
    asked: Asked | None = None,
) -> Localised:
    """The doubtful words of all alignments, and the answers to what is ``asked`` of them.

    Nothing where a side is absent or has no word.
    """
    own, other = [], []
    summaries = np.zeros((len(alignments), 6))
    counts = np.zeros(len(alignments), np.int64)
    answers = [Answers()] * len(alignments)
    for at in range(0, len(alignments), _PAIRS_AT_ONCE):
        some = alignments[at : at + _PAIRS_AT_ONCE]
        here = _Place.of([alignment.translation for alignment in some], *translation)
        there = _Place.of([alignment.source for alignment in some], *source)
        usable = np.flatnonzero((np.diff(here.starts) > 0) & (np.diff(there.starts) > 0))
        if not len(usable):
            continue
        here, there = here.only(usable), there.only(usable)
        sides = here.side, there.side
        doubts = doubter(*sides)
        numbers = at + usable
        own.append(_doubtful(numbers, here, there, doubts[0], options.floor))
        other.append(_doubtful(numbers, there, here, doubts[1], options.floor))
        counts[numbers] = sides[0].counts
        summaries[numbers, :2] = _pooled(sides[0], doubts[0])
        summaries[numbers, 2:4] = _pooled(sides[1], doubts[1])
        summaries[numbers, 4] = np.log(sides[0].counts / sides[1].counts)
        summaries[numbers, 5] = np.minimum(sides[0].counts, sides[1].counts)
        if asked:
            wanted = [pair for pair in range(len(numbers)) if asked.questions[numbers[pair]]]
            own_words, other_words = (
                [Placed(side.words[pair], place.spans[side.pairs[pair]]) for pair in wanted]
                for side, place in zip(sides, (here, there), strict=True)
            )
            questions = [asked.questions[numbers[pair]] for pair in wanted]
            found = answer(list(zip(own_words, other_words, questions, strict=True)), asked.embedder)
            for pair, one in zip(wanted, found, strict=True):
                answers[numbers[pair]] = one
    return Localised(
        DoubtfulWords.joined(own), DoubtfulWords.joined(other), summaries, counts, tuple(answers)
    )


def passages(words: Words, chosen: Sequence[int]) -> Side:
    """The words of the ``chosen`` texts as one side of as many pairs; each must have a word."""
    rows = np.concatenate([np.arange(words.starts[n], words.starts[n + 1]) for n in chosen])
    return Side.of(words, rows, _starts(np.diff(words.starts)[chosen]))


@dataclass(frozen=True, slots=True)
class _Place:
    """The words of consecutive passages: ``spans`` int64 [w, 2] is where in the document they stand."""

    words: Words
    rows: Indexes
    spans: Indexes
    starts: Indexes

    @classmethod
    def of(cls, groups: Sequence[tuple[int, ...]], segments: Sequence[Segment], encoded: Encoded) -> _Place:
        """Within a document passages follow one another, so their words do too."""
        indexes = [index for group in groups for index in group]
        first, last = (indexes[0], indexes[-1] + 1) if indexes else (0, 0)
        words = encoded.words(first, last)
        own = segments[first:last]
        shifts = np.array([segment.span.start for segment in own], np.int64)
        # Passages that are absent end where the one before does.
        ends = np.cumsum([len(group) for group in groups])
        return cls(
            words,
            np.arange(len(words.which)),
            words.offsets + np.repeat(shifts, np.diff(words.starts))[:, None],
            words.starts[np.concatenate([[0], ends])],
        )

    def only(self, chosen: Indexes) -> _Place:
        """The same without the passages that are not chosen."""
        if len(chosen) + 1 == len(self.starts):
            return self
        rows = np.concatenate([np.arange(self.starts[n], self.starts[n + 1]) for n in chosen.tolist()])
        starts = _starts(np.diff(self.starts)[chosen])
        return _Place(self.words, self.rows[rows], self.spans[rows], starts)

    @property
    def side(self) -> Side:
        """What a doubter takes."""
        return Side.of(self.words, self.rows, self.starts)


def _doubtful(
    numbers: Indexes, here: _Place, there: _Place, doubts: WordDoubts, floor: float
) -> DoubtfulWords:
    """The words here with some doubt and the match of each; ``numbers`` are those of the alignments."""
    rows = np.flatnonzero(doubts.doubt >= floor)
    owners = np.searchsorted(here.starts, rows, side="right") - 1
    return DoubtfulWords(
        numbers[owners],
        here.spans[rows],
        there.spans[there.starts[owners] + doubts.best[rows]],
        np.array(doubts.doubt[rows], np.float64).round(4),
    )


def _pooled(side: Side, doubts: WordDoubts) -> Rows:
    """By passage [n, 2], the mean doubt by weight of the words, and the highest."""
    weights = side.weights + np.float32(1e-6)
    mean = side.sums(weights * doubts.doubt) / side.sums(weights)
    return np.column_stack([mean, np.maximum.reduceat(doubts.doubt, side.starts[:-1])])


def _starts(counts: Sequence[int] | Indexes) -> Indexes:
    return np.concatenate([[0], np.cumsum(np.asarray(counts, np.int64))])


__all__ = ["Asked", "Effort", "LocaliseOptions", "Localised", "Shares", "adapt", "localise", "passages"]
