"""The layers of a small encoder in numpy: attention over the words of two sides, guided by which are near."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qa.embed import Rows
from qa.transformer import Norm, softmax

_GELU = np.float32(-1.702)


@dataclass(frozen=True, slots=True)
class Guide:
    """What attention is told of every two rows [n, n]: how near the words are, and whether of two sides.

    ``near`` is 0 within a side.
    """

    near: Rows
    across: Rows

    @classmethod
    def of(cls, cosines: Rows) -> Guide:
        """From the cosines of the words of the first side with those of the second; each has a mark first."""
        first = len(cosines) + 1
        near = np.zeros((first + cosines.shape[1] + 1,) * 2, np.float32)
        near[1:first, first + 1 :] = cosines
        near[first + 1 :, 1:first] = cosines.T
        across = np.zeros_like(near)
        across[:first, first:] = across[first:, :first] = 1
        return cls(near, across)


@dataclass(frozen=True, slots=True)
class Linear:
    """``rows`` @ ``weight`` [in, out] + ``bias`` [out]."""

    weight: Rows
    bias: Rows

    @classmethod
    def of(cls, tensors: dict[str, Rows], name: str) -> Linear:
        """From the tensors that torch calls ``name.weight`` [out, in] and ``name.bias``."""
        return cls(np.ascontiguousarray(tensors[f"{name}.weight"].T), tensors[f"{name}.bias"])

    def __call__(self, rows: Rows) -> Rows:
        """The product [n, out]."""
        result: Rows = rows @ self.weight
        result += self.bias
        return result


@dataclass(frozen=True, slots=True)
class Layer:
    """Attention over all rows, then each row by itself: as BERT has it (Devlin et al. 2019), but guided."""

    attend: Linear
    mix: Linear
    attended: Norm
    widen: Linear
    narrow: Linear
    thought: Norm
    guidance: Rows
    across: Rows

    @classmethod
    def of(cls, tensors: dict[str, Rows], name: str) -> Layer:
        """From the tensors whose names begin with ``name``."""
        return cls(
            Linear.of(tensors, f"{name}.attend"),
            Linear.of(tensors, f"{name}.mix"),
            Norm.of(tensors, f"{name}.attended"),
            Linear.of(tensors, f"{name}.widen"),
            Linear.of(tensors, f"{name}.narrow"),
            Norm.of(tensors, f"{name}.thought"),
            tensors[f"{name}.guidance"][:, None, None],
            tensors[f"{name}.across"][:, None, None],
        )

    def __call__(self, hidden: Rows, guide: Guide) -> Rows:
        """The rows [n, width] after this layer."""
        hidden = self.attended(hidden + self._attention(hidden, guide))
        inner = self.widen(hidden)
        # x * sigmoid(1.702 x): what stands for the GELU of the teacher, and takes one exponential.
        gate = np.exp(inner * _GELU)
        gate += 1
        inner /= gate
        return self.thought(hidden + self.narrow(inner))

    def _attention(self, hidden: Rows, guide: Guide) -> Rows:
        rows, width = hidden.shape
        heads = len(self.guidance)
        query, key, value = self.attend(hidden).reshape(rows, 3, heads, width // heads).transpose(1, 2, 0, 3)
        powers = query @ key.transpose(0, 2, 1)
        powers *= np.float32((width // heads) ** -0.5)
        powers += self.guidance * guide.near
        powers += self.across * guide.across
        return self.mix((softmax(powers) @ value).transpose(1, 0, 2).reshape(rows, width))
