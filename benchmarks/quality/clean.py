"""Intact human translations, made into documents: whatever is found in them is a false alarm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.languages import LANGUAGES, from_tag

SENTENCES = 20
"""Sentences of one document."""
_PARAGRAPH = 4


@dataclass(frozen=True, slots=True)
class CleanDocument:
    """Consecutive sentences of a file, four to a paragraph."""

    name: str
    language: str
    source: str
    translation: str


def load(path: Path) -> tuple[CleanDocument, ...]:
    """The documents of a file ``<name>.<language>.tsv`` of lines ``english<TAB>translation``.

    Raises:
        ValueError: the name tells no language, or a line has not two columns.
    """
    language = from_tag(path.stem.rpartition(".")[2])
    if language is None:
        raise ValueError(f"{path}: the name must end in .<language>.tsv")
    pairs = []
    for number, line in enumerate(path.read_text(encoding="utf-8").removesuffix("\n").split("\n"), 1):
        english, tab, other = line.partition("\t")
        if not tab or "\t" in other:
            raise ValueError(f"{path}:{number}: expected english<TAB>translation")
        pairs.append((english.strip(), other.strip()))
    between = " " if LANGUAGES[language].spaced else ""
    return tuple(
        CleanDocument(
            f"{path.stem}:{first + 1}",
            language,
            paragraphs([english for english, _ in pairs[first : first + SENTENCES]], " "),
            paragraphs([other for _, other in pairs[first : first + SENTENCES]], between),
        )
        for first in range(0, len(pairs), SENTENCES)
    )


def paragraphs(sentences: Sequence[str], between: str) -> str:
    """The sentences, four to a line."""
    starts = range(0, len(sentences), _PARAGRAPH)
    return "".join(between.join(sentences[first : first + _PARAGRAPH]) + "\n" for first in starts)
