"""Any sentence-transformers model as an embedder.  The only file that may import torch or its friends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from qa.embed import UNKNOWN_USUAL, Rows, Words, unit, writing
from qa.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_BATCH = 32
_CACHED_WORDS = 50_000
_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
# Python's \w leaves out accents that stand on their own, Arabic and Hebrew points and Indic vowel signs;
# Persian joins the parts of a word with a zero-width non-joiner.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0962\u0963\u200c"
# A single character of an unspaced script, a word of a spaced one, or a symbol.
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_](?:[^\W_{_UNSPACED}]|[{_MARKS}])*|[^\w\s]|_")


class _WordRows:
    """Rows of words as texts of their own; words repeat from passage to passage, so they are kept."""

    def __init__(self, model: SentenceTransformer) -> None:
        self._model = model
        self._known: dict[str, Rows] = {}
        self._lock = Lock()

    def rows(self, words: Sequence[str]) -> Rows:
        """float32 [w, dim] for at least one word."""
        with self._lock:
            if len(self._known) > _CACHED_WORDS:
                self._known.clear()
            new = sorted(set(words) - self._known.keys())
            self._known.update(zip(new, _encode(self._model, new), strict=True))
            return np.stack([self._known[word] for word in words])


class TransformerEncoded:
    """See :class:`qa.embed.Encoded`.  A joined text is taken to point where its parts do, by their words."""

    def __init__(self, model: SentenceTransformer, texts: Sequence[str], word_rows: _WordRows) -> None:
        self._texts = texts
        self._word_rows = word_rows
        counts = np.array([len(_WORD.findall(text)) for text in texts], np.float32)
        # Not every model takes a text without a token.
        spoken = np.flatnonzero(counts)
        rows = _encode(model, [texts[n] for n in spoken.tolist()])
        self.sums = np.zeros((len(texts), rows.shape[1]), np.float32)
        self.sums[spoken] = rows * counts[spoken, None]

    def words(self, first: int, last: int) -> Words:
        """See :meth:`qa.embed.Encoded.words`; a word is embedded as a text of its own.

        Contextual token vectors would tell more, but not every model has tokens (or pools them alike); a
        word on its own is what every model can embed.
        """
        found = [
            [(match.start(), match.end()) for match in _WORD.finditer(text)]
            for text in self._texts[first:last]
        ]
        written = [
            text[a:b] for text, places in zip(self._texts[first:last], found, strict=True) for a, b in places
        ]
        numbers = {word: number for number, word in enumerate(dict.fromkeys(written))}
        which = np.array([numbers[word] for word in written], np.int64)
        return Words(
            self._word_rows.rows(list(numbers)) if written else self.sums[:0],
            np.full((len(numbers), 2), UNKNOWN_USUAL, np.float32),
            *writing.of(list(numbers)),
            which,
            np.array([place for places in found for place in places], np.int32).reshape(-1, 2),
            np.concatenate([[0], np.cumsum([len(places) for places in found], dtype=np.int64)]),
        )


class TransformerEmbedder:
    """See :class:`qa.embed.Embedder`."""

    def __init__(self, model: SentenceTransformer, identity: str) -> None:
        self.identity = identity
        self._model = model
        self._word_rows = _WordRows(model)

    def encode(self, texts: Sequence[str]) -> TransformerEncoded:
        """See :meth:`qa.embed.Embedder.encode`."""
        return TransformerEncoded(self._model, texts, self._word_rows)


def load(name: str) -> TransformerEmbedder:
    """Load a sentence-transformers model from a folder or by its hub name.

    Raises:
        ModelError: the extra is missing, there is no such model, or it needs a network that is not there.
    """
    local = Path(name).exists()
    if not local and ("/" not in name or name.startswith((".", "/", "~")) or name.count("/") > 1):
        raise ModelError(f"--model {name}: there is no such folder, and a hub name has the form owner/name")
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise ModelError(
            f"--model {name} needs sentence-transformers: pip install 'translation-qa[transformers]'"
        ) from error
    try:
        model = SentenceTransformer(name, device="cpu", local_files_only=local)
    # What the libraries below raise for an unknown name, a missing file or no network differs by version.
    except Exception as error:
        what = "is not a sentence-transformers model" if local else "cannot be fetched from the model hub"
        hint = (
            "name a folder that SentenceTransformer.save wrote"
            if local
            else ("check the name and the network, or fetch it elsewhere and give its folder")
        )
        raise ModelError(f"--model {name} {what} ({_first_line(error)}); {hint}") from error
    return TransformerEmbedder(model, Path(name).name if local else name)


def _encode(model: SentenceTransformer, texts: Sequence[str]) -> Rows:
    if not texts:
        return np.zeros((0, 1), np.float32)
    rows: npt.NDArray[np.float32] = model.encode(
        list(texts), batch_size=_BATCH, show_progress_bar=False, convert_to_numpy=True
    )
    return unit(np.asarray(rows, np.float32))


def _first_line(error: Exception) -> str:
    lines = str(error).strip().split("\n")
    return lines[0][:200] or type(error).__name__
