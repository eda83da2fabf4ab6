"""How common errors are in this very document, and what that makes of each word's doubt.

The doubts of a network hold for documents with as many unsupported words as its training had.  A good
translation has far fewer and a garbled one more, so the share is estimated from the document itself, by
expectation maximisation over its doubts (Saerens, Latinne and Decaestecker 2002, "Adjusting the outputs of
a classifier to new a priori probabilities"), beginning from what is usual in sound translations.  One odd
word in a sound document is given the benefit of the doubt; the same word among many is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from qa.localise.options import LocaliseOptions
from qa.localise.words import Localised
from qa.records import Word

_ROUNDS = 30
_CERTAIN = 0.9999
"""Beyond it odds would only be large because of rounding."""
_START_WORDS = 60.0
"""For how many words of evidence the share of sound translations counts."""


def adapt(localised: Sequence[Localised], trained: float, options: LocaliseOptions) -> list[Localised]:
    """The words with the doubts they deserve in this document; ``trained`` is the share in training."""
    share = _share(localised, trained, options)
    factor = _odds(share) / _odds(trained)
    return [
        replace(one, translation=_shifted(one.translation, factor), source=_shifted(one.source, factor))
        for one in localised
    ]


def _share(localised: Sequence[Localised], trained: float, options: LocaliseOptions) -> float:
    doubts = np.array([word.doubt for one in localised for word in one.translation])
    total = sum(one.count for one in localised)
    odds = np.minimum(doubts, _CERTAIN) / (1 - np.minimum(doubts, _CERTAIN))
    share = options.sound_share
    for _ in range(_ROUNDS):
        shifted = odds * (_odds(share) / _odds(trained))
        found = float((shifted / (1 + shifted)).sum())
        share = (found + options.sound_share * _START_WORDS) / (total + _START_WORDS)
        share = min(max(share, options.sound_share), options.worst_share)
    return share


def _shifted(words: tuple[Word, ...], factor: float) -> tuple[Word, ...]:
    shifted = []
    for word in words:
        odds = _odds(word.doubt) * factor
        shifted.append(Word(word.span, round(odds / (1 + odds), 4), word.counterpart))
    return tuple(shifted)


def _odds(probability: float) -> float:
    return min(probability, _CERTAIN) / (1 - min(probability, _CERTAIN))
