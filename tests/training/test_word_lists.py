"""What is counted of words: written both ways, never left in English, common in a language."""

from __future__ import annotations

from training.corpus import Pair
from training.word_lists import Counts, common_words, count, english_words, latin_words, letters_of

RANKS = ("Captain", "Marshal")


def counted(language: str, *pairs: tuple[str, str]) -> Counts:
    return count([Pair("news", *pair) for pair in pairs], language, {})


def test_a_title_is_common_and_a_name_is_not() -> None:
    texts = [
        f"When {rank} Oduya spoke, the {rank.lower()} thanked {n} men." for n in range(4) for rank in RANKS
    ]
    assert common_words(texts) == sorted(rank.lower() for rank in RANKS)


def test_the_first_word_of_a_sentence_shows_nothing() -> None:
    assert common_words([f"Water is wet, and water boils: {n}." for n in range(9)]) == []


def test_a_word_that_translators_keep_is_not_only_english() -> None:
    pairs = [("the tailored menu as gift", "das angepasste menu als Geschenk")] * 200
    other = [("the tailored menu", "un menu sur mesure")] * 200
    counts = {"de": counted("de", *pairs, *[("poison", "das gift")] * 9), "fr": counted("fr", *other)}
    assert english_words(counts) == {"gift": ["de"], "tailored": []}


def test_the_letters_of_a_language_are_those_that_it_often_has() -> None:
    counts = counted("fr", *[("the summer", "l’été dernier")] * 60_000, ("señor", "el señorito"))
    assert letters_of(counts) == "é"


def test_a_word_has_all_languages_that_use_it() -> None:
    counts = {
        "da": counted("da", *[("the boat", "båden sejler")] * 3),
        "nb": counted("nb", *[("the boat", "båten sejler")] * 3, ("once", "båden")),
    }
    words = latin_words(counts)
    assert words["sejler"] == ["da", "nb"]
    assert words["båden"] == ["da"]
    assert words["boat"] == ["en"]


def test_the_english_sides_are_kept_once() -> None:
    texts: dict[str, None] = {}
    count([Pair("news", "Same.", "Même."), Pair("news", "Same.", "Pareil.")], "fr", texts)
    assert list(texts) == ["Same."]
