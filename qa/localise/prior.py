"""How common errors are in this very document, and what that makes of each word's doubt.

The doubts of a network hold for documents with as many unsupported words as its training had.  A good
translation has far fewer and a garbled one more, so the share is estimated from the document itself, by
expectation maximisation over its doubts (Saerens, Latinne and Decaestecker 2002, "Adjusting the outputs of
a classifier to new a priori probabilities"), beginning from what is usual in sound translations.  One odd
word in a sound document is given the benefit of the doubt; the same word among many is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from qa.localise.words import Localised
from qa.records import Word

_ROUNDS = 30


@dataclass(frozen=True, slots=True)
class PriorOptions:
    """What is taken for granted of a document.

    ``sound`` is the share of unsupported words to start from, that of a sound translation; ``strength`` for
    how many words of evidence that start counts.  No document is taken to be worse than ``highest``.
    """

    sound: float = 0.004
    strength: float = 150.0
    highest: float = 0.25


def adapt(localised: Sequence[Localised], trained: float, options: PriorOptions) -> list[Localised]:
    """The words with the doubts they deserve in this document; ``trained`` is the share in training."""
    share = _share(localised, trained, options)
    factor = _odds(share) / _odds(trained)
    return [
        replace(one, translation=_shifted(one.translation, factor), source=_shifted(one.source, factor))
        for one in localised
    ]


def _share(localised: Sequence[Localised], trained: float, options: PriorOptions) -> float:
    doubts = np.array([word.doubt for one in localised for word in one.translation])
    total = sum(one.count for one in localised)
    odds = np.minimum(doubts, 0.9999) / (1 - np.minimum(doubts, 0.9999))
    share = options.sound
    for _ in range(_ROUNDS):
        found = float(_posterior(odds * (_odds(share) / _odds(trained))).sum())
        share = (found + options.sound * options.strength) / (total + options.strength)
        share = min(max(share, options.sound), options.highest)
    return share


def _shifted(words: tuple[Word, ...], factor: float) -> tuple[Word, ...]:
    return tuple(
        replace(word, doubt=round(float(_posterior(np.array(_odds(min(word.doubt, 0.9999)) * factor))), 4))
        for word in words
    )


def _posterior(odds: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return odds / (1 + odds)


def _odds(probability: float) -> float:
    return probability / (1 - probability)
