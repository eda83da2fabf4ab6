"""Whatever the text: the cached sums are those of the tokenizer, and the words are stretches of the text."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from qa import model
from qa.embed import Rows, static, writing
from qa.embed.chunks import CHUNK
from qa.embed.static import TOKENIZER, WEIGHTS, StaticEmbedder
from tests import tiny

PIECES = (
    *(word for entry in tiny.GLOSSARY for word in entry[:2]),
    *("Bridge", "PONT", "d'eau", "12,5", "½", "…", "ﬁ", "№", "\ufdfa", "①", "İ", "ẞ", "\xa8x", "\xad"),
    *("e\u0301", "\u0301", "a\u0308\u0323b", "q\u0323\u0307\u0301", "ｶﾞ", "각", "각", "e\u200dx", "\u200b"),
    *("漢字かな", "カー", "人々", "한국은", "x漢", "हिन्दी", "עִבְרִית", "عَرَبِيّ", "ไทย", "😀", "👩‍👧", "🇫🇷"),
    *(" ", "  ", "\t", "\r\n", "\n\n", "\xa0", "\u2009", "\u2028", "\u3000", "\x85", "\x1c", "▁", "▁▁x"),
)
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=12).map("".join)


class Reference:
    """The plain way: the tokenizer over the whole text, and the sum of the rows."""

    def __init__(self, folder: Path) -> None:
        tensors = load_file(folder / WEIGHTS)
        self._rows, self._factors = tensors["embeddings"], tensors["weights"]
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))

    def sum(self, text: str) -> Rows:
        ids = self._tokenizer.encode(text, add_special_tokens=False).ids
        return np.asarray((self._rows[ids] * self._factors[ids, None]).sum(0), np.float32)


@pytest.fixture(scope="module", params=["tiny", "shipped"])
def folder(request: pytest.FixtureRequest, tiny_weights: Path) -> Path:
    return tiny_weights if request.param == "tiny" else model.EMBEDDED


@pytest.fixture(scope="module")
def embedder(folder: Path) -> StaticEmbedder:
    return static.load(folder)


@pytest.fixture(scope="module")
def reference(folder: Path) -> Reference:
    return Reference(folder)


@given(text=TEXTS)
def test_sums_are_those_of_the_plain_tokenizer(
    embedder: StaticEmbedder, reference: Reference, text: str
) -> None:
    expected = reference.sum(text)
    assert_allclose(embedder.encode([text]).sums[0], expected, atol=1e-4 * (1 + np.abs(expected).max()))


@given(text=TEXTS)
def test_a_text_is_the_sum_of_its_words(embedder: StaticEmbedder, text: str) -> None:
    encoded = embedder.encode([text])
    whole, words = encoded.sums[0], encoded.words(0, 1)
    assert_allclose(words.vectors[words.which].sum(0), whole, atol=1e-4 * (1 + np.abs(whole).max()))


@given(text=TEXTS)
def test_words_are_stretches_of_the_text_in_order(embedder: StaticEmbedder, text: str) -> None:
    before = 0
    for start, end in embedder.encode([text]).words(0, 1).offsets.tolist():
        assert before <= start < end <= len(text)
        assert CHUNK.fullmatch(text[start:end])
        before = end


@given(text=TEXTS)
def test_no_word_ends_before_an_accent_of_its_last_letter(embedder: StaticEmbedder, text: str) -> None:
    for _, end in embedder.encode([text]).words(0, 1).offsets.tolist():
        if end < len(text) and unicodedata.combining(text[end]):
            # Only a mark that has a token of its own may stand outside.
            pair = unicodedata.normalize("NFKC", text[end - 1 : end + 1])
            assert len(pair) > 1


@given(texts=st.lists(TEXTS, max_size=5), data=st.data())
def test_a_text_is_embedded_alike_in_any_company(
    embedder: StaticEmbedder, texts: list[str], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(range(len(texts))))
    together = embedder.encode([texts[n] for n in order])
    for place, n in enumerate(order):
        alone = embedder.encode([texts[n]])
        assert_array_equal(together.sums[place], alone.sums[0])
        mine, own = together.words(place, place + 1), alone.words(0, 1)
        assert_array_equal(mine.vectors[mine.which], own.vectors[own.which])
        assert_array_equal(mine.forms[mine.which], own.forms[own.which])
        assert_array_equal(mine.offsets, own.offsets)
        assert_array_equal(mine.usual[mine.which], own.usual[own.which])


@given(texts=st.lists(TEXTS, min_size=1, max_size=5))
def test_words_come_text_by_text(embedder: StaticEmbedder, texts: list[str]) -> None:
    encoded = embedder.encode(texts)
    words = encoded.words(0, len(texts))
    assert words.starts[0] == 0
    assert words.starts[-1] == len(words.which) == len(words.offsets)
    assert len(words.vectors) == len(words.usual) == len(words.traits) == len(words.forms)
    for n in range(len(texts)):
        own = slice(words.starts[n], words.starts[n + 1])
        assert_array_equal(words.offsets[own], encoded.words(n, n + 1).offsets)


@given(texts=st.lists(TEXTS, min_size=1, max_size=4))
def test_the_writing_of_a_word_is_that_of_its_place(embedder: StaticEmbedder, texts: list[str]) -> None:
    words = embedder.encode(texts).words(0, len(texts))
    owners = np.searchsorted(words.starts, np.arange(len(words.which)), side="right") - 1
    places = zip(owners.tolist(), words.offsets.tolist(), strict=True)
    traits, forms = writing.of([texts[n][start:end] for n, (start, end) in places])
    assert_array_equal(words.traits[words.which], traits)
    assert_array_equal(words.forms[words.which], forms)
