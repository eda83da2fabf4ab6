"""Similarity and word doubts of an alignment -> quality, calibrated so that languages compare.

The similarity of a sound translation differs by language, model and length; the quality is the
probability that the passage is a sound translation, from a logistic regression over what is left when
these are taken out.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from qa.embed import Encoded, Rows
from qa.records import Alignment, ErrorSpan, SegmentScore, Severity

CALIBRATION = "calibration.json"
FEATURES = (
    "similarity",  # standard deviations from what is usual in sound translations of the language
    "brief similarity",  # the same, over the square root of the words: short passages scatter more
    "mean doubt",
    "peak doubt",
    "mean source doubt",
    "peak source doubt",
    "ratio",  # absolute difference from the usual logarithm of the ratio of the words
    "brief",  # one over the square root of the words
)
SIGNS = (1, 1, -1, -1, -1, -1, -1, 0)
"""Whether quality may only rise (1) or only fall (-1) with a feature."""
FOUND = -2.6
"""What a serious finding adds to the logit of the quality, for rules of which nothing else was learnt: a
damaged passage has one thirteen times as often as a sound one."""


@dataclass(frozen=True, slots=True)
class Usual:
    """Sound translations of a language: median and deviation of similarity, median log ratio of words."""

    similarity: float
    deviation: float
    ratio: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """What makes qualities of one model: ``weights`` for :data:`FEATURES`, and what differs by language.

    ``usual[""]`` stands for a language that was not calibrated.  ``offsets`` are added to the logit of a
    language: in some, sound and unsound are harder to tell apart than in all together.  ``trained_shares``:
    what the doubter's share of unsupported words counts as, in languages where it doubts more sound words.
    ``flawed``: by rule, what a serious finding adds to the logit, 0 at most; :data:`FOUND` for all others.
    """

    usual: dict[str, Usual]
    weights: tuple[float, ...]
    bias: float
    offsets: dict[str, float] = field(default_factory=dict)
    trained_shares: dict[str, float] = field(default_factory=dict)
    flawed: dict[str, float] = field(default_factory=dict)

    def usual_of(self, language: str) -> Usual:
        """What is usual in ``language``, or in all together where it was not calibrated."""
        return self.usual.get(language, self.usual[""])

    def named_weights(self) -> dict[str, float]:
        """The weights by the name of their feature."""
        return dict(zip(FEATURES, self.weights, strict=True))

    @classmethod
    def load(cls, file: Path) -> Calibration:
        """Read what :mod:`training.steps` wrote beside the weights."""
        content = json.loads(file.read_text(encoding="utf-8"))
        return cls(
            {language: Usual(**values) for language, values in content["usual"].items()},
            tuple(content["weights"][name] for name in FEATURES),
            content["bias"],
            content["offsets"],
            content["trained_shares"],
            content["flawed"],
        )


def similarities(alignments: Sequence[Alignment], translation: Encoded, source: Encoded) -> Rows:
    """Cosines float32 [n] of the two sides of each alignment; 0 where one is absent or has no known word."""
    here = _joined([alignment.translation for alignment in alignments], translation.sums)
    there = _joined([alignment.source for alignment in alignments], source.sums)
    lengths = np.linalg.norm(here, axis=1) * np.linalg.norm(there, axis=1)
    products = np.einsum("ij,ij->i", here, there)
    return np.clip(np.where(lengths > 0, products / np.where(lengths > 0, lengths, 1), 0), -1, 1).astype(
        np.float32
    )


def features(
    language: str, similar: Rows, summaries: npt.NDArray[np.float64], calibration: Calibration
) -> npt.NDArray[np.float64]:
    """float64 [n, len(FEATURES)]; ``summaries`` [n, 6] are see :class:`qa.localise.Localised`."""
    usual = calibration.usual_of(language)
    distance = (similar - usual.similarity) / usual.deviation
    brief = 1 / np.sqrt(np.maximum(summaries[:, 5], 1))
    ratio = np.abs(summaries[:, 4] - usual.ratio)
    return np.column_stack([distance, distance * brief, *summaries[:, :4].T, ratio, brief])


def score(
    language: str, similar: Rows, summaries: npt.NDArray[np.float64], calibration: Calibration
) -> tuple[SegmentScore, ...]:
    """One score a row, rounded to what is worth printing."""
    bias = calibration.bias + calibration.offsets.get(language, 0.0)
    logits = features(language, similar, summaries, calibration) @ np.array(calibration.weights) + bias
    qualities = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
    return tuple(
        SegmentScore(round(float(cosine), 4), round(float(quality), 4))
        for cosine, quality in zip(similar, qualities, strict=True)
    )


def with_errors(
    found: SegmentScore | None, errors: Iterable[ErrorSpan], calibration: Calibration
) -> SegmentScore | None:
    """The score of a passage with ``errors``: the most telling of the serious ones lowers the quality."""
    shifts = [calibration.flawed.get(one.category, FOUND) for one in errors if one.severity >= Severity.MAJOR]
    if found is None or not shifts:
        return found
    factor = math.exp(min(shifts))
    quality = found.quality * factor / (1 - found.quality + found.quality * factor)
    return replace(found, quality=round(quality, 4))


def _joined(groups: Sequence[tuple[int, ...]], sums: Rows) -> Rows:
    """The sums of the segments of each group; zeros for an empty one."""
    result = np.zeros((len(groups), sums.shape[1]), np.float32)
    for place in range(max(map(len, groups), default=0)):
        rows = [n for n, group in enumerate(groups) if len(group) > place]
        result[rows] += sums[[groups[n][place] for n in rows]]
    return result
