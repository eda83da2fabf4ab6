"""accuracy/untranslated: English left standing in the translation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from qa.function_words import english_only, function_words
from qa.judge.case import Case
from qa.judge.stretches import (
    GAP,
    has_name_beside,
    is_address,
    is_cited,
    is_in_brackets,
    latin_stretches,
    without_names,
)
from qa.judge.tokens import Tokens
from qa.records import ErrorSpan, Severity
from qa.spans import Span

RULE = "accuracy/untranslated"

_LEAST_COPY = 4
_COPIED_SHARE = 0.75
_COPY_CHRF = 75.0
_LONGEST_HEADING = 8
# How English words look that most other languages would not spell so.
_ENGLISH_LOOK = re.compile(
    r"(?:ings?|ness|ful|less|ghts?|cks?|ths?|[rl]ks?|wns?|tch)$|^(?:wh|kn|wr)|ee|oo|ow|ough"
)
_NEAR = 4


def check(case: Case) -> Iterator[ErrorSpan]:
    """Look for a copied passage, then for copied phrases, then for English that the source does not have."""
    if not case.evidence.translation.text:
        return
    shared = case.translation.lower & case.source.lower
    foreign = english_only(case.facts.language)
    english = case.translation.lower & foreign
    latin = case.facts.script == "Latin"
    if english and shared and (copy := _copied_passage(case, shared)):
        yield copy
    elif not latin:
        yield from _in_other_script(case)
    else:
        found = [*(_english_runs(case, foreign) if english else _english_pair(case) if shared else ())]
        yield from found or _english_words(case)


def _copied_passage(case: Case, shared: frozenset[str]) -> ErrorSpan | None:
    """The whole passage, if it is its source again."""
    tokens = case.translation.tokens
    if len(tokens) < _LEAST_COPY or len(shared) < len(case.translation.lower) * _COPIED_SHARE:
        return None
    content = [word for word in tokens.words if word.islower() and len(word) > 3]
    if len(content) < 2:
        return None
    from sacrebleu.metrics.chrf import CHRF

    text, source = case.translation.passage.text, case.source.passage.text
    if CHRF().sentence_score(text, [source]).score < _COPY_CHRF:
        return None
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    return ErrorSpan(
        case.translation.span(start, end),
        RULE,
        Severity.CRITICAL,
        0.95,
        "the passage is its English source again",
        case.evidence.source.span,
    )


def _in_other_script(case: Case) -> Iterator[ErrorSpan]:
    """Lower-case English words of the source in a language of another script."""
    tokens, small = case.translation.tokens, english_only("")
    if small.isdisjoint(case.source.lower):
        return  # what the source quotes from a third language stays as it is
    for first, last in latin_stretches(tokens):
        words = tokens.words[first : last + 1]
        copied = [
            w for w in words if len(w) > 3 and w.islower() and w not in small and w in case.source.forms
        ]
        named = not all(word.islower() for word in words)
        if not copied or (named and len(copied) < 2):
            continue
        if not is_in_brackets(tokens, first) and not is_address(tokens, first, last):
            yield _finding(case, *without_names(tokens, first, last), 0.9)


def _english_words(case: Case) -> Iterator[ErrorSpan]:
    """Words of the source that its translators hardly keep; one after the other they are one phrase."""
    left = case.facts.english_left
    here = case.source.forms.intersection(left)
    tokens = case.translation.tokens
    runs: list[tuple[int, int]] = []
    for index, word in enumerate(tokens.words) if not here.isdisjoint(tokens.words) else ():
        if word in here:
            follows = runs and runs[-1][1] == index - 1 and GAP.fullmatch(tokens.between(index - 1))
            runs.append((runs.pop()[0] if follows else index, index))
    for run in runs:
        enough = run[1] > run[0] or (left[tokens.words[run[0]]].alone and not _in_loan(case, *run))
        if not enough or _has_copied_name_beside(case, *run):
            continue
        if not is_address(tokens, *run) and not is_cited(tokens, *run):
            yield _finding(case, *run, 0.8)


def _has_copied_name_beside(case: Case, first: int, last: int) -> bool:
    """Whether a capital word of the source stands beside the run: it is part of a title."""
    beside = case.translation.tokens.words[max(0, first - 1) : last + 2]
    return any(word[0].isupper() and word in case.source.forms for word in beside)


def _in_loan(case: Case, first: int, last: int) -> bool:
    """Whether the word beside was kept too, or is joined to it: a loan of several words or with an ending."""
    tokens, own = case.translation.tokens, function_words(case.facts.language)
    for one, other, gap in ((first - 1, first, first - 1), (last + 1, last, last)):
        if not 0 <= one < len(tokens) or not GAP.fullmatch(between := tokens.between(gap)):
            continue
        word = tokens.words[one]
        kept = word not in own and case.facts.are_neighbours(word, tokens.words[other])
        if kept or between not in " \u00a0":
            return True
    return False


def _english_pair(case: Case) -> Iterator[ErrorSpan]:
    """Two copied words near each other that both look English; one alone may be a loan word."""
    tokens, forms = case.translation.tokens, case.source.forms
    looks = [
        index
        for index, word in enumerate(tokens.words)
        if len(word) > 3 and word in forms and word.islower() and _ENGLISH_LOOK.search(word)
    ]
    for first, last in pairwise(looks):
        # Side by side they may be one loan ("talk show").
        if 1 < last - first < _NEAR and tokens.words[first] != tokens.words[last]:
            yield _finding(case, first, last, 0.7)
            return


def _english_runs(case: Case, foreign: frozenset[str]) -> Iterator[ErrorSpan]:
    """Runs of English words in a language of the Latin script, around words that only English has."""
    tokens, source = case.translation.tokens, case.source.tokens
    at_source: dict[str, list[int]] = {}
    for index, word in enumerate(source.lower):
        at_source.setdefault(word, []).append(index)
    done = -1
    for index, word in enumerate(tokens.lower):
        if index <= done or word not in foreign:
            continue
        run = _copied_run(tokens, source, at_source, index)
        if run is None:
            run, confidence = _invented_heading(tokens, case), 0.7
        else:
            confidence = 0.9
        if run is None or is_address(tokens, *run) or is_cited(tokens, *run):
            continue
        done = run[1]
        yield _finding(case, *run, confidence)


def _copied_run(
    tokens: Tokens, source: Tokens, at_source: dict[str, list[int]], index: int
) -> tuple[int, int] | None:
    """The longest stretch around ``index`` that the source has too; one word inside may differ."""
    best: tuple[int, int] | None = None
    for there in at_source.get(tokens.lower[index], ()):
        first = _stretch(tokens, source, index, there, -1)
        last = _stretch(tokens, source, index, there, 1)
        if best is None or last - first > best[1] - best[0]:
            best = (first, last)
    if best is None or best[0] == best[1]:
        return None
    run = range(best[0], best[1] + 1)
    small = english_only("")
    copied = [i for i in run if tokens.words[i].islower() and tokens.lower[i] in at_source]
    if any(tokens.lower[i] not in small and len(tokens.words[i]) > 2 for i in copied):
        return best
    return best if len(copied) == len(run) and not has_name_beside(tokens, *best) else None


def _stretch(tokens: Tokens, source: Tokens, index: int, there: int, step: int) -> int:
    """How far the two texts run together from a common word, one differing word allowed."""
    reached = index
    skipped = False
    while True:
        index += step
        there += step
        if not (0 <= index < len(tokens) and 0 <= there < len(source)):
            return reached
        gap = tokens.between(min(index, index - step))
        if not GAP.fullmatch(gap):
            return reached
        if tokens.lower[index] == source.lower[there] and tokens.words[index][0] == source.words[there][0]:
            reached = index
        elif skipped:
            return reached
        else:
            skipped = True


def _invented_heading(tokens: Tokens, case: Case) -> tuple[int, int] | None:
    """The whole passage, if it is a short English heading that the source document does not have."""
    own = function_words(case.facts.language)
    words = range(len(tokens))
    if not 1 < len(tokens) <= _LONGEST_HEADING:
        return None
    if not all(tokens.words[i].isascii() and tokens.lower[i] not in own for i in words):
        return None
    if all(tokens.lower[i] in case.facts.source_words for i in words):
        return None
    return 0, len(tokens) - 1


def _finding(case: Case, first: int, last: int, confidence: float) -> ErrorSpan:
    tokens = case.translation.tokens
    start, end = tokens.starts[first], tokens.ends[last]
    text = tokens.text[start:end]
    at = case.source.passage.text.find(text)
    place: Span | None = case.source.span(at, at + len(text)) if at >= 0 else None
    return ErrorSpan(
        case.translation.span(start, end), RULE, Severity.MAJOR, confidence, f"“{text}” is English", place
    )
