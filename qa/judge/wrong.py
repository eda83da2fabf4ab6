"""Words that say another sense than the right one, by language: what the embedding knows too little of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

_LEXICON = Path(__file__).parent / "lexica" / "wrong.tsv"
_LETTER = r"[^\W\d_]"
_IDEOGRAPHS = "\u3400"
"""Where scripts begin that put no space between words."""


def wrong_words(glosses: Iterable[str], language: str, text: str) -> Iterator[tuple[int, int]]:
    """Where ``text`` has a word listed for a sense that the English ``glosses`` mean."""
    table = _table(language)
    for gloss in glosses:
        if gloss in table:
            for found in _compiled(table[gloss]).finditer(text):
                yield found.span()


@cache
def _table(language: str) -> Mapping[str, str]:
    """The cells of a language by English gloss."""
    lines = _LEXICON.read_text("utf-8").splitlines()
    head, *rows = (line.split("\t") for line in lines if not line.startswith("#"))
    if language not in head[1:]:
        return {}
    column = head.index(language)
    return {row[0]: row[column] for row in rows if row[column] != "-"}


@cache
def _compiled(cell: str) -> re.Pattern[str]:
    return re.compile("|".join(map(_expression, cell.split("/"))), re.IGNORECASE)


def _expression(listed: str) -> str:
    """The expression for what is listed between two strokes."""
    if listed >= _IDEOGRAPHS:
        return re.escape(listed)
    return rf"(?<!{_LETTER})" + r"\s+".join(map(_beginning, listed.split())) + rf"(?!{_LETTER})"


def _beginning(word: str) -> str:
    """A word with an ending of up to three letters, fewer after a short one; with a dot none, with * any."""
    stem = word.rstrip(".*")
    most = {".": "0", "*": ""}.get(word.removeprefix(stem), str(max(0, min(3, len(stem) - 2))))
    return re.escape(stem).replace("'", "['’]") + f"{_LETTER}{{0,{most}}}"
