"""``python -m training.reading``: a translation model to ship, and the network that weighs its surprise.

The network learns from typed damage of human translations that neither the embedding nor the tagger saw.
Every other word is a negative, in sound and in damaged translations, however free.
"""

from __future__ import annotations

import argparse
import platform
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from safetensors.torch import save_file
from torch import nn

from qa.embed import Rows
from qa.localise import Effort, LocaliseOptions, localise
from qa.localise.reading import FEATURES, READING, Reader, measured, scaled
from qa.model import Model, load_model
from qa.records import Alignment, Passage, Segment
from qa.spans import Span
from qa.translate import NETWORK, MarianTranslator, load
from training import alarms, corpus, examples, export, retrieval, steps, translation
from training.examples import LabelledPair

_PAIRS = 5_000
_LETTERS = range(50, 261)
_AT_ONCE = 64

Labels = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What decides the network; it goes into the manifest."""

    hidden: int = 64
    epochs: int = 60
    batch: int = 2_048
    learning_rate: float = 4e-3
    decay: float = 0.05
    seed: int = 1


def main() -> None:
    """Write the folder of one language."""
    parser = argparse.ArgumentParser(prog="python -m training.reading", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with parallel/ and heldout/")
    parser.add_argument("--marian", type=Path, required=True, help="an OPUS-MT model as Hugging Face has it")
    parser.add_argument("--language", default="fr", help="the one it translates into")
    parser.add_argument("--weights", type=Path, required=True, help="the embedding to stand on")
    parser.add_argument("--output", type=Path, required=True, help="the folder to write")
    arguments = parser.parse_args()
    data, output, language = arguments.data, arguments.output, arguments.language
    name = f"en-{language}"
    excluded = corpus.evaluation_keys(data)
    if not (output / NETWORK).exists():
        translation.ship(arguments.marian, corpus.pairs(data, language, "train", excluded), output)
    export.write_manifest(output, name, {})
    options = ReadingOptions()
    features, labels = _material(data, arguments.weights, output, language, options.seed)
    export_network(fit(features, labels, options), features, labels, output / READING)
    export.write_manifest(output, name, {})
    settle(output, language, arguments.weights, data)
    facts = {
        "command": "python -m training.reading --data DATA --marian MARIAN --weights qa/embed/weights "
        f"--output qa/translate/weights/en-{language}",
        "reading": asdict(options),
        "words": {"all": len(labels), "damaged": int(labels.sum())},
        "data": export.digest(data / "parallel" / f"{language}.tsv.xz"),
        "marian": {
            "name": f"Helsinki-NLP/opus-mt-en-{language} (Tiedemann and Thottingal 2020)",
            "licence": "Apache-2.0",
            "from": "PyPI packages aait-store-cut-part-001 to -016, version 0.0.1, which hold it as "
            f"aait_store/Models/NLP/helsinki_en_{language}",
            "digest": export.digest(arguments.marian / "pytorch_model.bin"),
        },
        "versions": {name: version(name) for name in ("torch", "tokenizers", "sentencepiece", "numpy")}
        | {"python": platform.python_version()},
    }
    export.write_manifest(output, name, facts)
    print(f"wrote {output}")


def fit(features: Rows, labels: Labels, options: ReadingOptions) -> nn.Sequential:
    """The network on scaled features; every tenth block of words says when it is at its best."""
    torch.manual_seed(options.seed)
    inputs = torch.from_numpy(scaled(features, *scale(features)))
    wanted = torch.from_numpy(labels)
    kept = torch.arange(len(labels)) // 5_000 % 10 == 9
    network = nn.Sequential(nn.Linear(len(FEATURES), options.hidden), nn.Tanh(), nn.Linear(options.hidden, 1))
    optimizer = torch.optim.AdamW(network.parameters(), options.learning_rate, weight_decay=options.decay)
    steps_ = options.epochs * (int((~kept).sum()) // options.batch + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, options.learning_rate, total_steps=steps_)
    loss_of = nn.BCEWithLogitsLoss()
    shown = torch.nonzero(~kept).squeeze(1)
    best, state = float("inf"), network.state_dict()
    for _ in range(options.epochs):
        order = shown[torch.randperm(len(shown))]
        for rows in order.split(options.batch):
            optimizer.zero_grad()
            loss_of(network(inputs[rows]).squeeze(1), wanted[rows]).backward()
            optimizer.step()
            schedule.step()
        with torch.no_grad():
            loss = float(loss_of(network(inputs[kept]).squeeze(1), wanted[kept]))
        if loss < best:
            best, state = loss, {name: tensor.clone() for name, tensor in network.state_dict().items()}
    print(f"loss on words that were kept apart: {best:.4f}", flush=True)
    network.load_state_dict(state)
    return network


def export_network(network: nn.Sequential, features: Rows, labels: Labels, file: Path) -> None:
    """Write what :class:`qa.localise.reading.Reader` reads."""
    mean, deviation = scale(features)
    state = network.state_dict()
    tensors = {
        "mean": torch.from_numpy(mean),
        "deviation": torch.from_numpy(deviation),
        "share": torch.tensor([float(labels.mean())]),
        "sound": torch.tensor([LocaliseOptions().sound_share]),
        "hidden.weight": state["0.weight"],
        "hidden.bias": state["0.bias"],
        "output.weight": state["2.weight"],
        "output.bias": state["2.bias"],
    }
    save_file({name: tensor.contiguous() for name, tensor in tensors.items()}, file)


def measure(
    pairs: Sequence[LabelledPair], weights: Path, translator: MarianTranslator
) -> Iterator[tuple[Rows, Labels]]:
    """By pair, the features of the words of the translation that have a letter, and which are damaged."""
    model = careful(weights)
    for at in range(0, len(pairs), _AT_ONCE):
        some = pairs[at : at + _AT_ONCE]
        here, there = (
            [Segment(n, Span(0, len(text)), text, text) for n, text in enumerate(texts)]
            for texts in ([pair.other for pair in some], [pair.english for pair in some])
        )
        encoded = [model.embedder.encode([one.text for one in side]) for side in (here, there)]
        localised = localise(
            [Alignment((n,), (n,), 0.0) for n in range(len(some))],
            (here, encoded[0]),
            (there, encoded[1]),
            model.doubter,
            LocaliseOptions(floor=0.0),
        )
        passages = [
            (Passage(one.span, one.text), Passage(two.span, two.text))
            for one, two in zip(here, there, strict=True)
        ]
        words = localised.translation
        for found in measured(localised, passages, translator, model.embedder):
            pair = some[int(words.owners[found.rows.start])]
            places = [Span(*place) for place in words.spans[found.rows].tolist()]
            lettered = np.array([any(map(str.isalpha, pair.other[one.start : one.end])) for one in places])
            damaged = np.array([any(one.overlaps(bad) for bad in pair.damaged) for one in places])
            yield found.features[lettered], damaged[lettered].astype(np.float32)


def careful(weights: Path) -> Model:
    """The model on whose doubts a reader stands."""
    loaded = load_model(str(weights), Effort.BALANCED)
    return loaded.careful or loaded


def settle(folder: Path, language: str, weights: Path, data: Path) -> None:
    """Add to the network's file the share of doubtful words that sound text is taken to have."""
    from safetensors.numpy import load_file
    from safetensors.numpy import save_file as save

    sound = list(zip(*retrieval.read_test_set(data / "heldout" / f"flores_dev.{language}.tsv"), strict=True))
    tensors = load_file(folder / READING)
    reader = Reader(load(folder), tensors)
    share = alarms.sound_share(careful(weights), reader, language, sound)
    save(tensors | {"sound": np.array([share], np.float32)}, folder / READING)
    print(f"{language}: sound text is taken to have {share} doubtful words", flush=True)


