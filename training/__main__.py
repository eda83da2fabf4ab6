"""``python -m training --data DIR --work DIR --output DIR``: from the parallel corpus to the weights folder.

Every step leaves its result in the work folder and is not done again; the long one resumes from a
checkpoint.  The same data, options and versions give the same weights.
"""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import sys
from collections import Counter
from dataclasses import asdict, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer

from qa.embed import Rows, static, unit
from qa.embed.static import StaticEmbedder
from qa.localise import Effort
from qa.model import CONTEXTUAL_CALIBRATION, Readers, load_model
from qa.score import CALIBRATION
from training import (
    alarms,
    contextual,
    corpus,
    doubt,
    encoded,
    export,
    glossary,
    initial,
    retrieval,
    steps,
    tokenizer,
)
from training import static as static_training
from training.clusters import clusters

VOCABULARY = 98_304
SEED = 1
_SOUND_LINES = 400


def main() -> None:
    """Run what is not there yet."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument(
        "--data", type=Path, required=True, help="folder with parallel/, heldout/, qe/, garble-dev/"
    )
    parser.add_argument(
        "--work", type=Path, required=True, help="folder for checkpoints; outside the repository"
    )
    parser.add_argument("--output", type=Path, required=True, help="the weights folder to write")
    parser.add_argument("--licences", type=Path, default=Path(__file__).with_name("sources.json"))
    arguments = parser.parse_args()
    data, work = arguments.data, arguments.work
    work.mkdir(parents=True, exist_ok=True)
    excluded = corpus.evaluation_keys(data)
    languages = corpus.languages(data)

    vocabulary = _tokenizer(data, languages, excluded, work)
    options = static_training.StaticOptions(seed=SEED)
    pairs = {
        language: encoded.encode(data, language, excluded, vocabulary, work / "encoded")
        for language in languages
    }
    begin = _initial(pairs, vocabulary, options, work / "initial.npy")
    weight = _static(pairs, vocabulary, begin, options, work / "static.safetensors")
    finishing = static_training.finishing(options)
    for number, further in enumerate(finishing):
        part = {name: some for name, some in pairs.items() if name in (further.languages or languages)}
        end = _static(part, vocabulary, weight, further, work / f"finishing-{number}.safetensors")
        weight = np.asarray(weight + further.share * (end - weight), np.float32)
    weights = work / "weights"
    export.write_embedding(weight, vocabulary, weights)
    export.write_manifest(weights, "static", {})
    steps.fit_usual(steps.Material.load(data, weights), languages, weights)
    export.write_manifest(weights, "static", {})
    embedder = static.load(weights)

    doubt_options = doubt.DoubtOptions(seed=SEED)
    shown, kept = steps.damaged(data, weights, languages, SEED)
    network = steps.fit_doubt(shown, embedder, doubt_options, weights)
    steps.fit_calibration(kept, embedder, network, weights / CALIBRATION)
    export.write_manifest(weights, "static", {})
    steps.pack(data, weights, languages, SEED, work / "packed")
    context_options = contextual.ContextualOptions(seed=SEED)
    cascade = steps.fit_contextual(
        work / "packed",
        steps.Material.load(data, weights),
        context_options,
        work / "contextual.safetensors",
        weights,
    )
    steps.fit_calibration(kept, embedder, cascade, weights / CONTEXTUAL_CALIBRATION)
    for effort, file in ((Effort.FAST, CALIBRATION), (Effort.BALANCED, CONTEXTUAL_CALIBRATION)):
        export.write_manifest(weights, "static", {})
        loaded = load_model(str(weights), effort)
        model = replace(loaded.careful or loaded, readers=Readers())
        alarms.settle(weights / file, model, _sound(data, languages), kept)

    facts = {
        "command": "python -m training --data DATA --work WORK --output qa/embed/weights",
        "seed": SEED,
        "static": [asdict(some) for some in (options, *finishing)],
        "initial": initial.facts(),
        "doubt": asdict(doubt_options),
        "contextual": asdict(context_options),
        "glossary": glossary.facts(),
        "vocabulary": VOCABULARY,
        "versions": {
            name: version(name) for name in ("torch", "sentence-transformers", "tokenizers", "numpy")
        }
        | {"python": platform.python_version()},
        "data": {path.name: export.digest(path) for path in sorted((data / "parallel").glob("*.xz"))},
        "pairs": {language: len(pairs[language]) for language in languages},
        "sources": _sources(data, languages, json.loads(arguments.licences.read_text(encoding="utf-8"))),
        "precision_at_1": _figures(data, languages, embedder, weight, vocabulary),
    }
    export.write_manifest(weights, "static", facts)
    if arguments.output.exists():
        shutil.rmtree(arguments.output)
    shutil.copytree(weights, arguments.output)
    print(f"wrote {arguments.output}")


def _sound(data: Path, languages: list[str]) -> dict[str, list[tuple[str, str]]]:
    """The first lines of FLORES, by language."""
    found = {}
    for language in languages:
        file = data / "heldout" / f"flores_dev.{language}.tsv"
        if file.exists():
            found[language] = list(zip(*retrieval.read_test_set(file, _SOUND_LINES), strict=True))
    return found


def _tokenizer(data: Path, languages: list[str], excluded: frozenset[str], work: Path) -> Tokenizer:
    path = work / "tokenizer.json"
    if not path.exists():
        tokenizer.train(data, languages, excluded, size=VOCABULARY, seed=SEED).save(str(path))
    return Tokenizer.from_file(str(path))


def _initial(
    pairs: dict[str, encoded.EncodedPairs],
    vocabulary: Tokenizer,
    options: static_training.StaticOptions,
    path: Path,
) -> Rows:
    if not path.exists():
        size = vocabulary.get_vocab_size()
        tokens = [str(vocabulary.id_to_token(number)) for number in range(size)]
        counts = initial.occurrences(pairs.values(), size)
        rows = initial.initial_vectors(
            tokens, counts, initial.teacher(), options.dimensions, options.initial_deviation
        )
        np.save(path, rows)
    return np.asarray(np.load(path), np.float32)


def _static(
    pairs: dict[str, encoded.EncodedPairs],
    vocabulary: Tokenizer,
    begin: Rows,
    options: static_training.StaticOptions,
    checkpoint: Path,
) -> Rows:
    """Train one run, or go on with it; the groups of its batches are kept beside its checkpoint."""
    groups = checkpoint.with_suffix(".clusters")
    if not groups.exists():
        save_file(dict(clusters(pairs, begin, options.clusters, options.seed)), groups)
    module = static_training.train(pairs, vocabulary, begin, load_file(groups), options, checkpoint)
    return np.asarray(module.embedding.weight.detach().numpy(), np.float32)


def _sources(data: Path, languages: list[str], licences: dict[str, dict[str, str]]) -> dict[str, Any]:
    """Every source of the corpus with its pairs and its licence; one without an entry is an error."""
    counts = Counter(pair.origin for language in languages for pair in corpus.read_pairs(data, language))
    if missing := sorted(set(counts) - set(licences)):
        sys.exit(f"no licence is named for {', '.join(missing)}: add them to training/sources.json")
    return {origin: {"pairs": counts[origin], **licences[origin]} for origin in sorted(counts)}


def _figures(
    data: Path, languages: list[str], embedder: StaticEmbedder, weight: Rows, vocabulary: Tokenizer
) -> dict[str, dict[str, float]]:
    """P@1 on NTREX, as shipped (int8) and before quantisation (float32)."""

    def shipped(texts: list[str]) -> Rows:
        return unit(embedder.encode(texts).sums)

    def exact(texts: list[str]) -> Rows:
        encodings = vocabulary.encode_batch(texts, add_special_tokens=False)
        return unit(np.stack([weight[encoding.ids].sum(0) for encoding in encodings]))

    figures = {}
    for language in languages:
        english, other = retrieval.read_test_set(data / "heldout" / f"ntrex.{language}.tsv")
        figures[language] = {
            name: round(retrieval.precision_at_1(embed, english, other), 4)
            for name, embed in (("int8", shipped), ("float32", exact))
        }
    return figures


if __name__ == "__main__":
    main()
