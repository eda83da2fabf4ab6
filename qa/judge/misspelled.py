"""Names of the source that the translation spells wrong, where nothing else tells them.

A word that differs in one letter from a name of the source that is missing, though not in its ending, is that
name spelled wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.judge.case import Case
from qa.judge.spelling import is_misspelled, plain
from qa.judge.vocabulary import common_words
from qa.questions import Wanted
from qa.records import Passage
from qa.spans import Span

_LEAST = 6
_NAME = re.compile(r"(?<![\w'’-])[A-Z][a-z]{3,}(?![\w-])")
_SETTLED = 0.7
"""Cosine from which a word of the translation is the one that its language has for the name."""


def lost_names_wanted(source: Passage) -> tuple[Wanted, ...]:
    """The names of a source passage: those are answered that no word of the translation is near to."""
    return tuple(
        Wanted(Span(*match.span()).shift(source.span.start), (), settled=_SETTLED)
        for match in _NAME.finditer(source.text)
    )


def misspelled_names(case: Case) -> Iterator[tuple[Span, Span]]:
    """Words of the translation that are a name of the source but for one letter, each with that name."""
    far = [one.source for one in case.evidence.answers.renderings if not one.likenesses]
    tokens = case.translation.tokens
    for place in far:
        name = case.source.text(place)
        if not _is_lost(case, name):
            continue
        for index, word in enumerate(tokens.words):
            if _is_strange(case, word) and is_misspelled(plain(word), plain(name)):
                yield case.translation.span(tokens.starts[index], tokens.ends[index]), place


def _is_lost(case: Case, name: str) -> bool:
    """Whether a word of the source is a name, and the translation does not have it."""
    return (
        len(name) >= _LEAST
        and name[0].isupper()
        and name[1:].islower()
        and name not in case.translation.forms
        and name.lower() not in case.facts.source_common_words
        and name.lower() not in common_words()
    )


def _is_strange(case: Case, word: str) -> bool:
    """Whether a word of the translation is written as a name that stands nowhere in the source."""
    return word[0].isupper() and word.isascii() and word not in case.facts.source_forms
