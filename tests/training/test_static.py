from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from safetensors import safe_open

from tests import tiny
from training import static
from training.corpus import evaluation_keys
from training.encoded import EncodedPairs, encode
from training.retrieval import precision_at_1
from training.static import StaticOptions, schedule, train

OPTIONS = StaticOptions(dimensions=32, draws=8_000, batch=64, learning_rate=0.05)
INITIAL = np.random.default_rng(1).normal(scale=0.02, size=(tiny.tokenizer().get_vocab_size(), 32))
INITIAL = INITIAL.astype(np.float32)


def alike(sizes: dict[str, int]) -> dict[str, np.ndarray]:
    """All pairs in one cluster."""
    return {name: np.zeros(size, np.int32) for name, size in sizes.items()}


ALIKE = alike({"de": 200, "fr": 200})


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> dict[str, EncodedPairs]:
    data = tiny.write_corpus(tmp_path_factory.mktemp("data"), 200)
    work, excluded = tmp_path_factory.mktemp("work"), evaluation_keys(data)
    return {name: encode(data, name, excluded, tiny.tokenizer(), work) for name in ("de", "fr")}


def weights_of(module: Any) -> np.ndarray:
    return module.embedding.weight.detach().numpy()


SIZES = st.dictionaries(st.sampled_from(["de", "fr", "it", "ja"]), st.integers(1, 60), min_size=1)


@settings(max_examples=50)
@given(sizes=SIZES, draws=st.integers(1, 500), batch=st.integers(1, 40), seed=st.integers(0, 3))
def test_a_schedule_is_a_pure_function_with_rows_in_range(
    sizes: dict[str, int], draws: int, batch: int, seed: int
) -> None:
    options = StaticOptions(draws=draws, batch=batch, seed=seed)
    batches = schedule(sizes, options, alike(sizes))
    again = schedule(dict(reversed(sizes.items())), options, alike(sizes))
    assert [[name for name, _ in some] for some in batches] == [[name for name, _ in some] for some in again]
    for some, other in zip(batches, again, strict=True):
        for (language, rows), (_, others) in zip(some, other, strict=True):
            assert_array_equal(rows, others)
            assert 0 <= rows.min() <= rows.max() < sizes[language]
        assert batch / 2 <= sum(len(rows) for _, rows in some) <= batch


def test_a_batch_is_of_one_cluster_or_of_two() -> None:
    groups = {"de": np.arange(300, dtype=np.int32) % 5, "it": np.arange(200, dtype=np.int32) % 5}
    options = StaticOptions(draws=4_000, batch=100, stretch=1_000)
    batches = schedule({"de": 300, "it": 200}, options, groups)
    found = [{int(groups[name][row]) for name, rows in batch for row in rows} for batch in batches]
    assert all(len(some) <= 2 for some in found)
    assert {name for some in found for name in some} == set(range(5))
    assert found != sorted(found, key=min)


def test_a_language_is_drawn_by_a_power_of_its_size_and_evenly_within() -> None:
    options, sizes = StaticOptions(draws=30_000, batch=10, balance=0.5), {"fr": 400, "it": 100}
    batches = schedule(sizes, options, alike(sizes))
    drawn = {language: np.zeros(size, int) for language, size in (("fr", 400), ("it", 100))}
    for some in batches:
        for language, rows in some:
            np.add.at(drawn[language], rows, 1)
    assert {language: counts.sum() for language, counts in drawn.items()} == {"fr": 20_000, "it": 10_000}
    assert all(counts.max() - counts.min() <= 1 for counts in drawn.values())


def test_another_seed_is_another_order() -> None:
    sizes = {"fr": 50}
    first, second = (
        schedule(sizes, StaticOptions(draws=50, batch=50, seed=seed), alike(sizes)) for seed in (1, 2)
    )
    assert_array_equal(first[0][0][1], second[0][0][1])
    first, second = (
        schedule(sizes, StaticOptions(draws=50, batch=10, seed=seed), alike(sizes)) for seed in (1, 2)
    )
    assert any(not np.array_equal(one[0][1], other[0][1]) for one, other in zip(first, second, strict=True))


@pytest.fixture(scope="module")
def uninterrupted(corpus: dict[str, EncodedPairs], tmp_path_factory: pytest.TempPathFactory) -> np.ndarray:
    return weights_of(
        train(corpus, tiny.tokenizer(), INITIAL, ALIKE, OPTIONS, tmp_path_factory.mktemp("run") / "state")
    )


