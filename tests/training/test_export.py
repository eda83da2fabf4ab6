from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from safetensors.numpy import load_file
from tokenizers import Tokenizer
from tokenizers.models import WordLevel

from qa.embed import static
from qa.embed.chunks import WORD_START
from qa.embed.manifest import MANIFEST
from tests import tiny
from training.export import digest, quantise, write_embedding, write_manifest, write_usual
from training.tokenizer import UNKNOWN

ROWS = st.lists(st.lists(st.floats(-1e4, 1e4, width=32), min_size=3, max_size=3), min_size=1, max_size=5).map(
    lambda rows: np.array(rows, np.float32)
)


@given(weight=ROWS)
def test_a_quantised_row_is_off_by_half_a_step_at_most(weight: np.ndarray) -> None:
    rows, factors = quantise(weight)
    assert (rows.dtype, factors.dtype) == (np.int8, np.float32)
    steps = np.abs(weight).max(1, keepdims=True) / 127
    error = np.abs(rows.astype(np.float64) * factors[:, None].astype(np.float64) - weight)
    assert (error <= steps * 0.5001 + 1e-30).all()


def test_quantising_in_numbers() -> None:
    rows, factors = quantise(np.array([[254, -254, 1], [0, 0, 0]], np.float32))
    assert rows.tolist() == [[127, -127, 0], [0, 0, 0]]
    assert factors.tolist() == [2, 0]


def test_marks_and_unknown_characters_mean_nothing(tiny_weights: Path) -> None:
    rows = load_file(tiny_weights / static.WEIGHTS)["embeddings"]
    for token in (WORD_START, UNKNOWN):
        assert not rows[tiny.tokenizer().token_to_id(token)].any()
    assert (np.abs(rows).max(1) == 127).sum() == len(rows) - 2


def test_a_vocabulary_without_them_keeps_all_its_rows(tmp_path: Path) -> None:
    tokenizer = Tokenizer(WordLevel({"a": 0, "b": 1}, unk_token="b"))
    weight = np.array([[1, 2], [3, 4]], np.float32)
    write_embedding(weight, tokenizer, tmp_path)
    tensors = load_file(tmp_path / static.WEIGHTS)
    assert_allclose(tensors["embeddings"] * tensors["weights"][:, None], weight, atol=0.02)


def test_the_given_weight_is_left_alone(tmp_path: Path) -> None:
    weight = tiny.embedding()
    before = weight.copy()
    write_embedding(weight, tiny.tokenizer(), tmp_path)
    assert_array_equal(weight, before)


def test_the_tokenizer_is_written_whole(tiny_weights: Path) -> None:
    text = (tiny_weights / static.TOKENIZER).read_text(encoding="utf-8")
    assert Tokenizer.from_str(text).to_str() == tiny.tokenizer().to_str()
    assert "\n" not in text


def test_usual_support_is_added_to_the_weights(tmp_path: Path) -> None:
    tiny.write_weights(tmp_path)
    before = load_file(tmp_path / static.WEIGHTS)
    usual = np.random.default_rng(1).random((len(before["usual"]), 2)).astype(np.float16)
    write_usual(usual, tmp_path)
    write_manifest(tmp_path, "tiny", {})
    after = load_file(tmp_path / static.WEIGHTS)
    assert_array_equal(after["usual"], usual)
    for name in ("embeddings", "weights"):
        assert_array_equal(after[name], before[name])
    (number,) = tiny.tokenizer().encode("bridge").ids
    assert_allclose(static.load(tmp_path).encode(["bridge"]).words(0, 1).usual[0], usual[number], rtol=1e-6)


def test_a_word_of_several_tokens_is_as_usual_as_their_mean_by_length(tmp_path: Path) -> None:
    tiny.write_weights(tmp_path)
    usual = np.random.default_rng(1).random((tiny.tokenizer().get_vocab_size(), 2)).astype(np.float16)
    write_usual(usual, tmp_path)
    write_manifest(tmp_path, "tiny", {})
    ids = tiny.tokenizer().encode("lampbridge").ids
    assert len(ids) > 1
    found = static.load(tmp_path).encode(["lampbridge old"]).words(0, 1).usual
    lengths = np.linalg.norm(tiny.embedding()[ids], axis=1)
    expected = np.average(usual[ids].astype(np.float32), axis=0, weights=lengths)
    assert_allclose(found[0], expected, rtol=0.01)  # the lengths are quantised


def test_the_manifest_has_every_file_and_the_facts(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"2")
    (tmp_path / "a").write_bytes(b"1")
    write_manifest(tmp_path, "name", {"seed": 1, "pairs": {"fr": 2}})
    write_manifest(tmp_path, "name", {"seed": 3})
    content = json.loads((tmp_path / MANIFEST).read_text())
    expected = {name: hashlib.sha256(text).hexdigest() for name, text in (("a", b"1"), ("b", b"2"))}
    assert content == {"name": "name", "files": expected, "seed": 3}
    assert digest(tmp_path / "a") == expected["a"]


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", "manifest.json", "modules.json"])
def test_the_same_input_gives_the_same_bytes(tmp_path: Path, name: str) -> None:
    first, second = (tiny.write_weights(tmp_path / folder) for folder in ("one", "two"))
    assert (first / name).read_bytes() == (second / name).read_bytes()
