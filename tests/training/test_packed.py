from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.testing import assert_array_equal

from tests.training.test_doubt import examples_of, sides
from training.packed import Packed, pack


def rows(packed: Packed, own: int, pair: int) -> list[np.ndarray]:
    place = slice(packed.starts[own][pair], packed.starts[own][pair + 1])
    return [
        packed.directions[packed.which[own][place]],
        packed.features[own][place],
        packed.labels[own][place],
    ]


def test_a_pair_comes_out_as_it_went_in(tmp_path: Path) -> None:
    examples = examples_of(*sides())
    pack(examples).save(tmp_path / "some.npz")
    packed = Packed.load(tmp_path / "some.npz")
    assert len(packed) == len(examples)
    for n, example in enumerate(examples):
        for own in (0, 1):
            vectors, features, labels = rows(packed, own, n)
            assert_array_equal(vectors, example.vectors[own].astype(np.float16))
            assert_array_equal(features, example.features[own].astype(np.float16))
            assert_array_equal(labels, example.labels[own])


def test_joined_parts_keep_their_pairs() -> None:
    examples = examples_of(*sides())
    parts = [pack(examples[:2]), pack(examples[2:])]
    joined, whole = Packed.joined(parts), pack(examples)
    assert len(joined) == len(whole)
    for n in range(len(whole)):
        for own in (0, 1):
            for one, other in zip(rows(joined, own, n), rows(whole, own, n), strict=True):
                assert_array_equal(one, other)


def test_a_word_that_comes_again_is_kept_once() -> None:
    examples = examples_of(*sides())
    assert len(pack([*examples, *examples]).directions) == len(pack(examples).directions)
