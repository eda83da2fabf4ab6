from __future__ import annotations

import re
from pathlib import Path

import pytest

from qa.judge import idiom_words, idioms
from qa.judge.listed import cell_of, occurrences
from qa.languages import LANGUAGES
from qa.records import Passage
from qa.spans import Span

LINES = Path(idioms.__file__).with_name("lexica").joinpath("idioms.tsv").read_text("utf-8").splitlines()
LEXICON = dict(line.split("\t") for line in LINES if not line.startswith("#"))


def keys(text: str, language: str = "fr", at: int = 0) -> list[str]:
    found = idioms.uses(Passage(Span(at, at + len(text)), text), language)
    spans = sorted({key for use in found for key in use.keys})
    return [text[span.start - at : span.end - at] for span in spans]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("By the skin of my teeth.", ["skin", "teeth"]),
        ("by the skin of Mary’s\nteeth", ["skin", "teeth"]),
        ("They were cutting corners again.", ["cutting", "corners"]),
        ("a spur-of-the-moment idea", ["spur"]),
        ("It kept them all at bay.", ["bay"]),
        ("It came out of the blue.", ["blue"]),
        ("It came out of the blue bag.", []),
        ("We are not out of the woods.", ["woods"]),
        ("We walked out of the woods.", []),
        ("The skin of her teeth", []),
        ("Red tape slows all.", ["Red", "tape"]),
        ("We read Red Tape.", []),
        ("İ cut corners", []),
        ("", []),
    ],
)
def test_the_keys_of_an_idiom_are_found(text: str, found: list[str]) -> None:
    assert keys(text) == found
    assert keys(text, at=40) == found


def test_the_words_of_an_idiom_are_asked_for_in_order() -> None:
    text = "He let the cat out of the bag."
    spans = idiom_words(Passage(Span(5, 5 + len(text)), text), "fr")
    assert [text[span.start - 5 : span.end - 5] for span in spans] == [
        "let",
        "the",
        "cat",
        "out",
        "of",
        "the",
        "bag",
    ]
    assert idiom_words(Passage(Span(5, 5 + len(text)), text), "de") == ()


def test_a_language_that_shares_an_idiom_is_exempt() -> None:
    text = "He let the cat out of the bag."
    assert keys(text, "de") == []
    assert keys(text, "fr") == ["cat", "bag"]


@pytest.mark.parametrize("wording", LEXICON)
def test_every_entry_is_well_formed_and_finds_itself(wording: str) -> None:
    assert set(LEXICON[wording].split()) <= LANGUAGES.keys() - {"en"}
    text = re.sub(r"\[([^]/]+)[^]]*\]|(?<=\S)/\S+", lambda match: match[1] or "", wording)
    text = text.replace("*", "").replace("one's", "his").replace("…", "").removesuffix(",").strip()
    text = text if not text.startswith("n't") else f"did{text}"
    assert keys(text, "en"), text


@pytest.mark.parametrize(
    ("word", "language", "text", "place"),
    [
        ("axe", "ru", "Они взяли топоры.", "топоры"),
        ("beans", "de", "Er verschüttete die Bohnen", "Bohnen"),
        ("rat", "pl", "Zwyciężył ratownik.", None),
        ("bone", "fr", "Une ossature", None),
        ("cloud", "fr", "un nuage", None),
        ("corners", "hi", "corner", None),
    ],
)
def test_a_rare_word_is_known_by_the_beginnings_of_its_renderings(
    word: str, language: str, text: str, place: str | None
) -> None:
    found = next(occurrences(cell_of(word, language, "literal"), text), None)
    assert (text[slice(*found)] if found else None) == place
