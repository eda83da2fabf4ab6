"""Words that the lexica list by their beginnings: a table for each language, by English word, gloss or term.

``lexica/README.md`` has the notation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

from qa.judge.english import REMEMBERED, english
from qa.judge.wording import compiled, may_stand, rarest_word
from qa.spans import Span

_LEXICA = Path(__file__).parent / "lexica"
_LETTER = r"[^\W\d_]"
JOINT = "|"
"""Between the parts of what is written as one word."""
UNSPACED = "\u3040"
"""From here on, scripts that have no spaces between words."""
_ARABIC = re.compile("[\u0620-\u064a]")
_PROCLITICS = "[وف]?(?:ال|لل|[بلك](?:ال)?)?"
"""What Arabic writes before a word without a space: and, so, the, to, in, as."""


@cache
def listed(lexicon: str, language: str) -> Mapping[str, str]:
    """The cells of ``lexica/<lexicon>/<language>.tsv``; none for a language that has no table there."""
    file = _LEXICA / lexicon / f"{language}.tsv"
    if not file.exists():
        return {}
    rows = (line.partition("\t") for line in file.read_text("utf-8").splitlines() if line and line[0] != "#")
    return {english: cell for english, _, cell in rows}


@lru_cache(REMEMBERED)
def wordings(lexicon: str, language: str, source: str) -> tuple[tuple[str, Span], ...]:
    """The English wordings of a table that a text has, but in names: their cells, and where they stand."""
    read, heads, found = english(source), _heads(lexicon, language), []
    for wording in sorted({one for word in heads.keys() & read.words for one in heads[word]}):
        if may_stand(wording, read.words):
            for place in compiled(wording).finditer(read.lower):
                if not (place.start() and source[place.start()].isupper()):
                    found.append((listed(lexicon, language)[wording], Span(*place.span())))
    return tuple(found)


@cache
def _heads(lexicon: str, language: str) -> Mapping[str, tuple[str, ...]]:
    """The wordings of a table by a word that a text with one of them has."""
    found: dict[str, list[str]] = {}
    for wording in listed(lexicon, language):
        for form in rarest_word(wording):
            found.setdefault(form, []).append(wording)
    return {form: tuple(some) for form, some in found.items()}


def cell_of(word: str, language: str, *lexica: str) -> str:
    """What the first of ``lexica`` lists that has an English ``word``, or its singular; else nothing."""
    for lexicon in lexica:
        table = listed(lexicon, language)
        for form in (word, word.removesuffix("s"), word.removesuffix("es")):
            if form in table:
                return table[form]
    return ""


def occurrences(cell: str, text: str) -> Iterator[tuple[int, int]]:
    """Where ``text`` has what a cell lists."""
    small = _small(text)
    # Most texts have none of it, and compiling an expression takes as long as a thousand such looks.
    if cell and any(beginning in small for beginning in _beginnings(cell)):
        for found in _compiled(cell).finditer(small):
            yield found.span()


@lru_cache(REMEMBERED)
def _small(text: str) -> str:
    """The text in small letters, as many as it has."""
    return text.replace("İ", "i").lower()


@cache
def _beginnings(cell: str) -> tuple[str, ...]:
    """What a text has to contain of each alternative: the first word up to an apostrophe, or all."""
    firsts = (words.replace(JOINT, "").lower().split()[0] for words in cell.split("/"))
    return tuple(dict.fromkeys(first.split("'")[0].rstrip(".*") for first in firsts))


@cache
def _compiled(cell: str) -> re.Pattern[str]:
    return re.compile("|".join(map(_expression, cell.lower().split("/"))))


def _expression(words: str) -> str:
    """The expression for what is listed between two strokes."""
    if words >= UNSPACED:
        return re.escape(words.replace(JOINT, ""))
    begin = rf"(?<!{_LETTER})" + (_PROCLITICS if _ARABIC.match(words) else "")
    return begin + r"\s+".join(map(_beginning, words.replace(JOINT, "").split())) + rf"(?!{_LETTER})"


def _beginning(word: str) -> str:
    """A word with an ending of up to three letters, fewer after a short one; with a dot none, with * any."""
    stem = word.rstrip(".*")
    most = {".": "0", "*": ""}.get(word.removeprefix(stem), str(max(0, min(3, len(stem) - 2))))
    return re.escape(stem).replace("'", "['’]") + f"{_LETTER}{{0,{most}}}"
