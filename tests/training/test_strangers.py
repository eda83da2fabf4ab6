"""Which words are strange to a language: counted, not listed."""

from __future__ import annotations

from collections import Counter

from training.spelling_model import SpellingModel
from training.strangers import Counts, Vocabulary, english_rows, other_rows

LETTERS = "àâçèéêëîïôùûœäöüß"


def vocabulary(**words: int) -> Vocabulary:
    counted = Counter(words)
    return Vocabulary(counted, counted, LETTERS)


def test_a_word_that_is_never_kept_is_strange_and_a_loan_is_not() -> None:
    english = Counter(whisper=900, laptop=900)
    counts = {
        "fr": Counts(english, Counter(), Counter(murmure=900), Counter()),
        "de": Counts(english, Counter(laptop=300), Counter(laptop=600), Counter()),
    }
    own = {language: Vocabulary(some.own, some.small, LETTERS) for language, some in counts.items()}
    rows = english_rows(counts, own)
    assert rows["whisper"].alone == {"fr", "de"}
    assert rows["laptop"].beside == {"fr"}, "German keeps it"


def test_a_rare_word_says_nothing() -> None:
    counts = {"fr": Counts(Counter(whisper=2), Counter(), Counter(), Counter())}
    assert english_rows(counts, {"fr": vocabulary()}) == {}


def test_a_word_is_strange_where_it_would_have_been_seen() -> None:
    rows = other_rows(
        {
            "fr": vocabulary(vignoble=500, maison=5000),
            "de": vocabulary(weinberg=500, haus=5000),
            "nl": vocabulary(huis=2),
        }
    )
    assert rows["vignoble"].home == "fr"
    assert rows["vignoble"].beside == {"de"}, "two Dutch words do not show what Dutch has not"


def test_a_word_of_two_languages_is_not_strange_alone() -> None:
    own = {
        "fr": vocabulary(dictature=400, maison=9000),
        "ca": vocabulary(dictature=300, casa=9000),
        "de": vocabulary(haus=9000),
    }
    assert other_rows(own)["dictature"].alone == frozenset()


def test_a_word_in_letters_that_its_home_does_not_write_is_a_slip() -> None:
    own = {"fr": vocabulary(straße=50, maison=500), "it": vocabulary(casa=9000)}
    own["fr"].letters = frozenset("abcdefghijklmnopqrstuvwxyz")
    assert "straße" not in other_rows(own)


def test_spelling_prefers_what_was_seen() -> None:
    french = SpellingModel(["maison", "raison", "saison", "liaison"] * 5)
    german = SpellingModel(["schule", "schein", "fisch", "tisch"] * 5)
    assert french.log_probability("oraison") > german.log_probability("oraison")
    assert german.log_probability("schuh") > french.log_probability("schuh")
