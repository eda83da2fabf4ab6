"""What all transformers here have in common, in numpy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from qa.embed import Rows

_EPSILON = np.float32(1e-5)


@dataclass(frozen=True, slots=True)
class Norm:
    """Every row to mean 0 and deviation 1, then scaled and shifted (Ba, Kiros and Hinton 2016)."""

    scale: Rows
    shift: Rows

    @classmethod
    def of(cls, tensors: dict[str, npt.NDArray[Any]], name: str) -> Norm:
        """From the tensors that torch calls ``name.weight`` and ``name.bias``."""
        return cls(tensors[f"{name}.weight"], tensors[f"{name}.bias"])

    def __call__(self, rows: Rows) -> Rows:
        """The normed ``rows`` [n, width]."""
        result: Rows = rows - rows.mean(1, keepdims=True)
        variance = np.einsum("ij,ij->i", result, result)[:, None] / np.float32(rows.shape[1])
        result /= np.sqrt(variance + _EPSILON)
        result *= self.scale
        result += self.shift
        return result


def softmax(powers: Rows) -> Rows:
    """Along the last axis; ``powers`` is overwritten."""
    powers -= powers.max(-1, keepdims=True)
    np.exp(powers, out=powers)
    powers /= powers.sum(-1, keepdims=True)
    return powers
