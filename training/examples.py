"""Damaged and intact pairs as the arrays that the word-doubt network learns from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random

import numpy as np
import numpy.typing as npt

from qa.embed.static import StaticEmbedder
from qa.localise import passages
from qa.localise.features import measure
from qa.spans import Span
from training.corpus import Pair
from training.damage import KINDS, Resources, damage, damage_some
from training.doubt import Example

UNKNOWN = -1
MISMATCH = "mismatch"
"""The kind of a pair whose sides never belonged together."""
# What a rule finds better than a word space is left to the rules; the rest is drawn evenly but for these.
_WEIGHTS = {"sense": 3, "tortured": 2, "neighbour": 2, "chance": 2, "literal": 2, "antonym": 2}


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """``damaged`` and ``dropped`` are the wrong stretches of translation and source.

    ``source_known`` is false where damage to the translation leaves it open which source words are lost.
    """

    language: str
    english: str
    other: str
    damaged: tuple[Span, ...] = ()
    dropped: tuple[Span, ...] = ()
    source_known: bool = True
    kind: str = ""


def labelled(
    pairs: Sequence[Pair], language: str, resources: Resources, english: Resources, *, copies: int, seed: int
) -> Iterator[LabelledPair]:
    """Each pair as it is, then ``copies`` times damaged; ``english`` is for clauses added to the source."""
    kinds = sorted(KINDS)
    weights = [_WEIGHTS.get(kind, 1) for kind in kinds]
    for number, pair in enumerate(pairs):
        random = Random(f"{seed} {language} {number}")
        yield LabelledPair(language, pair.english, pair.other)
        for _ in range(copies):
            chosen = random.choices(kinds, weights, k=random.choice((1, 2, 2, 3, 4)))
            if "omission" in chosen:
                # The source has something that the translation lacks; which words, is known exactly this way.
                longer = damage(pair.other, pair.english, "addition", random, english)
                if longer:
                    dropped = tuple(mark.span for mark in longer.spans)
                    yield LabelledPair(language, longer.text, pair.other, dropped=dropped, kind="omission")
                continue
            worse = damage_some(pair.english, pair.other, chosen, random, resources)
            if worse:
                spans = tuple(mark.span for mark in worse.spans)
                yield LabelledPair(
                    language,
                    pair.english,
                    worse.text,
                    spans,
                    source_known=False,
                    kind="+".join(sorted(set(chosen))),
                )


def mismatched(pairs: Sequence[LabelledPair]) -> Iterator[LabelledPair]:
    """Every fourth sound pair again, with the next translation of its language: another text altogether."""
    sound = [pair for pair in pairs if not pair.kind]
    for pair, following in list(pairwise(sound))[::4]:
        if pair.language == following.language:
            wrong = (Span(0, len(following.other)),)
            yield replace(pair, other=following.other, damaged=wrong, source_known=False, kind=MISMATCH)


def examples(pairs: Sequence[LabelledPair], embedder: StaticEmbedder) -> Iterator[Example]:
    """What the network sees of each pair; those without a word on one side are left out."""
    for at in range(0, len(pairs), 1024):
        some = pairs[at : at + 1024]
        texts = [[pair.other for pair in some], [pair.english for pair in some]]
        words = [embedder.encode(side).words(0, len(some)) for side in texts]
        usable = [n for n in range(len(some)) if all(side.starts[n] < side.starts[n + 1] for side in words)]
        sides = [passages(words[side], usable) for side in (0, 1)]
        measured = measure(sides[0], sides[1])
        for position, n in enumerate(usable):
            rows = [side.pairs[position] for side in sides]
            places = [
                words[side].offsets[words[side].starts[n] : words[side].starts[n + 1]] for side in (0, 1)
            ]
            known = (True, some[n].source_known)
            labels = [
                _labels(places[side], wrong) if known[side] else np.full(len(places[side]), UNKNOWN, np.int8)
                for side, wrong in enumerate((some[n].damaged, some[n].dropped))
            ]
            directions = [
                side.directions[side.which[own]].astype(np.float16)
                for side, own in zip(sides, rows, strict=True)
            ]
            features = [measured.features[side][rows[side]] for side in (0, 1)]
            yield Example(
                some[n].language,
                (directions[0], directions[1]),
                (features[0], features[1]),
                (labels[0], labels[1]),
            )


def _labels(places: npt.NDArray[np.int32], wrong: Sequence[Span]) -> npt.NDArray[np.int8]:
    spans = [Span(start, end) for start, end in places.tolist()]
    return np.array([any(place.overlaps(span) for span in wrong) for place in spans], np.int8)
