"""Whether quality is a probability: of the pairs with 0.8, eight in ten should be sound, in every language.

The pairs are of the test part of the corpus, on which nothing was trained or calibrated.  They are scored as
they are, damaged and mismatched, in the proportions of the calibration: a probability holds for one mixture.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random
from statistics import median

from benchmarks.quality.figures import Figure, figure
from benchmarks.quality.human import ScorerLike
from benchmarks.quality.statistic import Tally, central, rate
from qa.model import EMBEDDED
from qa.records import SourcePair
from training import corpus
from training.examples import MISMATCH, LabelledPair, labelled, mismatched
from training.steps import Material

CORE = ("ar", "cs", "de", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "sv", "tr", "uk", "zh")
"""The languages that are measured; the others have too few pairs in the test part."""
PAIRS = 600
"""Sound pairs of one language, at most; with the unsound ones that makes some 1,250."""
BINS = 10
_SEED = 3
_ROUNDS = 200


@dataclass(frozen=True, slots=True)
class Judged:
    """What the checker thinks of a pair, and what was done to the pair: nothing, where ``kind`` is empty."""

    language: str
    kind: str
    quality: float

    @property
    def sound(self) -> bool:
        """Whether it is a human translation as it was found."""
        return not self.kind


def figures(
    scorer: ScorerLike, data: Path, weights: Path = EMBEDDED, languages: Sequence[str] = CORE
) -> list[Figure]:
    """The figures of each language, then of all together; ``weights`` help only to damage the pairs.

    Raises:
        ValueError: the corpus in ``data`` has none of the languages.
    """
    there = sorted({*corpus.languages(data)} & {*languages})
    if not there:
        raise ValueError(f"{data}: holds no parallel/<language>.tsv.xz of {', '.join(languages)}")
    material = Material.load(data, weights)
    rows: list[Figure] = []
    everything: list[Judged] = []
    for language in there:
        found = judge(scorer, sample(material, language))
        rows += group_figures(f"reliability, {language}", found)
        everything += found
    rows += group_figures("reliability, all languages", everything)
    return [*rows, spread_figure("reliability, all languages", everything)]


def sample(material: Material, language: str) -> list[LabelledPair]:
    """Sound, damaged and mismatched pairs of the test part, as many of each as calibration takes."""
    sound = material.pairs(language, "test", PAIRS)
    resources, english = material.resources(language), material.english_resources()
    pairs = list(labelled(sound, language, resources, english, copies=1, seed=_SEED))
    return [*pairs, *mismatched(pairs)]


def judge(scorer: ScorerLike, pairs: Sequence[LabelledPair]) -> list[Judged]:
    """Score the pairs; one that cannot be scored is as poor as can be."""
    scored = scorer.score([SourcePair(pair.english, pair.other, pair.language) for pair in pairs])
    return [
        Judged(pair.language, pair.kind, one.score.quality if one.score else 0.0)
        for pair, one in zip(pairs, scored, strict=True)
    ]


def group_figures(group: str, judged: Sequence[Judged]) -> list[Figure]:
    """Calibration error, what each sort of pair gets, and the reliability table: a row for each bin."""
    sound = [one for one in judged if one.sound]
    sorts = {
        "sound": sound,
        "damaged": [one for one in judged if one.kind not in ("", MISMATCH)],
        "mismatched": [one for one in judged if one.kind == MISMATCH],
    }
    rows = [
        figure(group, "expected calibration error", judged, calibration_error, len(judged)),
        _by_chance(group, judged),
        figure(group, "median quality, sound", sound, _median_quality, len(sound)),
    ]
    for sort, some in sorts.items():
        tallies = [Tally(one.quality, 1) for one in some]
        rows.append(figure(group, f"mean quality, {sort}", tallies, rate, len(some)))
    for some in bins(judged):
        tallies = [Tally(one.sound, 1) for one in some]
        mean = sum(one.quality for one in some) / len(some)
        rows.append(figure(group, f"share sound where quality is {mean:.3f}", tallies, rate, len(some)))
    return rows


def spread_figure(group: str, judged: Sequence[Judged]) -> Figure:
    """How far apart the languages are: the highest median quality of sound pairs less the lowest."""
    sound = [one for one in judged if one.sound]
    return figure(group, "spread of the medians of the languages", sound, _spread, len(sound))


def bins(judged: Sequence[Judged]) -> list[list[Judged]]:
    """Up to :data:`BINS` bins of equal mass by rising quality, none of them empty."""
    ranked = sorted(judged, key=lambda one: one.quality)
    edges = [len(ranked) * n // BINS for n in range(BINS + 1)]
    cut = [ranked[start:end] for start, end in pairwise(edges)]
    return [some for some in cut if some]


def calibration_error(judged: Sequence[Judged]) -> float:
    """Mean distance of quality from the share of sound pairs over :func:`bins` (ECE; Guo et al. 2017).

    Above 0 even for a perfect quality, and higher in a bootstrap: hold it against what chance gives.
    """
    if not judged:
        return math.nan
    return sum(abs(sum(one.quality - one.sound for one in some)) for some in bins(judged)) / len(judged)


def _by_chance(group: str, judged: Sequence[Judged]) -> Figure:
    """The error if the qualities were right: soundness is drawn by them (Bröcker and Smith 2007)."""
    random = Random(_SEED)
    drawn = [
        calibration_error(
            [
                Judged(one.language, "" if random.random() < one.quality else MISMATCH, one.quality)
                for one in judged
            ]
        )
        for _ in range(_ROUNDS)
    ]
    return Figure(group, "the same by chance, if calibrated", median(drawn), *central(drawn), len(judged))


def _median_quality(judged: Sequence[Judged]) -> float:
    return median(one.quality for one in judged) if judged else math.nan


def _spread(judged: Sequence[Judged]) -> float:
    by_language: dict[str, list[float]] = {}
    for one in judged:
        by_language.setdefault(one.language, []).append(one.quality)
    if len(by_language) < 2:
        return math.nan
    medians = [median(qualities) for qualities in by_language.values()]
    return max(medians) - min(medians)
