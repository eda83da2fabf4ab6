"""What a user may set of the localising."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Effort(StrEnum):
    """How much is read in context, where the model has a contextual tagger."""

    FAST = "fast"
    """Nothing: words are compared one by one."""
    BALANCED = "balanced"
    """Languages that a translation model reads, where comparing words leaves a doubt; no others."""
    THOROUGH = "thorough"
    """Every passage in every language."""

    @property
    def clear(self) -> float:
        """The doubt that no word of a passage may reach for the tagger not to read it."""
        return _CLEAR if self is Effort.BALANCED else 0.0


_CLEAR = 0.05


@dataclass(frozen=True, slots=True)
class LocaliseOptions:
    """What is handed on, and what is taken for granted of a document.

    Words with less doubt than ``floor``, as the network sees it, are not handed on: in no document would they
    count.  ``sound_share`` is the share of unsupported words to start from, that of a sound translation, and
    ``garbled_share`` that of a document of which errors are known; no document is taken to be worse than
    ``worst_share``.
    """

    floor: float = 0.1
    sound_share: float = 0.01
    garbled_share: float = 0.15
    worst_share: float = 0.25
