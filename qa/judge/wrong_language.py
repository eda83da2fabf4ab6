"""accuracy/wrong-language: a passage or a run of letters that is not of the translation's language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from qa.detect import SCRIPTS, count_small_words, probabilities, scripts_of
from qa.function_words import function_words
from qa.judge.case import Case
from qa.languages import LANGUAGES, SOURCE_LANGUAGE, describe
from qa.records import ErrorSpan, Severity

RULE = "accuracy/wrong-language"

_LEAST_LETTERS = 40
_LEAST_WORDS = 6
_LEAST_FOREIGN = 3
_OWN_SHARE = 0.15
_PROBABILITY = 0.95
# Pairs that langdetect cannot tell apart in one sentence.
_CLOSE = tuple(
    frozenset(group.split())
    for group in ("nb da sv", "hr sr sl", "ms id", "pt es ca", "bg ru uk sr", "ar fa", "zh ja", "cs sl")
)


def check(case: Case) -> Iterator[ErrorSpan]:
    """Look for foreign letters first, then at the language of the whole passage."""
    if not case.evidence.translation.text:
        return
    found = list(_foreign_runs(case))
    yield from found
    if not found:
        yield from _foreign_passage(case)


def _foreign_runs(case: Case) -> Iterator[ErrorSpan]:
    """Words in a script that neither the language nor the source passage uses."""
    text = case.translation.passage.text
    pattern = _foreign_letters(case.facts.language)
    if text.isascii() or not pattern.search(text):
        return
    for match in pattern.finditer(text):
        run = match[0]
        if run in case.source.passage.text or run in case.facts.source_text:
            continue
        letters = [char for char in run if char.isalpha()]
        mixed = (
            text[match.end() : match.end() + 1].isalpha() or text[match.start() - 1 : match.start()].isalpha()
        )
        if len(letters) < (1 if mixed else _LEAST_FOREIGN):
            continue
        yield ErrorSpan(
            case.translation.span(*match.span()),
            RULE,
            Severity.MAJOR,
            0.9,
            f"“{run}” is not written in the script of {describe(case.facts.language)}",
        )


def _foreign_passage(case: Case) -> Iterator[ErrorSpan]:
    """A passage whose small words and letters are those of another language."""
    words = case.translation.tokens.lower
    if len(words) < _LEAST_WORDS:
        return
    language = case.facts.language
    own_words = function_words(language)
    if own_words:
        own = sum(word in own_words for word in words)
        if own >= len(words) * _OWN_SHARE:
            return
    elif _mostly_own_script(case):
        return
    else:
        own = 0
    text = case.translation.passage.text
    if sum(map(len, words)) < _LEAST_LETTERS:
        return
    other = _other_language(text, words, own, language)
    if other is None or (other == SOURCE_LANGUAGE and _same_as_source(case)):
        return
    end = len(text.rstrip())
    start = len(text) - len(text.lstrip())
    yield ErrorSpan(
        case.translation.span(start, end),
        RULE,
        Severity.CRITICAL,
        0.9,
        f"this is {describe(other)}, not {describe(language)}",
    )


def _other_language(text: str, words: Sequence[str], own: int, language: str) -> str | None:
    """The language that the passage is in, if it is certainly not ``language``."""
    hits = count_small_words(words, (code for code in LANGUAGES if not _close(code, language)))
    ranked = hits.most_common(3)
    if not ranked or ranked[0][1] <= own + 1:
        return None
    found = probabilities(text, (language, *(code for code, _ in ranked)))
    best = max(found, key=lambda code: found[code], default=language)
    if best == language or found[best] < _PROBABILITY or best not in hits or hits[best] <= own:
        return None
    return best


def _same_as_source(case: Case) -> bool:
    """Whether the passage repeats its source; that is for ``accuracy/untranslated`` to say."""
    words = case.translation.lower
    return len(words & case.source.lower) * 2 >= len(words)


def _close(code: str, language: str) -> bool:
    return any(code in group and language in group for group in _CLOSE)


def _mostly_own_script(case: Case) -> bool:
    own = sum(map(len, _own_letters(case.facts.language).findall(case.translation.passage.text)))
    return own * 2 >= sum(map(len, case.translation.tokens.words))


@cache
def _own_letters(language: str) -> re.Pattern[str]:
    return re.compile(f"[{''.join(SCRIPTS[name] for name in scripts_of(language))}]+")


@cache
def _foreign_letters(language: str) -> re.Pattern[str]:
    """Runs of words in a script other than the language's own and Latin, which is at home everywhere."""
    own = {*scripts_of(language), "Latin"}
    letters = "".join(ranges for name, ranges in SCRIPTS.items() if name not in own)
    return re.compile(rf"[{letters}]+(?:[ \-][{letters}]+)*")
