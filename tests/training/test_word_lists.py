"""What is counted of words: written both ways, kept or not, and the letters of a language."""

from __future__ import annotations

from training.corpus import Pair
from training.strangers import Counts
from training.word_lists import common_words, count, letters_of, strange_characters

RANKS = ("Captain", "Marshal")


def counted(language: str, *pairs: tuple[str, str]) -> Counts:
    return count([Pair("news", *pair) for pair in pairs], language)


def test_a_title_is_common_and_a_name_is_not() -> None:
    texts = [
        f"When {rank} Oduya spoke, the {rank.lower()} thanked {n} men." for n in range(4) for rank in RANKS
    ]
    assert common_words(texts) == sorted(rank.lower() for rank in RANKS)


def test_the_first_word_of_a_sentence_shows_nothing() -> None:
    assert common_words([f"Water is wet, and water boils: {n}." for n in range(9)]) == []


def test_the_letters_of_a_language_are_those_that_it_often_has() -> None:
    counts = counted("fr", *[("the summer", "l’été dernier")] * 60_000, ("señor", "el señorito"))
    assert letters_of(counts) == "é"


def test_words_are_counted_once_a_pair_and_by_side() -> None:
    counts = counted("nl", ("the old barge sails", "de oude barge vaart en vaart"), ("Sails!", "Zeilen!"))
    assert counts.english == {"the": 1, "old": 1, "barge": 1, "sails": 1}
    assert counts.both == {"barge": 1}
    assert counts.own["vaart"] == 1
    assert counts.own["zeilen"] == 1
    assert counts.small["zeilen"] == 0


def test_german_nouns_count_as_words() -> None:
    assert counted("de", ("a barn", "eine Scheune")).small["scheune"] == 1


def test_characters_of_one_language_are_strange_to_the_other() -> None:
    counts = {
        "ja": counted("ja", *[("a map", "地図です")] * 10),
        "zh": counted("zh", *[("a map", "一张地图")] * 10),
    }
    assert strange_characters(counts) == {"ja": ["图张"], "zh": ["図"]}, "both have 一"
