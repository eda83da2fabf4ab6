"""Text cut into the pieces that a translation model knows, each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from tokenizers import Tokenizer

UNKNOWN, END, BEGIN = range(3)
"""The numbers of the pieces that stand for no text: unknown, end of text, what stands before a text."""
WORD = "▁"
"""What a piece begins with that begins a word."""

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("’‘‚´`ʼ", "'"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("–—‑−\u00ad", "-"),
        **dict.fromkeys("\u00a0\u202f\u2009\t\r\n", " "),
        "…": ".",
    }
)
"""Marks as the model was trained with them (Moses' normalisation where it keeps the count of characters)."""


@dataclass(frozen=True, slots=True)
class Cut:
    """``pieces`` int64 [n] and their ``places`` int64 [n, 2] in the text, in characters."""

    pieces: npt.NDArray[np.int64]
    places: npt.NDArray[np.int64]


class Cutter:
    """Cuts texts of one language; safe to share between threads."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self.count = tokenizer.get_vocab_size()

    def __call__(self, texts: Sequence[str]) -> list[Cut]:
        """The pieces of each text, without an end."""
        cut = self._tokenizer.encode_batch(list(map(plain, texts)))
        return [
            Cut(np.array(one.ids, np.int64), np.array(one.offsets, np.int64).reshape(-1, 2)) for one in cut
        ]

    def name(self, piece: int) -> str:
        """What the piece writes, with :data:`WORD` where it begins a word."""
        return self._tokenizer.id_to_token(piece) or ""


def plain(text: str) -> str:
    """The text, character by character, with the marks that the model knows."""
    return text.translate(_PLAIN)
