from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from qa.localise.features import FEATURES, measure
from qa.localise.network import NETWORK, DoubtNetwork
from qa.localise.sides import Side
from tests.unit.localise.sides import side
from training import doubt
from training.doubt import DoubtOptions, Example, TrainableDoubt

DIMENSIONS = 12
OPTIONS = DoubtOptions(projected=6, compared=10, combined=5, epochs=30, batch=8)
COUNTS = ([3, 1, 7, 2, 1], [2, 4, 5, 1, 1])


def sides() -> tuple[Side, Side]:
    return side(COUNTS[0], 1, DIMENSIONS), side(COUNTS[1], 2, DIMENSIONS)


def examples_of(translation: Side, source: Side, wrong: float = 0.3) -> list[Example]:
    """The pairs as the network is trained on them; words with little support are labelled as damaged."""
    measured = measure(translation, source)
    found = []
    for n in range(len(translation.starts) - 1):
        rows = [slice(one.starts[n], one.starts[n + 1]) for one in (translation, source)]
        vectors = [one.directions[place] for one, place in zip((translation, source), rows, strict=True)]
        features = [measured.features[own][place] for own, place in enumerate(rows)]
        labels = [(one[:, 0] < wrong).astype(np.int8) for one in features]
        found.append(Example("fr", tuple(vectors), tuple(features), tuple(labels)))  # type: ignore[arg-type]
    return found


def logits(model: TrainableDoubt, examples: list[Example]) -> list[list[np.ndarray]]:
    """By side and pair, of all pairs as one padded batch."""
    inputs: list[list[torch.Tensor]] = [[], [], []]
    for own in (0, 1):
        longest = max(len(example.labels[own]) for example in examples)
        ones = [np.ones(len(example.labels[own]), np.float32) for example in examples]
        for kind, arrays in enumerate(
            (
                [example.vectors[own] for example in examples],
                [example.features[own] for example in examples],
                ones,
            )
        ):
            inputs[kind].append(doubt._pad(arrays, longest).float())
    with torch.no_grad():
        found = model.eval()(*inputs)
    return [
        [found[own][n, : len(example.labels[own])].numpy() for n, example in enumerate(examples)]
        for own in (0, 1)
    ]


def untrained(seed: int = 5) -> TrainableDoubt:
    torch.manual_seed(seed)
    statistics = [(torch.randn(len(FEATURES)), torch.rand(len(FEATURES)) + 0.5) for _ in range(2)]
    model = TrainableDoubt(DIMENSIONS, OPTIONS, statistics, 0.2)
    with torch.no_grad():
        for parameter in model.heads.parameters():
            # As decided as a trained one, so that every part of the computation shows in what comes out.
            parameter *= 3
    return model


def shipped(model: TrainableDoubt, folder: Path) -> DoubtNetwork:
    doubt.export(model, folder / NETWORK)
    return DoubtNetwork.load(folder)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_numpy_computes_what_torch_was_trained_on(seed: int, tmp_path: Path) -> None:
    model = untrained(seed)
    translation, source = sides()
    found = shipped(model, tmp_path)(translation, source)
    for own, expected in enumerate(logits(model, examples_of(translation, source))):
        probabilities = 1 / (1 + np.exp(-np.concatenate(expected)))
        assert np.ptp(probabilities) > 0.05
        assert_allclose(found[own].doubt, probabilities, atol=1e-4)


def test_padding_changes_nothing(tmp_path: Path) -> None:
    model, examples = untrained(), examples_of(*sides())
    together = logits(model, examples)
    for n, example in enumerate(examples):
        for own, alone in enumerate(logits(model, [example])):
            assert_allclose(together[own][n], alone[0], atol=1e-5)


def test_the_share_of_damaged_words_goes_with_the_network(tmp_path: Path) -> None:
    assert shipped(untrained(), tmp_path).trained_share == pytest.approx(0.2)


@pytest.fixture(scope="module")
def shown() -> list[Example]:
    random = np.random.default_rng(3)
    counts = [random.integers(1, 8, 120).tolist() for _ in range(2)]
    return examples_of(side(counts[0], 3, DIMENSIONS), side(counts[1], 4, DIMENSIONS))


def test_training_learns_the_labels_and_is_reproducible(shown: list[Example], tmp_path: Path) -> None:
    model = doubt.train(shown, OPTIONS)
    labels = np.concatenate([example.labels[0] for example in shown])
    predicted = np.concatenate(logits(model, shown)[0]) > 0
    assert 0.1 < labels.mean() < 0.9
    assert (predicted == labels).mean() > 0.9
    assert shipped(model, tmp_path).trained_share == pytest.approx(labels.mean())
    again = doubt.train(shown, OPTIONS)
    for name, tensor in model.state_dict().items():
        assert torch.equal(tensor, again.state_dict()[name]), name


def test_words_of_unknown_standing_do_not_count(shown: list[Example]) -> None:
    few = replace(OPTIONS, epochs=1)
    unknown = [replace(one, labels=(one.labels[0], np.full_like(one.labels[1], -1))) for one in shown]
    before = untrained().state_dict()
    after = doubt.train(unknown, few).state_dict()
    known = doubt.train(shown, few).state_dict()
    # Weight decay alone moves the head that nothing is known for; the other learns.
    name = "heads.1.decide.weight"
    assert after[name].shape == before[name].shape
    assert not torch.equal(after[name], known[name])
    assert torch.isfinite(after[name]).all()


def test_unknown_words_add_nothing_to_the_loss(shown: list[Example]) -> None:
    model = untrained()
    nothing = [
        replace(one, labels=tuple(np.full_like(labels, -1) for labels in one.labels))  # type: ignore[arg-type]
        for one in shown[:5]
    ]
    assert doubt._loss(model, nothing).item() == 0
    half = [replace(one, labels=(one.labels[0], np.full_like(one.labels[1], -1))) for one in shown[:5]]
    assert 0 < doubt._loss(model, half).item() < doubt._loss(model, shown[:5]).item()
