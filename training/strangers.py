"""Which words are strange to which languages, from how often translations into each have them.

Two questions are answered with the same counts.  *English*: would a translator into this language keep this
word of the source?  *Others*: is this word, which another language often uses, none of this one?  Each
answer comes in two strengths, for a word that stands alone and for one beside another such word.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from string import ascii_lowercase

import numpy as np

from qa.judge.wordbook import Wordbook, digest
from training.spelling_model import SpellingModel

_SEEN = 3
"""Times that English has to have a word, over all languages, before anything is said of it."""
_ALONE, _BESIDE = 0.004, 0.02
"""Shares of the times that a translator may keep an English word, where it stands alone or beside another."""
_CLAIM = 0.05
"""Share of an English word's times up to which one language may speak for the others: it may be its own."""
_PRIOR, _PRIOR_SEEN, _LOCAL, _ENDING = 0.03, 10, 30, 2
"""Share in which a word is kept before anything was seen of it, the weight of that, the weight of other
languages in the share of one, and the last letters by which words are alike."""
_SHORTEST, _SHORTEST_OTHER = 4, 5
"""Letters of a word that can stand alone: of an English one, and of one of another language."""
_ENDINGS = (
    ("s", ""),
    ("es", ""),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("ies", "y"),
    ("er", ""),
)

_COMMON = 6
"""Times that a language has to have a word before it is its own for others."""
_EXPECTED = 3
"""Times that a language would have a word, were it as common there, that never has it."""
_SLIP = 0.01
"""Share of these times from which a language uses the word."""
_UNLIKE, _PER_EXPECTED = 22.0, 4.0
"""How much likelier, in nats, the spelling of a word has to be in the language that has it, less the more
often it was expected: by this times the logarithm."""
_SPELLED = 2


@dataclass(slots=True, frozen=True)
class Counts:
    """In how many pairs of a language each word stands.

    ``english`` of the source, without a capital; ``both`` of these the translation has too; ``own`` in the
    translation alone, in lower case; ``small`` of these written small, where the script knows capitals.
    """

    english: Counter[str] = field(default_factory=Counter)
    both: Counter[str] = field(default_factory=Counter)
    own: Counter[str] = field(default_factory=Counter)
    small: Counter[str] = field(default_factory=Counter)


class Vocabulary:
    """What is asked of the own words of one language."""

    def __init__(self, own: Counter[str], small: Counter[str], letters: str) -> None:
        self.letters = frozenset(ascii_lowercase + "'" + letters)
        self.own = own
        self.small = small
        self.total = own.total()
        self._sorted = sorted(own)

    @cached_property
    def spelling(self) -> SpellingModel:
        """How its words are spelled."""
        return SpellingModel(word for word, times in self.own.items() if times >= _SPELLED)

    def has_beginning(self, beginning: str) -> bool:
        """Whether one of its words begins so."""
        at = bisect_left(self._sorted, beginning)
        return at < len(self._sorted) and self._sorted[at].startswith(beginning)


@dataclass(slots=True, frozen=True)
class Row:
    """One word: where it is at home, and the languages to which it is strange."""

    home: str
    alone: frozenset[str]
    beside: frozenset[str]


def english_rows(counts: Mapping[str, Counts], vocabularies: Mapping[str, Vocabulary]) -> dict[str, Row]:
    """English words that translators into some of the languages do not keep."""
    seen = Counter[str]()
    for some in counts.values():
        seen.update(some.english)
    ease = _ease_of_keeping(counts)
    kept = {
        word: sum(
            min(some.both[word] + some.own[word], _CLAIM * some.english[word] + 1) for some in counts.values()
        )
        for word, times in seen.items()
        if times >= _SEEN and len(word) >= _SHORTEST
    }
    usual_of_ending = _usual_of_ending(kept, seen)
    rows = {}
    for word in sorted(kept):
        prior = usual_of_ending.get(word[-_ENDING:], _PRIOR)
        usual = (kept[word] + prior * _PRIOR_SEEN) / (seen[word] + _PRIOR_SEEN)
        shares = {
            language: (_uses(word, some, vocabularies[language]) + _LOCAL * usual * ease[language])
            / (some.english[word] + _LOCAL)
            for language, some in counts.items()
        }
        row = Row(
            "en",
            frozenset(language for language, share in shares.items() if share < _ALONE),
            frozenset(language for language, share in shares.items() if share < _BESIDE),
        )
        if row.beside:
            rows[word] = row
    return rows


