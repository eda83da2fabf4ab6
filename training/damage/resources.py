"""What the damage of one language draws on, gathered from the corpus itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qa.languages import LANGUAGES
from qa.spans import Span
from training.corpus import Pair
from training.damage.classes import FIGURES
from training.damage.lexicon import Lexicon, learn
from training.damage.words import Cutter, by_character, words

_COMMON = 100
_PHRASES_KEPT = 8
_ANY_PHRASES_KEPT = 2000
_BROKEN = re.compile(r"[\d.,;:!?()\"«»“”、。，；：！？（）「」《》]")
_LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Resources:
    """All that the kinds of damage know of one language.

    ``vocabulary`` are content words, the most frequent first; ``common`` the words too frequent to mean
    much; ``forms`` the vocabulary by its first four letters; ``sentences`` human translations to take
    clauses from; ``proper`` English words that are nearly always capitals within a sentence, lower case, and
    ``names`` how this language writes them; ``phrases`` runs of words by their sorted initials in lower
    case, and some of them under no initials.

    ``neighbours`` are the nearest words in a word space, ``parallels`` translations into other languages
    by the :func:`~training.corpus.key` of their English and ``foreign`` any texts in other languages;
    without them the damage that needs them does not apply.
    """

    language: str
    lexicon: Lexicon
    vocabulary: tuple[str, ...]
    common: frozenset[str]
    forms: Mapping[str, tuple[str, ...]]
    sentences: tuple[str, ...]
    proper: frozenset[str]
    names: tuple[str, ...]
    phrases: Mapping[str, tuple[str, ...]]
    cutter: Cutter = by_character
    neighbours: Mapping[str, Sequence[str]] = field(default_factory=dict)
    parallels: Mapping[str, Sequence[str]] = field(default_factory=dict)
    foreign: Sequence[str] = ()


def gather(
    pairs: Iterable[Pair],
    language: str,
    *,
    cutter: Cutter = by_character,
    neighbours: Mapping[str, Sequence[str]] | None = None,
    parallels: Mapping[str, Sequence[str]] | None = None,
    foreign: Sequence[str] = (),
) -> Resources:
    """Learn the lexicon and collect the words, names and phrases of ``pairs``.

    80,000 pairs take about half a minute and 2 GB; more of them add little.
    """
    taken = list(pairs)
    counts: Counter[str] = Counter()
    proper: Counter[str] = Counter()
    phrases: dict[str, list[str]] = {}
    lists: list[tuple[list[str], list[str]]] = []
    for pair in taken:
        left = [pair.english[span.start : span.end] for span in words(pair.english, "en")]
        spans = words(pair.other, language, cutter)
        right = [pair.other[span.start : span.end].lower() for span in spans]
        lists.append(([word.lower() for word in left], right))
        counts.update(right)
        # What begins the sentence has a capital whatever it is, and says nothing.
        proper.update({word.lower(): 1 if word.istitle() else -9 for word in left[1:]})
        _collect_phrases(phrases, pair.other, spans, language)
    lexicon = learn(lists)
    capitals = frozenset(word for word, balance in proper.items() if balance > 1 and len(word) > 2)
    ranked = [
        word for word, count in counts.most_common() if count > 2 and not any(c.isdigit() for c in word)
    ]
    vocabulary = tuple(word for word in ranked[_COMMON:] if len(word) > 3 or not word.isascii())
    return Resources(
        language,
        lexicon,
        vocabulary,
        frozenset(ranked[:_COMMON]),
        _by_beginning(vocabulary),
        tuple(pair.other for pair in taken),
        capitals - FIGURES.keys(),
        _names(lexicon, capitals - FIGURES.keys()),
        {initials: tuple(some) for initials, some in phrases.items()},
        cutter,
        neighbours or {},
        parallels or {},
        foreign,
    )


def _by_beginning(vocabulary: Sequence[str]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for word in vocabulary:
        groups.setdefault(word[:4], []).append(word)
    return {beginning: tuple(some) for beginning, some in groups.items()}


def _names(lexicon: Lexicon, capitals: frozenset[str]) -> tuple[str, ...]:
    """How the language writes each name, with a capital where its script has one."""
    best = {next(iter(lexicon.forward[name])) for name in capitals if name in lexicon.forward}
    return tuple(sorted(word[:1].upper() + word[1:] for word in best if len(word) > 2 or not word.isascii()))


def _collect_phrases(phrases: dict[str, list[str]], text: str, spans: Sequence[Span], language: str) -> None:
    """Note runs of two to four long words, with short ones between, under the initials of the long ones."""
    spaced = LANGUAGES[language].spaced
    long = [span for span in spans if len(span) > (3 if spaced else 1)]
    for count in (2, 3, 4):
        for at in range(0, len(long) - count + 1, 3):
            first, last = long[at], long[at + count - 1]
            phrase = text[first.start : last.end]
            if len(phrase) > 16 * count or _BROKEN.search(phrase) or (not spaced and _LATIN.search(phrase)):
                continue
            initials = "".join(sorted(text[span.start].lower() for span in long[at : at + count]))
            for key, most in ((initials, _PHRASES_KEPT), ("", _ANY_PHRASES_KEPT)):
                some = phrases.setdefault(key, [])
                if len(some) < most and phrase.lower() not in some[-_PHRASES_KEPT:]:
                    some.append(phrase.lower())
