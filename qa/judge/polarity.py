"""Negations that a translation lost or put in: what accuracy/opposite looks for beside opposites.

All other words of such a sentence are rendered well, so nothing doubts it.  A negation counts only with the
word that it is about, and only where that word has a clear rendering: else the translation may say it in
another way.  The words that negate stand in ``lexica/polarity.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from qa.function_words import function_words
from qa.judge.case import Case
from qa.judge.english import REMEMBERED, english
from qa.judge.negations import any_of, broad_pattern
from qa.judge.tables import read_table
from qa.languages import LANGUAGES, SOURCE_LANGUAGE
from qa.questions import Match
from qa.records import Passage
from qa.spans import Span, cover

_LOST, _PUT_IN = 0.5, 0.6
"""Cosine from which a rendering of the word is clear where its negation is lost, and where one is put in."""
_LITOTES = re.compile(r"un(?!der|i|til)[a-z]{3}")
_VERB = 0.8
"""Cosine from which a verb tells by itself, where the word behind it has no clear rendering."""
_PASSED = 0.4
"""Cosine from which a small word of the translation is the rendering of one of the source."""
_NEAR = 60
"""Letters from a word of the source within which something may turn it round."""
_LONGEST = 5
"""Words of a stretch that is reported."""
_SHORT = 2
"""Letters of a word that says little in any language."""

_NEGATION_LAST = ("ko",)
"""Languages whose negation follows the word that it is about."""
_VERB_FIRST = ("da", "de", "nb", "nl", "sv")
"""Languages whose finite verb stands before its negation."""

_NEVER = re.compile(r"(?!)")
_WORD = re.compile(r"[^\W\d_]+")
_LAST = re.compile(r"\s*(?:[^\w\s]|$)")
_STOP = re.compile(r"[^\w\s'’-]|[-–—]\s")
_CLAUSE = re.compile(
    rf"{_STOP.pattern}|\b(?:and|because|but|if|or|that|what|when|where|whether|which|while|who|why)\b"
)


@dataclass(frozen=True, slots=True)
class Turned:
    """A stretch of the translation to report, with the word of the source that it renders."""

    here: Span
    match: Match
    is_lost: bool


def polarity_wanted(source: Passage, translation: Passage, language: str) -> Iterator[Span]:
    """The words of a source passage whose matches tell whether a negation is lost or put in."""
    if f"{language}.hardly" not in _lexicon():
        return
    negated = _negated(source.text)
    if negated:
        if not _denies(translation.text, language):
            for word in negated:
                yield word.shift(source.span.start)
    elif _negations(translation.text, language) and not _pattern("en.never").search(source.text.lower()):
        for found in _WORD.finditer(source.text):
            yield Span(*found.span()).shift(source.span.start)


def turned(case: Case) -> Iterator[Turned]:
    """The renderings that lost the negation of their word, and those that have one of their own."""
    wanted = frozenset(polarity_wanted(case.source.passage, case.translation.passage, case.facts.language))
    if not wanted:
        return
    matches = {one.source: one for one in case.evidence.answers.matches if one.source in wanted}
    if _negated(case.source.passage.text):
        clear = [one for one in matches.values() if one.similarity >= _LOST]
        match = min(clear, key=lambda one: one.source.start, default=None)
        if match and not any(_turns(case, one) for one in clear):
            yield Turned(match.translation, match, is_lost=True)
        return
    ordered = sorted(matches.values(), key=lambda one: (one.translation.start, one.source.start))
    for place in _negations(case.translation.passage.text, case.facts.language):
        negation = place.shift(case.translation.passage.span.start)
        match = _about(case, negation, ordered)
        if match and not _denies(_around(case, match.source), SOURCE_LANGUAGE):
            yield Turned(_stretch(case, negation, match), match, is_lost=False)


@lru_cache(REMEMBERED)
def _negated(source: str) -> Sequence[Span]:
    """The word of an English text that its only negation is about, the first one behind it."""
    text = english(source).lower
    found = _clausal(text, SOURCE_LANGUAGE)
    if len(found) != 1 or "?" in text or _pattern("en.turned").search(text):
        return ()
    end = found[0].end
    stop = _CLAUSE.search(text, end)
    behind = _WORD.finditer(text, end, stop.start() if stop else len(text))
    word = next((word for word in behind if word[0] not in _passed()), None)
    # "Not unhappy" is said without a negation.
    if word is None or _LITOTES.match(word[0]) or not source[word.start()].islower():
        return ()
    return (Span(*word.span()),)


@lru_cache(REMEMBERED)
def _negations(translation: str, language: str) -> Sequence[Span]:
    """Where a translation negates a clause."""
    text = translation.lower()
    return _clausal(text, language) if len(text) == len(translation) else ()


def _clausal(text: str, language: str) -> Sequence[Span]:
    """Where a lower-case text negates a clause: phrases that only look like it are left out."""
    pattern = _pattern(f"{language}.no")
    if not pattern.search(text):
        return ()
    plain = _pattern(f"{language}.idle").sub(lambda idle: " " * len(idle[0]), text)
    return tuple(Span(*match.span()) for match in pattern.finditer(plain))


def _denies(text: str, language: str) -> bool:
    """Whether a text has any word that says no, in whatever way."""
    broad = broad_pattern(language)
    lower = text.lower()
    return bool((broad and broad.search(lower)) or _pattern(f"{language}.hardly").search(lower))


def _around(case: Case, word: Span) -> str:
    """What stands near a word of the source, with it."""
    return case.source.text(Span(max(0, word.start - _NEAR), word.end + _NEAR))


def _turns(case: Case, match: Match) -> bool:
    """Whether a word of the translation has a beginning or an end that says no."""
    word = case.translation.text(match.translation).lower()
    return bool(_pattern(f"{case.facts.language}.affix").search(word))


def _about(case: Case, negation: Span, matches: Sequence[Match]) -> Match | None:
    """The match of the word that a negation of the translation is about, if that is clear."""
    on = [one for one in matches if one.translation.end > negation.start]
    back = [one for one in reversed(matches) if one.translation.start < negation.start]
    is_last = _LAST.match(case.translation.text(Span(negation.end, negation.end + _SHORT)))
    if case.facts.language in _NEGATION_LAST or is_last:
        return _first(case, negation, back)
    return _first(case, negation, on) or _verb(case, negation, back)


def _first(case: Case, at: Span, matches: Sequence[Match]) -> Match | None:
    """The first match for more than a small word, if nothing else than small words stands before it.

    Where there is none, that of a verb.
    """
    verb = None
    for match in matches:
        here = match.translation
        between = sorted((at.start, at.end, here.start, here.end))[1:3]
        if not at.overlaps(here) and not _is_little(case, case.translation.text(Span(*between))):
            break
        word = case.source.text(match.source)
        if word.lower() not in _passed():
            if match.similarity >= _PUT_IN and word.islower():
                return match
            break
        if match.similarity >= _PASSED:
            at = here
            if word in _verbs() and match.similarity >= _VERB:
                verb = verb or match
    return verb


def _verb(case: Case, negation: Span, back: Sequence[Match]) -> Match | None:
    """The match of a verb right before a negation, in the languages that put it there."""
    for match in back if case.facts.language in _VERB_FIRST else ():
        if case.translation.text(Span(match.translation.end, negation.start)).strip():
            return None
        if match.similarity >= _VERB and case.source.text(match.source) in _verbs():
            return match
    return None


def _is_little(case: Case, text: str) -> bool:
    """Whether what stands between two words is small words only."""
    language = case.facts.language
    if not LANGUAGES[language].spaced:
        return len(text) < _SHORT
    return not _STOP.search(text) and all(
        len(word) <= _SHORT or word in function_words(language) for word in _WORD.findall(text.lower())
    )


def _stretch(case: Case, negation: Span, match: Match) -> Span:
    """The negation with the word that it is about, unless they stand far apart."""
    stretch = cover((negation, match.translation))
    return stretch if len(case.translation.text(stretch).split()) <= _LONGEST else negation


@cache
def _passed() -> frozenset[str]:
    return frozenset(_lexicon()["en.pass"].split())


@cache
def _verbs() -> frozenset[str]:
    return frozenset(_lexicon()["en.verbs"].split())


@cache
def _pattern(key: str) -> re.Pattern[str]:
    """What finds the words of a line of the lexicon; nothing where there is no such line."""
    return any_of(_lexicon()[key]) if key in _lexicon() else _NEVER


@cache
def _lexicon() -> Mapping[str, str]:
    return read_table("polarity")
