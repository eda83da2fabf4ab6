"""The rules: plain data, one per id, that never know a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from qa.judge import (
    acronyms,
    idioms,
    meaning,
    names,
    numbers,
    opposites,
    repetition,
    senses,
    terms,
    untranslated,
    wrong_language,
)
from qa.judge.case import Case
from qa.records import ErrorSpan, Severity

Check = Callable[[Case], Iterable[ErrorSpan]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of error: its id (an MQM path), what it finds, how, and how bad that usually is.

    Of two rules with one stretch to report, the one that stands first in :data:`RULES` has it.
    """

    id: str
    summary: str
    check: Check
    severity: Severity


RULES: tuple[Rule, ...] = (
    Rule(
        wrong_language.RULE,
        "a passage, or a run of another script, that is not in the language of the translation",
        wrong_language.check,
        Severity.CRITICAL,
    ),
    Rule(untranslated.RULE, "English left standing in the translation", untranslated.check, Severity.MAJOR),
    Rule(numbers.RULE, "a number, date or unit that the source does not have", numbers.check, Severity.MAJOR),
    Rule(
        acronyms.RULE,
        "an abbreviation of the source that was taken for another one and written out",
        acronyms.check,
        Severity.CRITICAL,
    ),
    Rule(names.RULE, "a deformed name, or another name than the source has", names.check, Severity.MAJOR),
    Rule(idioms.RULE, "an English idiom rendered word for word", idioms.check, Severity.MAJOR),
    Rule(
        opposites.RULE,
        "a word that says the opposite of what the source says, or a negation lost or put in",
        opposites.check,
        Severity.MAJOR,
    ),
    Rule(
        senses.RULE,
        "an ambiguous word of the source that was taken in another sense",
        senses.check,
        Severity.MAJOR,
    ),
    Rule(
        terms.RULE,
        "a set term, one part of which was replaced by a word that nobody uses there",
        terms.check,
        Severity.MAJOR,
    ),
    Rule(
        repetition.RULE,
        "a word or phrase said twice where the source says it once",
        repetition.check,
        Severity.MAJOR,
    ),
    Rule(meaning.ADDITION, "a passage that the source does not have", meaning.check_addition, Severity.MAJOR),
    Rule(
        meaning.OMISSION,
        "a passage of the source that nothing translates",
        meaning.check_omission,
        Severity.MAJOR,
    ),
    Rule(
        meaning.MISTRANSLATION,
        "words that the source does not support",
        meaning.check_mistranslation,
        Severity.MAJOR,
    ),
)


def select(prefixes: tuple[str, ...], ignore: tuple[str, ...] = ()) -> tuple[Rule, ...]:
    """The rules whose id begins with one of ``prefixes`` (any, if there is none) and none of ``ignore``."""
    return tuple(
        rule
        for rule in RULES
        if (not prefixes or rule.id.startswith(prefixes)) and not (ignore and rule.id.startswith(ignore))
    )
