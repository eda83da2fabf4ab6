"""Train the static sentence embedding: one vector a token, a text is the mean of its tokens.

In-batch contrastive loss over translation pairs (Henderson et al. 2017; Feng et al. 2022), cosine times
20, both directions.  A batch holds one language only, so that a negative can never be told by its
language; pairs of the same English sentence are no negatives of each other.
"""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from safetensors.torch import load_file, save_file
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer

from training.encoded import EncodedPairs

Batches = list[tuple[str, npt.NDArray[np.int64]]]


@dataclass(frozen=True, slots=True)
class StaticOptions:
    """What decides the result; it goes into the manifest."""

    dimensions: int = 256
    draws: int = 9_000_000
    """Pairs shown in all, repeats counted."""
    balance: float = 0.7
    """A language gets a share of the draws in proportion to its pairs to this power."""
    batch: int = 2048
    learning_rate: float = 0.01
    scale: float = 20.0
    initial_deviation: float = 0.02
    seed: int = 1


def schedule(sizes: dict[str, int], options: StaticOptions) -> Batches:
    """All batches of the run in order: a pure function of sizes and options, so a run can resume."""
    shares = {language: size**options.balance for language, size in sizes.items()}
    batches: Batches = []
    for language, size in sorted(sizes.items()):
        random = np.random.default_rng([options.seed, *language.encode()])
        draws = int(options.draws * shares[language] / sum(shares.values()))
        rounds = [random.permutation(size) for _ in range(-(-draws // size))]
        rows = np.concatenate(rounds)[:draws]
        batches += [
            (language, rows[at : at + options.batch])
            for at in range(0, draws - options.batch // 2, options.batch)
        ]
    order = np.random.default_rng(options.seed).permutation(len(batches))
    return [batches[position] for position in order]


def train(
    corpus: dict[str, EncodedPairs], tokenizer: Tokenizer, options: StaticOptions, checkpoint: Path
) -> StaticEmbedding:
    """Train, or go on from ``checkpoint`` (a folder), and return the module."""
    torch.manual_seed(options.seed)
    module = StaticEmbedding(tokenizer, embedding_dim=options.dimensions)
    module.embedding.sparse = True
    torch.nn.init.normal_(module.embedding.weight, std=options.initial_deviation)
    optimizer = torch.optim.SparseAdam(module.parameters(), lr=options.learning_rate)
    batches = schedule({language: len(pairs) for language, pairs in corpus.items()}, options)
    first = _resume(checkpoint, module, optimizer, options)
    began, running = time.monotonic(), 0.0
    for step in range(first, len(batches)):
        for group in optimizer.param_groups:
            group["lr"] = options.learning_rate * (1 - step / len(batches))
        language, rows = batches[step]
        loss = _loss(module, corpus[language], np.sort(rows), options.scale)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        running += loss.item()
        if (step + 1) % 100 == 0:
            print(
                f"step {step + 1}/{len(batches)} loss {running / 100:.4f} {time.monotonic() - began:.0f} s",
                flush=True,
            )
            running = 0.0
        if (step + 1) % 500 == 0 or step + 1 == len(batches):
            _save(checkpoint, module, optimizer, options, step + 1)
    return module


def _loss(
    module: StaticEmbedding, pairs: EncodedPairs, rows: npt.NDArray[np.int64], scale: float
) -> torch.Tensor:
    english, other = (_embed(module, *pairs.bags(rows, side)) for side in (0, 1))
    logits = scale * (english.bfloat16() @ other.bfloat16().T).float()
    sentence = torch.from_numpy(np.asarray(pairs.sentence[rows]))
    same = sentence[:, None] == sentence[None, :]
    same.fill_diagonal_(False)
    logits = logits.masked_fill(same, -1e4)
    target = torch.arange(len(rows))
    cross_entropy = torch.nn.functional.cross_entropy
    return (cross_entropy(logits, target) + cross_entropy(logits.T, target)) / 2


def _embed(
    module: StaticEmbedding, ids: npt.NDArray[np.int64], offsets: npt.NDArray[np.int64]
) -> torch.Tensor:
    features = {"input_ids": torch.from_numpy(ids), "offsets": torch.from_numpy(offsets)}
    return torch.nn.functional.normalize(module(features)["sentence_embedding"], dim=1)


def _save(
    folder: Path,
    module: StaticEmbedding,
    optimizer: torch.optim.SparseAdam,
    options: StaticOptions,
    step: int,
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    weight = module.embedding.weight
    state = optimizer.state[weight]
    tensors = {"weight": weight.detach(), "exp_avg": state["exp_avg"], "exp_avg_sq": state["exp_avg_sq"]}
    save_file(tensors, folder / "state.safetensors.new")
    (folder / "state.safetensors.new").replace(folder / "state.safetensors")
    (folder / "progress.json").write_text(
        json.dumps({"step": step, "options": asdict(options)}), encoding="utf-8"
    )


def _resume(
    folder: Path, module: StaticEmbedding, optimizer: torch.optim.SparseAdam, options: StaticOptions
) -> int:
    if not (folder / "progress.json").exists():
        return 0
    progress = json.loads((folder / "progress.json").read_text(encoding="utf-8"))
    if progress["options"] != asdict(options):
        raise ValueError(
            f"{folder} holds a run with other options ({progress['options']}); choose another work folder"
        )
    tensors = load_file(folder / "state.safetensors")
    weight = module.embedding.weight
    with torch.no_grad():
        weight.copy_(tensors["weight"])
    optimizer.state[weight] = {
        "step": progress["step"],
        "exp_avg": tensors["exp_avg"],
        "exp_avg_sq": tensors["exp_avg_sq"],
    }
    return int(progress["step"])
