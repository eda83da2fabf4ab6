"""accuracy/name: a name that is deformed, or another name than the source has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from qa.judge.case import Case, Pair, Side
from qa.judge.last_names import other_persons
from qa.judge.misspelled import misspelled_names
from qa.judge.names_by_sound import other_last_names_by_sound
from qa.judge.namesakes import taken_for_words
from qa.judge.places import starts_sentence
from qa.judge.spelling import consonants, has_lost_sounds, one_letter_apart, outline, plain
from qa.records import ErrorSpan, Severity
from qa.spans import Span

RULE = "accuracy/name"

_LEAST_LETTERS = 4
_LEAST_OUTLINE = 6
_BEGINNING = 5
"""Letters that a name and a word for it have in common, if no other word is meant."""
_ENDING = 3


def check(case: Case) -> Iterator[ErrorSpan]:
    """Compare the capitalised words of both sides."""
    if not case.two_sided:
        return
    for own, other in taken_for_words(case):
        yield _finding(case, own, other, 0.75, Severity.CRITICAL)
    for own, other in other_last_names_by_sound(case):
        yield _finding(case, own, other, 0.75)
    script = case.facts.script
    if script == "Latin":
        yield from _in_latin(case)
    elif script == "Cyrillic":
        yield from _in_cyrillic(case)


def _in_latin(case: Case) -> Iterator[ErrorSpan]:
    """The persons whom the source calls otherwise, or else at most one name."""
    found = [_finding(case, own, other, 0.75) for own, other in other_persons(case)]
    yield from found or islice(_lone_names(case), 1)


def _lone_names(case: Case) -> Iterator[ErrorSpan]:
    """Names that the source has otherwise, the surest first."""
    strange = _names(case.translation.forms - case.source.forms)
    missing = _missing_names(case) if strange else []
    for index, word in enumerate(case.translation.tokens.words if missing else ()):
        if word in strange and (found := _deformed(case, index, missing) or _swapped(case, index, missing)):
            yield found
    if strange:
        for own, other in misspelled_names(case):
            yield _finding(case, own, other, 0.8)


def _names(words: Iterable[str]) -> set[str]:
    """Those that are written as names are."""
    return {word for word in words if word[0].isupper() and len(word) >= _LEAST_LETTERS}


def _missing_names(case: Case) -> list[int]:
    """Names of the source passage that this passage lacks though the translation has them elsewhere."""
    tokens, facts = case.source.tokens, case.facts
    names = {
        word
        for word in _names(case.source.forms - case.translation.forms)
        if facts.translation_has(word) and word.lower() not in facts.source_common_words
    }
    if not names:
        return []
    present = [plain(word) for word in case.translation.tokens.words if word[0].isupper()]
    return [
        index
        for index, word in enumerate(tokens.words)
        if word in names and not _rendered(plain(word), present)
    ]


def _rendered(name: str, words: Iterable[str]) -> bool:
    """Whether some word begins as the name does and has its sounds: it may be its inflected form."""
    head = name[: max(2, len(name) - _ENDING)]
    return any(word.startswith(head) and not has_lost_sounds(word, name, _BEGINNING) for word in words)


def _deformed(case: Case, index: int, missing: list[int]) -> ErrorSpan | None:
    """A name almost as in the source, where the translation elsewhere has it right."""
    tokens, source = case.translation.tokens, case.source.tokens
    word = tokens.words[index]
    shape, letters = outline(word), plain(word)
    if len(shape) < _LEAST_OUTLINE or word in case.facts.source_forms:
        return None
    for other in missing:
        target = outline(source.words[other])
        # The last letters may be an ending; a difference there is grammar.
        swapped = shape[0] == target[0] and shape[-2:] == target[-2:] and one_letter_apart(shape, target)
        cut = has_lost_sounds(letters, plain(source.words[other]), _BEGINNING)
        if swapped or (cut and not starts_sentence(tokens, index)):
            return _finding(case, *_places(case, index, index, other), 0.85)
    return None


def _swapped(case: Case, index: int, missing: list[int]) -> ErrorSpan | None:
    """A name of the document that belongs to another passage, in the place of one that is missing."""
    tokens, facts = case.translation.tokens, case.facts
    word = tokens.words[index]
    if word not in facts.source_forms or word.lower() in facts.source_common_words:
        return None
    if starts_sentence(tokens, index) or any(_moved(word, pair) for pair in case.neighbours):
        return None
    onset = consonants(word)[:2]
    if any(consonants(form)[:2] == onset for form in case.source.forms if form[0].isupper()):
        return None  # "Poland" for "Polish"
    source = case.source.tokens
    for other in missing:
        if not starts_sentence(source, other) and not facts.are_neighbours(word, source.words[other]):
            return _finding(case, *_places(case, index, index, other), 0.65)
    return None


def _moved(word: str, pair: Pair) -> bool:
    """Whether the name belongs to a passage beside this one and is missing there."""
    return word in pair.source.forms and word not in pair.translation.forms


def _in_cyrillic(case: Case) -> Iterator[ErrorSpan]:
    """A first and a last name of another passage, in a language that spells foreign names by their sound."""
    tokens, facts = case.translation.tokens, case.facts
    words = tokens.words
    for index in range(len(words) - 1):
        if not words[index][0].isupper() or not words[index + 1][0].isupper() or tokens.between(index) != " ":
            continue
        first, last = (
            facts.source_names_by_sound.get(consonants(word), ()) for word in words[index : index + 2]
        )
        names = {b for a in first for b in last if facts.are_neighbours(a, b)}
        if not names or any(not names.isdisjoint(side.forms) for side in _sources(case)):
            continue
        lost = _lost_full_name(case)
        if lost is not None:
            yield _finding(case, *_places(case, index, index + 1, lost), 0.75)
            return


def _sources(case: Case) -> Iterator[Side]:
    yield case.source
    yield from (pair.source for pair in case.neighbours)


def _lost_full_name(case: Case) -> int | None:
    """Where the source passage has two capitalised words of which the translation has no sound."""
    tokens = case.source.tokens
    present = {consonants(word) for word in case.translation.tokens.words}
    for index in range(len(tokens) - 1):
        pair = tokens.words[index : index + 2]
        if all(word[0].isupper() for word in pair) and tokens.between(index) == " ":
            sounds = [sound for word in pair if len(sound := consonants(word)) >= _ENDING]
            if sounds and not any(word.startswith(sound) for sound in sounds for word in present):
                return index + 1
    return None


def _places(case: Case, first: int, last: int, other: int) -> tuple[Span, Span]:
    """Where some words of the translation and one of the source stand."""
    tokens, source = case.translation.tokens, case.source.tokens
    own = case.translation.span(tokens.starts[first], tokens.ends[last])
    return own, case.source.span(source.starts[other], source.ends[other])


def _finding(
    case: Case, own: Span, other: Span, confidence: float, severity: Severity = Severity.MAJOR
) -> ErrorSpan:
    words, name = case.translation.text(own), case.source.text(other)
    return ErrorSpan(
        own, RULE, severity, confidence, f"“{words}” where the source has the name “{name}”", other
    )
