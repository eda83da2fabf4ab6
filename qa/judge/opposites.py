"""accuracy/opposite: the translation has the opposite of a word of the source.

Opposites stand where one another do, so nothing doubts them; yet in the embedding space a word is nearer to
its own translation.  The English opposites stand in ``lexica/opposites.toml``; :mod:`qa.judge.poles` finds
those whose renderings are listed, :mod:`qa.judge.polarity` negations that are lost or put in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from qa.judge.case import Case
from qa.judge.english import english
from qa.judge.negations import is_negated, is_negation
from qa.judge.places import is_common, stand_alike
from qa.judge.polarity import Turned, turned
from qa.judge.poles import opposites_listed
from qa.judge.tables import read_table
from qa.judge.wording import WORD
from qa.questions import Rendering, Wanted
from qa.records import ErrorSpan, Passage, Severity
from qa.spans import Span

RULE = "accuracy/opposite"

_LEAST, _COMMON = 0.55, 0.8
"""Cosine with the opposite from which a word of the translation says it, and a very common word."""
_OWN = 0.6
"""Cosine with the word itself from which the translation has that too."""
_LISTED = 0.7
"""What a word counts that is listed for the opposite."""
_MARGIN = 0.15
_CLEAR = 0.2
"""How much nearer to the opposite than to the word itself, and than to any other word of the source."""


@dataclass(frozen=True, slots=True)
class Opposition:
    """The words that say much the same as a word, with it, and those that say the opposite."""

    own: tuple[str, ...]
    opposite: tuple[str, ...]


def opposites_wanted(source: Passage) -> tuple[Wanted, ...]:
    """The words of a source passage that have opposites, none of which stands there too, in order.

    With each come the words that it may be rendered by and those that it may not.
    """
    words = english(source.text).words
    known = {word for word in _sides().keys() & words if _is_alone(_opposition(word), words)}
    found = []
    for match in WORD.finditer(english(source.text).lower) if known else ():
        written = source.text[match.start() : match.end()]
        is_name = not written[1:].islower() or (match.start() > 0 and written[0].isupper())
        if match[0] in known and not is_name:
            opposition = _opposition(match[0])
            span = Span(*match.span()).shift(source.span.start)
            found.append(Wanted(span, (opposition.own, opposition.opposite), settled=_OWN))
    return tuple(found)


def _is_alone(opposition: Opposition, words: frozenset[str]) -> bool:
    """Whether there is an opposite and none of the ``words`` says it."""
    return bool(opposition.opposite) and words.isdisjoint(opposition.opposite)


def check(case: Case) -> Iterator[ErrorSpan]:
    """The words of the translation that say the opposite of a word of the source."""
    for rendering in case.evidence.answers.renderings:
        if not case.source.text(rendering.source)[1:].islower():
            continue  # an acronym: for another rule
        if len(rendering.likenesses) != 2:
            continue  # a name: for another rule
        own, opposite = rendering.likenesses
        here, there = opposite.translation, rendering.source
        if _is_opposite(rendering, _least(case, rendering)) and _can_be_wrong(case, here, there):
            yield _finding(case, here, there, 0.5 + (opposite.similarity - own.similarity) / 2)
    for here, there in opposites_listed(case):
        if _can_be_wrong(case, here, there):
            yield _finding(case, here, there, _LISTED)
    for one in turned(case):
        yield _turned(case, one)


def _least(case: Case, rendering: Rendering) -> float:
    return _COMMON if is_common(case, rendering.likenesses[1].translation) else _LEAST


def _is_opposite(rendering: Rendering, least: float) -> bool:
    own, opposite = rendering.likenesses
    similarity = opposite.similarity
    return (
        similarity >= least
        and own.similarity <= min(_OWN, similarity - _MARGIN)
        and opposite.rival <= similarity - _CLEAR
    )


def _can_be_wrong(case: Case, here: Span, there: Span) -> bool:
    """Whether the two stand in the same place, as whole words, with nothing near that turns them round."""
    return (
        stand_alike(case, here, there)
        and not is_negation(case.translation, here)
        and not is_negated(case.translation, here)
        and not is_negated(case.source, there)
    )


def _finding(case: Case, here: Span, there: Span, confidence: float) -> ErrorSpan:
    return ErrorSpan(
        here,
        RULE,
        Severity.MAJOR,
        round(min(max(confidence, 0.5), 0.9), 3),
        f"“{case.translation.text(here)}” says the opposite of “{case.source.text(there)}”",
        there,
    )


def _turned(case: Case, one: Turned) -> ErrorSpan:
    here, there = case.translation.text(one.here), case.source.text(one.match.source)
    negated, plain = (there, here) if one.is_lost else (here, there)
    why = f"“{negated}” is negated, “{plain}” is not"
    confidence = round(min(max(one.match.similarity, 0.5), 0.9), 3)
    return ErrorSpan(one.here, RULE, Severity.MAJOR, confidence, why, one.match.source)


@cache
def _sides() -> Mapping[str, list[tuple[str, str]]]:
    """For each word to look for, the sides of the lexicon's lines that it stands on, and those opposed."""
    found: dict[str, list[tuple[str, str]]] = {}
    for pair in read_table("opposites").items():
        for side, other in (pair, pair[::-1]):
            for word in side.split():
                if not word.startswith("("):
                    found.setdefault(word, []).append((side, other))
    return found


@cache
def _opposition(word: str) -> Opposition:
    """One of several groups is opposed to all that they are opposed to."""
    own, opposite = (
        dict.fromkeys(WORD.findall(" ".join(sides))) for sides in zip(*_sides()[word], strict=True)
    )
    return Opposition(tuple(own), tuple(other for other in opposite if other not in own))
