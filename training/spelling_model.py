"""How words of a language are spelled: letters counted after the three that go before them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator

_BEFORE = 3
_PRIOR = 4.0
"""Weight of the shorter context, in letters seen."""
_UNSEEN = 1 / 60


class SpellingModel:
    """Probability of a word by its letters; longer contexts are smoothed by shorter ones."""

    def __init__(self, words: Iterable[str]) -> None:
        self._letters = Counter[tuple[str, str]]()
        self._contexts = Counter[str]()
        self._known: dict[tuple[str, str], float] = {}
        for word in words:
            for before, letter in _steps(word):
                for start in range(len(before) + 1):
                    self._letters[before[start:], letter] += 1
                    self._contexts[before[start:]] += 1

    def log_probability(self, word: str) -> float:
        """Natural logarithm of the probability of the word among all words of its language."""
        return sum(map(self._of_letter, _steps(word)))

    def _of_letter(self, step: tuple[str, str]) -> float:
        if step not in self._known:
            before, letter = step
            probability = _UNSEEN
            for start in range(len(before), -1, -1):
                context = before[start:]
                seen = self._letters.get((context, letter), 0)
                probability = (seen + _PRIOR * probability) / (self._contexts.get(context, 0) + _PRIOR)
            self._known[step] = math.log(probability)
        return self._known[step]


def _steps(word: str) -> Iterator[tuple[str, str]]:
    """Each letter, and the end, with what stands before it."""
    framed = f"^{word}$"
    for at in range(1, len(framed)):
        yield framed[max(0, at - _BEFORE) : at], framed[at]
