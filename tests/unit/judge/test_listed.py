from __future__ import annotations

import re
from pathlib import Path

import pytest

from qa.judge import listed
from qa.judge.listed import cell_of, occurrences
from qa.languages import LANGUAGES

TABLES = sorted(Path(listed.__file__).with_name("lexica").glob("*/*.tsv"))


@pytest.mark.parametrize(
    ("cell", "text", "found"),
    [
        ("curiosité", "un taux de curiosités", ["curiosités"]),
        ("curiosité", "la Curiosité", ["Curiosité"]),
        ("banc", "la banque", []),
        ("courant d'air", "un courant d’air", ["courant d’air"]),
        ("apfel*", "Kerninflation, Apfelkern", ["Apfelkern"]),
        ("mer.", "la mer, la mère, merci", ["mer"]),
        ("bo/bote", "dans les bottes du bo", ["bo"]),
        ("垃圾", "反垃圾调查", ["垃圾"]),
        ("كتاب", "وبالكتاب والكاتب", ["وبالكتاب"]),
        ("", "anything", []),
    ],
)
def test_listed_words_are_found_with_their_endings(cell: str, text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in occurrences(cell, text)] == found


def test_a_word_is_looked_up_in_the_first_table_that_has_it() -> None:
    assert cell_of("badgers", "fr", "literal", "names") == cell_of("badger", "fr", "names") == "blaireau"
    assert cell_of("badger", "xx", "names") == cell_of("no such word", "fr", "names") == ""


@pytest.mark.parametrize("path", TABLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_table_has_a_cell_for_each_row(path: Path) -> None:
    assert path.stem in LANGUAGES
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line[0] != "#"]
    assert len({row[0] for row in rows}) == len(rows)
    for row in rows:
        # In the tables of opposites, what may say either pole stands in a cell of its own.
        assert len(row) in ((2, 3) if path.parent.name == "poles" else (2,)), row
        for words in "/".join(row[1:]).split("/"):
            assert words == words.strip(), row
            assert words.strip(".*|"), row
            assert not re.search(r"\*[^\s|]", words), row
