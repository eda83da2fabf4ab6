"""Opposites whose renderings are listed, and that all tables fit together."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.judge import listed as tables
from qa.judge import poles
from qa.judge.listed import listed
from qa.judge.poles import Cells, _poles, poles_wanted
from qa.judge.wording import compiled, rarest_word
from qa.records import Passage
from qa.spans import Span

LEXICA = Path(tables.__file__).with_name("lexica")
KEYS = {pole.key: pole.opposite.key for both in _poles().values() for pole in both}


def wanted(text: str, translation: str, language: str = "fr") -> list[str]:
    source = Passage(Span(9, 9 + len(text)), text)
    spans = poles_wanted(source, Passage(Span(0, len(translation)), translation), language)
    return [text[span.start - 9 : span.end - 9] for span in spans]


@pytest.mark.parametrize(
    ("text", "translation", "words"),
    [
        ("Prices rose again.", "Les prix ont de nouveau baissé.", ["rose"]),
        ("Prices rose again.", "Les prix ont de nouveau augmenté.", []),
        ("Prices rose and fell.", "Les prix ont baissé.", []),
        ("Prices rose and fell.", "Les prix ont baissé, puis baissé.", ["rose"]),
        ("The North Sea", "la mer du Sud", []),
        ("a north wind", "un vent du sud", ["north"]),
        ("Nothing of the kind", "Rien de tel", []),
    ],
)
def test_a_word_is_wanted_where_the_translation_may_say_the_opposite(
    text: str, translation: str, words: list[str]
) -> None:
    assert wanted(text, translation) == words
    assert wanted(text, translation, "xx") == []


@pytest.mark.parametrize("language", sorted(path.stem for path in (LEXICA / "poles").glob("*.tsv")))
def test_a_language_lists_both_poles(language: str) -> None:
    table = listed("poles", language)
    assert table.keys() <= KEYS.keys()
    assert all(KEYS[key] in table for key in table)


def test_a_second_cell_lists_what_may_say_either_pole(monkeypatch: pytest.MonkeyPatch) -> None:
    table = {"teach/learn": "enseñ*\tcurs*", "learn/teach": "aprend*"}
    monkeypatch.setattr(poles, "listed", lambda lexicon, language: table)
    read = poles._renderings.__wrapped__("es")
    assert read == {
        "teach/learn": Cells("enseñ*", "enseñ*/curs*"),
        "learn/teach": Cells("aprend*", "aprend*"),
    }


@pytest.mark.parametrize("path", sorted(LEXICA.glob("t*s/*.tsv")), ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_the_wordings_of_terms_and_traps_can_be_found(path: Path) -> None:
    for wording in listed(path.parent.name, path.stem):
        assert rarest_word(wording)
        assert compiled(wording).groups == 0
