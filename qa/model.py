"""A model with all that was fitted for it: embedding, word doubts, calibration."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qa.embed import Embedder
from qa.embed.manifest import MANIFEST, Manifest
from qa.localise import Effort
from qa.localise.words import Doubter
from qa.score import CALIBRATION, Calibration

EMBEDDED = Path(__file__).parent / "embed" / "weights"
CONTEXTUAL = "contextual.safetensors"
CONTEXTUAL_CALIBRATION = "contextual-calibration.json"


@dataclass(frozen=True, slots=True)
class Model:
    """What the pipeline needs of a model.  Safe to share between threads."""

    embedder: Embedder
    doubter: Doubter
    calibration: Calibration

    def trained_share(self, language: str) -> float:
        """The share of unsupported words that the doubts stand for, in a language."""
        return self.calibration.trained_shares.get(language, self.doubter.trained_share)

    @property
    def identity(self) -> str:
        """Name and digest, for the signature of a report."""
        return self.embedder.identity


def load_model(name: str | None = None, effort: Effort = Effort.FAST) -> Model:
    """The embedded model, or any sentence-transformers model by folder or hub name.

    ``effort`` is for the embedded model: where it is more than fast the contextual tagger is loaded, which no
    other has.  Only a hub name uses the network, and not with ``HF_HUB_OFFLINE=1`` in the environment.

    Raises:
        ModelError: the model cannot be loaded; the message says what to do.
    """
    folder = EMBEDDED if name is None else Path(name)
    if name is None or (folder / MANIFEST).is_file():
        return _load_static(folder, effort)
    return _load_any(name)


def _load_static(folder: Path, effort: Effort) -> Model:
    from qa.embed import static
    from qa.localise.network import NETWORK, DoubtNetwork

    manifest = Manifest.read(folder)
    manifest.verify(folder, (NETWORK, CALIBRATION))
    embedder, network = static.load(folder), DoubtNetwork.load(folder)
    if effort is Effort.FAST or CONTEXTUAL not in manifest.digests:
        return Model(embedder, network, Calibration.load(folder / CALIBRATION))
    from qa.localise.cascade import Cascade
    from qa.localise.contextual import ContextualTagger

    manifest.verify(folder, (CONTEXTUAL, CONTEXTUAL_CALIBRATION))
    doubter = Cascade(network, ContextualTagger.load(folder / CONTEXTUAL), effort.clear)
    return Model(embedder, doubter, Calibration.load(folder / CONTEXTUAL_CALIBRATION))


def _load_any(name: str) -> Model:
    from qa.calibrate import calibrate, fit_doubter, read_pairs, unsound
    from qa.embed import sentence_transformer

    embedder = sentence_transformer.load(name)
    sound = read_pairs()
    pairs = [*sound, *unsound(sound)]
    doubter = fit_doubter(embedder, pairs)
    return Model(embedder, doubter, calibrate(embedder, doubter, pairs))
