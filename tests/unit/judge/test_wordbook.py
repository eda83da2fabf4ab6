"""Tables of strange words: what they say of a language, and what of a word that they do not list."""

from __future__ import annotations

import pytest

from qa.judge.wordbook import Stranger, Wordbook, load
from training.strangers import Row, packed


@pytest.fixture
def table() -> Wordbook:
    rows = {
        "scheune": Row("de", frozenset({"fr"}), frozenset({"fr", "nl"})),
        "grange": Row("fr", frozenset(), frozenset({"de"})),
    }
    return packed(rows, ["de", "fr", "nl"])


def test_a_word_is_strange_to_some_languages_and_not_to_others(table: Wordbook) -> None:
    assert table.strangers({"scheune"}, "fr") == {"scheune": Stranger("de", alone=True)}
    assert table.strangers({"scheune"}, "nl") == {"scheune": Stranger("de", alone=False)}
    assert table.strangers({"scheune"}, "de") == {}


def test_each_word_keeps_its_own_home(table: Wordbook) -> None:
    assert table.strangers({"scheune", "grange"}, "de") == {"grange": Stranger("fr", alone=False)}


def test_words_that_are_not_listed_are_no_strangers(table: Wordbook) -> None:
    assert table.strangers({"stodoła", "hooischuur"}, "fr") == {}
    assert table.strangers(set(), "fr") == {}


def test_of_an_unknown_language_nothing_is_said(table: Wordbook) -> None:
    assert table.strangers({"scheune"}, "eo") == {}


@pytest.mark.parametrize("name", ["english", "others"])
def test_the_tables_are_sorted_and_whole(name: str) -> None:
    table = load(name)
    assert (table.words[1:] > table.words[:-1]).all()
    assert len(table.words) == len(table.kinds)
    assert len(table.alone) == len(table.beside) == len(table.homes) == table.kinds.max() + 1
    assert not (table.alone & ~table.beside).any(), "what is strange alone is strange beside another"
