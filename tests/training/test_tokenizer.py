from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tokenizers import Tokenizer
from tokenizers.models import BPE

from tests import tiny
from training import tokenizer as module
from training.corpus import Pair
from training.tokenizer import UNKNOWN, around, learn, train


def pieces(text: str) -> list[str]:
    """What the text is cut into before any merging."""
    tokenizer = around(BPE())
    normalised = tokenizer.normalizer.normalize_str(text)
    return [piece for piece, _ in tokenizer.pre_tokenizer.pre_tokenize_str(normalised)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'Eau «froide».", ["▁l", "▁'", "▁eau", "▁«", "▁froide", "▁»", "▁."]),
        ("1984km", ["▁1", "▁9", "▁8", "▁4", "▁km"]),
        ("Ｆｕｌｌ ｗｉｄｔｈ", ["▁full", "▁width"]),
        ("서울에서 KBS", ["▁서울에서", "▁kbs"]),
        ("e\u0301te\u0301", ["▁été"]),
        ("x\u2028y\u00a0z", ["▁x", "▁y", "▁z"]),
    ],
)
def test_how_a_text_is_cut(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


def test_runs_without_spaces_are_cut_away_from_the_mark_that_begins_a_word() -> None:
    assert pieces("東京タワーへ") == ["▁", "東京タワーへ"]
    assert pieces("iPhoneを買う") == ["▁iphone", "を買う"]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.write_corpus(tmp_path_factory.mktemp("data"), 300)


def test_training_is_reproducible(data: Path) -> None:
    first, second = (train(data, ["de", "fr"], frozenset(), size=200, seed=1) for _ in range(2))
    assert first.to_str() == second.to_str()
    assert first.get_vocab_size() == 200
    assert first.token_to_id(UNKNOWN) == 0


def test_frequent_words_become_tokens_of_every_language(data: Path) -> None:
    tokenizer: Tokenizer = train(data, ["de", "fr"], frozenset(), size=600, seed=1)
    for word in ("▁the", "▁le", "▁der", "▁brücke", "▁derrière"):
        assert tokenizer.token_to_id(word) is not None


def test_a_language_is_sampled_by_the_root_of_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = {"de": 250_000, "fr": 62_500, "it": 100}

    def made(_data: Path, language: str, part: str, _excluded: frozenset[str]) -> Iterator[Pair]:
        assert part == "train"
        return (Pair("x", f"en {n}", f"{language} {n}") for n in range(sizes[language]))

    monkeypatch.setattr(module, "pairs", made)
    texts = list(module._sample(Path(), list(sizes), frozenset(), 1))
    counts = {language: sum(text.startswith(language) for text in texts) for language in (*sizes, "en")}
    assert counts == {"de": 150_000, "fr": 62_500, "it": 100, "en": 37_500 + 15_625 + 25}


def test_a_word_is_cut_into_the_longest_tokens_from_its_start() -> None:
    tokenizer = learn(
        lambda: iter(["unrest rest restful un ful"] * 5 + list("abcdefghijklmnopqrstuvwxyz")), 300
    )
    assert tokenizer.encode("unrest").tokens == ["▁unrest"]
    assert tokenizer.encode("unrestful").tokens == ["▁unrest", "ful"]


def test_what_is_never_used_makes_room_but_no_character_does() -> None:
    texts = ["lamps lamps lamp"] * 9
    tokenizer = learn(lambda: iter(texts), 9)
    vocabulary = tokenizer.get_vocab()
    assert {UNKNOWN, "▁", *"lamps", "▁lamp", "▁lamps"} == set(vocabulary)


def test_an_unknown_character_stands_alone() -> None:
    tokenizer = learn(lambda: iter(["the lamps"] * 9), 100)
    assert tokenizer.encode("the☃lamps").tokens == ["▁the", UNKNOWN, *tokenizer.encode("☃lamps").tokens[2:]]
    encoding = tokenizer.encode("☃")
    assert encoding.tokens == ["▁", UNKNOWN]
    assert encoding.offsets[-1] == (0, 1)


def test_a_very_long_word_is_cut() -> None:
    tokenizer = learn(lambda: iter(["the lamps"] * 9), 100)
    encoding = tokenizer.encode("lamps" * 1_000)
    assert UNKNOWN not in encoding.tokens
    assert encoding.offsets[-1][1] == 5_000
