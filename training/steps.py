"""What stands on a finished embedding: word doubts, the contextual tagger, and the calibration of both."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from functools import cache, partial
from itertools import islice
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from qa import calibrate
from qa.embed import static, unit
from qa.embed.static import TOKENIZER, StaticEmbedder
from qa.languages import LANGUAGES
from qa.localise import Effort
from qa.localise.cascade import Cascade
from qa.localise.contextual import ContextualTagger
from qa.localise.network import NETWORK, DoubtNetwork
from qa.localise.words import Doubter
from qa.model import CONTEXTUAL
from training import contextual, corpus, damage, doubt, examples, export, glossary, packed, tagger
from training.contextual import ContextualOptions
from training.corpus import Pair
from training.damage.words import by_character, by_token
from training.examples import LabelledPair
from training.judged import judged
from training.packed import Packed
from training.usual import usual_support

JUDGED = "judged.npz"
_LEXICON_PAIRS = 50_000
_DOUBT_PAIRS = 6_000
_USUAL_PAIRS = 12_000
_CALIBRATION_PAIRS = 1_500
_NEIGHBOURED = 6_000
_PROMISED = ("ar", "cs", "de", "es", "it", "ja", "ko", "nl", "pl", "pt", "ru", "sv", "tr", "uk", "zh")
_CONTEXT_PAIRS = {**dict.fromkeys(_PROMISED, 8_500), "fr": 24_000}
_OTHER_CONTEXT_PAIRS = 900
_CONTEXT_LETTERS = range(28, 401)
"""Of the English side: shorter ones have no context, longer ones take the time of many."""
_PIECE = 8_000
"""Pairs in a file of packed examples: under 64 MB."""
_JUDGED_PAIRS = 10_000
_FOREIGN = ("de", "es", "it", "nl", "pt", "fr", "pl", "sv", "id")


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """The corpus without what evaluation uses, and the embedding that everything here is measured in."""

    data: Path
    excluded: frozenset[str]
    embedder: StaticEmbedder
    tokenizer: Tokenizer

    @classmethod
    def load(cls, data: Path, weights: Path) -> Material:
        """With the embedding in ``weights``."""
        tokenizer = Tokenizer.from_file(str(weights / TOKENIZER))
        return cls(data, corpus.evaluation_keys(data), static.load(weights), tokenizer)

    def pairs(self, language: str, part: str, most: int) -> list[Pair]:
        """The first ``most`` pairs of a part; the files are shuffled."""
        return list(islice(corpus.pairs(self.data, language, part, self.excluded), most))

    def resources(self, language: str) -> damage.Resources:
        """What damaging one language draws on, learnt from the part that the embedding saw."""
        there = corpus.languages(self.data)
        others = [other for other in _FOREIGN if other in there and other != language]
        foreign = [pair.other for other in others for pair in self.pairs(other, "train", 300)]
        return self._gather(self.pairs(language, "train", _LEXICON_PAIRS), language, foreign)

    @cache  # noqa: B019 - one material lives as long as its process
    def english_resources(self) -> damage.Resources:
        """The same for English, from pairs turned round."""
        pairs = self.pairs("de", "train", _LEXICON_PAIRS)
        return self._gather([Pair(pair.origin, pair.other, pair.english) for pair in pairs], "en", [])

    def _gather(self, pairs: list[Pair], language: str, foreign: Sequence[str]) -> damage.Resources:
        cutter = by_character if LANGUAGES[language].spaced else by_token(self.tokenizer)
        plain = damage.gather(pairs, language, foreign=foreign, cutter=cutter)
        return replace(plain, neighbours=_neighbours(plain.vocabulary[:_NEIGHBOURED], self.embedder))


def fit_usual(material: Material, languages: Sequence[str], weights: Path) -> None:
    """Write what support is usual for each token, from the part that the embedding saw."""

    def batches() -> Iterator[list[Pair]]:
        for language in languages:
            pairs = material.pairs(language, "train", _USUAL_PAIRS)
            yield from (pairs[at : at + 256] for at in range(0, len(pairs), 256))

    print("usual support", flush=True)
    usual = usual_support(batches(), material.embedder, material.tokenizer.get_vocab_size())
    export.write_usual(usual, weights)


def damaged(
    data: Path, weights: Path, languages: Sequence[str], seed: int
) -> tuple[list[LabelledPair], list[LabelledPair]]:
    """Sound and damaged pairs to train the doubts on, and others to calibrate with; a process a core."""
    with ProcessPoolExecutor(initializer=_begin, initargs=(data, weights)) as pool:
        parts = list(pool.map(partial(_damaged_language, seed=seed), languages))
    return [pair for some, _ in parts for pair in some], [pair for _, some in parts for pair in some]


def pack(data: Path, weights: Path, languages: Sequence[str], seed: int, folder: Path) -> None:
    """Write what the contextual tagger learns from to ``folder``, in files under 64 MB; a process a core."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [language for language in languages if not list(folder.glob(f"{language}.*.npz"))]
    with ProcessPoolExecutor(initializer=_begin, initargs=(data, weights)) as pool:
        list(pool.map(partial(_pack_language, seed=seed, folder=folder), wanted))
    if not (folder / JUDGED).exists():
        embedder = static.load(weights)
        found = examples.examples(list(judged(data, _JUDGED_PAIRS)), embedder)
        packed.pack(found).save(folder / JUDGED)


