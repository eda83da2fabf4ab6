from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests import tiny
from training import encoded
from training.corpus import evaluation_keys, pairs
from training.encoded import EncodedPairs, encode, hash_of, load


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.write_corpus(tmp_path_factory.mktemp("data"), 60)


def test_the_training_part_is_encoded_by_turns(data: Path, tmp_path: Path) -> None:
    excluded = evaluation_keys(data)
    shown = list(pairs(data, "fr", "train", excluded))
    found = encode(data, "fr", excluded, tiny.tokenizer(), tmp_path)
    assert len(found) == len(shown)
    for n, pair in enumerate(shown):
        for side, text in enumerate((pair.english, pair.other)):
            ids = found.ids[found.starts[2 * n + side] : found.starts[2 * n + side + 1]]
            assert ids.tolist() == tiny.tokenizer().encode(text).ids
    assert found.sentence.tolist() == [hash_of(pair.english) for pair in shown]


def test_it_is_done_once(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = encode(data, "fr", frozenset(), tiny.tokenizer(), tmp_path)
    monkeypatch.setattr(encoded, "pairs", None)
    again = encode(data, "fr", frozenset(), tiny.tokenizer(), tmp_path)
    assert np.array_equal(first.ids, again.ids)
    assert np.array_equal(load(tmp_path, "fr").starts, first.starts)


def test_a_long_text_is_cut(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoded, "MAX_TOKENS", 3)
    found = encode(data, "fr", frozenset(), tiny.tokenizer(), tmp_path)
    assert set(np.diff(found.starts)) == {3}


def test_bags_of_chosen_pairs() -> None:
    some = EncodedPairs(
        ids=np.array([10, 11, 20, 30, 31, 32, 50, 51], np.int32),
        starts=np.array([0, 2, 3, 6, 6, 6, 8]),
        sentence=np.array([1, 2, 3]),
    )
    english, counts = some.bags(np.array([0, 1, 2]), 0)
    assert (english.tolist(), counts.tolist()) == ([10, 11, 30, 31, 32], [2, 3, 0])
    other, counts = some.bags(np.array([2, 0]), 1)
    assert (other.tolist(), counts.tolist()) == ([50, 51, 20], [2, 1])
    none, counts = some.bags(np.array([1]), 1)
    assert (none.tolist(), counts.tolist()) == ([], [0])


def test_the_same_sentence_has_the_same_number() -> None:
    assert hash_of("The bridge.") == hash_of("the BRIDGE!") != hash_of("the tower")
