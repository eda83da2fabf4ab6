"""Evidence to findings: the rules, and one finding for one stretch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from qa.judge.case import cases
from qa.judge.expansions import expansions_wanted
from qa.judge.idioms import idiom_words
from qa.judge.misspelled import lost_names_wanted
from qa.judge.namesakes import namesakes_wanted
from qa.judge.opposites import opposites_wanted
from qa.judge.options import JudgeOptions
from qa.judge.overlaps import resolve
from qa.judge.polarity import polarity_wanted
from qa.judge.poles import poles_wanted
from qa.judge.readings import readings_wanted
from qa.judge.rules import RULES, Rule, select
from qa.judge.senses import ambiguities, sense_terms, term_words
from qa.judge.terms import term_parts, terms_wanted
from qa.judge.traps import traps_wanted
from qa.questions import Questions
from qa.records import Context, ErrorSpan, Evidence, Passage
from qa.spans import Span

__all__ = ["RULES", "JudgeOptions", "Rule", "judge", "questions", "select"]


def questions(source: Passage, translation: Passage, context: Context) -> Questions:
    """What the rules ask of a source passage and its translation; of most, nothing or little."""
    language = context.language
    words = chain(
        idiom_words(source, language),
        polarity_wanted(source, translation, language),
        term_words(source, context),
        term_parts(source, translation, language),
    )
    wanted = chain(
        opposites_wanted(source),
        readings_wanted(source),
        namesakes_wanted(source),
        lost_names_wanted(source),
        expansions_wanted(source),
    )
    listed = chain(
        poles_wanted(source, translation, language),
        terms_wanted(source, translation, language),
        traps_wanted(source, translation, language),
        sense_terms(source, context),
    )
    return Questions(_once(words), tuple(wanted), ambiguities(source, context), _once(listed))


def _once(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(spans))


def judge(evidence: Sequence[Evidence], options: JudgeOptions | None = None) -> tuple[ErrorSpan, ...]:
    """The findings on one document, sorted by place and without overlaps.

    ``evidence`` are the alignments of one document in order, all with the same context.
    """
    options = options or JudgeOptions()
    rules = select(options.select, options.ignore)
    found = [
        error
        for case in cases(evidence, options)
        for rule in rules
        for error in rule.check(case)
        if error.confidence >= options.confidence
    ]
    return resolve(found, {rule.id: rank for rank, rule in enumerate(RULES)})
