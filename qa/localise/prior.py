"""How common errors are in this very document, and what that makes of each word's doubt.

The doubts of a network hold for documents with as many unsupported words as its training had.  A good
translation has far fewer and a garbled one more, so the share is estimated from the document itself, by
expectation maximisation over its doubts (Saerens, Latinne and Decaestecker 2002, "Adjusting the outputs of
a classifier to new a priori probabilities"), beginning from what is usual in sound translations.  One odd
word in a sound document is given the benefit of the doubt; the same word among many is not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from qa.localise.options import LocaliseOptions
from qa.localise.sides import Indexes
from qa.localise.words import Localised, Numbers

_ROUNDS = 30
_CERTAIN = 0.9999
"""Beyond it odds would only be large because of rounding."""
_START_WORDS = 1000.0
"""For how many words of evidence the share of sound translations counts: of a page or two, hardly more can be
said than that.  With 60, free translations into Russian and Polish were taken for damaged ones."""

_GARBLED = 0.05
"""The share of garbled documents among all, and the errors a word that rules find in either kind."""
_ERRORS_SOUND = 0.001
_ERRORS_GARBLED = 0.008


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares of unsupported words, by document [d].

    ``trained`` and ``source_trained`` are those that the doubts of the two sides stand for, ``sound`` is the
    one to start from.
    """

    trained: Numbers
    source_trained: Numbers
    sound: Numbers

    @classmethod
    def of(cls, documents: Iterable[tuple[float, float, float]]) -> Shares:
        """From one triple a document."""
        return cls(*np.array(list(documents), np.float64).reshape(-1, 3).T)


def adapt(
    localised: Localised,
    shares: Shares,
    options: LocaliseOptions,
    documents: Indexes | None = None,
    errors: Indexes | None = None,
) -> Localised:
    """The words with the doubts they deserve in their document.

    ``documents`` [n] numbers from 0 the documents that the alignments belong to; all are of one by default.
    ``errors`` [d] is how many different errors are known of each without a look at the doubts, where that was
    asked.  Words with less doubt than ``options.floor`` say nothing of their document.
    """
    if documents is None:
        documents = np.zeros(len(localised.counts), np.int64)
    found = _odds(_found(localised, shares, options, documents, errors))
    translation, source = (
        replace(words, doubts=_shifted(words.doubts, (found / _odds(trained))[documents[words.owners]]))
        for words, trained in (
            (localised.translation, shares.trained),
            (localised.source, shares.source_trained),
        )
    )
    return replace(localised, translation=translation, source=source)


def _found(
    localised: Localised,
    shares: Shares,
    options: LocaliseOptions,
    documents: Indexes,
    errors: Indexes | None,
) -> Numbers:
    """The share of unsupported words in each document."""
    words = localised.translation
    counting = words.doubts >= options.floor
    owners, odds = documents[words.owners[counting]], _odds(words.doubts[counting])
    totals = np.bincount(documents, localised.counts, len(shares.sound))
    expected = shares.sound
    if errors is not None:
        expected = expected + (options.garbled_share - expected) * _garbled(errors, totals)
    result = expected
    for _ in range(_ROUNDS):
        shifted = odds * (_odds(result) / _odds(shares.trained))[owners]
        found = np.bincount(owners, shifted / (1 + shifted), len(totals))
        before, result = result, (found + expected * _START_WORDS) / (totals + _START_WORDS)
        result = np.minimum(np.maximum(result, expected), options.worst_share)
        if (result == before).all():
            break
    return result


def _garbled(errors: Indexes, words: Indexes) -> Numbers:
    """How probable it is that each document is garbled, by Bayes' rule from two rates of errors."""
    logits = (
        np.log(_GARBLED / (1 - _GARBLED))
        + errors * np.log(_ERRORS_GARBLED / _ERRORS_SOUND)
        - words * (_ERRORS_GARBLED - _ERRORS_SOUND)
    )
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))))


def _shifted(doubts: Numbers, factors: Numbers) -> Numbers:
    odds = _odds(doubts) * factors
    return np.round(odds / (1 + odds), 4)


def _odds(probabilities: Numbers) -> Numbers:
    certain = np.minimum(probabilities, _CERTAIN)
    return np.asarray(certain / (1 - certain))
