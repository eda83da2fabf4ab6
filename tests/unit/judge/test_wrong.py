from __future__ import annotations

import pytest

from qa.judge.wrong import wrong_words


@pytest.mark.parametrize(
    ("gloss", "language", "text", "found"),
    [
        ("curiosity", "fr", "un taux de curiosités", ["curiosités"]),
        ("draught", "fr", "un courant d’air", ["courant d’air"]),
        ("bench", "fr", "la banque", []),
        ("apple", "de", "Kerninflation, Apfelkern", ["Apfelkern"]),
        ("leader", "it", "guidare la guida", ["guida"]),
        ("garbage", "zh", "反垃圾调查", ["垃圾"]),
        ("curiosity", "sv", "nyfikenhet", []),
        ("no such gloss", "fr", "curiosité", []),
    ],
)
def test_listed_words_are_found(gloss: str, language: str, text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in wrong_words((gloss,), language, text)] == found
