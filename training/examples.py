"""Damaged and intact pairs as the arrays that the word-doubt network learns from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class Mixture:
    """How often each kind of damage is drawn (1 where ``weights`` has none), and how many pieces at once."""

    weights: Mapping[str, float]
    pieces: tuple[int, ...]


# What a rule finds better than a word space is left to the rules.
FOR_WORDS = Mixture(
    {"sense": 3, "tortured": 2, "neighbour": 2, "chance": 2, "literal": 2, "antonym": 2}, (1, 1, 2, 3)
)
# Context tells a word that is out of place; strings of foreign or shuffled words teach little of that.
FOR_CONTEXT = Mixture(
    {
        "sense": 7,
        "chance": 5,
        "neighbour": 5,
        "tortured": 4,
        "antonym": 3,
        "literal": 2,
        "omission": 2,
        "number": 0.5,
        "syntax": 0.5,
        "wronglang": 0.5,
        "acronym": 0.7,
        "addition": 0.7,
        "repetition": 0.7,
        "untranslated": 0.7,
    },
    (1, 2, 2, 3, 4),
)


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """``damaged`` and ``dropped`` are the wrong stretches of translation and source.

    ``source_known`` is false where damage to the translation leaves it open which source words are lost;
    ``unsettled`` are stretches of the translation that are neither wrong nor sound.
    """

    language: str
    english: str
    other: str
    damaged: tuple[Span, ...] = ()
    dropped: tuple[Span, ...] = ()
    source_known: bool = True
    kind: str = ""
    unsettled: tuple[Span, ...] = ()


def labelled(
    pairs: Sequence[Pair],
    language: str,
    resources: Resources,
    english: Resources,
    *,
    copies: int,
    seed: int,
    mixture: Mixture = FOR_WORDS,
) -> Iterator[LabelledPair]:
    """Each pair as it is, then ``copies`` times damaged; ``english`` is for clauses added to the source."""
    kinds = sorted(KINDS)
    weights = [mixture.weights.get(kind, 1) for kind in kinds]
    for number, pair in enumerate(pairs):
        random = Random(f"{seed} {language} {number}")
        yield LabelledPair(language, pair.english, pair.other)
        for _ in range(copies):
            chosen = random.choices(kinds, weights, k=random.choice(mixture.pieces))
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
            labels = (
                _labels(places[0], some[n].damaged, some[n].unsettled),
                (
                    _labels(places[1], some[n].dropped)
                    if some[n].source_known
                    else np.full(len(places[1]), UNKNOWN, np.int8)
                ),
            )
            directions = [
                side.directions[side.which[own]].astype(np.float16)
                for side, own in zip(sides, rows, strict=True)
            ]
            features = [measured.features[side][rows[side]] for side in (0, 1)]
            yield Example(
                some[n].language,
                (directions[0], directions[1]),
                (features[0], features[1]),
                labels,
            )


def _labels(
    places: npt.NDArray[np.int32], wrong: Sequence[Span], unsettled: Sequence[Span] = ()
) -> npt.NDArray[np.int8]:
    labels = np.array([_touches(place, wrong) for place in places.tolist()], np.int8)
    if unsettled:
        labels[
            [
                not label and _touches(place, unsettled)
                for label, place in zip(labels, places.tolist(), strict=True)
            ]
        ] = UNKNOWN
    return labels


def _touches(place: list[int], spans: Sequence[Span]) -> bool:
    return any(Span(*place).overlaps(span) for span in spans)
