"""Translation retrieval: does a sentence find its own translation among all of a test set?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from qa.embed import Rows


def read_test_set(path: Path, limit: int = 1997) -> tuple[list[str], list[str]]:
    """English and translation of a tab-separated file; NTREX keeps second translations below line 1,997."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line][:limit]
    return [row[0] for row in rows], [row[1] for row in rows]


def precision_at_1(embed: Callable[[list[str]], Rows], english: list[str], other: list[str]) -> float:
    """Mean over both directions of the share of sentences whose nearest neighbour is their translation.

    ``embed`` returns unit rows.
    """
    similar = embed(english) @ embed(other).T
    own = np.arange(len(english))
    return float(((similar.argmax(1) == own).mean() + (similar.argmax(0) == own).mean()) / 2)
