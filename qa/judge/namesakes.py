"""Names of the source that are also common words, and that the translation took for the word.

The names and what their words mean stand in ``lexica/names.toml``; how they are rendered where the embedding
knows too little of them in ``lexica/literal`` and ``lexica/names``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from qa.judge.case import Case
from qa.judge.listed import cell_of, occurrences
from qa.judge.places import is_common, stand_alike
from qa.judge.spelling import consonants, plain
from qa.judge.tables import read_table
from qa.questions import Rendering, Wanted
from qa.records import Passage
from qa.spans import Span

_WORD = re.compile(r"[^\W\d_]+")
_BEFORE_NAME = re.compile(r"[\w,;)’'-] +$")
_COMMON_FORM = {"Turkish": "Turkey"}
_LEAST, _CLEAR = 0.6, 0.25
"""Cosine from which a word says the common meaning, and how much nearer than any other source word."""
_HEADLINE = 0.6
"""Share of capitalised words from which a passage is a headline."""
_HEAD = 3
_SHORT = 3
"""Letters that make a short word: it has no capital in a headline."""


@dataclass(frozen=True, slots=True)
class Namesake:
    """What the word means that a name is; ``behind_first`` if it is a name only behind a first name."""

    meaning: tuple[str, ...]
    behind_first: bool


def namesakes_wanted(source: Passage) -> tuple[Wanted, ...]:
    """The names of a source passage that are common words too, in order."""
    names, firsts = _names()
    text = source.text
    matches = list(_WORD.finditer(text))
    if not any(match[0] in names for match in matches) or is_headline(match[0] for match in matches):
        return ()
    found = []
    for at, match in enumerate(matches):
        name = names.get(match[0])
        if name is None or not _BEFORE_NAME.search(text, 0, match.start()):
            continue
        if at and (matches[at - 1][0] in firsts or not name.behind_first):
            found.append(Wanted(Span(*match.span()).shift(source.span.start), (name.meaning,)))
    return tuple(found)


def taken_for_words(case: Case) -> Iterator[tuple[Span, Span]]:
    """The words of the translation that say what a name would mean as a word, each with that name."""
    names, _ = _names()
    for rendering in case.evidence.answers.renderings:
        name = case.source.text(rendering.source)
        if name not in names or len(rendering.likenesses) != 1:
            continue
        listed = _listed(case, name)
        span = listed or _near(case, rendering)
        if span and not _is_kept(case, name, listed) and not _is_for_word(case, name, span):
            yield span, rendering.source


def _is_for_word(case: Case, name: str, span: Span) -> bool:
    """Whether the source has the common word too, and the translation does not have it as a name."""
    if (
        case.facts.script == "Latin"
        and case.facts.language != "de"
        and case.translation.text(span)[0].isupper()
    ):
        return False
    return not case.source.forms.isdisjoint((name.lower(), *_names()[0][name].meaning)) or (
        name.lower() in case.facts.source_common_words
    )


def _is_kept(case: Case, name: str, listed: Span | None) -> bool:
    """Whether the translation has the name, spelled in its own way, beside the word for it."""
    shape, sound = plain(name), consonants(name)
    said = case.translation.text(listed) if listed else ""
    if said and (plain(said).startswith(shape) or shape.startswith(plain(said))):
        return True
    return any(
        plain(word).startswith(shape[:_HEAD]) or (len(sound) > 1 and consonants(word).startswith(sound))
        for word in case.translation.tokens.words
        if not word.islower() and word != said
    )


def _listed(case: Case, name: str) -> Span | None:
    """Where the translation has a word that is known to say the common meaning."""
    word, language = _COMMON_FORM.get(name, name).lower(), case.facts.language
    cell = cell_of(word, language, "names", "literal")
    found = next(occurrences(cell, case.translation.passage.text), None)
    return case.translation.span(*found) if found else None


def _near(case: Case, rendering: Rendering) -> Span | None:
    """The word of the translation that is clearly near the common meaning, at the place of the name."""
    likeness = rendering.likenesses[0]
    span = likeness.translation
    is_clear = likeness.similarity >= max(_LEAST, likeness.rival + _CLEAR)
    return (
        span if is_clear and stand_alike(case, span, rendering.source) and not is_common(case, span) else None
    )


def is_headline(words: Iterable[str]) -> bool:
    """Whether nearly every long word has a capital: there it tells nothing."""
    long = [word for word in words if len(word) > _SHORT]
    return sum(word[0].isupper() for word in long) > _HEADLINE * len(long)


@cache
def _names() -> tuple[Mapping[str, Namesake], frozenset[str]]:
    """The names, and the first names and titles."""
    table = read_table("names")
    firsts = frozenset(table.pop("-").split())
    names = {
        name.removeprefix("+"): Namesake(tuple(meaning.split()), name.startswith("+"))
        for name, meaning in table.items()
    }
    return names, firsts


def first_names() -> frozenset[str]:
    """English first names and titles."""
    return _names()[1]
