"""accuracy/idiom: an English idiom rendered word for word.

Each word of such a rendering matches its source, so nothing else doubts it.  The idioms stand in
``lexica/idioms.tsv``, with the words of each whose literal rendering gives it away: its keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from qa.judge.case import Case
from qa.judge.english import REMEMBERED, english
from qa.judge.listed import cell_of, occurrences
from qa.judge.places import widened
from qa.judge.wording import WORD, compiled, may_stand
from qa.questions import Match
from qa.records import ErrorSpan, Passage, Severity
from qa.spans import Span, cover

RULE = "accuracy/idiom"

_LEXICON = Path(__file__).parent / "lexica" / "idioms.tsv"
_ENTRY = re.compile(r"^((?!#).*\[([a-z/]+)\].*)$", re.MULTILINE)
_ALONE, _TOGETHER = 0.5, 0.3
"""Cosine of a key with its match from which it is a literal rendering, and mean cosine of several keys."""
_LISTED, _SURE = 0.6, 0.5
"""What a rendering counts that stands in the list of them, and what one needs that should and does not."""
_NEAR = 0.2
"""Cosine from which a word is rendered at all: rare words lie far from their translations."""
_STRETCH, _WIDE = 3, 1.5
"""Times the length of the idiom within which its keys are rendered, and its other words."""


@dataclass(frozen=True, slots=True)
class Idiom:
    """An idiom: its ``wording`` as in the lexicon; ``shared`` are the languages that have it too."""

    wording: str
    shared: frozenset[str]

    @property
    def pattern(self) -> re.Pattern[str]:
        """What finds it in lower-case text; each group is a key."""
        return compiled(self.wording)

    @property
    def least(self) -> int:
        """How many keys have to be rendered literally: one or both, half of more."""
        keys = self.pattern.groups
        return keys if keys <= 2 else (keys + 1) // 2


@dataclass(frozen=True, slots=True)
class Use:
    """An idiom where it stands."""

    idiom: Idiom
    span: Span
    keys: tuple[Span, ...]
    words: tuple[Span, ...]

    def shift(self, start: int) -> Use:
        """The same in a text that has ``start`` letters more before it."""
        keys, words = (tuple(span.shift(start) for span in spans) for spans in (self.keys, self.words))
        return Use(self.idiom, self.span.shift(start), keys, words)


def idiom_words(source: Passage, language: str) -> tuple[Span, ...]:
    """The words of the idioms of a source passage that ``language`` does not share, in order."""
    return tuple(sorted({word for use in uses(source, language) for word in use.words}))


def uses(source: Passage, language: str) -> Iterator[Use]:
    """The idioms of a source passage that ``language`` does not share."""
    for use in _found(source.text):
        if language not in use.idiom.shared:
            yield use.shift(source.span.start)


@lru_cache(REMEMBERED)
def _found(text: str) -> tuple[Use, ...]:
    """The idioms of an English text; spans count from its beginning."""
    words, lower, found = english(text).words, english(text).lower, []
    for key in sorted(_by_key().keys() & words):
        for idiom in map(_read, _by_key()[key]):
            if not may_stand(idiom.wording, words):
                continue
            for match in idiom.pattern.finditer(lower):
                keys = tuple(Span(*match.span(n + 1)) for n in range(idiom.pattern.groups))
                if any(key.start and text[key.start].isupper() for key in keys):
                    continue  # a title or a name
                own = tuple(Span(*word.span()) for word in WORD.finditer(lower, *match.span()))
                found.append(Use(idiom, Span(*match.span()), keys, own))
    return tuple(found)


def check(case: Case) -> Iterator[ErrorSpan]:
    """The idioms of the source whose key words have literal counterparts in the translation."""
    if not (found := list(uses(case.evidence.source, case.facts.language))):
        return
    matches = {match.source: match for match in case.evidence.answers.matches if match.similarity >= _NEAR}
    for key in {key for use in found for key in use.keys}:
        if match := _literal(case, key, matches.pop(key, None)):
            matches[key] = match
    for use in found:
        literal = [matches[key] for key in use.keys if key in matches and not _stands_again(case, found, key)]
        # What stays in English is for another rule.
        least = 1 if any(match.similarity == _LISTED for match in literal) else use.idiom.least
        if len(literal) < least or all(_is_copied(case, match) for match in literal):
            continue
        similarity = sum(match.similarity for match in literal) / max(len(literal), use.idiom.least)
        enough = similarity >= (_TOGETHER if len(use.keys) > 1 else _ALONE)
        span = cover(match.translation for match in literal)
        if enough and len(span) <= _STRETCH * len(use.span):
            yield _finding(case, use, widened(span, use.words, case, _WIDE * len(use.span)), similarity)


def _literal(case: Case, key: Span, match: Match | None) -> Match | None:
    """The match of a key as the list of literal renderings corrects it: a near one, or one that it has."""
    if match and match.similarity >= _LISTED:
        return match
    cell = cell_of(case.source.text(key).lower(), case.facts.language, "literal")
    for place in occurrences(cell, case.translation.passage.text):
        return Match(key, case.translation.span(*place), _LISTED)
    return None if cell and match and match.similarity < _SURE else match


def _stands_again(case: Case, found: Iterable[Use], key: Span) -> bool:
    """Whether the source has a key beside the idioms too: then the match may be for that one."""
    word = case.source.text(key).lower()
    inside = {part for use in found for part in use.words}
    count = sum(case.source.text(part).lower() == word for part in inside)
    return WORD.findall(case.source.passage.text.lower()).count(word) > count


def _is_copied(case: Case, match: Match) -> bool:
    return case.source.text(match.source).lower() == case.translation.text(match.translation).lower()


def _finding(case: Case, use: Use, span: Span, similarity: float) -> ErrorSpan:
    idiom, words = (
        " ".join(text.split()) for text in (case.source.text(use.span), case.translation.text(span))
    )
    return ErrorSpan(
        span,
        RULE,
        Severity.MAJOR,
        round(min(max(similarity, 0.5), 0.9), 3),
        f"“{idiom}” is an idiom; “{words}” renders it word for word",
        use.span,
    )


@cache
def _by_key() -> Mapping[str, list[str]]:
    """The lines of the lexicon by a key word that a passage with the idiom has: the last without a star."""
    found: dict[str, list[str]] = {}
    for line, forms in _ENTRY.findall(_LEXICON.read_text("utf-8")):
        for key in forms.split("/"):
            found.setdefault(key, []).append(line)
    return found


@cache
def _read(line: str) -> Idiom:
    wording, _, languages = line.partition("\t")
    return Idiom(wording, frozenset(languages.split()))
