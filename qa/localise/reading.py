"""Words beside what a translation model expected of them: another doubt for each word of the translation.

A space of words compares words; a translation model knows what a sentence means, and that in a council of
bankers "hawks" are no pedlars.  But it is surprised by free translation too, so its surprise is weighed by a
small network with the doubt that there was and with whether the word is near to anything that was expected.
Trained by :mod:`training.reading` on typed damage.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from qa.embed import Embedder, Rows, unit
from qa.localise.sides import Indexes
from qa.localise.words import Localised, Numbers
from qa.records import Passage
from qa.translate import Forecast, Translator

READING = "reading.safetensors"
FEATURES = (
    "doubt",  # logarithm of the doubt that there was
    "surprise",  # how much less probable its pieces were, in sum, than the most probable ones
    "peak",  # that of the most surprising piece
    "beginning",  # and of the first
    "probability",  # logarithm, of all its pieces
    "expected",  # highest cosine with a word that was likely anywhere in the translation
    "unlike",  # surprise where nothing expected was near
    "after",  # surprise of what comes next: a model that is put back on its way is surprised once more
    "previous word",  # its surprise
    "next word",
    "copied",  # the same characters stand in the source
    "letters",  # logarithm of their number
    "capital",
    "digit",
)
_MOST_SURPRISE = 12.0
_LEAST_PROBABILITY = -15.0
_LEAST_DOUBT = 0.003
_FAR = 5.0
"""Deviations beyond which a feature says no more."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a translation: places int64 [w, 2] in its passage, their texts, and the doubts so far."""

    places: Indexes
    texts: Sequence[str]
    doubts: Numbers


@dataclass(frozen=True, slots=True)
class Measured:
    """Of one passage: which ``rows`` of the translation's words are its own, their features and the places in
    the source document of the words that the model looked at for them."""

    rows: slice
    features: Rows
    counterparts: Indexes


class Reader:
    """Reads translations into one language.  Safe to share between threads."""

    def __init__(self, translator: Translator, tensors: dict[str, Rows]) -> None:
        self.translator = translator
        self.trained_share = float(tensors["share"][0])
        """The share of unsupported words that its doubts stand for."""
        self.sound_share = float(tensors["sound"][0])
        """The share to start from, which keeps sound translations within the budget of false alarms."""
        self._mean, self._deviation = tensors["mean"], tensors["deviation"]
        self._hidden, self._bias = tensors["hidden.weight"], tensors["hidden.bias"]
        self._output, self._shift = tensors["output.weight"][0], tensors["output.bias"][0]

    @classmethod
    def load(cls, translator: Translator, file: Path) -> Reader:
        """Read the network in ``file`` (whoever calls this has verified its digest)."""
        from safetensors.numpy import load_file

        return cls(translator, load_file(file))

    def reread(
        self,
        localised: Localised,
        passages: Sequence[tuple[Passage, Passage]],
        embedder: Embedder,
        chosen: Collection[int] | None = None,
    ) -> Localised:
        """The words of the translations with new doubts, in the ``chosen`` passages or in all.

        ``localised`` must have every word; of ``passages`` the first is the translation's.  A passage that is
        too long for the model keeps the doubts it had.
        """
        words = localised.translation
        doubts, counterparts = words.doubts.copy(), words.counterparts.copy()
        for one in measured(localised, passages, self.translator, embedder, chosen):
            doubts[one.rows] = self.doubts(one.features).round(4)
            counterparts[one.rows] = one.counterparts
        return replace(localised, translation=replace(words, doubts=doubts, counterparts=counterparts))

    def doubts(self, features: Rows) -> Numbers:
        """For words [w] with ``features`` float32 [w, len(FEATURES)]."""
        inputs = scaled(features, self._mean, self._deviation)
        # Not through BLAS: a word has the same doubt in any company.
        hidden = np.tanh(np.einsum("wf,hf->wh", inputs, self._hidden) + self._bias)
        logits = np.einsum("wh,h->w", hidden, self._output) + self._shift
        return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))), np.float64)


def scaled(features: Rows, mean: Rows, deviation: Rows) -> Rows:
    """Features [w, k] in deviations from their mean, as the network takes them."""
    return np.asarray(np.clip((features - mean) / deviation, -_FAR, _FAR), np.float32)


