"""Garbled documents with their errors marked: ``⟦category|severity|text⟧`` in the garbled translation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from qa.languages import LANGUAGES
from qa.records import Severity
from qa.spans import Span
from training.damage import Damaged, MarkedSpan

_MARK = re.compile(r"⟦([a-z]+)\|(minor|major|critical)\|([^⟦⟧]*)⟧")


@dataclass(frozen=True, slots=True)
class GarbledDocument:
    """A source, its intact translation and its damaged one with the gold spans."""

    name: str
    language: str
    source: str
    clean: str
    garbled: Damaged


def read_marked(text: str) -> Damaged:
    """The text as a reader sees it, and where its marks were.

    Raises:
        ValueError: a bracket is left over: a mark is malformed.
    """
    pieces: list[str] = []
    spans: list[MarkedSpan] = []
    read = written = 0
    for match in _MARK.finditer(text):
        kept = text[read : match.start()]
        start = written + len(kept)
        written = start + len(match[3])
        pieces += [kept, match[3]]
        spans.append(MarkedSpan(Span(start, written), match[1], Severity[match[2].upper()]))
        read = match.end()
    plain = "".join([*pieces, text[read:]])
    if "⟦" in plain or "⟧" in plain:
        at = max(plain.find("⟦"), plain.find("⟧"))
        raise ValueError(f"malformed mark at {plain[max(0, at - 20) : at + 30]!r}")
    return Damaged(plain, tuple(spans))


def write_marked(damaged: Damaged) -> str:
    """The inverse of :func:`read_marked`."""
    pieces: list[str] = []
    read = 0
    for mark in damaged.spans:
        inside = damaged.text[mark.span.start : mark.span.end]
        pieces += [damaged.text[read : mark.span.start], f"⟦{mark.category}|{mark.severity}|{inside}⟧"]
        read = mark.span.end
    return "".join([*pieces, damaged.text[read:]])


def load(folder: Path) -> tuple[GarbledDocument, ...]:
    """Every document of a set, by name.

    A document is a folder with ``source.en.txt``, ``clean.<language>.txt`` and ``garbled.<language>.txt``.

    Raises:
        ValueError: there is none, one is incomplete, or a mark is malformed.
    """
    documents = tuple(_load(path.parent) for path in sorted(folder.glob("*/source.en.txt")))
    if not documents:
        raise ValueError(
            f"{folder} holds no document: expected folders with source.en.txt, clean.*, garbled.*"
        )
    return documents


def _load(folder: Path) -> GarbledDocument:
    language = folder.name.split("_")[0]
    if language not in LANGUAGES:
        raise ValueError(f"{folder}: the name must begin with a language code and '_'")
    try:
        source, clean, garbled = (
            (folder / name).read_bytes().decode("utf-8")
            for name in ("source.en.txt", f"clean.{language}.txt", f"garbled.{language}.txt")
        )
        return GarbledDocument(folder.name, language, source, clean, read_marked(garbled))
    except (OSError, ValueError) as error:
        raise ValueError(f"{folder}: {error}") from error
