"""A BERT that was never trained, by the names that transformers gives its parts."""

from __future__ import annotations

import torch

from training.tagger import INNER, WIDTH


def state(layers: int, words: int = 10) -> dict[str, torch.Tensor]:
    """Random tensors of the shapes that a tagger begins with."""
    random = torch.Generator().manual_seed(1)
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (words, WIDTH),
        "embeddings.position_embeddings.weight": (300, WIDTH),
        "embeddings.token_type_embeddings.weight": (2, WIDTH),
        **{f"embeddings.LayerNorm.{kind}": (WIDTH,) for kind in ("weight", "bias")},
    }
    sizes: dict[str, tuple[int, ...]] = {
        **{f"attention.self.{part}": (WIDTH, WIDTH) for part in ("query", "key", "value")},
        "attention.output.dense": (WIDTH, WIDTH),
        "attention.output.LayerNorm": (WIDTH,),
        "intermediate.dense": (INNER, WIDTH),
        "output.dense": (WIDTH, INNER),
        "output.LayerNorm": (WIDTH,),
    }
    for number in range(layers):
        for name, size in sizes.items():
            shapes[f"encoder.layer.{number}.{name}.weight"] = size
            shapes[f"encoder.layer.{number}.{name}.bias"] = size[:1]
    return {name: 0.1 * torch.randn(shape, generator=random) for name, shape in shapes.items()}
