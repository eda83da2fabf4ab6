"""What a translation model expects: a source and its translation in, what was probable at each piece out.

The model is not asked to translate.  It is told the translation piece by piece and says how probable each
was, given the source and what came before ("forced decoding"; as evidence of translation errors see Fomicheva
et al. 2020, "Unsupervised Quality Estimation for Neural Machine Translation").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from qa.embed import Rows
from qa.embed.manifest import MANIFEST, Manifest
from qa.translate.marian import LONGEST, Forced, Marian
from qa.translate.pieces import BEGIN, END, WORD, Cut, Cutter

NETWORK = "model.safetensors"
CUTTERS = ("source.json", "target.json")
_PIECES_AT_ONCE = 4_000
"""Of both sides, but for a single pair that has more: what is worked on takes some 20 KB a piece."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """Of one translation: ``places`` [n, 2] of its pieces in the text, and the logarithms of probabilities.

    ``given`` [n + 1] is how probable each piece was and then the end, ``best`` [n + 1] how probable what the
    model held most probable there.  ``expected``: words that were likely somewhere.  ``seen`` [n, 2] are the
    places in the source of the pieces with a letter or a digit that were looked at most for each piece.
    """

    places: npt.NDArray[np.int64]
    given: Rows
    best: Rows
    expected: tuple[str, ...]
    seen: npt.NDArray[np.int64]


class Translator(Protocol):
    """A translation model from English into one language.  Safe to share between threads."""

    def forecasts(self, pairs: Sequence[tuple[str, str]]) -> Iterator[Forecast | None]:
        """For each (source, translation) in order; ``None`` where one of them is too long or empty."""


class MarianTranslator:
    """See :class:`Translator`."""

    def __init__(self, source: Cutter, target: Cutter, network: Marian) -> None:
        self._source, self._target, self._network = source, target, network
        self._words = {
            piece: name.removeprefix(WORD)
            for piece in range(target.count)
            if (name := target.name(piece)).startswith(WORD) and len(name) > len(WORD) + 1
        }

    def forecasts(self, pairs: Sequence[tuple[str, str]]) -> Iterator[Forecast | None]:
        """See :class:`Translator`."""
        there, here = (
            cutter([pair[side] for pair in pairs]) for side, cutter in enumerate((self._source, self._target))
        )
        fit = [n for n in range(len(pairs)) if all(0 < len(cut[n].pieces) < LONGEST for cut in (there, here))]
        found: dict[int, Forecast] = {}
        for some in _batches(
            fit, [len(one.pieces) + len(two.pieces) for one, two in zip(there, here, strict=True)]
        ):
            sources, targets = ([np.append(cut[n].pieces, END) for n in some] for cut in (there, here))
            for n, forced in zip(some, self._network.forced(sources, targets, BEGIN), strict=True):
                found[n] = self._forecast(here[n], there[n], pairs[n][0], forced)
        return (found.get(n) for n in range(len(pairs)))

    def _forecast(self, cut: Cut, source_cut: Cut, source: str, forced: Forced) -> Forecast:
        expected = (self._words.get(piece) for piece in forced.likely.tolist())
        places = source_cut.places
        said = [any(map(str.isalnum, source[start:end])) for start, end in places.tolist()]
        return Forecast(
            cut.places,
            forced.given,
            forced.best,
            tuple(word for word in expected if word),
            places[(forced.looks[:-1, :-1] * said).argmax(1)],
        )


def _batches(numbers: Sequence[int], sizes: Sequence[int]) -> Iterator[list[int]]:
    """``numbers`` in order, as many together as have no more pieces than one batch may."""
    some: list[int] = []
    pieces = 0
    for number in numbers:
        if some and pieces + sizes[number] > _PIECES_AT_ONCE:
            yield some
            some, pieces = [], 0
        some.append(number)
        pieces += sizes[number]
    if some:
        yield some


def load(folder: Path) -> MarianTranslator:
    """The model in ``folder``, whose files are compared with the digests of its manifest.

    Raises:
        ModelError: a file is missing, damaged or another than the manifest describes.
    """
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    Manifest.read(folder).verify(folder, (NETWORK, *CUTTERS))
    source, target = (Cutter(Tokenizer.from_file(str(folder / name))) for name in CUTTERS)
    return MarianTranslator(source, target, Marian(load_file(folder / NETWORK)))


__all__ = ["CUTTERS", "MANIFEST", "NETWORK", "Forecast", "MarianTranslator", "Translator", "load"]