def _usual_of_ending(kept: Mapping[str, float], seen: Mapping[str, int]) -> dict[str, float]:
    """How often words with the same last letters are kept: verbs and adverbs hardly ever are."""
    shares: dict[str, list[float]] = {}
    for word, times in kept.items():
        if seen[word] >= _PRIOR_SEEN:
            shares.setdefault(word[-_ENDING:], []).append(times / seen[word])
    return {
        ending: (sum(some) + _PRIOR * _PRIOR_SEEN) / (len(some) + _PRIOR_SEEN)
        for ending, some in shares.items()
    }


def _ease_of_keeping(counts: Mapping[str, Counts]) -> dict[str, float]:
    """How readily each language keeps words of the source, beside the mean of all."""
    shares = {}
    for language, some in counts.items():
        known = [word for word, times in some.english.items() if times >= _SEEN and len(word) >= _SHORTEST]
        shares[language] = sum(some.both[word] / some.english[word] for word in known) / max(1, len(known))
    mean = sum(shares.values()) / max(1, len(shares))
    return {language: share / mean if mean else 1.0 for language, share in shares.items()}


def _uses(word: str, counts: Counts, vocabulary: Vocabulary) -> int:
    """Times that translations have the word, with or without the source, or the base form that has most."""
    bases = [word[: -len(end)] + rest for end, rest in _ENDINGS if word.endswith(end)]
    uses = max((counts.both[base] + counts.own[base] for base in bases if len(base) > 2), default=0)
    longer = len(word) > _SHORTEST and vocabulary.has_beginning(word)
    return counts.both[word] + counts.own[word] + uses + longer


def other_rows(vocabularies: Mapping[str, Vocabulary]) -> dict[str, Row]:
    """Words that one language often has, with the languages of the same script that never do."""
    homes: dict[str, tuple[float, str]] = {}
    for language, vocabulary in vocabularies.items():
        for word, times in vocabulary.small.items():
            if times >= _COMMON and vocabulary.letters.issuperset(word):
                homes[word] = max(homes.get(word, (0.0, "")), (times / vocabulary.total, language))
    rows = {}
    for word, (rate, home) in sorted(homes.items()):
        never = {
            language: rate * vocabulary.total
            for language, vocabulary in vocabularies.items()
            if language != home and not vocabulary.own[word]
        }
        strange = {language: times for language, times in never.items() if times >= _EXPECTED}
        if strange:
            rows[word] = Row(home, _alone(word, home, rate, strange, vocabularies), frozenset(strange))
    return rows


def _alone(
    word: str, home: str, rate: float, strange: Mapping[str, float], vocabularies: Mapping[str, Vocabulary]
) -> frozenset[str]:
    """The languages to which a word is strange even alone: no third one uses it, and it is spelled so."""
    users = sum(one.own[word] >= max(2, _SLIP * rate * one.total) for one in vocabularies.values())
    if len(word) < _SHORTEST_OTHER or users > 1 or home == "en":
        return frozenset()
    at_home = vocabularies[home].spelling.log_probability(word)
    beginning = word[: max(_SHORTEST, len(word) - 2)]
    return frozenset(
        language
        for language, times in strange.items()
        if not vocabularies[language].has_beginning(beginning)
        and at_home - vocabularies[language].spelling.log_probability(word)
        >= _UNLIKE - _PER_EXPECTED * math.log(times)
    )


def packed(rows: Mapping[str, Row], languages: Sequence[str]) -> Wordbook:
    """The table of the rows; of two words with one digest neither is kept."""
    times = Counter(map(digest, rows))
    entries = sorted((digest(word), word) for word in rows if times[digest(word)] == 1)
    kinds: dict[tuple[int, int, int], int] = {}
    numbers = []
    for _, word in entries:
        row = rows[word]
        kind = (_bits(row.alone, languages), _bits(row.beside, languages), languages.index(row.home))
        numbers.append(kinds.setdefault(kind, len(kinds)))
    columns = [*zip(*kinds, strict=True)]
    return Wordbook(
        tuple(languages),
        np.array([key for key, _ in entries], np.uint32),
        np.array(numbers, np.uint16),
        np.array(columns[0], np.uint64),
        np.array(columns[1], np.uint64),
        np.array(columns[2], np.uint8),
    )


def _bits(some: Iterable[str], languages: Sequence[str]) -> int:
    return sum(1 << languages.index(language) for language in some)
