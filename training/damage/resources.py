"""What the damage of one language draws on, gathered from the corpus itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qa.spans import Span
from training.corpus import Pair
from training.damage.lexicon import Lexicon, learn
from training.damage.words import Cutter, by_character, words

_COMMON = 100


@dataclass(frozen=True, slots=True)
class Resources:
    """All that the kinds of damage know of one language.

    ``vocabulary`` are content words, the most frequent first; ``common`` the words too frequent to mean
    much; ``sentences`` human translations to take clauses from; ``names`` proper names as the
    translations write them; ``phrases`` runs of words by their initials in lower case.

    ``neighbours`` are the nearest words in a word space, ``parallels`` translations into other languages
    by the :func:`~training.corpus.key` of their English and ``foreign`` any texts in other languages;
    without them the damage that needs them does not apply.
    """

    language: str
    lexicon: Lexicon
    vocabulary: tuple[str, ...]
    common: frozenset[str]
    sentences: tuple[str, ...]
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
    names: Counter[str] = Counter()
    phrases: dict[str, list[str]] = {}
    lists: list[tuple[list[str], list[str]]] = []
    for pair in taken:
        left = [pair.english[span.start : span.end] for span in words(pair.english, "en")]
        right = [pair.other[span.start : span.end] for span in words(pair.other, language, cutter)]
        lists.append(([word.lower() for word in left], [word.lower() for word in right]))
        counts.update(lists[-1][1])
        capital = {word for word in left[1:] if word.istitle() and len(word) > 3}
        names.update(word for word in right[1:] if word in capital)
        _collect_phrases(phrases, pair.other, words(pair.other, language, cutter))
    ranked = [
        word for word, count in counts.most_common() if count > 2 and not any(c.isdigit() for c in word)
    ]
    return Resources(
        language,
        learn(lists),
        tuple(word for word in ranked[_COMMON:] if len(word) > 3 or not word.isascii()),
        frozenset(ranked[:_COMMON]),
        tuple(pair.other for pair in taken),
        tuple(name for name, count in names.most_common(20_000) if count > 1),
        {initials: tuple(some) for initials, some in phrases.items()},
        cutter,
        neighbours or {},
        parallels or {},
        foreign,
    )


_PHRASES_KEPT = 8


def _collect_phrases(phrases: dict[str, list[str]], text: str, spans: Sequence[Span]) -> None:
    """Note runs of two to four long words, with short ones between, under the initials of the long ones."""
    long = [span for span in spans if len(span) > 3]
    for count in (2, 3, 4):
        for at in range(0, len(long) - count + 1, 3):
            first, last = long[at], long[at + count - 1]
            phrase = text[first.start : last.end]
            initials = "".join(sorted(text[span.start].lower() for span in long[at : at + count]))
            some = phrases.setdefault(initials, [])
            if (
                len(some) < _PHRASES_KEPT
                and len(phrase) < 16 * count
                and not re.search(r"[\d.,;:!?()\"]", phrase)
            ):
                some.append(phrase.lower())
