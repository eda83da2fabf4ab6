"""Names of the source that the translation spells wrong, or has another for, where nothing else tells them.

What follows a first name that was kept, or a title, has to be the last name; and a word that differs in one
letter from a name of the source that is missing, though not in its ending, is that name spelled wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.judge.case import Case
from qa.judge.namesakes import first_names
from qa.judge.spelling import consonants, one_letter_apart, plain
from qa.judge.tokens import Tokens
from qa.judge.vocabulary import common_words
from qa.questions import Wanted
from qa.records import Passage
from qa.spans import Span

_LEAST, _ALONE = 4, 6
"""Letters of a last name, and of a name that stands alone."""
_ENDING = 3
_NAME = re.compile(r"(?<![\w'’-])[A-Z][a-z]{3,}(?![\w-])")
_DOUBLES = re.compile(r"(.)\1+")
_SETTLED = 0.7
"""Cosine from which a word of the translation is the one that its language has for the name."""
_BETWEEN = frozenset(" .\u00a0\u202f")
_ENGLISH_TITLES = frozenset(["Mr", "Mrs", "Ms", "Miss", "Dr", "Sir", "Dame", "Professor", "Prof"])
_TITLES = frozenset(
    [
        "dr",
        "fru",
        "herr",
        "herrn",
        "hr",
        "m",
        "mevrouw",
        "meneer",
        "mlle",
        "mme",
        "mr",
        "mrs",
        "ms",
        "pan",
        "pana",
        "pani",
        "panem",
        "panu",
        "paní",
        "pana",
        "panom",
        "señor",
        "señora",
        "senhor",
        "senhora",
        "sig",
        "signor",
        "signora",
        "sir",
        "sr",
        "sra",
        "domnul",
        "doamna",
    ]
)
_RESPELLED = frozenset(
    map(
        frozenset,
        [
            "ck",
            "kq",
            "ij",
            "iy",
            "jy",
            "vw",
            "sz",
            "cs",
            "cz",
            "uw",
            "ou",
            "ei",
            "ae",
            "ao",
            "ea",
            "gj",
            "hj",
            "hg",
            "ch",
            "kh",
            "cg",
            "bv",
            "dt",
            "fv",
            "gh",
        ],
    )
)
"""Letters that languages write for one another in foreign names."""


def lost_names_wanted(source: Passage) -> tuple[Wanted, ...]:
    """The names of a source passage: those are answered that no word of the translation is near to."""
    return tuple(
        Wanted(Span(*match.span()).shift(source.span.start), (), settled=_SETTLED)
        for match in _NAME.finditer(source.text)
    )


def other_names(case: Case) -> Iterator[tuple[int, int]]:
    """Words of the translation that stand where the source has another last name, each with that name."""
    lost = list(_lost_last_names(case))
    for first, second in _pairs(case.translation.tokens) if lost else ():
        for one, other in lost:
            if _same_person(case, first, one) and _is_other(case, second, other):
                yield second, other


def misspelled_names(case: Case) -> Iterator[tuple[int, int]]:
    """Words of the translation that are a name of the source but for one letter, each with that name."""
    source, words = case.source.tokens, case.translation.tokens.words
    kept = {(words[one], second) for one, second in _pairs(case.translation.tokens)}
    far = {one.source.start for one in case.evidence.answers.renderings if not one.likenesses}
    firsts = first_names()
    offset = case.source.passage.span.start
    for other, name in enumerate(source.words if far else ()):
        if source.starts[other] + offset not in far or not _is_lost(case, name):
            continue
        before = source.words[other - 1] if other else ""
        for index, word in enumerate(words):
            least = _LEAST if (before, index) in kept else _ALONE
            if (
                _is_strange(case, word)
                and word.isascii()
                and len(name) >= least
                and is_misspelled(plain(word), plain(name), sure=before in firsts and least == _LEAST)
            ):
                yield index, other


def _pairs(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Two words side by side with only a space or an abbreviation's stop between, the second a name."""
    for index in range(len(tokens) - 1):
        if tokens.words[index + 1][0].isupper() and _BETWEEN.issuperset(tokens.between(index)):
            yield index, index + 1


def _lost_last_names(case: Case) -> Iterator[tuple[int, int]]:
    """First names and titles of the source, with the last name that the translation has in no form."""
    firsts, tokens = first_names(), case.source.tokens
    for one, other in _pairs(tokens):
        if tokens.words[one] in firsts and _is_lost(case, tokens.words[other]):
            yield one, other


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
    return len(word) >= _LEAST and word[0].isupper() and word not in case.facts.source_forms


def _same_person(case: Case, first: int, one: int) -> bool:
    """Whether the first names are one, or both are titles."""
    here, there = case.translation.tokens.words[first], case.source.tokens.words[one]
    return here == there or (there in _ENGLISH_TITLES and here.lower() in _TITLES)


def _is_other(case: Case, second: int, other: int) -> bool:
    """Whether the last names have neither the beginning nor the sound in common."""
    word, name = case.translation.tokens.words[second], case.source.tokens.words[other]
    nearby = (case.source, *(pair.source for pair in case.neighbours))
    if len(word) < _LEAST or not word[0].isupper() or not word[1:].islower():
        return False
    if any(word in side.forms for side in nearby) or case.facts.are_neighbours(word, name):
        return False
    present = [plain(form) for form in case.translation.tokens.words if form[0].isupper()]
    head, sound = plain(name)[:_ENDING], consonants(name)
    known = {consonants(form) for form in case.source.forms if form[0].isupper()}
    return (
        not any(form.startswith(head) for form in present)
        and consonants(word)[:2] != sound[:2]
        and not any(consonants(word).startswith(form[:_ENDING]) for form in known if len(form) > 1)
    )


def is_misspelled(word: str, name: str, *, sure: bool = False) -> bool:
    """Whether one letter differs: no ending and, unless one is ``sure``, no regular respelling."""
    if word == name or word[0] != name[0] or word[-1] != name[-1]:
        return False
    if len(word) == len(name):
        changed = [pair for pair in zip(word, name, strict=True) if pair[0] != pair[1]]
        if len(changed) == 1:
            return sure or frozenset(changed[0]) not in _RESPELLED
        return one_letter_apart(word, name)
    return one_letter_apart(word, name) and _same_everywhere(word) != _same_everywhere(name)


def _same_everywhere(word: str) -> str:
    """The word without doubled letters and every h, which languages write or not."""
    return _DOUBLES.sub(r"\1", word.replace("h", ""))
