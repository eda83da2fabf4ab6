"""How common errors are in this very document, and what that makes of each word's doubt.

The doubts of a network hold for documents with as many unsupported words as its training had.  A good
translation has far fewer and a garbled one more, so the share is estimated from the document itself, by
expectation maximisation over its doubts (Saerens, Latinne and Decaestecker 2002, "Adjusting the outputs of
a classifier to new a priori probabilities"), beginning from what is usual in sound translations.  One odd
word in a sound document is given the benefit of the doubt; the same word among many is not.
"""

from __future__ import annotations

from dataclasses import replace

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


def adapt(
    localised: Localised,
    trained: float | Numbers,
    options: LocaliseOptions,
    documents: Indexes | None = None,
) -> Localised:
    """The words with the doubts they deserve in their document; ``trained`` is the share in training.

    It may be another for each document [d].

    ``documents`` [n] numbers from 0 the documents that the alignments belong to; all are of one by default.
    Words with less doubt than ``options.floor`` say nothing of their document.
    """
    if documents is None:
        documents = np.zeros(len(localised.counts), np.int64)
    shares = _shares(localised, trained, options, documents)
    factors = _odds(shares) / _odds(np.asarray(trained))
    translation, source = (
        replace(words, doubts=_shifted(words.doubts, factors[documents[words.owners]]))
        for words in (localised.translation, localised.source)
    )
    return replace(localised, translation=translation, source=source)


def _shares(
    localised: Localised, trained: float | Numbers, options: LocaliseOptions, documents: Indexes
) -> Numbers:
    """The share of unsupported words in each document."""
    words = localised.translation
    counting = words.doubts >= options.floor
    owners, odds = documents[words.owners[counting]], _odds(words.doubts[counting])
    totals = np.bincount(documents, localised.counts)
    shares = np.full(len(totals), options.sound_share)
    for _ in range(_ROUNDS):
        shifted = odds * (_odds(shares) / _odds(np.asarray(trained)))[owners]
        found = np.bincount(owners, shifted / (1 + shifted), len(totals))
        before, shares = shares, (found + options.sound_share * _START_WORDS) / (totals + _START_WORDS)
        shares = np.minimum(np.maximum(shares, options.sound_share), options.worst_share)
        if (shares == before).all():
            break
    return shares


def _shifted(doubts: Numbers, factors: Numbers) -> Numbers:
    odds = _odds(doubts) * factors
    return np.round(odds / (1 + odds), 4)


def _odds(probabilities: Numbers) -> Numbers:
    certain = np.minimum(probabilities, _CERTAIN)
    return np.asarray(certain / (1 - certain))
