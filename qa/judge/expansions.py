"""Acronyms that the source itself writes out, and that the translation writes out as something else.

"the European Space Agency (ESA)": where the translation has the acronym in brackets and no word before it is
near to one of that name, it stands for something else there.  So it does where the translation leaves the
acronym out and has another name with its letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from qa.function_words import function_words
from qa.judge.case import Case
from qa.languages import SOURCE_LANGUAGE
from qa.questions import Likeness, Wanted
from qa.records import Passage
from qa.spans import Span

_WRITTEN_OUT = re.compile(r"((?:[A-Z][\w’'-]+ (?:(?:of|for|on|and|the|in|to) ){0,2}){1,7})\(([A-Z]{2,7})\)")
_WORD = re.compile(r"[^\W\d_]+")
_NEAR = 0.4
"""Cosine from which a word of the translation may render a word of the name."""
_LETTERS = 4
_TOGETHER = re.compile(r"[^\W\d_]+(?:[ ’'-][^\W\d_]+)*")
_BEFORE = re.compile(r"[^.;:!?()«»“”\"\n]*$")


class Expansion(NamedTuple):
    """An acronym, and the words of the name before it."""

    acronym: Span
    words: tuple[Span, ...]


def expansions_wanted(source: Passage) -> Iterator[Wanted]:
    """The words of the names that a source passage gives with their acronyms."""
    for expansion in _expansions(source):
        start = source.span.start
        for word in expansion.words:
            text = source.text[word.start - start : word.end - start].lower()
            yield Wanted(word, ((text,),))


def written_out_otherwise(case: Case) -> Iterator[tuple[Span, Span]]:
    """What stands before an acronym of the translation and is not its name, with that of the source."""
    said = {
        one.source: one.likenesses for one in case.evidence.answers.renderings if len(one.likenesses) == 1
    }
    for acronym, words in _expansions(case.evidence.source):
        likenesses = [likeness for word in words for likeness in said.get(word, ())]
        letters = case.source.text(acronym)
        is_kept = letters.lower() in case.translation.lower
        place = _before_brackets(case, letters, len(words)) if is_kept else _with_initials(case, letters)
        if len(likenesses) < len(words) or place is None or case.translation.text(place).islower():
            continue  # in small letters it says what it is, not what it is called
        if not any(_renders(one, place) for one in likenesses):
            yield place, acronym


def _renders(likeness: Likeness, place: Span) -> bool:
    return likeness.similarity >= _NEAR and likeness.translation.overlaps(place)


def _expansions(source: Passage) -> Iterator[Expansion]:
    for match in _WRITTEN_OUT.finditer(source.text):
        small = function_words(SOURCE_LANGUAGE)
        words = [word for word in _WORD.finditer(match[1]) if word[0].lower() not in small]
        own = words[-len(match[2]) :]
        if "".join(word[0][0] for word in own).upper() == match[2] and len(own) > 1:
            start = source.span.start + match.start(1)
            yield Expansion(
                Span(*match.span(2)).shift(source.span.start),
                tuple(Span(*word.span()).shift(start) for word in own),
            )


def _before_brackets(case: Case, acronym: str, count: int) -> Span | None:
    """The last ``count`` words that mean something before the acronym in brackets, with what is between."""
    text = case.translation.passage.text
    at = re.search(rf"[(（]{acronym}[)）]", text)
    if at is None:
        return None
    before = _BEFORE.search(text[: at.start()])
    small = function_words(case.facts.language)
    words = [
        word
        for word in (_WORD.finditer(before[0]) if before else ())
        if len(word[0]) >= _LETTERS and word[0].lower() not in small
    ]
    if before is None or len(words) < 2:
        return None
    first, last = words[-count:][0], words[-1]
    return case.translation.span(before.start() + first.start(), before.start() + last.end())


def _with_initials(case: Case, acronym: str) -> Span | None:
    """A name whose words begin with the letters of an acronym, in whatever order."""
    tokens, small = case.translation.tokens, function_words(case.facts.language)
    named = [index for index, word in enumerate(tokens.lower) if word not in small]
    for at in range(len(named) - len(acronym) + 1):
        run = named[at : at + len(acronym)]
        start, end = tokens.starts[run[0]], tokens.ends[run[-1]]
        is_spelled = sorted(tokens.words[index][0] for index in run) == sorted(acronym)
        if is_spelled and _TOGETHER.fullmatch(tokens.text, start, end):
            return case.translation.span(start, end)
    return None
