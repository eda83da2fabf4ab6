"""What the findings of the whole checker say of a calibration, language by language.

A doubter is surer of some languages than of others.  To keep false alarms within one budget everywhere, the
share of unsupported words that it is taken to have been trained on is raised, in each language, until sound
documents get no more findings from word doubts than the budget allows; the higher that share, the less a
doubt is worth in a sound document.  And a finding means less for the quality where sound pairs of the corpus
have many of its rule.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from pathlib import Path

import numpy as np

from qa.calibrate import offset
from qa.checker import Checker
from qa.config import Options
from qa.judge import RULES, JudgeOptions
from qa.localise.reading import Reader
from qa.localise.sides import Side
from qa.localise.words import Doubter, WordDoubts
from qa.model import Model, Readers
from qa.records import Severity, SourcePair
from qa.score import FOUND
from qa.translate import Forecast, Translator
from training.examples import LabelledPair

_LEAST_QUALITY = 0.001
"""What is nearer to 0 or 1 is no surer."""
BUDGET = 0.7
"""Findings per 1,000 English words of sound text; other rules need the rest of the two that a user bears."""
READING_BUDGET = 0.25
"""The same for a reader, whose sound text has the more of its alarms the freer it is; FLORES is not free."""
_SOUND_SHARES = (0.01, 0.008, 0.006, 0.005, 0.004, 0.003, 0.0025, 0.002, 0.0016, 0.0013, 0.001)
_RULES = ("accuracy/mistranslation", "accuracy/omission")
_LINES = 20
_ROUNDS = 8
_MOST = 0.9


def settle(
    file: Path,
    model: Model,
    sound: Mapping[str, Sequence[tuple[str, str]]],
    pairs: Sequence[LabelledPair],
) -> None:
    """Add to the calibration in ``file`` what the findings of the whole checker say, language by language.

    ``sound`` are pairs of good translations, English first, for the budget of false alarms; ``pairs``, sound
    and damaged ones, say what a finding means for the quality.
    """
    shares = {language: trained_share(model, language, some) for language, some in sound.items()}
    least = round(model.doubter.trained_share, 4)
    content = json.loads(file.read_text(encoding="utf-8"))
    content["trained_shares"] = {language: share for language, share in shares.items() if share > least}
    content["flawed"] = flawed(model, pairs)
    text = json.dumps(content, indent=2, ensure_ascii=False, sort_keys=True)
    file.write_text(text + "\n", encoding="utf-8")


def flawed(model: Model, pairs: Sequence[LabelledPair]) -> dict[str, float]:
    """By rule, what a serious finding has to add to the logit of the quality.

    The fewer pairs have one, the nearer it stays to :data:`qa.score.FOUND`.  Made damage says much of some
    rules and nothing of others, and people who align corpora leave more in English than translators do.
    """
    untouched = replace(model.calibration, flawed=dict.fromkeys((rule.id for rule in RULES), 0.0))
    checker = Checker(model=replace(model, calibration=untouched))
    scored = checker.score(SourcePair(pair.english, pair.other, pair.language) for pair in pairs)
    seen: dict[str, list[tuple[float, bool]]] = {}
    for pair, one in zip(pairs, scored, strict=True):
        for rule in {finding.rule for finding in one.findings if finding.severity >= Severity.MAJOR}:
            if one.score:
                seen.setdefault(rule, []).append((one.score.quality, not pair.kind))
    result = {}
    for rule, some in sorted(seen.items()):
        qualities, sound = (np.array(column) for column in zip(*some, strict=True))
        qualities = np.clip(qualities, _LEAST_QUALITY, 1 - _LEAST_QUALITY)
        logits = np.log(qualities / (1 - qualities)) + FOUND
        result[rule] = round(min(0.0, FOUND + offset(logits, sound)), 3)
    return result


def trained_share(
    model: Model, language: str, pairs: Sequence[tuple[str, str]], budget: float = BUDGET
) -> float:
    """The share for ``language`` from sound ``pairs``, English first: the doubter's, or a higher one."""
    replayed = replace(model, doubter=_Replayed(model.doubter), readers=Readers())

    def alarms(share: float) -> float:
        assert isinstance(replayed.doubter, _Replayed)
        replayed.doubter.rewind()
        calibration = replace(model.calibration, trained_shares={language: share})
        return _alarms(replace(replayed, calibration=calibration), language, pairs)

    return _least(model.doubter.trained_share, alarms, budget)


def sound_share(model: Model, reader: Reader, language: str, pairs: Sequence[tuple[str, str]]) -> float:
    """The highest share to start from in sound documents with which ``reader`` keeps within its budget."""
    remembering = copy(reader)
    remembering.translator = _Remembering(reader.translator)

    def alarms(share: float) -> float:
        remembering.sound_share = share
        return _alarms(replace(model, readers=Readers(loaded={language: remembering})), language, pairs)

    for share in _SOUND_SHARES:
        if alarms(share) <= READING_BUDGET:
            return share
    return _SOUND_SHARES[-1]


def _least(low: float, alarms: Callable[[float], float], budget: float) -> float:
    """The least share, from ``low`` on, that keeps within the budget."""
    if alarms(low) <= budget:
        return low
    high = _MOST
    for _ in range(_ROUNDS):
        middle = (low + high) / 2
        low, high = (low, middle) if alarms(middle) <= budget else (middle, high)
    return round(high, 4)


def _alarms(model: Model, language: str, pairs: Sequence[tuple[str, str]]) -> float:
    """Findings per 1,000 English words, in documents of some lines each."""
    checker = Checker(Options(language=language, judge=JudgeOptions(select=_RULES)), model=model)
    found = sum(
        len(checker.check(other, source=english).findings) for english, other in documents(pairs, _LINES)
    )
    return 1000 * found / sum(len(english.split()) for english, _ in pairs)


def documents(pairs: Sequence[tuple[str, str]], lines: int) -> Iterator[tuple[str, str]]:
    """Both sides of consecutive pairs, a line each."""
    for at in range(0, len(pairs), lines):
        yield (
            _text(english for english, _ in pairs[at : at + lines]),
            _text(other for _, other in pairs[at : at + lines]),
        )


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines)


class _Replayed:
    """A doubter that is asked the same again and again, in the same order, and thinks only once."""

    def __init__(self, doubter: Doubter) -> None:
        self._doubter = doubter
        self._said: list[tuple[WordDoubts, WordDoubts]] = []
        self._next = 0

    @property
    def trained_share(self) -> float:
        """See :class:`qa.localise.words.Doubter`."""
        return self._doubter.trained_share

    def rewind(self) -> None:
        """Begin again with the first question."""
        self._next = 0

    def __call__(self, translation: Side, source: Side) -> tuple[WordDoubts, WordDoubts]:
        if self._next == len(self._said):
            self._said.append(self._doubter(translation, source))
        self._next += 1
        return self._said[self._next - 1]


class _Remembering:
    """A translation model that reads a pair once."""

    def __init__(self, translator: Translator) -> None:
        self._translator = translator
        self._known: dict[tuple[str, str], Forecast | None] = {}

    def forecasts(self, pairs: Sequence[tuple[str, str]]) -> Iterator[Forecast | None]:
        """See :class:`qa.translate.Translator`."""
        new = [pair for pair in dict.fromkeys(pairs) if pair not in self._known]
        self._known.update(zip(new, self._translator.forecasts(new), strict=True))
        return (self._known[pair] for pair in pairs)
