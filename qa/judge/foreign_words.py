"""Where words of another language of the same script stand in a translation, alone or in a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.detect import are_close
from qa.judge.case import Case
from qa.judge.stretches import GAP, has_name_beside, is_address, is_cited
from qa.judge.tokens import Tokens
from qa.judge.wordbook import Stranger

_STEP = 2
"""How far words of one run may stand apart."""
_PAIR, _LEAST_LETTERS = 2, 7
"""Words of a run, none of which would be enough alone, that has to be clearer; and its letters."""
_LEAST_ARTICLE, _BEGINNING = 4, 4
"""Letters of what is enough before a German noun, and those by which a name is known."""
_WITH_CAPITALS = "de"
"""The language that writes its common nouns with a capital."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words from ``first`` to ``last`` by index, and the language that most of them are of, if known."""

    first: int
    last: int
    home: str


def foreign_runs(case: Case) -> Iterator[Run]:
    """Runs of words that others use, but neither the language of the translation nor the source.

    One word is enough where the counts say so of it and no name stands beside it, as in a title.
    """
    strangers = case.facts.words_of_others
    if case.translation.lower.isdisjoint(strangers):
        return
    tokens = case.translation.tokens
    foreign = [index for index in range(len(tokens)) if _is_foreign(case, index)]
    for run in _runs(foreign, tokens):
        first, last = run[0], run[-1]
        if not _is_enough(case, run) or is_cited(tokens, first, last) or is_address(tokens, first, last):
            continue
        homes = Counter(strangers[tokens.lower[index]].home for index in run)
        home = min(homes, key=lambda code: (code == "", -homes[code], code))
        yield Run(first, _with_noun(case, last) if home == _WITH_CAPITALS else last, home)


def _is_enough(case: Case, run: Sequence[int]) -> bool:
    """Whether the counts say enough of the words: of each alone, or of all together."""
    tokens = case.translation.tokens
    found = [case.facts.words_of_others[tokens.lower[index]] for index in run]
    if len(run) == 1:
        return _is_enough_alone(case, run[0], found[0])
    if any(stranger.alone for stranger in found) or len(run) > _PAIR:
        return True
    letters = sum(len(tokens.words[index]) for index in run)
    home = found[0].home
    same = all(stranger.home == home for stranger in found)
    return letters >= _LEAST_LETTERS and same and not are_close(home, case.facts.language)


def _is_enough_alone(case: Case, index: int, stranger: Stranger) -> bool:
    """Whether a lone word is certain by the counts, or a German one by the noun that follows."""
    tokens = case.translation.tokens
    if tokens.words[index][0].isupper():
        return index > 0 and stranger.alone and not _is_like_name(case, tokens.words[index])
    if stranger.home == _WITH_CAPITALS and _with_noun(case, index) > index:
        return len(tokens.words[index]) >= _LEAST_ARTICLE
    related = are_close(stranger.home, case.facts.language)
    return stranger.alone and not related and not _has_name_beside(case, index)


def _is_like_name(case: Case, word: str) -> bool:
    """Whether the source has a capital word that begins so: a name with another ending."""
    return any(form.startswith(word[:_BEGINNING]) for form in case.facts.source_forms)


def _has_name_beside(case: Case, index: int) -> bool:
    """Whether a name stands beside the word; where nouns have capitals too, one that the source has."""
    tokens = case.translation.tokens
    if not has_name_beside(tokens, index, index):
        return False
    beside = tokens.words[max(0, index - 1) : index + 2]
    return case.facts.language != _WITH_CAPITALS or not case.facts.source_forms.isdisjoint(beside)


def _is_foreign(case: Case, index: int) -> bool:
    """Whether a word is strange, and written as a common word of its language would be."""
    tokens = case.translation.tokens
    stranger = case.facts.words_of_others.get(tokens.lower[index])
    if stranger is None:
        return False
    return index == 0 or not tokens.words[index][0].isupper() or stranger.home == _WITH_CAPITALS


def _runs(indexes: Sequence[int], tokens: Tokens) -> Iterator[list[int]]:
    """The words in groups, with at most one other between two of a group."""
    run: list[int] = []
    for index in indexes:
        if run and not _goes_on(tokens, run[-1], index):
            yield run
            run = []
        run.append(index)
    if run:
        yield run


def _goes_on(tokens: Tokens, before: int, after: int) -> bool:
    return after - before <= _STEP and all(GAP.fullmatch(tokens.between(n)) for n in range(before, after))


def _with_noun(case: Case, last: int) -> int:
    """The end of the run, with the noun that follows if neither source nor target language has it."""
    tokens, noun = case.translation.tokens, last + 1
    if noun >= len(tokens) or not GAP.fullmatch(tokens.between(last)):
        return last
    unknown = tokens.words[noun][0].isupper() and tokens.words[noun] not in case.facts.source_forms
    return noun if unknown else last
