"""accuracy/wrong-language: a passage or a run of letters that is not of the translation's language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from qa.detect import SCRIPTS, STAND_INS, are_close, count_small_words, probabilities, scripts_of
from qa.function_words import english_only, function_words
from qa.judge.case import Case
from qa.judge.foreign_words import foreign_runs
from qa.judge.stretches import is_address, is_in_brackets, latin_stretches
from qa.judge.vocabulary import strange_characters
from qa.languages import describe
from qa.records import ErrorSpan, Severity

RULE = "accuracy/wrong-language"

_LEAST_LETTERS = 40
_LEAST_WORDS = 6
_LEAST_FOREIGN = 3
_OWN_SHARE = 0.35
_MARGIN = 2
_RIVALS = 3
_PROBABILITY = 0.95
_PROBABILITY_OF_CLOSE = 0.999


def check(case: Case) -> Iterator[ErrorSpan]:
    """Look for foreign letters first, then at the language of the whole passage."""
    if not case.evidence.translation.text:
        return
    found = [*_foreign_letters_in(case), *_foreign_characters(case)]
    if not found and case.facts.script != "Latin":
        found = [*_foreign_phrases(case)]
    if not found:
        found = [*_foreign_passage(case)]
    if not found:
        found = [*_foreign_words(case)]
    yield from found


def _foreign_letters_in(case: Case) -> Iterator[ErrorSpan]:
    """Words in a script that neither the language nor the source passage uses."""
    text = case.translation.passage.text
    pattern = _foreign_letters(case.facts.language)
    if text.isascii() or not pattern.search(text):
        return
    for match in pattern.finditer(text):
        run = match[0]
        if run in case.source.passage.text or case.facts.source_forms.issuperset(run.split()):
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


def _foreign_characters(case: Case) -> Iterator[ErrorSpan]:
    """Words in Han characters that are Chinese or Japanese, in a language that writes some of them too."""
    pattern = _foreign_han(case.facts.language)
    for match in pattern.finditer(case.translation.passage.text) if pattern else ():
        if match[0] not in case.source.passage.text:
            yield ErrorSpan(
                case.translation.span(*match.span()),
                RULE,
                Severity.MAJOR,
                0.8,
                f"“{match[0]}” is not written so in {describe(case.facts.language)}",
            )


@cache
def _foreign_han(language: str) -> re.Pattern[str] | None:
    """Han characters in a row, one of which the language does not write; nothing where none can be foreign.

    Korean writes short words so in headlines, and the origin of a word in brackets.
    """
    han = SCRIPTS["Han"]
    if language == "ko":
        return re.compile(rf"(?<![(（\[{han}])[{han}]{{{_LEAST_FOREIGN},}}(?![)）\]{han}])")
    strange = strange_characters(language)
    return re.compile(f"[{han}]*[{strange}][{han}]*") if strange else None


def _foreign_phrases(case: Case) -> Iterator[ErrorSpan]:
    """Several Latin words that the source does not have, in a language of another script."""
    tokens, small = case.translation.tokens, english_only("")
    for first, last in latin_stretches(tokens):
        words = tokens.words[first : last + 1]
        plain = [word for word in words if len(word) > 3 and word.islower() and word not in small]
        if len(plain) < 2 or not case.facts.source_words.isdisjoint(plain):
            continue
        if not is_in_brackets(tokens, first) and not is_address(tokens, first, last):
            start, end = tokens.starts[first], tokens.ends[last]
            yield ErrorSpan(
                case.translation.span(start, end),
                RULE,
                Severity.MAJOR,
                0.85,
                f"“{tokens.text[start:end]}” is neither {describe(case.facts.language)} nor in the source",
            )


def _foreign_words(case: Case) -> Iterator[ErrorSpan]:
    """Words that other languages of the script use, but neither this one nor the source."""
    tokens, language = case.translation.tokens, case.facts.language
    for run in foreign_runs(case):
        start, end = tokens.starts[run.first], tokens.ends[run.last]
        other = f"{describe(run.home)}, " if run.home else ""
        yield ErrorSpan(
            case.translation.span(start, end),
            RULE,
            Severity.MAJOR,
            0.8,
            f"“{tokens.text[start:end]}” is {other}not {describe(language)}",
        )


def _foreign_passage(case: Case) -> Iterator[ErrorSpan]:
    """A passage whose small words and letters are those of another language."""
    words = case.translation.tokens.lower
    if len(words) < _LEAST_WORDS:
        return
    language = case.facts.language
    own_words = function_words(language)
    own = len(case.translation.lower & own_words)
    if own >= len(case.translation.lower) * _OWN_SHARE if own_words else _mostly_own_script(case):
        return
    text = case.translation.passage.text
    if sum(map(len, words)) < _LEAST_LETTERS:
        return
    other = _other_language(case, own)
    if other is None or _same_as_source(case):
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


def _other_language(case: Case, own: int) -> str | None:
    """The language that the passage is in, if it is certainly not that of the translation."""
    language = case.facts.language
    hits = count_small_words(case.translation.lower)
    twins = (language, STAND_INS.get(language))
    above = [code for code, count in hits.items() if count >= own + _MARGIN]
    above.sort(key=lambda code: (-hits[code], code))
    ranked = [code for code in above[: _RIVALS + 1] if code not in twins]
    if not ranked:
        return None
    found = probabilities(case.translation.passage.text, (language, *ranked))
    best = max(found, key=lambda code: found[code], default=language)
    if best not in ranked:
        return None
    close = are_close(best, language)
    if close and language in STAND_INS:
        return None
    if found[best] < (_PROBABILITY_OF_CLOSE if close else _PROBABILITY) or (close and hits[best] < 2 * own):
        return None
    return best


def _same_as_source(case: Case) -> bool:
    """Whether the passage repeats its source: a quotation, or what ``accuracy/untranslated`` reports."""
    words = case.translation.lower
    return len(words & case.source.lower) * 2 >= len(words)


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
