from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from threading import Barrier

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from safetensors.numpy import load_file

from qa.embed import UNKNOWN_USUAL, static, unit
from qa.embed.static import StaticEmbedder
from tests import tiny


@pytest.fixture
def embedder(tiny_weights: Path) -> StaticEmbedder:
    return static.load(tiny_weights)


def test_a_text_is_the_sum_of_its_tokens(embedder: StaticEmbedder, tiny_weights: Path) -> None:
    tensors = load_file(tiny_weights / static.WEIGHTS)
    rows = tensors["embeddings"] * tensors["weights"][:, None]
    numbers = [tiny.tokenizer().token_to_id(token) for token in ("▁old", "▁bridge", "▁,", "▁old")]
    assert_allclose(embedder.encode(["Old bridge, OLD"]).sums[0], rows[numbers].sum(0), rtol=1e-5, atol=1e-6)


def test_the_quantised_rows_are_near_the_trained_ones(embedder: StaticEmbedder) -> None:
    (number,) = tiny.tokenizer().encode("bridge").ids
    exact = tiny.embedding()[number]
    assert_allclose(embedder.encode(["bridge"]).sums[0], exact, atol=np.abs(exact).max() / 254 + 1e-6)


def test_a_translation_is_near_and_another_sentence_is_not(embedder: StaticEmbedder) -> None:
    source, translation, other = embedder.encode(
        ["The old painter", "Le vieux peintre", "sous la cuisine jaune"]
    ).sums
    assert unit(source[None])[0] @ unit(translation[None])[0] > 0.9
    assert unit(source[None])[0] @ unit(other[None])[0] < 0.5


@pytest.mark.parametrize("text", ["", "   ", "\u2028\t", "😀", "▁"])
def test_a_text_without_known_words_is_zero(embedder: StaticEmbedder, text: str) -> None:
    encoded = embedder.encode([text, "bridge"])
    assert_array_equal(encoded.sums[0], np.zeros(tiny.DIMENSIONS))
    assert encoded.words(0, 2).starts.tolist() == [0, 0, 1]


def test_no_texts(embedder: StaticEmbedder) -> None:
    encoded = embedder.encode([])
    assert encoded.sums.shape == (0, tiny.DIMENSIONS)
    words = encoded.words(0, 0)
    assert words.vectors.shape == (0, tiny.DIMENSIONS)
    assert (words.offsets.shape, words.usual.shape, words.starts.tolist()) == ((0, 2), (0, 2), [0])
    assert (words.traits.shape, len(words.forms), len(words.which)) == ((0, 4), 0, 0)


def test_words_of_some_of_the_texts(embedder: StaticEmbedder) -> None:
    texts = ["old bridge", "", " tower.", "green\u3000lamp"]
    encoded = embedder.encode(texts)
    whole, some = encoded.words(0, 4), encoded.words(2, 4)
    assert whole.starts.tolist() == [0, 2, 2, 4, 6]
    assert some.starts.tolist() == [0, 2, 4]
    assert some.offsets.tolist() == [[1, 6], [6, 7], [0, 5], [6, 10]]
    assert_array_equal(some.vectors[some.which], whole.vectors[whole.which[2:]])


def test_nothing_is_known_of_what_is_usual_before_it_is_measured(embedder: StaticEmbedder) -> None:
    usual = embedder.encode(["old bridges"]).words(0, 1).usual
    assert_allclose(usual, np.tile(UNKNOWN_USUAL, (2, 1)))


def test_a_long_text_is_summed_in_pieces_without_a_seam(
    embedder: StaticEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [tiny.article(20, "fr"), "", "pont " * 3]
    monkeypatch.setattr(static, "_TOKENS_AT_ONCE", 10**9)
    whole = embedder.encode(texts).sums
    monkeypatch.setattr(static, "_TOKENS_AT_ONCE", 2)
    assert_array_equal(embedder.encode(texts).sums, whole)


def test_a_full_cache_begins_anew_and_the_old_texts_stay_readable(
    tiny_weights: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(static, "_CACHED_CHUNKS", 3)
    embedder, fresh = static.load(tiny_weights), static.load(tiny_weights)
    texts = [tiny.in_language(words, "en") for words in tiny.sentences(8)]
    encoded = [embedder.encode([text]) for text in texts]
    for text, one in zip(texts, encoded, strict=True):
        expected = fresh.encode([text])
        assert_array_equal(one.sums, expected.sums)
        assert_array_equal(one.words(0, 1).vectors, expected.words(0, 1).vectors)


def made_up(seed: int) -> list[str]:
    """Texts of words that no cache knows yet."""
    random = Random(seed)
    word = lambda: "".join(random.choices("abcdefghijklmno", k=6))  # noqa: E731
    return [" ".join(word() for _ in range(40)) for _ in range(5)]


def in_threads(work: Callable[[int], object], threads: int = 8) -> list[object]:
    """What ``work`` returns for each thread, all of them started at once."""
    barrier = Barrier(threads)

    def begin(number: int) -> object:
        barrier.wait()
        return work(number)

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(begin, range(threads)))


def test_threads_get_what_one_alone_gets(tiny_weights: Path) -> None:
    shared = static.load(tiny_weights)

    def work(number: int) -> bytes:
        found = b""
        for turn in range(10):
            encoded = shared.encode(made_up(100 * number + turn))
            words = encoded.words(0, 5)
            found += encoded.sums.tobytes() + words.vectors[words.which].tobytes()
        return found

    together = in_threads(work)
    shared = static.load(tiny_weights)
    assert together == [work(number) for number in range(8)]


def test_the_identity_names_the_model_and_its_files(embedder: StaticEmbedder) -> None:
    name, digits = embedder.identity.split(" ")
    assert name == "tiny"
    assert len(digits) == 6
    assert int(digits, 16) >= 0
