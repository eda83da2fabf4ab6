"""A reader that doubts a word by its surprise alone, and translation models that say what they are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from qa.localise.reading import FEATURES, Reader
from qa.spans import Span
from qa.translate import Forecast, Translator


class Told:
    """Says of each translation what ``said`` makes of it."""

    def __init__(self, said: Callable[[str], Forecast | None]) -> None:
        self.said = said
        self.asked: list[tuple[str, str]] = []

    def forecasts(self, pairs: Sequence[tuple[str, str]]) -> Iterator[Forecast | None]:
        self.asked += pairs
        return (self.said(translation) for _, translation in pairs)


def forecast(
    places: Sequence[tuple[int, int]],
    gaps: Sequence[float],
    *expected: str,
    seen: Sequence[tuple[int, int]] | None = None,
) -> Forecast:
    """With one gap more than places: that of the end; by default nothing of the source was ``seen``."""
    best = np.full(len(gaps), -0.1, np.float32)
    return Forecast(
        np.array(places, np.int64).reshape(-1, 2),
        best - np.array(gaps, np.float32),
        best,
        expected,
        np.array(seen or [(0, 0)] * len(places), np.int64).reshape(-1, 2),
    )


def surprised_by(*words: str) -> Callable[[str], Forecast]:
    """A piece a word, and a great surprise at some."""

    def said(text: str) -> Forecast:
        places, at = [], 0
        for word in text.split():
            at = text.index(word, at)
            places.append(Span(at, at + len(word)))
            at += len(word)
        gaps = [12.0 if text[one.start : one.end] in words else 0.0 for one in places]
        return forecast([(one.start, one.end) for one in places], [*gaps, 0.0])

    return said


def reader(translator: Translator, sound: float = 0.01) -> Reader:
    """Even at a surprise of 6."""
    count, own = len(FEATURES), FEATURES.index("surprise")
    hidden = np.zeros((1, count), np.float32)
    hidden[0, own] = 1
    return Reader(
        translator,
        {
            "share": np.array([0.2], np.float32),
            "sound": np.array([sound], np.float32),
            "mean": np.where(np.arange(count) == own, 6, 0).astype(np.float32),
            "deviation": np.ones(count, np.float32),
            "hidden.weight": hidden,
            "hidden.bias": np.zeros(1, np.float32),
            "output.weight": np.array([[4]], np.float32),
            "output.bias": np.zeros(1, np.float32),
        },
    )
