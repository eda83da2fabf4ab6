"""A model with all that was fitted for it: embedding, word doubts, calibration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from qa.embed import Embedder
from qa.embed.manifest import MANIFEST, Manifest
from qa.localise import Effort
from qa.localise.words import Doubter
from qa.score import CALIBRATION, Calibration

EMBEDDED = Path(__file__).parent / "embed" / "weights"
READERS = Path(__file__).parent / "translate" / "weights"
CONTEXTUAL = "contextual.safetensors"
CONTEXTUAL_CALIBRATION = "contextual-calibration.json"

if TYPE_CHECKING:
    from qa.localise.reading import Reader


class Readers:
    """The translation models by language, each loaded when the first text of its language is read."""

    def __init__(
        self, folders: Mapping[str, Path] | None = None, loaded: Mapping[str, Reader] | None = None
    ) -> None:
        self._folders = dict(folders or {})
        self._loaded = dict(loaded or {})
        self._lock = Lock()

    @classmethod
    def within(cls, folder: Path) -> Readers:
        """Those in the folders ``en-fr`` and so on."""
        return cls({path.name.removeprefix("en-"): path for path in sorted(folder.glob("en-*"))})

    def __contains__(self, language: str) -> bool:
        return language in self._folders or language in self._loaded

    @property
    def identities(self) -> list[str]:
        """Name and digest of each."""
        return [Manifest.read(folder).identity for folder in self._folders.values()]

    def of(self, language: str) -> Reader | None:
        """The reader of translations into ``language``, where there is one.

        Raises:
            ModelError: its files are missing or damaged.
        """
        with self._lock:
            if language not in self._loaded and language in self._folders:
                from qa import translate
                from qa.localise.reading import READING, Reader

                folder = self._folders[language]
                Manifest.read(folder).verify(folder, (READING,))
                self._loaded[language] = Reader.load(translate.load(folder), folder / READING)
            return self._loaded.get(language)


@dataclass(frozen=True, slots=True)
class Model:
    """What the pipeline needs of a model.  Safe to share between threads."""

    embedder: Embedder
    doubter: Doubter
    calibration: Calibration
    readers: Readers = field(default_factory=Readers)
    careful: Model | None = None
    """What the languages with a reader have instead."""

    def of(self, language: str) -> Model:
        """The model that checks translations into ``language``."""
        return self.careful if self.careful and language in self.careful.readers else self

    def reader(self, language: str) -> Reader | None:
        """What reads translations into ``language`` with a translation model, where there is one."""
        return self.readers.of(language)

    def trained_share(self, language: str) -> float:
        """The share of unsupported words that the doubter's doubts stand for, in a language."""
        return self.calibration.trained_shares.get(language, self.doubter.trained_share)

    def shares(self, language: str, sound: float) -> tuple[float, float, float]:
        """What :class:`qa.localise.Shares` wants to know; ``sound`` is where to start at most."""
        own, reader = self.trained_share(language), self.reader(language)
        return (reader.trained_share, own, min(sound, reader.sound_share)) if reader else (own, own, sound)

    @property
    def identity(self) -> str:
        """Name and digest of all that was loaded or may be, for the signature of a report."""
        return " + ".join([self.embedder.identity, *(self.careful or self).readers.identities])


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
    calibration = Calibration.load(folder / CONTEXTUAL_CALIBRATION)
    careful = Model(embedder, doubter, calibration, Readers.within(READERS))
    if effort is Effort.THOROUGH:
        return careful
    return Model(embedder, network, Calibration.load(folder / CALIBRATION), careful=careful)


def _load_any(name: str) -> Model:
    from qa.calibrate import calibrate, fit_doubter, read_pairs, unsound
    from qa.embed import sentence_transformer

    embedder = sentence_transformer.load(name)
    sound = read_pairs()
    pairs = [*sound, *unsound(sound)]
    doubter = fit_doubter(embedder, pairs)
    return Model(embedder, doubter, calibrate(embedder, doubter, pairs))
