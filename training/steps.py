"""The two fits that stand on a finished embedding: word doubts and calibration."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from itertools import islice
from pathlib import Path

import numpy as np

from qa.calibrate import LabelledPair, calibrate
from qa.embed import unit
from qa.embed.static import StaticEmbedder
from qa.localise.network import NETWORK, DoubtNetwork
from qa.score import CALIBRATION
from training import corpus, damage, doubt, examples
from training.corpus import Pair

_LEXICON_PAIRS = 25_000
_DOUBT_PAIRS = 8_000
_CALIBRATION_PAIRS = 2_500
_NEIGHBOURED = 6_000
_FOREIGN = ("en", "de", "es", "it", "nl", "pt", "fr", "pl", "sv", "id")


def fit_doubt(
    data: Path,
    languages: Sequence[str],
    excluded: frozenset[str],
    embedder: StaticEmbedder,
    options: doubt.DoubtOptions,
    work: Path,
    weights: Path,
) -> DoubtNetwork:
    """Train the word-doubt network on pairs that the embedding never saw, and write it to ``weights``."""
    if not (work / NETWORK).exists():
        english = english_resources(data, excluded, embedder)
        shown: list[doubt.Example] = []
        for language in languages:
            resources = resources_of(data, language, excluded, embedder)
            pairs = list(islice(corpus.pairs(data, language, "doubt", excluded), _DOUBT_PAIRS))
            found = list(examples.labelled(pairs, language, resources, english, copies=2, seed=options.seed))
            shown += examples.examples(found, embedder)
            print(f"{language}: {len(pairs)} pairs, {len(found)} examples, {len(shown)} in all", flush=True)
        doubt.export(doubt.train(shown, options), work / NETWORK)
    (weights / NETWORK).write_bytes((work / NETWORK).read_bytes())
    return DoubtNetwork.load(weights)


def fit_calibration(
    data: Path,
    languages: Sequence[str],
    excluded: frozenset[str],
    embedder: StaticEmbedder,
    network: DoubtNetwork,
    weights: Path,
) -> None:
    """Fit quality on sound and damaged pairs that neither the embedding nor the network saw."""
    english = english_resources(data, excluded, embedder)
    pairs: list[LabelledPair] = []
    for language in languages:
        resources = resources_of(data, language, excluded, embedder)
        own = list(islice(corpus.pairs(data, language, "calibration", excluded), _CALIBRATION_PAIRS))
        for item in examples.labelled(own, language, resources, english, copies=1, seed=7):
            pairs.append(LabelledPair(language, item.english, item.other, not item.kind))
    calibration = calibrate(embedder, network, pairs)
    content = asdict(calibration) | {"weights": calibration.named_weights()}
    text = json.dumps(content, indent=2, ensure_ascii=False, sort_keys=True)
    (weights / CALIBRATION).write_text(text + "\n", encoding="utf-8")


def resources_of(
    data: Path, language: str, excluded: frozenset[str], embedder: StaticEmbedder
) -> damage.Resources:
    """What damaging one language draws on, learnt from the training part."""
    pairs = list(islice(corpus.pairs(data, language, "train", excluded), _LEXICON_PAIRS))
    return _gather(pairs, language, embedder, _foreign(data, language, excluded))


def english_resources(data: Path, excluded: frozenset[str], embedder: StaticEmbedder) -> damage.Resources:
    """The same for English, from pairs turned round."""
    pairs = islice(corpus.pairs(data, "de", "train", excluded), _LEXICON_PAIRS)
    return _gather([Pair(pair.origin, pair.other, pair.english) for pair in pairs], "en", embedder, ())


def _gather(
    pairs: list[Pair], language: str, embedder: StaticEmbedder, foreign: Sequence[str]
) -> damage.Resources:
    plain = damage.gather(pairs, language, foreign=foreign)
    return replace(plain, neighbours=_neighbours(plain.vocabulary[:_NEIGHBOURED], embedder))


def _foreign(data: Path, language: str, excluded: frozenset[str]) -> list[str]:
    """A few sentences of each of the larger languages but this one."""
    texts: list[str] = []
    for other in _FOREIGN:
        if other not in ("en", language):
            texts += (pair.other for pair in islice(corpus.pairs(data, other, "train", excluded), 300))
    return texts


def _neighbours(words: Sequence[str], embedder: StaticEmbedder) -> dict[str, tuple[str, ...]]:
    """The nearest words that are no inflections of the same stem."""
    rows = unit(embedder.encode(words).sums)
    result: dict[str, tuple[str, ...]] = {}
    for at in range(0, len(words), 500):
        nearest = np.argsort(-(rows[at : at + 500] @ rows.T), axis=1, kind="stable")[:, 1:25]
        for word, indexes in zip(words[at : at + 500], nearest.tolist(), strict=True):
            result[word] = tuple(_unrelated(word, (words[index] for index in indexes)))[:8]
    return result


def _unrelated(word: str, candidates: Iterator[str]) -> Iterator[str]:
    stem = word[:4]
    return (other for other in candidates if not other.startswith(stem))
