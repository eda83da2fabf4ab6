"""What the rules look at: one alignment, its neighbours, and facts about the two documents."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from qa.detect import scripts_of
from qa.judge.atoms import can_be_wrong
from qa.judge.figures import Figure, figures
from qa.judge.lexicon import load
from qa.judge.numerals import numbers_in
from qa.judge.options import JudgeOptions
from qa.judge.spelling import consonants
from qa.judge.tokens import Tokens
from qa.judge.vocabulary import english_left, words_of_others
from qa.judge.wordbook import Stranger
from qa.languages import SOURCE_LANGUAGE
from qa.records import Context, Evidence, Passage
from qa.spans import Span

_ENDING = 3


class Side:
    """One passage with its words: in order, as a set of written forms, and as a set in lower case."""

    def __init__(self, passage: Passage, language: str) -> None:
        self.passage = passage
        self.language = language
        self.tokens = Tokens(passage.text)
        self.forms = frozenset(self.tokens.words)
        self.lower = self.tokens.vocabulary

    @property
    def figures_can_be_wrong(self) -> bool:
        """Whether a rule need look at the figures of the passage."""
        return can_be_wrong(self.tokens, load(self.language), self.language)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The figures of the passage."""
        return figures(self.tokens, load(self.language), self.language)

    def span(self, start: int, end: int) -> Span:
        """The place in the document of what stands at ``start`` to ``end`` of the passage."""
        offset = self.passage.span.start
        return Span(start + offset, end + offset)

    def text(self, span: Span) -> str:
        """What stands at ``span`` of the document, as far as it is in the passage."""
        offset = self.passage.span.start
        return self.passage.text[max(0, span.start - offset) : max(0, span.end - offset)]


@dataclass(frozen=True, slots=True)
class Pair:
    """Both sides of one alignment."""

    source: Side
    translation: Side


class Facts:
    """What is true of the two whole documents; each fact is found once, when first asked for."""

    def __init__(self, context: Context, pairs: Sequence[Pair]) -> None:
        self.language = context.language
        self.source_text = context.source_text
        self._pairs = pairs

    @cached_property
    def script(self) -> str:
        """The script of the translation, where its language has several the one that it mostly uses."""
        scripts = scripts_of(self.language)
        if len(scripts) == 1 or "Latin" not in scripts:
            return scripts[0]
        latin = sum(word[0] <= "\u024f" for word in self.translation_forms)
        return "Latin" if latin * 2 > len(self.translation_forms) else scripts[0]

    @cached_property
    def source_forms(self) -> frozenset[str]:
        """The words of the source as they are written."""
        return frozenset().union(*(pair.source.forms for pair in self._pairs))

    @cached_property
    def translation_forms(self) -> frozenset[str]:
        """The words of the translation as they are written."""
        return frozenset().union(*(pair.translation.forms for pair in self._pairs))

    def translation_has(self, name: str) -> bool:
        """Whether a word of the translation is the name, or the name with an ending."""
        forms = self._sorted_forms
        at = bisect_left(forms, name)
        return at < len(forms) and forms[at].startswith(name) and len(forms[at]) <= len(name) + _ENDING

    @cached_property
    def _sorted_forms(self) -> list[str]:
        return sorted(self.translation_forms)

    @cached_property
    def source_words(self) -> frozenset[str]:
        """The lower-cased words of the source."""
        return frozenset(word.lower() for word in self.source_forms)

    @cached_property
    def source_common_words(self) -> frozenset[str]:
        """The words that the source also writes without a capital: they are no names."""
        return frozenset(word for word in self.source_forms if word.islower())

    @cached_property
    def english_left(self) -> dict[str, Stranger]:
        """The words of the source that stand in the translation too and are none of its language."""
        return english_left(self.source_common_words & self.translation_forms, self.language)

    @cached_property
    def words_of_others(self) -> dict[str, Stranger]:
        """The words of the translation, in lower case, that are of other languages; none is of the source."""
        words = frozenset(word.lower() for word in self.translation_forms)
        return words_of_others(words - self.source_words, self.language)

    @cached_property
    def source_names_by_sound(self) -> dict[str, frozenset[str]]:
        """The names of the source by their consonants."""
        found: dict[str, frozenset[str]] = {}
        for word in self.source_forms:
            if word[0].isupper() and word.lower() not in self.source_common_words:
                sound = consonants(word)
                found[sound] = found.get(sound, frozenset()) | {word}
        return found

    @cached_property
    def source_numbers(self) -> frozenset[Decimal]:
        """All readings and parts of the numbers in digits of the source."""
        return numbers_in(self.source_text, SOURCE_LANGUAGE)

    def are_neighbours(self, one: str, other: str) -> bool:
        """Whether two words stand side by side somewhere in the source: names of one person or place."""
        return (one, other) in self._side_by_side or (other, one) in self._side_by_side

    @cached_property
    def _side_by_side(self) -> frozenset[tuple[str, str]]:
        return frozenset(both for pair in self._pairs for both in pairwise(pair.source.tokens.words))


@dataclass(frozen=True, slots=True)
class Case:
    """One alignment before the rules; ``neighbours`` are the alignments just before and after it.

    ``two_sided`` says whether both sides are there, so that they can be compared.
    """

    evidence: Evidence
    source: Side
    translation: Side
    neighbours: tuple[Pair, ...]
    facts: Facts
    options: JudgeOptions
    two_sided: bool

    def is_accounted(self, word: Span, listed: Span) -> bool:
        """Whether a word of the translation is near to a source word other than one that a lexicon lists."""
        accounted = (one.words for one in self.evidence.answers.accounted if one.source == listed)
        return any(other.overlaps(word) for words in accounted for other in words)


def cases(evidence: Sequence[Evidence], options: JudgeOptions) -> Iterator[Case]:
    """A case for each alignment of one document, in order."""
    if not evidence:
        return
    language = evidence[0].context.language
    pairs = [Pair(Side(item.source, SOURCE_LANGUAGE), Side(item.translation, language)) for item in evidence]
    facts = Facts(evidence[0].context, pairs)
    for at, item in enumerate(evidence):
        neighbours = (*pairs[max(0, at - 1) : at], *pairs[at + 1 : at + 2])
        two_sided = len(item.source.span) > 0 and len(item.translation.span) > 0
        yield Case(item, pairs[at].source, pairs[at].translation, neighbours, facts, options, two_sided)
