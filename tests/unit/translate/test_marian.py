from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from qa.translate.marian import LIKELY, Marian
from qa.translate.pieces import BEGIN
from qa.translate.quantised import matrix
from tests.unit.translate import marian
from training.translation import layers, table

SOURCES = marian.texts(5, 1, 30, 12, 3, seed=1)
TARGETS = marian.texts(4, 2, 41, 9, 130, seed=2)


@pytest.fixture(scope="module")
def tensors() -> dict[str, np.ndarray]:
    shared = marian.weights()["model.shared.weight"]
    found = {**table("source", shared), **table("target", shared), **dict(layers(marian.weights()))}
    return found | {"target.bias": marian.weights()["final_logits_bias"][0]}


@pytest.fixture(scope="module")
def network(tensors: dict[str, np.ndarray]) -> Marian:
    return Marian(tensors)


def test_the_probabilities_are_those_of_the_same_network_in_torch(
    tensors: dict[str, np.ndarray], network: Marian
) -> None:
    import torch

    from training.translation import renamed

    model = marian.torch_model()
    own = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    rounded = dict(own)
    for name in own:
        ours = renamed(name)
        if ours and f"{ours}.factors" in tensors:
            rounded[name] = torch.from_numpy(matrix(tensors, ours).spread().copy())
    spread = torch.from_numpy(matrix(tensors, "target").spread().copy())
    rounded |= {name: spread for name in own if name.endswith(("shared.weight", "embed_tokens.weight"))}
    rounded["lm_head.weight"] = spread
    model.load_state_dict(rounded)
    try:
        for source, target, found in zip(
            SOURCES, TARGETS, network.forced(SOURCES, TARGETS, BEGIN), strict=True
        ):
            with torch.no_grad():
                said = model(
                    input_ids=torch.from_numpy(source)[None],
                    decoder_input_ids=torch.from_numpy(np.concatenate([[BEGIN], target[:-1]]))[None],
                    output_attentions=True,
                )
            logits = said.logits[0]
            logits[:, BEGIN] = -1e9
            logs = logits.log_softmax(-1).numpy()
            assert_allclose(found.given, logs[np.arange(len(target)), target], atol=2e-3)
            assert_allclose(found.best, logs.max(1), atol=2e-3)
            assert_allclose(found.looks, said.cross_attentions[0][0].mean(0).numpy(), atol=1e-4)
            near = np.abs(logs - LIKELY).min() > 1e-3
            if near:
                assert_array_equal(found.likely, np.flatnonzero((logs > LIKELY).any(0)))
    finally:
        model.load_state_dict(own)


@settings(deadline=None, max_examples=15)
@given(order=st.lists(st.integers(0, 4), min_size=1, max_size=7))
def test_a_pair_has_the_same_probabilities_in_any_company(network: Marian, order: list[int]) -> None:
    alone = [network.forced([one], [two], BEGIN)[0] for one, two in zip(SOURCES, TARGETS, strict=True)]
    together = network.forced([SOURCES[n] for n in order], [TARGETS[n] for n in order], BEGIN)
    for n, found in zip(order, together, strict=True):
        assert_array_equal(found.given, alone[n].given)
        assert_array_equal(found.best, alone[n].best)
        assert_array_equal(found.likely, alone[n].likely)


def test_a_piece_depends_on_what_stands_before_it_and_on_the_whole_source(network: Marian) -> None:
    (before,) = network.forced([SOURCES[2]], [TARGETS[2]], BEGIN)
    changed = TARGETS[2].copy()
    changed[20] = BEGIN + 1 + (changed[20] - BEGIN) % (marian.PIECES - BEGIN - 1)
    (after,) = network.forced([SOURCES[2]], [changed], BEGIN)
    assert_array_equal(after.given[:20], before.given[:20])
    assert np.abs(after.given[21:] - before.given[21:]).max() > 1e-3
    source = SOURCES[2].copy()
    source[-1] = BEGIN + 1 + (source[-1] - BEGIN) % (marian.PIECES - BEGIN - 1)
    (other,) = network.forced([source], [TARGETS[2]], BEGIN)
    assert abs(other.given[0] - before.given[0]) > 1e-5
