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
from qa.records import ErrorSpan, Match, Passage, Severity
from qa.spans import Span, cover

RULE = "accuracy/idiom"

_LEXICON = Path(__file__).parent / "lexica" / "idioms.toml"
_WORD = re.compile(r"[a-z]+")
_GAP = r"[\s,‑-]+"
_SPECIAL = {
    "one's": r"(?:my|your|his|her|its|our|their|[a-z]+['’]s|[a-z]+s['’])",
    "…": rf"(?:[a-z'’]+{_GAP}){{0,3}}",
    ",": r"(?=\s*(?:[^\w\s]|$))",
}
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
        return _compiled(self.wording)

    @property
    def least(self) -> int:
        """How many keys have to be rendered literally: one or both, half of more."""
        keys = self.pattern.groups
        return keys if keys <= 2 else (keys + 1) // 2


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
    for key in sorted(by_key.keys() & set(_WORD.findall(text))):
        for idiom in by_key[key]:
            if language in idiom.shared:
                continue
            for found in idiom.pattern.finditer(text):
                keys = [Span(*found.span(n + 1)) for n in range(idiom.pattern.groups)]
                if any(key.start and source.text[key.start].isupper() for key in keys):
                    continue  # a title or a name
                offset = source.span.start
                yield Use(idiom, Span(*found.span()).shift(offset), tuple(one.shift(offset) for one in keys))


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
        _WORD.findall(text.lower()) for text in (case.source.passage.text, case.source.text(use.span))
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
        keys = [group.split("/") for group in re.findall(r"\[([^]*]+)\]", wording)]
        for key in max(keys, key=lambda forms: min(map(len, forms))):
            found[key] = (*found.get(key, ()), idiom)
    return found


@cache
def _compiled(wording: str) -> re.Pattern[str]:
    """The expression for the wording of an idiom, as the head of the lexicon describes it; few are needed."""
    result = r"(?<![\w'’])"
    gap = ""
    for word in wording.split():
        if word == ",":
            result += _SPECIAL[word]
            break
        result += gap + _SPECIAL.get(word, _word(word))
        gap = "" if word == "…" else _GAP
    return re.compile(result + r"(?!\w)")


def _word(word: str) -> str:
    key = re.fullmatch(r"\[(.+)\](.*)", word)
    forms, rest = (key[1], key[2]) if key else (word, "")
    either = "|".join(_letters(form) for form in forms.split("/"))
    return (f"({either})" if key else f"(?:{either})") + _letters(rest)


def _letters(form: str) -> str:
    return re.escape(form.lower()).replace(r"\*", "[a-z]*").replace("'", "['’]")
