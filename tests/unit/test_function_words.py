from __future__ import annotations

from qa.detect import scripts_of
from qa.function_words import english_only, function_words, languages_of_words
from qa.languages import LANGUAGES


def test_languages_that_share_a_script_have_small_words() -> None:
    shared = {"Latin", "Cyrillic", "Arabic"}
    assert all(function_words(code) for code in LANGUAGES if scripts_of(code)[0] in shared)


def test_words_are_lower_case() -> None:
    assert all(word == word.lower() for word in languages_of_words())


def test_english_words_that_a_language_has_too_are_not_only_english() -> None:
    assert "the" in english_only("fr")
    assert "on" not in english_only("fr")
    assert "in" not in english_only("de")
    assert not english_only("nl") & function_words("nl")


def test_a_language_without_a_list_has_all_english_words() -> None:
    assert english_only("ja") == english_only("")
