"""Write the weights folder: what the numpy runtime and ``SentenceTransformer(path)`` both load."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer

from qa.embed import UNKNOWN_USUAL
from qa.embed.chunks import WORD_START
from qa.embed.manifest import MANIFEST
from qa.embed.static import TOKENIZER, WEIGHTS
from training.tokenizer import UNKNOWN

_MODULES = [{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"}]


def quantise(weight: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """int8 rows [vocabulary, dim] and float32 factors [vocabulary]; their product is nearly ``weight``."""
    factors = np.abs(weight).max(1) / 127
    rows = np.round(weight / np.where(factors == 0, 1, factors)[:, None])
    return rows.astype(np.int8), factors.astype(np.float32)


def write_embedding(weight: npt.NDArray[np.float32], tokenizer: Tokenizer, folder: Path) -> None:
    """The embedding as sentence-transformers lays it out, int8 rows with a factor each."""
    folder.mkdir(parents=True, exist_ok=True)
    weight = weight.copy()
    # Neither the mark that starts a word nor an unknown character means anything.
    for number in map(tokenizer.token_to_id, (WORD_START, UNKNOWN)):
        # numpy takes None for an axis: every row would be meant.
        if number is not None:
            weight[number] = 0
    rows, factors = quantise(weight)
    usual = np.tile(np.array(UNKNOWN_USUAL, np.float16), (len(rows), 1))
    save_file({"embeddings": rows, "weights": factors, "usual": usual}, folder / WEIGHTS)
    (folder / TOKENIZER).write_text(_compact(tokenizer), encoding="utf-8")
    (folder / "modules.json").write_text(json.dumps(_MODULES, indent=2) + "\n", encoding="utf-8")
    settings = {"model_type": "SentenceTransformer", "similarity_fn_name": "cosine"}
    (folder / "config_sentence_transformers.json").write_text(
        json.dumps(settings, indent=2) + "\n", encoding="utf-8"
    )


def write_usual(usual: npt.NDArray[np.float16], folder: Path) -> None:
    """Add what :mod:`training.usual` found to the weights."""
    save_file(load_file(folder / WEIGHTS) | {"usual": usual}, folder / WEIGHTS)


def write_manifest(folder: Path, name: str, facts: dict[str, Any]) -> None:
    """Digests of every file beside the manifest, and ``facts`` on how they were made."""
    files = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if path.name != MANIFEST
    }
    content = {"name": name, "files": files, **facts}
    (folder / MANIFEST).write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def digest(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _compact(tokenizer: Tokenizer) -> str:
    return json.dumps(json.loads(tokenizer.to_str()), ensure_ascii=False, separators=(",", ":"))