def _pack_language(language: str, seed: int, folder: Path) -> None:
    assert _material is not None
    resources, english = _material.resources(language), _material.english_resources()
    pairs = corpus.pairs(_material.data, language, "train", _material.excluded)
    usable = (pair for pair in pairs if len(pair.english) in _CONTEXT_LETTERS)
    left = list(islice(usable, _CONTEXT_PAIRS.get(language, _OTHER_CONTEXT_PAIRS)))
    for number, at in enumerate(range(0, len(left), _PIECE)):
        some = examples.labelled(
            left[at : at + _PIECE],
            language,
            resources,
            english,
            copies=1,
            seed=seed + number,
            mixture=examples.FOR_CONTEXT,
        )
        piece = packed.pack(examples.examples(list(some), _material.embedder))
        piece.save(folder / f"{language}.{number}.npz")
    print(f"{language}: {len(left)} pairs for the contextual tagger", flush=True)


def fit_contextual(
    folder: Path, material: Material, options: ContextualOptions, checkpoint: Path, weights: Path
) -> Doubter:
    """Train the contextual tagger on what :func:`pack` wrote, and write it to ``weights``."""
    known = glossary.teacher()
    words = glossary.glossary(_english(material), known, material.embedder)
    damaged = Packed.joined([Packed.load(file) for file in sorted(folder.glob("*.*.npz"))])
    marked = Packed.load(folder / JUDGED)
    model = contextual.fit(damaged, marked, words, known, options, checkpoint)
    labels = np.concatenate([damaged.labels[0], marked.labels[0]])
    tagger.export(model, words, float(labels[labels >= 0].mean()), weights / CONTEXTUAL)
    return Cascade(
        DoubtNetwork.load(weights), ContextualTagger.load(weights / CONTEXTUAL), Effort.BALANCED.clear
    )


def _english(material: Material) -> Iterator[str]:
    """English texts for the glossary, of several sources."""
    for language in ("de", "es", "fr", "it", "ja", "ru"):
        if (material.data / "parallel" / f"{language}.tsv.xz").exists():
            yield from (pair.english for pair in material.pairs(language, "train", 60_000))


_material: Material | None = None


def _begin(data: Path, weights: Path) -> None:
    global _material
    _material = Material.load(data, weights)
    _material.english_resources()


def _damaged_language(language: str, seed: int) -> tuple[list[LabelledPair], list[LabelledPair]]:
    assert _material is not None
    resources, english = _material.resources(language), _material.english_resources()
    shown = _material.pairs(language, "doubt", _DOUBT_PAIRS)
    kept = _material.pairs(language, "calibration", _CALIBRATION_PAIRS)
    print(f"{language}: {len(shown)} pairs for the doubts, {len(kept)} to calibrate", flush=True)
    return (
        list(examples.labelled(shown, language, resources, english, copies=2, seed=seed)),
        list(examples.labelled(kept, language, resources, english, copies=1, seed=seed + 1)),
    )


def fit_doubt(
    pairs: Sequence[LabelledPair], embedder: StaticEmbedder, options: doubt.DoubtOptions, weights: Path
) -> DoubtNetwork:
    """Train the word-doubt network on pairs that the embedding never saw, and write it to ``weights``."""
    shown = list(examples.examples(pairs, embedder))
    doubt.export(doubt.train(shown, options), weights / NETWORK)
    return DoubtNetwork.load(weights)


def fit_calibration(
    pairs: Sequence[LabelledPair], embedder: StaticEmbedder, doubter: Doubter, file: Path
) -> None:
    """Fit quality on sound and damaged pairs that neither the embedding nor the doubter saw."""
    shown = [
        calibrate.LabelledPair(pair.language, pair.english, pair.other, sound=not pair.kind)
        for pair in [*pairs, *examples.mismatched(pairs)]
    ]
    calibration = calibrate.calibrate(embedder, doubter, shown)
    content = asdict(calibration) | {"weights": calibration.named_weights()}
    text = json.dumps(content, indent=2, ensure_ascii=False, sort_keys=True)
    file.write_text(text + "\n", encoding="utf-8")


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
