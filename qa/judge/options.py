"""What a user may set of the judging."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class JudgeOptions:
    """Which rules run and how sure they have to be.

    ``select`` and ``ignore`` are prefixes of rule ids (``accuracy`` or ``accuracy/number``); ``ignore`` wins.
    Findings below ``confidence`` are not reported.  A word is doubtful from ``word_doubt`` on, and a phrase
    of doubtful words is reported when the highest doubt in it reaches ``phrase_doubt``.
    ``segment_quality`` is the quality below which a passage may be reported as a whole.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    confidence: float = 0.5
    word_doubt: float = 0.3
    phrase_doubt: float = 0.5
    segment_quality: float = 0.1
