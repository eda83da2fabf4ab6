"""accuracy/idiom: an English idiom rendered word for word.

Each word of such a rendering matches its source, so nothing else doubts it.  The idioms stand in
``lexica/idioms.toml``, with the words of each whose literal rendering gives it away: its keys.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qa.judge.case import Case
from qa.judge.wording import WORD, compiled, keys
from qa.records import ErrorSpan, Match, Passage, Severity
from qa.spans import Span, cover

RULE = "accuracy/idiom"

_LEXICON = Path(__file__).parent / "lexica" / "idioms.toml"
_ALONE, _TOGETHER = 0.5, 0.45
"""Cosine of a key with its match from which it is a literal rendering, and mean cosine of several keys."""
_NEAR = 0.2
"""Cosine from which one of several is rendered at all: rare words lie far from their translations."""
_STRETCH = 3
"""Times the length of the idiom within which its rendering stands."""


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
        count = self.pattern.groups
        return count if count <= 2 else (count + 1) // 2


@dataclass(frozen=True, slots=True)
class Use:
    """An idiom where it stands; spans count in the document."""

    idiom: Idiom
    span: Span
    keys: tuple[Span, ...]


def idiom_keys(source: Passage, language: str) -> tuple[Span, ...]:
    """The key words of the idioms of a source passage that ``language`` does not share, in order."""
    return tuple(sorted({key for use in uses(source, language) for key in use.keys}))


def uses(source: Passage, language: str) -> Iterator[Use]:
    """The idioms of a source passage that ``language`` does not share."""
    text = source.text.lower()
    if len(text) != len(source.text):
        return  # a letter that changes its length would move the spans
    by_key = _by_key()
    for key in sorted(by_key.keys() & set(WORD.findall(text))):
        for idiom in by_key[key]:
            if language in idiom.shared:
                continue
            for found in idiom.pattern.finditer(text):
                places = [Span(*found.span(n + 1)) for n in range(idiom.pattern.groups)]
                if any(key.start and source.text[key.start].isupper() for key in places):
                    continue  # a title or a name
                offset = source.span.start
                yield Use(
                    idiom, Span(*found.span()).shift(offset), tuple(one.shift(offset) for one in places)
                )


def check(case: Case) -> Iterator[ErrorSpan]:
    """The idioms of the source whose key words have literal counterparts in the translation."""
    if not case.evidence.matches:
        return
    matches = {match.source: match for match in case.evidence.matches if match.similarity >= _NEAR}
    for use in uses(case.evidence.source, case.facts.language):
        literal = [matches[key] for key in use.keys if key in matches and not _stands_again(case, use, key)]
        # What stays in English is for another rule.
        if len(literal) < use.idiom.least or all(_is_copied(case, match) for match in literal):
            continue
        similarity = sum(match.similarity for match in literal) / len(literal)
        enough = similarity >= (_TOGETHER if len(literal) > 1 else _ALONE)
        span = cover(match.translation for match in literal)
        if enough and len(span) <= _STRETCH * len(use.span):
            yield _finding(case, use, span, similarity)


def _stands_again(case: Case, use: Use, key: Span) -> bool:
    """Whether the source has a key beside the idiom too: then the match may be for that one."""
    words, inside = (
        WORD.findall(text.lower()) for text in (case.source.passage.text, case.source.text(use.span))
    )
    word = case.source.text(key).lower()
    return words.count(word) > inside.count(word)


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
def _by_key() -> Mapping[str, tuple[Idiom, ...]]:
    """The idioms by a key word that a passage with one has: the longest, which few passages have."""
    found: dict[str, tuple[Idiom, ...]] = {}
    for wording, languages in tomllib.loads(_LEXICON.read_text("utf-8")).items():
        idiom = Idiom(wording, frozenset(languages.split()))
        for key in max(keys(wording), key=lambda forms: min(map(len, forms))):
            found[key] = (*found.get(key, ()), idiom)
    return found
