"""A Marian translation model from elsewhere, made small enough to ship: fewer pieces, fewer bits.

The pieces that our own texts of the two languages use are kept, and all single characters, so that any other
word is spelled in smaller ones.  Matrices get four bits a weight with a factor for every 32 (the width of the
group costs little and keeps outliers to themselves), the tables of pieces eight.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from qa.embed import Rows
from qa.translate import CUTTERS, NETWORK
from qa.translate.pieces import BEGIN, END, UNKNOWN, WORD
from qa.translate.quantised import GROUP
from training.corpus import Pair

Tensors = dict[str, npt.NDArray[Any]]

_LEAST = 12
"""Times that a piece has to be used to be kept."""
_LEAST_FACTOR = np.float16(1e-6)
_SHRINK = (1.0, 0.9, 0.8, 0.7)
"""What the largest weight of a group may be cut to, for a finer grid: what has the least error is taken."""
_ATTENTION = {"q_proj": "query", "k_proj": "key", "v_proj": "value", "out_proj": "mix"}
_SPECIAL = {UNKNOWN: "<unk>", END: "</s>", BEGIN: "<pad>"}


def ship(marian: Path, pairs: Iterable[Pair], output: Path) -> None:
    """Read the model in ``marian`` as Hugging Face has it and write what :func:`qa.translate.load` reads.

    ``pairs``, English first, say which pieces are worth keeping.
    """
    import torch

    weights = {
        name: tensor.float().numpy()
        for name, tensor in torch.load(
            marian / "pytorch_model.bin", map_location="cpu", weights_only=True
        ).items()
    }
    numbers: dict[str, int] = json.loads((marian / "vocab.json").read_text(encoding="utf-8"))
    taken = list(pairs)
    texts = ([pair.english for pair in taken], [pair.other for pair in taken])
    tensors: Tensors = {}
    output.mkdir(parents=True, exist_ok=True)
    for side, file, own in zip(("source", "target"), CUTTERS, texts, strict=True):
        kept = _kept(marian / f"{side}.spm", own, numbers)
        _write_tokenizer(kept, output / file)
        rows = [numbers[piece] for piece, _ in kept]
        tensors |= table(side, weights["model.shared.weight"][rows])
        if side == "target":
            tensors["target.bias"] = weights["final_logits_bias"][0, rows].astype(np.float32)
    tensors |= dict(layers(weights))
    from safetensors.numpy import save_file

    save_file(dict(sorted(tensors.items())), output / NETWORK)


def _kept(model: Path, texts: list[str], numbers: Mapping[str, int]) -> list[tuple[str, float]]:
    """The pieces of one language with their scores, those that stand for no text first."""
    from sentencepiece import SentencePieceProcessor

    from qa.translate.pieces import plain

    processor = SentencePieceProcessor(model_file=str(model))
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(processor.encode(plain(text), out_type=str))
    scores = {processor.id_to_piece(n): processor.get_score(n) for n in range(processor.get_piece_size())}
    special = set(_SPECIAL.values())
    ordinary = [
        (piece, score)
        for piece, score in scores.items()
        if piece in numbers
        and piece not in special
        and (counts[piece] >= _LEAST or len(piece.removeprefix(WORD)) <= 1)
    ]
    return [*((_SPECIAL[n], 0.0) for n in sorted(_SPECIAL)), *ordinary]


def _write_tokenizer(kept: list[tuple[str, float]], file: Path) -> None:
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    lowest = min(score for _, score in kept)
    # What stands for no text must never win over what does.
    scored = [(piece, lowest - 1e3 if piece in _SPECIAL.values() else score) for piece, score in kept]
    tokenizer = Tokenizer(models.Unigram(scored, unk_id=UNKNOWN))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(WORD, "always")]
    )
    tokenizer.save(str(file), pretty=False)


def layers(weights: Mapping[str, Rows]) -> Iterator[tuple[str, npt.NDArray[Any]]]:
    """All but the tables of pieces, by the names that :class:`qa.translate.marian.Marian` knows."""
    for name, weight in weights.items():
        own = renamed(name)
        if own is None:
            continue
        yield f"{own}.bias", weights[name.removesuffix("weight") + "bias"].astype(np.float32)
        if weight.ndim == 1:
            yield f"{own}.weight", weight.astype(np.float32)
        else:
            yield from nibbles(own, weight).items()


def renamed(name: str) -> str | None:
    """Our name for a weight of a layer: ``encoder.0.own.query`` for
    ``model.encoder.layers.0.self_attn.q_proj.weight``; ``None`` for all else."""
    match name.split("."):
        case ["model", stack, "layers", number, *parts, "weight"]:
            return f"{stack}.{number}.{_part(parts)}"
    return None


def _part(parts: list[str]) -> str:
    match parts:
        case ["self_attn" | "encoder_attn" as where, projection]:
            return f"{'own' if where == 'self_attn' else 'across'}.{_ATTENTION[projection]}"
        case ["self_attn_layer_norm"]:
            return "own.norm"
        case ["encoder_attn_layer_norm"]:
            return "across.norm"
        case ["fc1"]:
            return "thought.widen"
        case ["fc2"]:
            return "thought.narrow"
        case ["final_layer_norm"]:
            return "thought.norm"
    raise ValueError(f"{'.'.join(parts)} is no part of a Marian layer")


def table(name: str, weight: Rows) -> Tensors:
    """Eight bits a weight, a factor for each row."""
    factors = (np.abs(weight).max(1) / 127).astype(np.float16)
    # A row of zeros (what stands before a text) needs no factor.
    scale = np.where(factors == 0, 1, factors).astype(np.float32)
    values = np.clip(np.round(weight / scale[:, None]), -127, 127).astype(np.int8)
    return {f"{name}.weight": values, f"{name}.factors": factors}


def nibbles(name: str, weight: Rows) -> Tensors:
    """Four bits a weight, as :class:`qa.translate.quantised.Nibbles` has them."""
    count, width = weight.shape
    groups = weight.reshape(count, -1, GROUP)
    highest = np.abs(groups).max(-1)
    factors = np.maximum((np.multiply.outer(_SHRINK, highest) / 7).astype(np.float16), _LEAST_FACTOR)
    wide = factors.astype(np.float32)[..., None]
    tried = np.clip(np.round(groups / wide), -8, 7)
    best = ((tried * wide - groups) ** 2).sum(-1).argmin(0)[None]
    values = np.take_along_axis(tried, best[..., None], 0)
    raised = (values.reshape(count, width) + 8).astype(np.uint8)
    half = width // 2
    return {
        f"{name}.weight": raised[:, :half] | (raised[:, half:] << 4),
        f"{name}.factors": np.take_along_axis(factors, best, 0)[0],
    }
