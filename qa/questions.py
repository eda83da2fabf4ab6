"""What the rules ask the embedding about single words, and what it answers.  All are immutable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qa.spans import Span


@dataclass(frozen=True, slots=True)
class Match:
    """A word of the source and the one of the translation that it is nearest to, by cosine in [-1, 1]."""

    source: Span
    translation: Span
    similarity: float


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a rule asks: what in the translation comes near to sets of English words, for a source word.

    It is not asked where a word of the translation has a cosine of ``settled`` or more with the source word.
    """

    source: Span
    sets: tuple[tuple[str, ...], ...]
    settled: float = 2.0


@dataclass(frozen=True, slots=True)
class Likeness:
    """The word of a translation that comes nearest to a set of English words, by cosine in [-1, 1].

    ``rival`` is its highest cosine with a word of the source other than the one that was asked for.
    """

    translation: Span
    similarity: float
    rival: float


@dataclass(frozen=True, slots=True)
class Rendering:
    """What the translation has for a word of the source: a likeness for each set that was asked for."""

    source: Span
    likenesses: tuple[Likeness, ...]


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """A word of the source that a rule asks about: ``senses`` are English words for each that it may have."""

    source: Span
    senses: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class SenseRendering:
    """A word of the translation that may stand for an ambiguous one of the source.

    ``senses`` are the highest cosines in [-1, 1] of the word with the English words for each sense, and
    ``elsewhere`` is the highest with another word of the source.
    """

    source: Span
    translation: Span
    senses: tuple[float, ...]
    elsewhere: float


@dataclass(frozen=True, slots=True)
class Accounted:
    """The ``words`` of a translation that are near to a word of the source outside ``source``."""

    source: Span
    words: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Questions:
    """What the rules ask of a source passage: the matches of some words, the renderings of others.

    ``listed`` are words whose renderings a lexicon lists: what the translation has for all others is asked.
    """

    words: tuple[Span, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    ambiguities: tuple[Ambiguity, ...] = ()
    listed: tuple[Span, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.wanted or self.ambiguities or self.listed)

    def named(self) -> Iterator[tuple[str, ...]]:
        """All sets of English words that are named in them."""
        for wanted in self.wanted:
            yield from wanted.sets
        for ambiguity in self.ambiguities:
            yield from ambiguity.senses


@dataclass(frozen=True, slots=True)
class Answers:
    """What came of :class:`Questions`; a word without an answer is left out."""

    matches: tuple[Match, ...] = ()
    renderings: tuple[Rendering, ...] = ()
    senses: tuple[SenseRendering, ...] = ()
    accounted: tuple[Accounted, ...] = ()


NOTHING_ASKED = Answers()
"""Where nothing was asked."""
