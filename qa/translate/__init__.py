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
_PAIRS_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Forecast:
    """Of one translation: ``places`` [n, 2] of its pieces in the text, and the logarithms of probabilities.

    ``given`` [n + 1] is how probable each piece was and then the end, ``best`` [n + 1] how probable what the
    model held most probable there.  ``expected``: words that were likely somewhere.  ``seen`` [n, 2] are the
    places in the source that were looked at for each piece.
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
        for at in range(0, len(pairs), _PAIRS_AT_ONCE):
            some = pairs[at : at + _PAIRS_AT_ONCE]
            there, here = (
                cutter([pair[side] for pair in some])
                for side, cutter in enumerate((self._source, self._target))
            )
            fit = [
                n for n in range(len(some)) if all(0 < len(cut[n].pieces) < LONGEST for cut in (there, here))
            ]
            sources, targets = ([np.append(cut[n].pieces, END) for n in fit] for cut in (there, here))
            found = dict(zip(fit, self._network.forced(sources, targets, BEGIN), strict=True)) if fit else {}
            for n, cut in enumerate(here):
                yield self._forecast(cut, there[n], found[n]) if n in found else None

    def _forecast(self, cut: Cut, source: Cut, forced: Forced) -> Forecast:
        expected = (self._words.get(piece) for piece in forced.likely.tolist())
        return Forecast(
            cut.places,
            forced.given,
            forced.best,
            tuple(word for word in expected if word),
            source.places[forced.seen[:-1]],
        )


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
