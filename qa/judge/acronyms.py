"""accuracy/acronym: an abbreviation that was taken for another one, or for a word, and written out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from qa.judge.case import Case
from qa.records import ErrorSpan, Severity

RULE = "accuracy/acronym"

_ACRONYM = re.compile(r"[A-Z][A-Z0-9&./-]{0,7}[A-Z0-9]s?")
_IN_BRACKETS = re.compile(r"[(（]\s*([^()（）]*?)\s*[)）]")
_WORD = re.compile(r"[^\W\d_]+")


def check(case: Case) -> Iterator[ErrorSpan]:
    """An acronym in brackets in the source; lower-case words in the same place of the translation.

    A translation may write the acronym out, or have it before the brackets and the words in them.
    """
    if not case.two_sided:
        return
    theirs = [match for match in _IN_BRACKETS.finditer(case.source.tokens.text) if match[1]]
    acronyms = [match for match in theirs if _ACRONYM.fullmatch(match[1])]
    if not acronyms:
        return
    text = case.translation.tokens.text
    ours = [match for match in _IN_BRACKETS.finditer(text) if match[1]]
    if len(ours) != len(theirs):
        return
    outside = set(_acronyms(_IN_BRACKETS.sub(" ", text)))
    known = set(_acronyms(_IN_BRACKETS.sub(" ", case.source.tokens.text)))
    for own, other in zip(ours, theirs, strict=True):
        if other in acronyms and outside <= known and _are_words(own[1]) and not _stand_for(own[1], other[1]):
            yield ErrorSpan(
                case.translation.span(*own.span(1)),
                RULE,
                Severity.CRITICAL,
                0.8,
                f"“{own[1]}” where the source has “{other[1]}”",
                case.source.span(*other.span(1)),
            )


def _are_words(text: str) -> bool:
    """Whether these are words, none of them an acronym, the first in lower case."""
    return text[0].islower() and not any(_acronyms(text))


def _stand_for(text: str, acronym: str) -> bool:
    """Whether this is the acronym in small letters, or words with its letters in whatever order."""
    initials = Counter(word[0].upper() for word in _WORD.findall(text))
    return text.upper() == acronym or Counter(filter(str.isupper, acronym)) <= initials


def _acronyms(text: str) -> Iterator[str]:
    """Words with two capitals or more."""
    return (word for word in _WORD.findall(text) if sum(letter.isupper() for letter in word) > 1)
