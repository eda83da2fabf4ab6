"""What a user may set of the localising."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LocaliseOptions:
    """What is handed on, and what is taken for granted of a document.

    Words with less doubt than ``floor``, as the network sees it, are not handed on: in no document would they
    count.  ``sound_share`` is the share of unsupported words to start from, that of a sound translation; no
    document is taken to be worse than ``worst_share``.
    """

    floor: float = 0.1
    sound_share: float = 0.01
    worst_share: float = 0.25
