"""Names of persons that a translation in Latin letters has otherwise.

What follows a first name that was kept, or a title, has to be the last name, letter by letter but for its
ending.  It is another name, or the last name spelled wrong or cut in two.  Where both names are gone, two
capitalised words that nothing in the source is like stand in their place.
"""

from __future__ import annotations

from collections.abc import Iterator

from qa.judge.case import Case
from qa.judge.namesakes import first_names
from qa.judge.persons import LEAST, TITLES, persons, side_by_side
from qa.judge.places import starts_sentence
from qa.judge.spelling import consonants, has_lost_sounds, is_misspelled, plain
from qa.spans import Span

_ENDING, _LONGEST_ENDING = 3, 2
"""Letters by which two beginnings are alike; and how many an ending adds to a first name."""
_SOUNDS = 2
"""Consonants by which two names sound alike at the beginning."""
_VOWELS = "aeio"
"""Letters that an ending takes the place of."""
_RESPELLED = 5
"""Letters at the end from which two names are one that a language begins in its own way."""
_SHORT_PIECE = 2
_PARTICLES = frozenset(
    ("da", "de", "del", "della", "den", "der", "des", "di", "dos", "du", "la", "le", "van", "von")
)
_MOST_PARTICLES = 2
_TITLES = frozenset(
    (
        *("docteur", "doctor", "doktor", "doktora", "dottor", "dottoressa", "doutor", "doutora", "dr"),
        *("domnul", "doamna", "fru", "herr", "herrn", "hr", "m", "mevrouw", "meneer", "mlle", "mme", "mr"),
        *("mrs", "ms", "pan", "pana", "pani", "panem", "panu", "paní", "panom", "señor", "señora"),
        *("senhor", "senhora", "sig", "signor", "signora", "sir", "sr", "sra"),
    )
)


def other_persons(case: Case) -> Iterator[tuple[Span, Span]]:
    """What stands in the place of the last names that a passage has in no form, each with that name."""
    source, tokens = case.source.tokens, case.translation.tokens
    for first, last in persons(source, case.translation.forms):
        if source.words[last].lower() in case.facts.source_common_words:
            continue
        for start, end in _other_last_names(case, first, last) or _other_full_names(case, first, last):
            own = case.translation.span(tokens.starts[start], tokens.ends[end])
            yield own, case.source.span(source.starts[last], source.ends[last])


def _other_last_names(case: Case, first: int, last: int) -> list[tuple[int, int]]:
    """The first and last word of what is wrong behind each first name that was kept."""
    tokens, (there, name) = case.translation.tokens, case.source.tokens.words[first : last + 1]
    kept = (index for index in range(len(tokens) - 1) if _same_person(tokens.words[index], there))
    return [found for index in kept if (found := _wrong(case, index, name))]


def _other_full_names(case: Case, first: int, last: int) -> list[tuple[int, int]]:
    """Two names side by side, where the passage has neither of two of the source in any form."""
    tokens, both = case.translation.tokens, case.source.tokens.words[first : last + 1]
    if both[0] not in first_names() - TITLES or any(_is_rendered(case, name) for name in both):
        return []
    return [
        (index, index + 1)
        for index in range(1, len(tokens) - 1)
        if tokens.between(index) == " "
        and all(_is_unknown(case, word) for word in tokens.words[index : index + 2])
        and not starts_sentence(tokens, index)
    ]


def _same_person(here: str, there: str) -> bool:
    """Whether a word of the translation is the first name, whatever its ending, or both are titles."""
    if here == there:
        return True
    if there in TITLES:
        return here.lower() in _TITLES
    stem = plain(there)[:-1] if there[-1] in _VOWELS else plain(there)
    return (
        len(there) >= LEAST
        and here[0].isupper()
        and 0 <= len(here) - len(there) <= _LONGEST_ENDING
        and plain(here).startswith(stem)
    )


def _wrong(case: Case, first: int, name: str) -> tuple[int, int] | None:
    """The first and last word of what is wrong behind a first name."""
    tokens = case.translation.tokens
    start = first + 1
    if not side_by_side(tokens, first) and tokens.between(first) not in ("-", "‑"):
        return None
    at = start
    while at < len(tokens) - 1 and at - start < _MOST_PARTICLES and tokens.words[at] in _PARTICLES:
        at += 1
    word = tokens.words[at]
    if not word[0].isupper():
        return None
    if at + 1 < len(tokens) and _is_cut(word, tokens.between(at), tokens.words[at + 1], name):
        return at, at + 1
    sure = tokens.words[first] in first_names()
    ours, theirs = plain(word), plain(name)
    deformed = is_misspelled(ours, theirs, sure=sure) or has_lost_sounds(ours, theirs, _ENDING)
    if deformed or _is_other(case, word, name):
        return start, _joined(case, at)
    return None


def _is_cut(word: str, between: str, rest: str, name: str) -> bool:
    """Whether two words are the name and what was added to it."""
    whole, piece = plain(name), plain(word)
    missing = whole.removeprefix(piece)
    return (
        between in (" ", "-", "‑")
        and min(len(piece), len(missing)) > _SHORT_PIECE
        and missing != whole
        and plain(rest).startswith(missing)
    )


def _is_other(case: Case, word: str, name: str) -> bool:
    """Whether the word is no name of the source, and nothing in the passage is like the last name."""
    return (
        not case.facts.are_neighbours(word, name)
        and not plain(word).endswith(plain(name)[-_RESPELLED:])
        and _is_unknown(case, word)
        and not _is_rendered(case, name)
    )


def _is_unknown(case: Case, word: str) -> bool:
    """Whether a word is written as a name, and no name of the source nearby begins with its sound."""
    nearby = (case.source, *(pair.source for pair in case.neighbours))
    if len(word) < LEAST or not word[0].isupper() or any(word in side.forms for side in nearby):
        return False
    sound = consonants(plain(word))
    return not any(
        sound.startswith(known[:_ENDING])
        for form in case.source.forms
        if form[0].isupper() and len(known := consonants(form)) > 1
    )


def _is_rendered(case: Case, name: str) -> bool:
    """Whether a word of the translation begins as the name does, or sounds so."""
    head, sound = plain(name)[:_ENDING], consonants(plain(name))[:_SOUNDS]
    return any(
        plain(word).startswith(head) or (word[0].isupper() and consonants(plain(word)).startswith(sound))
        for word in case.translation.tokens.words
    )


def _joined(case: Case, index: int) -> int:
    """The last of the words that hyphens join to one."""
    tokens = case.translation.tokens
    while index < len(tokens) - 1 and tokens.between(index) in ("-", "‑"):
        index += 1
    return index
