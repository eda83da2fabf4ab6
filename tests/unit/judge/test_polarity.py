from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from qa.judge import polarity
from qa.judge.negations import any_of
from qa.judge.polarity import polarity_wanted
from qa.languages import LANGUAGES
from qa.records import Passage
from qa.spans import Span

LEXICON = tomllib.loads(Path(polarity.__file__).with_name("lexica").joinpath("polarity.toml").read_text())


def wanted(source: str, translation: str, language: str = "fr", at: int = 0) -> list[str]:
    passage = Passage(Span(at, at + len(source)), source)
    found = polarity_wanted(passage, Passage(Span(0, len(translation)), translation), language)
    return [source[one.start - at : one.end - at] for one in found]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("They did not really approve the plan, however.", ["approve"]),
        ("They didn’t approve, and left.", ["approve"]),
        ("It was not approved because it was dear.", ["approved"]),
        ("They have not heard from Paris.", ["heard"]),
        ("They were not unhappy.", []),
        ("They not only approve the plan.", []),
        ("They did not approve it until May.", []),
        ("They did not approve and did not refuse.", []),
        ("Why did they not approve it?", []),
        ("They approve the plan.", []),
    ],
)
def test_what_an_english_negation_is_about_is_wanted(source: str, found: list[str]) -> None:
    assert wanted(source, "Ils approuvent.") == found
    assert wanted(source, "Ils approuvent.", at=7) == found


def test_but_not_where_the_translation_says_no() -> None:
    assert wanted("They did not approve.", "Ils ont refusé.") == []


@pytest.mark.parametrize(
    ("source", "translation", "language", "is_asked"),
    [
        ("They met.", "Ils n'ont pas siégé.", "fr", True),
        ("They met.", "Ils n’ont pas siégé.", "fr", True),
        ("They met.", "Ils ont siégé pas à pas.", "fr", False),
        ("They met.", "Ils n’ont pas seulement siégé.", "fr", False),
        ("They never met.", "Ils n’ont pas siégé.", "fr", False),
        ("They met.", "Nepřišli.", "cs", False),
        ("They met.", "Nesešli se.", "cs", True),
        ("They met.", "彼らは会わなかった。", "ja", False),
        ("They met.", "Toplanmadılar değil.", "tr", False),
    ],
)
def test_all_words_are_wanted_where_only_the_translation_negates(
    source: str, translation: str, language: str, is_asked: bool
) -> None:
    assert wanted(source, translation, language) == (["They", "met"] if is_asked else [])


def test_letters_that_move_in_lower_case_ask_nothing() -> None:
    assert wanted("They met in Izmir.", "İzmir’de n’ont pas siégé.") == []


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("not", "nothing not", ["not"]),
        ("not*", "nothing not", ["not", "not"]),
        ("*n't", "isn’t ain't", ["n’t", "n't"]),
        ("*o*", "not so", ["o", "o"]),
        ("or_not", "or  not", ["or  not"]),
        ("ne_…pas", "ne le dit pas, ne dit que cela va, pas", ["ne le dit pas"]),
        ("or_not not so*", "or not some", ["or not", "so"]),
    ],
)
def test_the_notation_of_the_lexicon(words: str, text: str, found: list[str]) -> None:
    assert [match[0] for match in any_of(words).finditer(text)] == found


@pytest.mark.parametrize("key", LEXICON)
def test_every_line_belongs_to_a_language_that_the_rule_looks_at(key: str) -> None:
    language, _, kind = key.partition(".")
    assert language in LANGUAGES or language == "en"
    assert f"{language}.hardly" in LEXICON
    assert kind in {"no", "idle", "hardly", "affix"} or language == "en"
    assert len(LEXICON[key].split()) == len(set(LEXICON[key].split()))
