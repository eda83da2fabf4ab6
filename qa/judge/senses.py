"""accuracy/wrong-sense: an ambiguous word of the source that was taken in another sense.

The word it was rendered with may be its dictionary equivalent, so nothing else doubts it.  The ambiguous
words stand in ``lexica/senses.toml`` with their senses, in English: a source establishes a sense by the words
beside it, a translation shows one by its nearness to words that mean it.  Of wordings with one sense, those
listed as wrong for them are in :mod:`qa.judge.traps`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from qa.function_words import function_words
from qa.judge.case import Case
from qa.judge.cues import cues, document_cues
from qa.judge.english import REMEMBERED, english
from qa.judge.listed import listed, occurrences
from qa.judge.places import completed, widened
from qa.judge.sense_lexicon import Entry, Sense, entries_of
from qa.judge.traps import trapped
from qa.judge.wording import WORD, compiled, may_stand
from qa.questions import Ambiguity, SenseRendering
from qa.records import Context, ErrorSpan, Passage, Severity
from qa.spans import Span

RULE = "accuracy/wrong-sense"

_LEAST = 0.4
"""Cosine with a word of another sense from which the translation has that sense."""
_MARGIN = 0.17
"""How much nearer than to the right sense that has to be."""
_ITSELF = 0.8
"""What the cosine with the ambiguous word itself, all of whose senses lie in its vector, is worth."""
_ITSELF_IN_TERM = 0.5
"""The same in a term, which rules the other senses out."""
_RIGHT = 0.4
_AS_NEAR = 0.7
"""Cosine with a word of the right sense, and its share of that with a wrong one, from which all is well: the
translation has the right sense somewhere."""
_OWN = 0.1
"""How much nearer than to another word of the source a word has to be, or it stands for that one."""
_LISTED = 0.6
"""What a word counts that is listed for another sense."""
_WIDE, _MORE = 2, 6
"""Times the length of a term, and letters more, within which the rest of its rendering is marked too."""
_TRAPPED = 0.7
"""What a rendering counts that is listed as wrong for a wording."""
_LETTERS = 3
_IDEOGRAPHS = "\u3400"
"""Letters of a word that has a sense of its own, and where scripts begin that need no more than one."""
_IN_DOCUMENT = 2
"""Cues that a document has to have for a sense where the passage has none, and none for another."""


@dataclass(frozen=True, slots=True)
class Use:
    """An ambiguous word where it stands; its sense there is ``entry.senses[right]``."""

    entry: Entry
    word: Span
    right: int
    term: Span
    """The whole wording: the word and what makes it a term."""

    def shift(self, start: int) -> Use:
        """The same in a text that has ``start`` letters more before it."""
        return Use(self.entry, self.word.shift(start), self.right, self.term.shift(start))


def ambiguities(source: Passage, context: Context) -> tuple[Ambiguity, ...]:
    """The ambiguous words of a source passage whose sense is clear, in order."""
    return tuple(Ambiguity(use.word, _glosses(use, source)) for use in _uses(source, context))


def term_words(source: Passage, context: Context) -> Iterator[Span]:
    """The words beside the ambiguous ones that make terms of them."""
    for use in _uses(source, context):
        yield from _others(use, source)


def sense_terms(source: Passage, context: Context) -> Iterator[Span]:
    """The terms that the ambiguous words make with other words."""
    for use in _uses(source, context):
        if use.entry.is_term:
            yield use.term


def _others(use: Use, source: Passage) -> Iterator[Span]:
    start = source.span.start
    for word in WORD.finditer(english(source.text).lower, use.term.start - start, use.term.end - start):
        span = Span(*word.span()).shift(start)
        if not span.overlaps(use.word):
            yield span


def check(case: Case) -> Iterator[ErrorSpan]:
    """The words of the translation that have another sense than their source."""
    for here, there in trapped(case):
        yield _trapped(case, here, there)
    by_word: dict[Span, list[SenseRendering]] = {}
    for rendering in case.evidence.answers.senses:
        if not _is_small(case.translation.text(rendering.translation), case.facts.language):
            by_word.setdefault(rendering.source, []).append(rendering)
    for use in _uses(case.evidence.source, case.evidence.context):
        found = by_word.get(use.word, [])
        if any(_is_copied(case, use, one) for one in found):
            continue
        nearness = [_nearness(use, one) for one in found]
        worst = max(
            (n for n, (right, wrong) in enumerate(nearness) if wrong >= max(_LEAST, right + _MARGIN)),
            key=lambda n: nearness[n][1],
            default=None,
        )
        best = max(
            (
                right
                for (right, wrong), one in zip(nearness, found, strict=True)
                if right >= max(wrong, one.elsewhere + _OWN)
            ),
            default=0.0,
        )
        if worst is not None and best < max(_RIGHT, _AS_NEAR * nearness[worst][1]):
            wrong = use.entry.senses[found[worst].senses.index(nearness[worst][1])]
            yield _finding(case, use, found[worst].translation, wrong, nearness[worst][1])
        elif best < _RIGHT and (listed := _listed(case, use)):
            yield _finding(case, use, *listed, _LISTED)


def _trapped(case: Case, here: Span, there: Span) -> ErrorSpan:
    place = completed(here, there, case)
    message = f"“{case.translation.text(place)}” is not what “{case.source.text(there)}” means here"
    return ErrorSpan(place, RULE, Severity.MAJOR, _TRAPPED, message, there)


def _glosses(use: Use, source: Passage) -> tuple[tuple[str, ...], ...]:
    """What means each of its senses, and last the word itself."""
    offset = source.span.start
    word = source.text[use.word.start - offset : use.word.end - offset].lower()
    return (*(sense.means for sense in use.entry.senses), (word,))


def _uses(source: Passage, context: Context) -> list[Use]:
    """The ambiguous words of a passage whose sense is clear, in order."""
    start = source.span.start
    return [use.shift(start) for use in _found(source.text, context)]


@lru_cache(REMEMBERED)
def _found(text: str, context: Context) -> tuple[Use, ...]:
    """The same; where the words stand is counted from the beginning of ``text``."""
    words = english(text).words
    known = entries_of(words)
    here = cues(text) if known else frozenset()
    found: dict[Span, Use | None] = {}
    for entry in sorted(known, key=lambda one: one.rank):
        if not may_stand(entry.wording, words):
            continue
        for match in compiled(entry.wording).finditer(english(text).lower):
            word = Span(*match.span(1))
            if word not in found and _may_be(entry, text, word.start):
                right = None if context.language in entry.shared else _sense(entry, here, context)
                found[word] = None if right is None else Use(entry, word, right, Span(*match.span()))
    return tuple(use for _, use in sorted(found.items()) if use)


def _may_be(entry: Entry, text: str, at: int) -> bool:
    """Whether the word is written as the entry wants it; a capital inside a sentence makes a name."""
    return text[at].isupper() if entry.is_name else not (at and text[at].isupper())


def _sense(entry: Entry, here: frozenset[str], context: Context) -> int | None:
    """Which sense the source establishes: by the passage, else by the document, else by the wording."""
    near = [n for n, sense in enumerate(entry.senses) if sense.cues & here]
    if near:
        return near[0] if len(near) == 1 else None
    everywhere = document_cues(context.source_text)
    counts = [len(sense.cues & everywhere) for sense in entry.senses]
    far = [n for n, count in enumerate(counts) if count]
    if len(far) == 1 and counts[far[0]] >= _IN_DOCUMENT:
        return far[0]
    return next((n for n, sense in enumerate(entry.senses) if sense.always), None)


def _nearness(use: Use, rendering: SenseRendering) -> tuple[float, float]:
    """How near a word is to the right sense, and to the nearest of the others."""
    *senses, word = rendering.senses
    right = senses.pop(use.right)
    return max(right, (_ITSELF_IN_TERM if use.entry.is_term else _ITSELF) * word), max(senses)


def _is_small(text: str, language: str) -> bool:
    """Whether a word only serves others: its vector is vague and near to much."""
    letters = len(text) < _LETTERS and text < _IDEOGRAPHS
    return letters or text.lower() in function_words(language)


def _is_copied(case: Case, use: Use, rendering: SenseRendering) -> bool:
    """Whether the translation keeps the English word: that is for another rule."""
    return case.translation.text(rendering.translation).lower() == case.source.text(use.word).lower()


def _listed(case: Case, use: Use) -> tuple[Span, Sense] | None:
    """The first listed word for another sense, and that sense, unless the source has it elsewhere too."""
    words = WORD.findall(case.source.passage.text.lower())
    own = case.source.text(use.word).lower()
    uses = _uses(case.evidence.source, case.evidence.context)
    if words.count(own) > sum(case.source.text(one.word).lower() == own for one in uses):
        return None
    for sense in use.entry.senses:
        glosses = set(sense.means) - {own, own.removesuffix("s")}
        if sense is use.entry.senses[use.right] or glosses & cues(" ".join(words)):
            continue
        table = listed("wrong", case.facts.language)
        for cell in (table[gloss] for gloss in sense.means if gloss in table):
            for place in occurrences(cell, case.translation.passage.text):
                span = case.translation.span(*place)
                if case.translation.text(span).lower() != own:
                    return span, sense
    return None


def _finding(case: Case, use: Use, place: Span, wrong: Sense, nearness: float) -> ErrorSpan:
    right = use.entry.senses[use.right]
    word, text = case.source.text(use.word), case.translation.text(place)
    wide = widened(place, _others(use, case.evidence.source), case, _WIDE * len(use.term) + _MORE)
    return ErrorSpan(
        completed(wide, use.term, case) if use.entry.is_term else wide,
        RULE,
        Severity.MAJOR,
        round(min(max(nearness, 0.5), 0.9), 3),
        f"“{word}” has the sense of {_named(right)} here; “{text}” that of {_named(wrong)}",
        use.word,
    )


def _named(sense: Sense) -> str:
    return f"“{sense.means[0]}”"
