from __future__ import annotations

import pytest

from qa.judge.tokens import Tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L’école d’été, 25 fois", ["L", "école", "d", "été", "fois"]),
        ("centre-ville", ["centre", "ville"]),
        ("п'ять і дев’ять", ["п'ять", "і", "дев’ять"]),
        ("一半orders转", ["一半", "orders", "转"]),
        ("सेकंड में", ["सेकंड", "में"]),
        ("می‌شود", ["می‌شود"]),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert Tokens(text).words == words


def test_lower_case_has_one_apostrophe() -> None:
    assert Tokens("Дев’ять").lower == ["дев'ять"]


def test_places() -> None:
    tokens = Tokens("Ce n’est rien.")
    assert [tokens.text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)] == tokens.words
    assert tokens.between(1) == "’"