def _material(data: Path, weights: Path, folder: Path, language: str, seed: int) -> tuple[Rows, Labels]:
    material = steps.Material.load(data, weights)
    pairs = [
        pair
        for pair in corpus.pairs(data, language, "doubt", material.excluded)
        if len(pair.english) in _LETTERS
    ][:_PAIRS]
    shown = [
        pair
        for pair in examples.labelled(
            pairs,
            language,
            material.resources(language),
            material.english_resources(),
            copies=1,
            seed=seed,
            mixture=examples.FOR_CONTEXT,
        )
        if not pair.dropped
    ]
    print(f"{len(shown)} pairs for the reading", flush=True)
    parts = [shown[at : at + _AT_ONCE * 4] for at in range(0, len(shown), _AT_ONCE * 4)]
    with ProcessPoolExecutor() as pool:
        found = [
            item
            for some in pool.map(partial(_measure, weights=weights, folder=folder), parts)
            for item in some
        ]
    return np.concatenate([one for one, _ in found]), np.concatenate([one for _, one in found])


def _measure(pairs: Sequence[LabelledPair], weights: Path, folder: Path) -> list[tuple[Rows, Labels]]:
    return list(measure(pairs, weights, load(folder)))


def scale(features: Rows) -> tuple[Rows, Rows]:
    """Mean and deviation of each feature."""
    return features.mean(0), np.maximum(features.std(0), np.float32(1e-3))


if __name__ == "__main__":
    main()
