from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from qa.embed import unit
from qa.localise.contextual import ContextualTagger
from tests.training import bert
from tests.training.test_doubt import DIMENSIONS, examples_of, sides
from tests.unit.localise.sides import side
from training import contextual, tagger
from training.contextual import ContextualOptions
from training.glossary import Glossary, Teacher, glosses
from training.packed import Packed, pack
from training.tagger import WIDTH, Tagger, TaggerOptions

SHAPE = TaggerOptions(layers=2, projected=8, compared=12)
OPTIONS = ContextualOptions(SHAPE, batch_words=60, learning_rate=1e-3, warmup=2)
GLOSSED = Glossary(
    unit(np.random.default_rng(1).normal(size=(30, DIMENSIONS)).astype(np.float32)),
    np.random.default_rng(2).normal(size=(30, WIDTH)).astype(np.float32),
    np.random.default_rng(3).normal(size=(2, WIDTH)).astype(np.float32),
)


@pytest.fixture(scope="module")
def packed() -> Packed:
    return pack(examples_of(*sides()))


def untrained(seed: int = 1) -> Tagger:
    torch.manual_seed(seed)
    model = Tagger(DIMENSIONS, SHAPE)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            # As decided as a trained one, so that every part of the computation shows in what comes out.
            parameter += 0.1 * torch.randn_like(parameter) * (1 if name != "comparison.sharpness" else 0)
        model.mean.normal_()
        model.deviation.uniform_(0.5, 2)
    return model.eval()


def logits(model: Tagger, packed: Packed) -> torch.Tensor:
    rows = np.arange(len(packed))
    batch = contextual.gather(packed, rows, glosses(packed.directions, GLOSSED), torch.device("cpu"))
    with torch.no_grad():
        found: torch.Tensor = model(batch)
    return found[batch.word > 0]


def labels_of(packed: Packed, pair: int) -> np.ndarray:
    """Those of the source, then those of the translation."""
    places = [slice(packed.starts[own][pair], packed.starts[own][pair + 1]) for own in (1, 0)]
    return np.concatenate([packed.labels[own][place] for own, place in zip((1, 0), places, strict=True)])


@pytest.mark.parametrize(("bits", "tolerance"), [(32, 0.004), (8, 0.1)])
def test_numpy_computes_what_torch_was_trained_on(
    bits: int, tolerance: float, packed: Packed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if bits == 32:
        monkeypatch.setattr(tagger, "_LEAST_QUANTISED", 10**9)
    model = untrained()
    tagger.export(model, GLOSSED, 0.2, tmp_path / "tagger")
    shipped = ContextualTagger.load(tmp_path / "tagger")
    translation, source = sides()
    here, there = shipped(translation, source)
    # In a batch each pair has its source first.
    ours = np.concatenate(
        [
            np.concatenate([there.doubt[source.pairs[n]], here.doubt[translation.pairs[n]]])
            for n in range(len(packed))
        ]
    )
    probabilities = torch.sigmoid(logits(model, packed)).numpy()
    assert np.ptp(probabilities) > 0.2
    # Torch has glosses in half precision, and a model that was not trained is easily swayed.
    assert_allclose(ours, probabilities, atol=tolerance)
    assert shipped.trained_share == pytest.approx(0.2)


def test_every_pair_is_shown_once_and_the_judged_ones_late() -> None:
    lengths = np.random.default_rng(1).integers(4, 30, 200)
    rounds = contextual.schedule(lengths, 150, OPTIONS)
    assert sorted(np.concatenate(rounds).tolist()) == list(range(200))
    first = np.concatenate(rounds[: len(rounds) // 3])
    assert first.max() < 150
    for rows in rounds:
        assert len(rows) * lengths[rows].max() <= 60 or len(rows) == 1


def test_training_learns_and_goes_on_where_it_was_cut_off(tmp_path: Path) -> None:
    random = np.random.default_rng(3)
    counts = [random.integers(2, 8, 80).tolist() for _ in range(2)]
    shown = pack(examples_of(side(counts[0], 3, DIMENSIONS), side(counts[1], 4, DIMENSIONS)))
    gloss = glosses(shown.directions, GLOSSED)
    rounds = [rows for _ in range(6) for rows in contextual.batches(contextual.lengths(shown), OPTIONS, 1)]
    whole = contextual.train(untrained(), shown, rounds, gloss, OPTIONS, tmp_path / "whole")
    found = logits(whole, shown).numpy()
    labels = np.concatenate([labels_of(shown, n) for n in range(len(shown))])
    assert found[labels == 1].mean() > found[labels == 0].mean() + 1

    step, left = contextual._step, iter(range(7))

    def cut_off(*some: Any) -> float:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return step(*some)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(contextual, "_SAVE_EVERY", 5)
        patch.setattr(contextual, "_step", cut_off)
        with pytest.raises(KeyboardInterrupt):
            contextual.train(untrained(), shown, rounds, gloss, OPTIONS, tmp_path / "cut")
    resumed = contextual.train(untrained(2), shown, rounds, gloss, OPTIONS, tmp_path / "cut")
    for name, tensor in whole.state_dict().items():
        if name not in ("mean", "deviation"):
            assert_allclose(tensor, resumed.state_dict()[name], atol=1e-5, err_msg=name)


def test_the_lower_layers_are_those_of_the_teacher() -> None:
    state = bert.state(layers=3)
    model = Tagger(DIMENSIONS, SHAPE)
    tagger.begin_from_teacher(model, Teacher(state, {}), GLOSSED)
    assert torch.equal(
        model.layers[1].attend.weight[:WIDTH], state["encoder.layer.1.attention.self.query.weight"]
    )
    assert torch.equal(model.layers[0].narrow.bias, state["encoder.layer.0.output.dense.bias"])
    assert torch.equal(model.places.weight, state["embeddings.position_embeddings.weight"][: tagger.LONGEST])
    assert_array_equal(model.begin.detach().numpy(), GLOSSED.marks)


def test_a_word_is_glossed_by_what_is_near() -> None:
    own = replace(GLOSSED, keys=np.eye(30, DIMENSIONS, dtype=np.float32))
    found = glosses(np.eye(1, DIMENSIONS, dtype=np.float16), own)
    assert_allclose(found[0], own.values[0], atol=5e-3)