@pytest.mark.parametrize("broken_at", [1, 20, 21, 117])
def test_an_interrupted_run_ends_with_the_same_weights(
    corpus: dict[str, EncodedPairs],
    uninterrupted: np.ndarray,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    broken_at: int,
) -> None:
    state, step, calls = tmp_path / "deep" / "state.safetensors", static._step, 0

    def breaks(*arguments: Any) -> float:
        nonlocal calls
        calls += 1
        if calls == broken_at:
            raise KeyboardInterrupt
        return step(*arguments)

    monkeypatch.setattr(static, "_step", breaks)
    with pytest.raises(KeyboardInterrupt):
        train(corpus, tiny.tokenizer(), INITIAL, ALIKE, OPTIONS, state, save_every=20)
    assert state.exists() == (broken_at > 20)
    resumed = train(corpus, tiny.tokenizer(), INITIAL, ALIKE, OPTIONS, state, save_every=20)
    steps = len(schedule({name: len(pairs) for name, pairs in corpus.items()}, OPTIONS, ALIKE))
    assert calls == broken_at + steps - (broken_at - 1) // 20 * 20
    assert_array_equal(weights_of(resumed), uninterrupted)


def test_a_finished_run_is_not_done_again(
    corpus: dict[str, EncodedPairs],
    uninterrupted: np.ndarray,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    train(corpus, tiny.tokenizer(), INITIAL, ALIKE, OPTIONS, tmp_path / "state")
    monkeypatch.setattr(static, "_step", None)
    assert_array_equal(
        weights_of(train(corpus, tiny.tokenizer(), INITIAL, ALIKE, OPTIONS, tmp_path / "state")),
        uninterrupted,
    )
    with safe_open(tmp_path / "state", framework="pt") as state:
        assert json.loads(state.metadata()["options"]) == json.loads(json.dumps(asdict(OPTIONS)))


def test_a_checkpoint_of_other_options_is_refused(corpus: dict[str, EncodedPairs], tmp_path: Path) -> None:
    few = replace(OPTIONS, draws=200)
    train(corpus, tiny.tokenizer(), INITIAL, ALIKE, few, tmp_path / "state")
    with pytest.raises(ValueError, match=r"run with other options .*choose another work folder"):
        train(corpus, tiny.tokenizer(), INITIAL, ALIKE, OPTIONS, tmp_path / "state")


def test_translations_come_to_lie_together(uninterrupted: np.ndarray) -> None:
    held_out = tiny.sentences(60, seed=77)

    def embed(texts: list[str]) -> np.ndarray:
        rows = np.stack([uninterrupted[tiny.tokenizer().encode(text).ids].sum(0) for text in texts])
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    english = [tiny.in_language(words, "en") for words in held_out]
    for language in ("de", "fr"):
        other = [tiny.in_language(words, language) for words in held_out]
        assert precision_at_1(embed, english, other) > 0.9


def test_the_gradient_is_that_of_an_embedding_bag(corpus: dict[str, EncodedPairs]) -> None:
    random = torch.Generator().manual_seed(1)
    rows = torch.randn(tiny.tokenizer().get_vocab_size(), 16, generator=random)
    batch = (("de", np.arange(20)), ("fr", np.arange(30)))
    fast = torch.nn.Parameter(rows.clone())
    optimizer = torch.optim.SparseAdam([fast], lr=1e-9)
    loss = static._step(fast, optimizer, corpus, batch, 12.0)
    slow = torch.nn.Parameter(rows.clone())
    sums = []
    for side in (0, 1):
        for language, chosen in batch:
            ids, counts = corpus[language].bags(chosen, side)
            parts = torch.split(slow[torch.from_numpy(ids)], counts.tolist())
            sums += [part.sum(0) for part in parts]
    sentences = np.concatenate([corpus[language].sentence[chosen] for language, chosen in batch])
    expected = static._loss(torch.stack(sums), sentences, 12.0)
    expected.backward()
    assert loss == pytest.approx(expected.item(), rel=1e-5)
    assert fast.grad is not None
    assert slow.grad is not None
    assert_allclose(fast.grad.to_dense().numpy(), slow.grad.numpy(), atol=1e-3)


def test_the_same_english_sentence_is_no_negative() -> None:
    sums = torch.tensor([[1.0, 0.0], [1.0, 0.0], [1.0, 0.0], [0.9, 0.1]])
    apart = static._loss(sums, np.array([1, 2]), 12.0)
    together = static._loss(sums, np.array([1, 1]), 12.0)
    assert together.item() == pytest.approx(0, abs=1e-6)
    assert apart.item() > 0.5


def test_the_loss_in_numbers() -> None:
    sums = torch.tensor([[2.0, 0.0], [0.0, 3.0], [0.5, 0.0], [0.0, 1.0]])
    expected = float(np.log(1 + np.exp(-12)))
    assert static._loss(sums, np.array([1, 2]), 12.0).item() == pytest.approx(expected, rel=0.02)