def measured(
    localised: Localised,
    passages: Sequence[tuple[Passage, Passage]],
    translator: Translator,
    embedder: Embedder,
    chosen: Collection[int] | None = None,
) -> list[Measured]:
    """What was measured, by passage that the model could read."""
    own, other = localised.translation, localised.source
    numbers = np.arange(len(passages) + 1)
    here, there = (np.searchsorted(side.owners, numbers) for side in (own, other))
    wanted = [
        n
        for n in (range(len(passages)) if chosen is None else sorted(chosen))
        if here[n] < here[n + 1] and there[n] < there[n + 1]
    ]
    forecasts = translator.forecasts([(passages[n][1].text, passages[n][0].text) for n in wanted])
    read = [(n, forecast) for n, forecast in zip(wanted, forecasts, strict=True) if forecast is not None]
    parts = []
    for n, _ in read:
        rows = slice(int(here[n]), int(here[n + 1]))
        places = own.spans[rows] - passages[n][0].span.start
        texts = [passages[n][0].text[start:end] for start, end in places.tolist()]
        parts.append((rows, Words(places, texts, own.doubts[rows])))
    expected = [forecast.expected for _, forecast in read]
    strings = dict.fromkeys(
        word for some, (_, words) in zip(expected, parts, strict=True) for word in (*some, *words.texts)
    )
    vectors = unit(embedder.encode(list(strings)).sums) if strings else np.zeros((0, 1), np.float32)
    index = {word: number for number, word in enumerate(strings)}
    result = []
    for (n, forecast), (rows, words) in zip(read, parts, strict=True):
        nearness = _nearest(
            vectors[[index[word] for word in words.texts]],
            vectors[[index[word] for word in forecast.expected]],
        )
        spans = other.spans[there[n] : there[n + 1]] - passages[n][1].span.start
        said = {passages[n][1].text[start:end].casefold() for start, end in spans.tolist()}
        copied = np.array([word.casefold() in said for word in words.texts])
        counterparts = own.counterparts[rows].copy()
        looked, matches = _looked_at(words.places, forecast, spans)
        counterparts[looked] = other.spans[there[n] : there[n + 1]][matches]
        result.append(Measured(rows, features(words, forecast, nearness, copied), counterparts))
    return result


def features(words: Words, forecast: Forecast, nearness: Rows, copied: Rows) -> Rows:
    """float32 [w, len(FEATURES)]; ``nearness`` [w] and ``copied`` [w] as :data:`FEATURES` says."""
    count = len(words.places)
    gaps = forecast.best - forecast.given
    owned, owners = _within(forecast.places, words.places)
    surprise, peak, probability = np.zeros(count), np.zeros(count), np.zeros(count)
    np.add.at(surprise, owners, gaps[owned])
    np.maximum.at(peak, owners, gaps[owned])
    np.add.at(probability, owners, forecast.given[owned])
    first, last = np.full(count, len(gaps) - 1), np.full(count, -1)
    np.minimum.at(first, owners, owned)
    np.maximum.at(last, owners, owned)
    known = last >= 0
    beginning = np.where(known, gaps[first], 0)
    after = np.where(known, gaps[np.minimum(last + 1, len(gaps) - 1)], 0)
    surprise, peak, beginning, after = (
        np.clip(some, 0, _MOST_SURPRISE) for some in (surprise, peak, beginning, after)
    )
    near = np.where(known, nearness, 1)
    return np.column_stack(
        [
            np.log(words.doubts + _LEAST_DOUBT),
            surprise,
            peak,
            beginning,
            np.maximum(probability, _LEAST_PROBABILITY),
            near,
            surprise * (1 - near),
            after,
            np.concatenate([[0], surprise[:-1]]),
            np.concatenate([surprise[1:], [0]]),
            copied,
            [np.log1p(len(word)) for word in words.texts],
            [word[:1].isupper() for word in words.texts],
            [any(map(str.isdigit, word)) for word in words.texts],
        ]
    ).astype(np.float32)


def _within(places: Indexes, words: Indexes) -> tuple[Indexes, Indexes]:
    """Which ``places`` [n, 2] touch a word, and which: the first that ends behind their beginning."""
    found = np.searchsorted(words[:, 1], places[:, 0], side="right")
    owned = np.flatnonzero(found < len(words))
    owned = owned[words[found[owned], 0] < places[owned, 1]]
    return owned, found[owned]


def _looked_at(words: Indexes, forecast: Forecast, source: Indexes) -> tuple[Indexes, Indexes]:
    """Which of the ``words`` began with a look at a word of the ``source``, and at which."""
    owned, owners = _within(forecast.places, words)
    looked, first = np.unique(owners, return_index=True)
    seen, matches = _within(forecast.seen[owned[first]], source)
    return looked[seen], matches


def _nearest(words: Rows, expected: Rows) -> Rows:
    """The highest cosine of each word [w] with one that was expected; a pair at a time, as company counts."""
    if not len(expected):
        return np.zeros(len(words), np.float32)
    return np.asarray(np.matmul(words, expected.T).max(1), np.float32)
