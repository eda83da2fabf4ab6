"""English wordings that bad translations fall for, and what becomes of them: ``lexica/traps/<language>.tsv``.

Neither the words around one nor the embedding is asked what it means: it has one meaning, and what is listed
never renders that.
"""

from __future__ import annotations

from collections.abc import Iterator

from qa.judge.case import Case
from qa.judge.listed import occurrences, wordings
from qa.records import Passage
from qa.spans import Span


def traps_wanted(source: Passage, translation: Passage, language: str) -> Iterator[Span]:
    """The wordings of a source passage that the translation has a wrong rendering of."""
    for cell, place in wordings("traps", language, source.text):
        if next(occurrences(cell, translation.text), None):
            yield place.shift(source.span.start)


def trapped(case: Case) -> Iterator[tuple[Span, Span]]:
    """The wrong renderings that no other word of the source accounts for, each with its wording."""
    source, translation = case.source.passage, case.translation.passage
    for cell, place in wordings("traps", case.facts.language, source.text):
        there = place.shift(source.span.start)
        for here in occurrences(cell, translation.text):
            if not case.is_accounted(case.translation.span(*here), there):
                yield case.translation.span(*here), there
