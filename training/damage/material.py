"""A human translation ready to be damaged: its words, and which source word each renders."""

from __future__ import annotations

from dataclasses import dataclass

from qa.spans import Span
from training.damage.resources import Resources
from training.damage.words import words

_LEAST = 0.01
_OFF_DIAGONAL = 0.2


@dataclass(frozen=True, slots=True)
class Material:
    """One pair; ``source_words`` and ``words`` are lower case, ``links[j]`` the source word of word ``j``."""

    english: str
    other: str
    source_spans: tuple[Span, ...]
    spans: tuple[Span, ...]
    source_words: tuple[str, ...]
    words: tuple[str, ...]
    links: tuple[int | None, ...]

    def text(self, first: int, last: int) -> str:
        """The translation from word ``first`` to word ``last``, that one included."""
        return self.other[self.spans[first].start : self.spans[last].end]

    def source_text(self, first: int, last: int) -> str:
        """The source from word ``first`` to word ``last``, that one included."""
        return self.english[self.source_spans[first].start : self.source_spans[last].end]

    def over(self, first: int, last: int) -> Span:
        """Where the words ``first`` to ``last`` (included) of the translation stand."""
        return Span(self.spans[first].start, self.spans[last].end)


def prepare(english: str, other: str, resources: Resources) -> Material:
    """Find the words of both sides and link them through the lexicon, near the diagonal by preference."""
    source_spans = words(english, "en")
    spans = words(other, resources.language, resources.cutter)
    source_words = tuple(english[span.start : span.end].lower() for span in source_spans)
    own_words = tuple(other[span.start : span.end].lower() for span in spans)
    places: dict[str, list[int]] = {}
    for place, word in enumerate(source_words):
        places.setdefault(word, []).append(place)
    links = tuple(
        _link(word, place / max(1, len(own_words)), places, len(source_words), resources)
        for place, word in enumerate(own_words)
    )
    return Material(english, other, source_spans, spans, source_words, own_words, links)


def _link(
    word: str, depth: float, places: dict[str, list[int]], length: int, resources: Resources
) -> int | None:
    best, chosen = _LEAST, None
    row = resources.lexicon.backward.get(word, {})
    if word in places and word not in row:
        row = {**row, word: 1.0}
    for english, probability in row.items():
        for place in places.get(english, ()):
            score = probability / (1 + abs(place / length - depth) / _OFF_DIAGONAL)
            if score > best:
                best, chosen = score, place
    return chosen
