"""The pieces that figures are made of: numbers in digits, and words that say something about a figure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.judge.lexicon import Lexicon, Sense
from qa.judge.numerals import HAN_NUMBER, LITERAL, han_value
from qa.judge.tokens import Tokens

# Languages that write number words, units and dates together with what follows.
ATTACHED = frozenset(("ja", "ko", "zh"))

# Smaller numbers come and go with the grammar of a language: "one" is also an article.
LEAST = 3

_DIGIT = re.compile(r"\d")
# "More than" between a number and its scale (550多万).
_MORE = tuple("多余餘")


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece at ``start`` to ``end``: either the ``literal`` digits or the ``senses`` of a word."""

    start: int
    end: int
    senses: tuple[Sense, ...] = ()
    literal: str = ""

    def get(self, kind: str) -> Sense | None:
        """The first sense of a kind."""
        return next((sense for sense in self.senses if sense.kind == kind), None)


def can_be_wrong(tokens: Tokens, lexicon: Lexicon, language: str) -> bool:
    """Whether a figure may stand here that is firm or in digits: told faster than the figures are found."""
    if language in ATTACHED or _DIGIT.search(tokens.text):
        return True
    return any(
        sense.kind not in ("joiner", "unit") and (sense.kind != "number" or sense.value >= LEAST)
        for word in lexicon.telling(tokens.vocabulary)
        for sense in lexicon.senses(word)
    )


def atoms(tokens: Tokens, lexicon: Lexicon, language: str) -> list[Atom]:
    """The pieces of one text in order; none where there are only units."""
    text = tokens.text
    if language in ATTACHED:
        found = [*_attached(text, lexicon)]
    else:
        telling = lexicon.telling(tokens.vocabulary)
        weak = all(lexicon.senses(word)[0].kind in ("joiner", "unit") for word in telling)
        if weak and not _DIGIT.search(text):
            return []
        places = zip(tokens.starts, tokens.words, tokens.lower, strict=True)
        found = [
            Atom(start, start + len(word), lexicon.senses(lower))
            for start, word, lower in places
            if lower in telling
        ]
    if _DIGIT.search(text):
        found += [Atom(match.start(), match.end(), literal=match[0]) for match in LITERAL.finditer(text)]
    return sorted(found, key=lambda atom: atom.start)


def _attached(text: str, lexicon: Lexicon) -> Iterator[Atom]:
    for match in HAN_NUMBER.finditer(text):
        before = text[max(0, match.start() - 2) : match.start()].rstrip()
        # Behind digits, and alone, 万 is the scale of a number and not a number.
        if not before[-1:].isdigit() and match[0] not in lexicon.exact:
            yield Atom(match.start(), match.end(), (Sense("number", han_value(match[0]), sure=False),))
    for match in lexicon.calendar.finditer(text):
        yield Atom(match.start(), match.end(), lexicon.exact[match[0]])
    for digit in _DIGIT.finditer(text):
        at = digit.end()
        if text[at : at + 1].isspace():
            at += 1
        if text[at : at + 1] in _MORE:
            at += 1
        while found := lexicon.longest_at(text, at):
            form, senses = found
            yield Atom(at, at + len(form), senses)
            at += len(form)
