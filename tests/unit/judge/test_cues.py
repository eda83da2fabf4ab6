from __future__ import annotations

import pytest

from qa.judge.cues import cues


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Batteries!", "battery"),
        ("two courts", "court"),
        ("three matches", "match"),
        ("fined again", "fine"),
        ("planted", "plant"),
        ("it stopped", "stop"),
        ("they are raising it", "raise"),
        ("still sitting", "sit"),
        ("the judge's wig", "judge"),
    ],
)
def test_a_word_counts_without_its_ending(text: str, word: str) -> None:
    assert word in cues(text)


def test_short_words_keep_their_endings() -> None:
    assert cues("gas bed") == {"gas", "bed"}
    assert cues("") == frozenset()
