from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from qa.embed import Rows, unit
from training.retrieval import precision_at_1, read_test_set

VECTORS = {"a": [1, 0], "b": [0, 1], "c": [1, 1], "A": [1, 0.1], "B": [0.1, 1], "C": [1, 0.01]}


def embed(texts: list[str]) -> Rows:
    return unit(np.array([VECTORS[text] for text in texts], np.float32))


@pytest.mark.parametrize(
    ("english", "other", "expected"),
    [
        (["a", "b"], ["A", "B"], 1.0),
        (["a", "b"], ["B", "A"], 0.0),
        # c finds nothing of its own either way; a finds C, which finds a.
        (["a", "b", "c"], ["A", "B", "C"], (1 / 3 + 2 / 3) / 2),
    ],
)
def test_precision_is_the_mean_of_both_directions(
    english: list[str], other: list[str], expected: float
) -> None:
    assert precision_at_1(embed, english, other) == pytest.approx(expected)


def test_a_test_set_is_read_up_to_its_limit(tmp_path: Path) -> None:
    (tmp_path / "x.tsv").write_text("one\tun\ntwo\tdeux\n\nthree\ttrois\n", encoding="utf-8")
    assert read_test_set(tmp_path / "x.tsv") == (["one", "two", "three"], ["un", "deux", "trois"])
    assert read_test_set(tmp_path / "x.tsv", limit=2) == (["one", "two"], ["un", "deux"])
