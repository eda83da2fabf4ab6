"""How a word of an idiom, or a name, is rendered if taken literally; for what its vector cannot tell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_LEXICA = Path(__file__).parent / "lexica"
_UNSPACED = "\u3040"
"""From here on, scripts that have no spaces between words."""
_WORD = re.compile(r"[^\W\d_]+")


def known(word: str, language: str, lexicon: str = "literal") -> tuple[str, ...]:
    """How the literal renderings of an English ``word`` begin; none where it is not in ``lexica/*.tsv``."""
    stems = _stems(language, lexicon)
    return stems.get(word) or stems.get(word.removesuffix("s")) or stems.get(word.removesuffix("es")) or ()


def rendered(beginnings: tuple[str, ...], translation: str) -> tuple[int, int] | None:
    """Where the first word with one of the ``beginnings`` stands in ``translation``."""
    for stem in beginnings:
        if stem >= _UNSPACED and stem in translation:
            at = translation.index(stem)
            return at, at + len(stem)
    for found in _WORD.finditer(translation):
        if any(_inflects(found[0].lower(), stem) for stem in beginnings):
            return found.span()
    return None


def _inflects(word: str, stem: str) -> bool:
    """Whether ``word`` is the stem and an ending; much more than a short stem begins with its letters."""
    return word.startswith(stem) and len(word) - len(stem) <= max(0, min(3, len(stem) - 2))


@cache
def _stems(language: str, lexicon: str) -> Mapping[str, tuple[str, ...]]:
    """The beginnings of the literal renderings in ``language`` by English word."""
    lines = (_LEXICA / f"{lexicon}.tsv").read_text("utf-8").splitlines()
    head, *rows = (line.split("\t") for line in lines if not line.startswith("#"))
    if language not in head[1:]:
        return {}
    column = head.index(language)
    return {row[0]: tuple(row[column].split("/")) for row in rows if row[column]}
