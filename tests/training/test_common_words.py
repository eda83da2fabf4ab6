"""Which English words are written with a capital and without."""

from __future__ import annotations

from training.common_words import common_words


def test_a_title_is_common_and_a_name_is_not() -> None:
    texts = [
        f"When {rank} Oduya spoke, the {rank.lower()} thanked {n} men." for n in range(4) for rank in RANKS
    ]
    assert common_words(texts) == sorted(rank.lower() for rank in RANKS)


RANKS = ("Captain", "Marshal")


def test_a_text_is_counted_once() -> None:
    assert common_words(["When Captain Oduya spoke, the captain left."] * 9) == []


def test_the_first_word_of_a_sentence_shows_nothing() -> None:
    assert common_words([f"Water is wet, and water boils: {n}." for n in range(9)]) == []
