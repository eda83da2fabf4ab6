"""Machine translations in which people have marked the errors (Freitag et al. 2023), to learn from."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qa.spans import Span
from training.corpus import key
from training.examples import LabelledPair

PAIRS = ("en-de", "en-ru", "zh-en")


def judged(data: Path, most: int) -> Iterator[LabelledPair]:
    """The first ``most`` translations of each pair of languages; none whose source or text is for figures.

    A major error is wrong; a minor one is left open, since it is often a matter of taste.
    """
    for pair in PAIRS:
        kept = {
            key(item[name]) for item in _items(data / "qe" / f"wmt23_dev.{pair}.jsonl.xz") for name in _TEXTS
        }
        taken = 0
        for item in _items(data / "qe" / f"wmt23_train.{pair}.jsonl.xz"):
            if taken < most and not any(key(item[name]) in kept for name in _TEXTS):
                taken += 1
                yield _labelled(item, pair.partition("-")[2])


_TEXTS = ("src", "mt")


def _items(path: Path) -> Iterator[dict[str, Any]]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _labelled(item: dict[str, Any], language: str) -> LabelledPair:
    marked = [mark for mark in item["spans"] if mark["start"] < mark["end"]]
    major, minor = (
        tuple(Span(mark["start"], mark["end"]) for mark in marked if (mark["severity"] == "major") is serious)
        for serious in (True, False)
    )
    kind = "human" if major else ""
    return LabelledPair(
        language, item["src"], item["mt"], major, source_known=False, kind=kind, unsettled=minor
    )
