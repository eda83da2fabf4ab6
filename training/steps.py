"""The two fits that stand on a finished embedding: word doubts and calibration."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from qa.calibrate import LabelledPair, calibrate
from qa.embed import unit
from qa.embed.static import StaticEmbedder
from qa.languages import LANGUAGES
from qa.localise.network import NETWORK, DoubtNetwork
from qa.score import CALIBRATION
from training import corpus, damage, doubt, examples
from training.corpus import Pair
from training.damage.words import by_character, by_token

_LEXICON_PAIRS = 25_000
_DOUBT_PAIRS = 8_000
_CALIBRATION_PAIRS = 2_500
_NEIGHBOURED = 6_000
_FOREIGN = ("de", "es", "it", "nl", "pt", "fr", "pl", "sv", "id")


@dataclass(frozen=True, slots=True)
class Material:
    """The corpus without what evaluation uses, and the embedding that everything here is measured in."""

    data: Path
    excluded: frozenset[str]
    embedder: StaticEmbedder
    tokenizer: Tokenizer

    def pairs(self, language: str, part: str, most: int) -> list[Pair]:
        """The first ``most`` pairs of a part; the files are shuffled."""
        return list(islice(corpus.pairs(self.data, language, part, self.excluded), most))

    def resources(self, language: str) -> damage.Resources:
        """What damaging one language draws on, learnt from the part that the embedding saw."""
        foreign = [
            pair.other for other in _FOREIGN if other != language for pair in self.pairs(other, "train", 300)
        ]
        return self._gather(self.pairs(language, "train", _LEXICON_PAIRS), language, foreign)

    def english_resources(self) -> damage.Resources:
        """The same for English, from pairs turned round."""
        pairs = self.pairs("de", "train", _LEXICON_PAIRS)
        return self._gather([Pair(pair.origin, pair.other, pair.english) for pair in pairs], "en", [])

    def _gather(self, pairs: list[Pair], language: str, foreign: Sequence[str]) -> damage.Resources:
        cutter = by_character if LANGUAGES[language].spaced else by_token(self.tokenizer)
        plain = damage.gather(pairs, language, foreign=foreign, cutter=cutter)
        return replace(plain, neighbours=_neighbours(plain.vocabulary[:_NEIGHBOURED], self.embedder))


def fit_doubt(
    material: Material, languages: Sequence[str], options: doubt.DoubtOptions, work: Path, weights: Path
) -> DoubtNetwork:
    """Train the word-doubt network on pairs that the embedding never saw, and write it to ``weights``."""
    if not (work / NETWORK).exists():
        english = material.english_resources()
        shown: list[doubt.Example] = []
        for language in languages:
            pairs = material.pairs(language, "doubt", _DOUBT_PAIRS)
            resources = material.resources(language)
            found = list(examples.labelled(pairs, language, resources, english, copies=2, seed=options.seed))
            shown += examples.examples(found, material.embedder)
            print(f"{language}: {len(pairs)} pairs, {len(found)} examples, {len(shown)} in all", flush=True)
        doubt.export(doubt.train(shown, options), work / NETWORK)
    (weights / NETWORK).write_bytes((work / NETWORK).read_bytes())
    return DoubtNetwork.load(weights)


def fit_calibration(
    material: Material, languages: Sequence[str], network: DoubtNetwork, weights: Path
) -> None:
    """Fit quality on sound and damaged pairs that neither the embedding nor the network saw."""
    english = material.english_resources()
    pairs: list[LabelledPair] = []
    for language in languages:
        own = material.pairs(language, "calibration", _CALIBRATION_PAIRS)
        resources = material.resources(language)
        for item in examples.labelled(own, language, resources, english, copies=1, seed=7):
            pairs.append(LabelledPair(language, item.english, item.other, not item.kind))
    calibration = calibrate(material.embedder, network, pairs)
    content = asdict(calibration) | {"weights": calibration.named_weights()}
    text = json.dumps(content, indent=2, ensure_ascii=False, sort_keys=True)
    (weights / CALIBRATION).write_text(text + "\n", encoding="utf-8")


def _neighbours(words: Sequence[str], embedder: StaticEmbedder) -> dict[str, tuple[str, ...]]:
    """The nearest words that are no inflections of the same stem."""
    rows = unit(embedder.encode(words).sums)
    result: dict[str, tuple[str, ...]] = {}
    for at in range(0, len(words), 500):
        nearest = np.argsort(-(rows[at : at + 500] @ rows.T), axis=1, kind="stable")[:, 1:25]
        for word, indexes in zip(words[at : at + 500], nearest.tolist(), strict=True):
            result[word] = tuple(_unrelated(word, (words[index] for index in indexes)))[:8]
    return result


def _unrelated(word: str, candidates: Iterable[str]) -> Iterator[str]:
    stem = word[:4]
    return (other for other in candidates if not other.startswith(stem))
