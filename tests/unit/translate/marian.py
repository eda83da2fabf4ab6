"""A translation model of a few numbers, as Hugging Face has it and as we ship it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from qa.translate.pieces import BEGIN, END

if TYPE_CHECKING:
    from transformers import MarianMTModel

PIECES = 50


@cache
def torch_model() -> MarianMTModel:
    """Two layers on each side, the tables of both languages in one, random."""
    import torch
    from transformers import MarianConfig, MarianMTModel

    torch.manual_seed(3)
    model = MarianMTModel(
        MarianConfig(
            vocab_size=PIECES,
            d_model=64,
            encoder_layers=2,
            decoder_layers=2,
            encoder_attention_heads=8,
            decoder_attention_heads=8,
            encoder_ffn_dim=96,
            decoder_ffn_dim=96,
            activation_function="swish",
            scale_embedding=True,
            max_position_embeddings=300,
            pad_token_id=BEGIN,
            eos_token_id=END,
            bos_token_id=END,
            decoder_start_token_id=BEGIN,
            forced_eos_token_id=END,
            init_std=0.3,
            attn_implementation="eager",
        )
    ).eval()
    with torch.no_grad():
        model.final_logits_bias.copy_(torch.randn(1, PIECES))
        model.get_input_embeddings().weight[BEGIN] = 0
    return model


@cache
def weights() -> dict[str, npt.NDArray[Any]]:
    """Its tensors by the names that Hugging Face gives them."""
    return {name: tensor.float().numpy() for name, tensor in torch_model().state_dict().items()}


def texts(*lengths: int, seed: int = 0) -> list[npt.NDArray[np.int64]]:
    """Texts of random pieces."""
    random = np.random.default_rng(seed)
    return [random.integers(BEGIN + 1, PIECES, length) for length in lengths]
