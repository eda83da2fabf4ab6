"""Train the word-doubt network of :mod:`qa.localise.network` on damaged human translations.

A damaged word is a positive, every other word a negative, and so is every word of the intact
translations, however free: they teach what sound translation looks like.  The source side learns from
clauses added to the source, which is what an omission looks like from there; with other damage nothing
is known of the source words, and they do not count.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from safetensors.torch import save_file
from torch import nn

from qa.localise.features import FEATURES

SIDES = ("translation", "source")


@dataclass(frozen=True, slots=True)
class DoubtOptions:
    """What decides the result; it goes into the manifest."""

    projected: int = 32
    compared: int = 64
    combined: int = 32
    epochs: int = 4
    batch: int = 64
    learning_rate: float = 2e-3
    dropout: float = 0.1
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Example:
    """One pair as arrays: unit word vectors float16 [w, dim], features, labels (1, 0, or -1: not known)."""

    language: str
    vectors: tuple[npt.NDArray[np.float16], npt.NDArray[np.float16]]
    features: tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]
    labels: tuple[npt.NDArray[np.int8], npt.NDArray[np.int8]]


class Head(nn.Module):
    """What one side does with its words and their contexts."""

    mean: torch.Tensor
    deviation: torch.Tensor

    def __init__(self, options: DoubtOptions, mean: torch.Tensor, deviation: torch.Tensor) -> None:
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("deviation", deviation)
        self.compare = nn.Linear(4 * options.projected + len(FEATURES), options.compared)
        self.combine = nn.Linear(4 * options.compared, options.combined)
        self.decide = nn.Linear(options.combined, 1)
        self.dropout = nn.Dropout(options.dropout)

    def forward(
        self, own: torch.Tensor, context: torch.Tensor, features: torch.Tensor, mask: torch.Tensor
    ) -> torch.Tensor:
        scaled = (features - self.mean) / self.deviation
        compared = torch.cat([own, context, own * context, (own - context).abs(), scaled], dim=-1)
        hidden = self.dropout(torch.relu(self.compare(compared))) * mask[..., None]
        before = torch.nn.functional.pad(hidden, (0, 0, 1, 0))[:, :-1]
        after = torch.nn.functional.pad(hidden, (0, 0, 0, 1))[:, 1:]
        mean = (hidden.sum(1, keepdim=True) / mask.sum(1)[:, None, None]).expand_as(hidden)
        around = torch.cat([before, hidden, after, mean], dim=-1)
        logits: torch.Tensor = self.decide(torch.relu(self.combine(self.dropout(around))))
        return logits.squeeze(-1)


class TrainableDoubt(nn.Module):
    """The same computation as :class:`qa.localise.network.DoubtNetwork`, on padded batches."""

    def __init__(
        self,
        dimensions: int,
        options: DoubtOptions,
        statistics: list[tuple[torch.Tensor, torch.Tensor]],
        share: float,
    ) -> None:
        super().__init__()
        self.project = nn.Parameter(torch.randn(dimensions, options.projected) / options.projected**0.5)
        self.sharpness = nn.Parameter(torch.tensor([5.0, 10.0]))
        self.register_buffer("share", torch.tensor([share]))
        self.heads = nn.ModuleList([Head(options, *statistics[side]) for side in (0, 1)])

    def forward(
        self, vectors: list[torch.Tensor], features: list[torch.Tensor], masks: list[torch.Tensor]
    ) -> list[torch.Tensor]:
        own = [vectors[side] @ self.project for side in (0, 1)]
        similar = vectors[0] @ vectors[1].transpose(1, 2)
        attention = self.sharpness[0] * (own[0] @ own[1].transpose(1, 2)) + self.sharpness[1] * similar
        toward = attention.masked_fill(masks[1][:, None, :] == 0, -1e4).softmax(-1) @ own[1]
        back = attention.transpose(1, 2).masked_fill(masks[0][:, None, :] == 0, -1e4).softmax(-1) @ own[0]
        return [
            self.heads[0](own[0], toward, features[0], masks[0]),
            self.heads[1](own[1], back, features[1], masks[1]),
        ]


def train(examples: list[Example], options: DoubtOptions) -> TrainableDoubt:
    """Train from scratch; a pure function of examples and options."""
    torch.manual_seed(options.seed)
    statistics = [_statistics([example.features[side] for example in examples]) for side in (0, 1)]
    share = float(np.mean(np.concatenate([example.labels[0] for example in examples])))
    model = TrainableDoubt(examples[0].vectors[0].shape[1], options, statistics, share)
    optimizer = torch.optim.AdamW(model.parameters(), lr=options.learning_rate, weight_decay=0.01)
    # Batches of like length waste no padding; their order is shuffled.
    by_length = sorted(
        range(len(examples)), key=lambda n: (len(examples[n].labels[0]), len(examples[n].labels[1]), n)
    )
    batches = [by_length[at : at + options.batch] for at in range(0, len(by_length), options.batch)]
    total, step = options.epochs * len(batches), 0
    random = np.random.default_rng(options.seed)
    for epoch in range(options.epochs):
        losses = []
        for number in random.permutation(len(batches)):
            for group in optimizer.param_groups:
                group["lr"] = options.learning_rate * min(1.0, step / 200 + 0.01) * (1 - step / total)
            loss = _loss(model, [examples[n] for n in batches[number]])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
            step += 1
            if step % 200 == 0:
                print(
                    f"doubt epoch {epoch} step {step}/{total} loss {np.mean(losses[-200:]):.4f}", flush=True
                )
    return model.eval()


def export(model: TrainableDoubt, path: Path) -> None:
    """Write the tensors that :class:`qa.localise.network.DoubtNetwork` reads."""
    tensors = {
        "project": model.project.detach(),
        "sharpness": model.sharpness.detach(),
        "share": model.get_buffer("share"),
    }
    for side, head in zip(SIDES, model.heads, strict=True):
        tensors |= {f"{side}.{name}": tensor.detach() for name, tensor in head.state_dict().items()}
    save_file({name: tensor.contiguous() for name, tensor in tensors.items()}, path)


def _statistics(features: list[npt.NDArray[np.float32]]) -> tuple[torch.Tensor, torch.Tensor]:
    rows = np.concatenate(features[:20_000])
    return torch.from_numpy(rows.mean(0)), torch.from_numpy(rows.std(0) + 1e-3)


def _loss(model: TrainableDoubt, examples: list[Example]) -> torch.Tensor:
    vectors, features, masks, labels = [], [], [], []
    for side in (0, 1):
        longest = max(len(example.labels[side]) for example in examples)
        vectors.append(_pad([example.vectors[side] for example in examples], longest).float())
        features.append(_pad([example.features[side] for example in examples], longest))
        masks.append(_pad([np.ones(len(example.labels[side]), np.float32) for example in examples], longest))
        labels.append(_pad([example.labels[side].astype(np.float32) for example in examples], longest))
    logits = model(vectors, features, masks)
    loss = torch.zeros(())
    for side in (0, 1):
        known = (masks[side] > 0) & (labels[side] >= 0)
        if known.any():
            loss = loss + nn.functional.binary_cross_entropy_with_logits(
                logits[side][known], labels[side][known]
            )
    return loss


def _pad(arrays: list[npt.NDArray[np.generic]], longest: int) -> torch.Tensor:
    result = np.zeros((len(arrays), longest, *arrays[0].shape[1:]), arrays[0].dtype)
    for row, array in enumerate(arrays):
        result[row, : len(array)] = array
    return torch.from_numpy(result)
