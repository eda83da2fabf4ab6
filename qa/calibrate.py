"""Fit what differs from model to model, so that quality and doubt mean the same with each.

The embedded model brings its calibration; for any other model it is made when the model is loaded, from
the pairs in ``calibration.tsv`` (sound human translations) and from the same pairs made unsound.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt

from qa.embed import Embedder
from qa.languages import LANGUAGES
from qa.localise import LocaliseOptions, localise, passages
from qa.localise.features import measure
from qa.localise.support import SupportDoubter
from qa.localise.words import Doubter
from qa.records import Alignment, Segment
from qa.score import FEATURES, SIGNS, Calibration, Usual, features, similarities
from qa.spans import Span

PAIRS = Path(__file__).with_name("calibration.tsv")
_ENOUGH_FOR_A_LANGUAGE = 20
_CONSTANT = 1e-5
_OFFSET_PENALTY = 20.0
"""Offsets of languages are expected to scatter by one over its root; their pairs have to say otherwise."""


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """A translation and whether it is sound; ``wrong`` are the words of it that are not."""

    language: str
    english: str
    other: str
    sound: bool
    wrong: tuple[Span, ...] = ()


def read_pairs(path: Path = PAIRS) -> list[LabelledPair]:
    """The shipped pairs: ``language<TAB>English<TAB>translation`` a line, all sound."""
    lines = [
        line for line in path.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")
    ]
    return [LabelledPair(*line.split("\t"), sound=True) for line in lines]  # type: ignore[arg-type, misc]


def unsound(pairs: Sequence[LabelledPair], seed: int = 1) -> Iterator[LabelledPair]:
    """Each pair with words put in that belong to another sentence of the same language."""
    by_language: dict[str, list[LabelledPair]] = {}
    for pair in pairs:
        by_language.setdefault(pair.language, []).append(pair)
    random = Random(seed)
    for pair in pairs:
        stranger = random.choice(by_language[pair.language]).other
        spaced = LANGUAGES[pair.language].spaced
        theirs = stranger.split(" ") if spaced else list(stranger)
        words = pair.other.split(" ") if spaced else list(pair.other)
        joint = " " if spaced else ""
        count = min(len(theirs), len(words), random.choice((1, 2, 3)) if spaced else 4)
        at, begin = random.randrange(len(words) - count + 1), random.randrange(len(theirs) - count + 1)
        put = joint.join(theirs[begin : begin + count])
        before = joint.join(words[:at]) + (joint if at else "")
        after = (joint if at + count < len(words) else "") + joint.join(words[at + count :])
        other = before + put + after
        # The stranger may be the pair itself, or have the same words in this place.
        if other != pair.other:
            wrong = Span(len(before), len(before) + len(put))
            yield LabelledPair(pair.language, pair.english, other, False, (wrong,))


def logistic(
    rows: npt.NDArray[np.float64], labels: npt.NDArray[np.float64], penalty: float = 1.0
) -> tuple[tuple[float, ...], float]:
    """Weights and bias of a logistic regression with a ridge penalty, by Newton's method.

    ``rows`` [n, m]; ``labels`` [n] are 0 or 1.  The penalty counts in standard deviations of a feature; a
    feature that is the same in all rows gets the weight 0.
    """
    mean, deviation = rows.mean(0), rows.std(0)
    # Where all that varies is rounding, scaling would blow it up.
    varies = deviation > _CONSTANT
    deviation = np.where(varies, deviation, 1)
    scaled = np.column_stack([np.where(varies, (rows - mean) / deviation, 0), np.ones(len(rows))])
    ridge = np.diag([penalty] * rows.shape[1] + [1e-6])
    weights = np.zeros(scaled.shape[1])
    for _ in range(50):
        predicted = 1 / (1 + np.exp(-np.clip(scaled @ weights, -30, 30)))
        gradient = scaled.T @ (labels - predicted) - ridge @ weights
        curvature = (scaled * (predicted * (1 - predicted))[:, None]).T @ scaled + ridge
        step = np.linalg.solve(curvature, gradient)
        weights += step
        if np.abs(step).max() < 1e-8:
            break
    plain = weights[:-1] / deviation
    return tuple(float(weight) for weight in plain), float(weights[-1] - plain @ mean)


def fit_doubter(embedder: Embedder, pairs: Sequence[LabelledPair]) -> SupportDoubter:
    """Word doubts for a model that brings none, from sound and unsound pairs."""
    sides = [
        embedder.encode(texts).words(0, len(texts))
        for texts in ([pair.other for pair in pairs], [pair.english for pair in pairs])
    ]
    usable = [n for n in range(len(pairs)) if all(side.starts[n] < side.starts[n + 1] for side in sides)]
    translation, source = (passages(side, usable) for side in sides)
    labels = []
    for n in usable:
        words = sides[0]
        for start, end in words.offsets[words.starts[n] : words.starts[n + 1]].tolist():
            labels.append(any(Span(start, end).overlaps(span) for span in pairs[n].wrong))
    measured = measure(translation, source).features[0].astype(np.float64)
    return SupportDoubter(*logistic(measured, np.array(labels, np.float64)), sum(labels) / len(labels))


def calibrate(embedder: Embedder, doubter: Doubter, pairs: Sequence[LabelledPair]) -> Calibration:
    """What is usual in the sound pairs of each language, and what tells them from the unsound ones.

    The weights are those of all languages together.  What they get wrong in one language as a whole is
    taken back by its offset, for languages with enough sound pairs.
    """
    similar, summaries = observe(embedder, doubter, pairs)
    sound = np.array([pair.sound for pair in pairs])
    languages = np.array([pair.language for pair in pairs])
    usual = {"": _usual(similar[sound], summaries[sound])}
    for language in sorted(set(languages.tolist())):
        own = sound & (languages == language)
        if own.sum() >= _ENOUGH_FOR_A_LANGUAGE:
            usual[language] = _usual(similar[own], summaries[own])
    unfitted = Calibration(usual, (0.0,) * len(FEATURES), 0.0)
    rows = np.zeros((len(pairs), len(FEATURES)))
    for language in sorted(set(languages.tolist())):
        own = languages == language
        rows[own] = features(language, similar[own], summaries[own], unfitted)
    weights, bias = signed_logistic(rows, sound.astype(np.float64))
    logits = rows @ np.array(weights) + bias
    offsets = {
        language: round(offset(logits[languages == language], sound[languages == language]), 4)
        for language in usual
        if language
    }
    return Calibration(usual, weights, bias, offsets)


def signed_logistic(
    rows: npt.NDArray[np.float64], labels: npt.NDArray[np.float64]
) -> tuple[tuple[float, ...], float]:
    """A regression without the features that would get a weight against :data:`qa.score.SIGNS`.

    Where measures say nearly the same, the best fit may set one against the other; but nobody would
    understand a quality that falls as the similarity rises.
    """
    kept = np.ones(len(SIGNS))
    while True:
        weights, bias = logistic(rows * kept, labels)
        against = np.array(weights) * SIGNS < 0
        if not against.any():
            return weights, bias
        kept[against] = 0


def offset(
    logits: npt.NDArray[np.float64], labels: npt.NDArray[np.bool_], penalty: float = _OFFSET_PENALTY
) -> float:
    """What to add to ``logits`` [n] to fit the labels [n], with a ridge penalty, by Newton's method.

    The fewer the pairs, the nearer it stays to 0.
    """
    found = 0.0
    for _ in range(50):
        predicted = 1 / (1 + np.exp(-np.clip(logits + found, -30, 30)))
        slope = float((labels - predicted).sum()) - penalty * found
        step = slope / (float((predicted * (1 - predicted)).sum()) + penalty)
        found += step
        if abs(step) < 1e-8:
            break
    return found


def observe(
    embedder: Embedder, doubter: Doubter, pairs: Sequence[LabelledPair]
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float64]]:
    """Similarities [n] and doubt summaries [n, 6] of pairs, each taken as one alignment."""
    alignments = [Alignment((n,), (n,), 0.0) for n in range(len(pairs))]
    sides = []
    for texts in ([pair.other for pair in pairs], [pair.english for pair in pairs]):
        segments = [Segment(n, Span(0, len(text)), text, text) for n, text in enumerate(texts)]
        sides.append((segments, embedder.encode(texts)))
    similar = similarities(alignments, sides[0][1], sides[1][1])
    found = localise(alignments, sides[0], sides[1], doubter, LocaliseOptions())
    return similar, found.summaries


def _usual(similar: npt.NDArray[np.float32], summaries: npt.NDArray[np.float64]) -> Usual:
    return Usual(
        round(float(np.median(similar)), 4),
        round(max(0.02, float(similar.std())), 4),
        round(float(np.median(summaries[:, 4])), 4),
    )
