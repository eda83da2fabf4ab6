"""The parallel corpus: reading, leaving out what evaluation uses, and a split by English sentence.

A pair belongs to the part that the digest of its English sentence chooses, so that one English
sentence can never stand in two parts, whatever the language or the source.
"""

from __future__ import annotations

import hashlib
import lzma
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PARTS = ("train", "doubt", "calibration", "test")
"""For the embedding; for the word doubts, which need pairs it never saw; for thresholds; for figures."""
_HELD_OUT_PERCENT = {"doubt": 2, "calibration": 1, "test": 1}
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Pair:
    """One English sentence (or short passage) and its human translation."""

    origin: str
    english: str
    other: str


def key(english: str) -> str:
    """The English sentence without case, punctuation and spacing: what makes two items 'the same'."""
    return _NOT_WORD.sub(" ", english.casefold()).strip()


def part_of(english: str) -> str:
    """Which of :data:`PARTS` the sentence belongs to; depends on nothing but its :func:`key`."""
    bucket = int.from_bytes(hashlib.sha256(key(english).encode()).digest()[:4], "big") % 100
    for part, percent in _HELD_OUT_PERCENT.items():
        if bucket < percent:
            return part
        bucket -= percent
    return "train"


def languages(data: Path) -> list[str]:
    """Languages with a parallel file, sorted."""
    return sorted(path.name.split(".")[0] for path in (data / "parallel").glob("*.tsv.xz"))


def read_pairs(data: Path, language: str) -> Iterator[Pair]:
    """Every pair of one language, in file order."""
    with lzma.open(data / "parallel" / f"{language}.tsv.xz", "rt", encoding="utf-8", newline="\n") as lines:
        for line in lines:
            origin, english, other = line.rstrip("\n").split("\t")
            yield Pair(origin, english, other)


def evaluation_keys(data: Path) -> frozenset[str]:
    """The :func:`key` of every English sentence that stands in a set we report figures on."""
    keys: set[str] = set()
    for path in sorted((data / "heldout").glob("*.tsv")):
        keys.update(key(line.split("\t")[0]) for line in path.read_text(encoding="utf-8").split("\n") if line)
    for path in sorted((data / "heldout" / "word_alignment").glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            keys.update(key(field) for field in line.split("\t")[:2])
    for path in sorted((data / "qe").glob("*.jsonl.xz")):
        keys.update(_judged_sentences(path))
    for path in sorted((data / "garble-dev").glob("*/source.en.txt")):
        keys.update(key(part) for part in re.split(r"(?<=[.!?])\s", path.read_text(encoding="utf-8")))
    return frozenset(keys - {""})


def _judged_sentences(path: Path) -> Iterator[str]:
    import json

    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            yield key(item["src"])
            yield key(item["mt"])


def pairs(data: Path, language: str, part: str, excluded: frozenset[str]) -> Iterator[Pair]:
    """The pairs of one part, without those whose English stands in ``excluded``."""
    for pair in read_pairs(data, language):
        if part_of(pair.english) == part and key(pair.english) not in excluded:
            yield pair
