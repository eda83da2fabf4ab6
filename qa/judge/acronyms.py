"""accuracy/acronym: an abbreviation that was taken for another one, or for a word, and written out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from qa.judge.case import Case
from qa.judge.expansions import written_out_otherwise
from qa.judge.readings import misread
from qa.judge.similar_acronyms import similar_acronyms
from qa.records import ErrorSpan, Severity
from qa.spans import Span

RULE = "accuracy/acronym"

_ACRONYM = re.compile(r"[A-Z][A-Z0-9&./-]{0,7}[A-Z0-9]s?")
_IN_BRACKETS = re.compile(r"[(（]\s*([^()（）]*?)\s*[)）]")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBERED = re.compile(r"(?<!\w)([^\W\d_]{2,})(\d{1,3})(?!\w)")
_LONGEST = 3
"""Letters that a short form of another language may have."""
_HAN = re.compile("[\u3400-\u9fff]{4,}")
_BEFORE = 24


def check(case: Case) -> Iterator[ErrorSpan]:
    """The acronyms of the source in whose place the translation has words for something else."""
    if not case.two_sided:
        return
    for own, other in (
        *_in_brackets(case),
        *_with_digits(case),
        *misread(case),
        *written_out_otherwise(case),
        *similar_acronyms(case),
    ):
        words, acronym = case.translation.text(own), case.source.text(other)
        message = f"“{words}” where the source has “{acronym}”"
        yield ErrorSpan(own, RULE, Severity.CRITICAL, 0.8, message, other)


def _in_brackets(case: Case) -> Iterator[tuple[Span, Span]]:
    """An acronym in brackets in the source; lower-case words in the same place of the translation.

    A translation may write the acronym out, or have it before the brackets and the words in them.
    """
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
        if other not in acronyms or not outside <= known:
            continue
        said = text[: own.start()]
        if _is_unrelated(own[1], said) or (_are_words(own[1]) and not _stand_for(own[1], other[1])):
            yield case.translation.span(*own.span(1)), case.source.span(*other.span(1))


def _with_digits(case: Case) -> Iterator[tuple[Span, Span]]:
    """An acronym with a number of the source; in the translation the same number after a word."""
    words = {match[2]: match for match in _NUMBERED.finditer(case.translation.tokens.text)}
    if not words:
        return
    for other in _NUMBERED.finditer(case.source.tokens.text):
        own = words.get(other[2])
        if (
            own
            and _ACRONYM.fullmatch(other[0])
            and len(own[1]) > max(_LONGEST, len(other[1]))
            and len(other[1]) <= _LONGEST
            and other[1] not in own[1].upper()
            and own[0].lower() not in case.source.tokens.text.lower()
            and other[0].lower() not in case.translation.tokens.text.lower()
        ):
            yield case.translation.span(*own.span()), case.source.span(*other.span())


def _is_unrelated(text: str, said: str) -> bool:
    """Whether these are Chinese characters, none of them among those shortly before: no short form."""
    return bool(_HAN.fullmatch(text)) and not set(text) & set(said[-_BEFORE:])


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
