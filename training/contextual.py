"""Train the contextual tagger of :mod:`qa.localise.contextual`: source and translation read together.

A cross-encoder that begins as the lower layers of an English MiniLM (Wang et al. 2020).  It has no words of
its own: every word, of whatever language, enters as a gloss, the mean of the teacher's embeddings of the
English words that are near it in the static space, so that one encoder reads all languages (Reimers and
Gurevych 2020 reach that by distillation).  Its attention is told which words of the two sides are near each
other, so it need not learn to align.

It learns first from typed damage to human translations, then from damage and from machine translations in
which people have marked the errors, mixed.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from safetensors.torch import load_file, save_file
from torch import nn

from qa.localise.features import FEATURES
from training.glossary import Glossary, HalfRows, Teacher, glosses
from training.packed import Packed
from training.tagger import LONGEST, SOURCE, TRANSLATION, Batch, Tagger, TaggerOptions, begin_from_teacher

Rounds = Sequence[npt.NDArray[np.int64]]
"""The pairs of each batch, in the order in which they are shown."""

_NEW = ("direction", "measured", "decide", "weigh", "sides", "comparison", "guidance", "across")
_NEW_FACTOR = 3.0
"""How much faster what does not come from the teacher learns."""
_SAVE_EVERY = 250
_STATISTICS = 400_000


@dataclass(frozen=True, slots=True)
class ContextualOptions:
    """What decides the result; it goes into the manifest."""

    tagger: TaggerOptions = field(default_factory=TaggerOptions)
    batch_words: int = 3200
    learning_rate: float = 2.2e-4
    warmup: int = 100
    seed: int = 1


def fit(
    damaged: Packed,
    judged: Packed | None,
    glossary: Glossary,
    teacher: Teacher,
    options: ContextualOptions,
    checkpoint: Path,
) -> Tagger:
    """Train from the teacher on, or go on from ``checkpoint``; on a GPU where there is one."""
    packed = Packed.joined([damaged, *([judged] if judged is not None else [])])
    torch.manual_seed(options.seed)
    model = Tagger(glossary.keys.shape[1], options.tagger)
    begin_from_teacher(model, teacher, glossary)
    rows = np.concatenate([some[:_STATISTICS] for some in packed.features]).astype(np.float32)
    model.mean.copy_(torch.from_numpy(rows.mean(0)))
    model.deviation.copy_(torch.from_numpy(rows.std(0) + 1e-3))
    model.to("cuda" if torch.cuda.is_available() else "cpu")
    rounds = schedule(lengths(packed), len(damaged), options)
    return train(model, packed, rounds, glosses(packed.directions, glossary), options, checkpoint)


def schedule(lengths: npt.NDArray[np.int64], damaged: int, options: ContextualOptions) -> Rounds:
    """Every pair once; those after the first ``damaged``, which people judged, come in the second half."""
    first = batches(lengths[:damaged], options, options.seed)
    judged = [rows + damaged for rows in batches(lengths[damaged:], options, options.seed + 1)]
    half = len(first) // 2
    rest = first[half:] + judged
    order = np.random.default_rng(options.seed + 2).permutation(len(rest))
    return [*first[:half], *(rest[number] for number in order)]


def train(
    model: Tagger,
    packed: Packed,
    rounds: Rounds,
    gloss: HalfRows,
    options: ContextualOptions,
    checkpoint: Path,
) -> Tagger:
    """Show ``rounds``, or those that are left after ``checkpoint``; ``gloss`` [w, width] has a row a word."""
    old = [parameter for name, parameter in model.named_parameters() if not _is_new(name)]
    new = [parameter for name, parameter in model.named_parameters() if _is_new(name)]
    groups = [{"params": old, "factor": 1.0}, {"params": new, "factor": _NEW_FACTOR}]
    optimizer = torch.optim.AdamW(groups, lr=options.learning_rate, weight_decay=0.01, betas=(0.9, 0.98))
    first = _resume(checkpoint, model, optimizer)
    device = next(model.parameters()).device
    model.train()
    began, losses, pairs = time.monotonic(), [], 0
    for step in range(first, len(rounds)):
        rate = options.learning_rate * min(1.0, (step + 1) / options.warmup) * (1 - step / len(rounds))
        for group in optimizer.param_groups:
            group["lr"] = rate * group["factor"]
        losses.append(_step(model, optimizer, gather(packed, rounds[step], gloss, device)))
        pairs += len(rounds[step])
        if (step + 1) % 50 == 0:
            spent = time.monotonic() - began
            print(
                f"contextual step {step + 1}/{len(rounds)} loss {np.mean(losses[-200:]):.4f} "
                f"{pairs / spent:.0f} pairs/s {spent:.0f} s",
                flush=True,
            )
        if (step + 1) % _SAVE_EVERY == 0 or step + 1 == len(rounds):
            _save(checkpoint, model, optimizer, step + 1)
    return model.eval()


def _step(model: Tagger, optimizer: torch.optim.Optimizer, batch: Batch) -> float:
    """One update; returns the loss."""
    with torch.autocast(batch.label.device.type, torch.bfloat16):
        logits = model(batch)
    known = batch.label >= 0
    loss = nn.functional.binary_cross_entropy_with_logits(logits[known], batch.label[known].float())
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return float(loss.detach())


def lengths(packed: Packed) -> npt.NDArray[np.int64]:
    """Rows of the encoder that each pair takes."""
    return np.diff(packed.starts[0]) + np.diff(packed.starts[1]) + 2


def batches(
    lengths: npt.NDArray[np.int64], options: ContextualOptions, seed: int
) -> list[npt.NDArray[np.int64]]:
    """Every pair once, in batches of like length and of about as many words, in random order."""
    random = np.random.default_rng(seed)
    order = np.lexsort((random.random(len(lengths)), lengths))
    result, start = [], 0
    for at in range(1, len(order) + 1):
        longest = lengths[order[min(at, len(order) - 1)]]
        if at == len(order) or (at + 1 - start) * longest > options.batch_words:
            result.append(order[start:at])
            start = at
    return [result[n] for n in random.permutation(len(result))]


def gather(packed: Packed, rows: npt.NDArray[np.int64], gloss: HalfRows, device: torch.device) -> Batch:
    """The pairs ``rows`` as one padded batch."""
    counts = [packed.starts[side][rows + 1] - packed.starts[side][rows] for side in (0, 1)]
    length = int((counts[0] + counts[1]).max()) + 2
    shape = (len(rows), length)
    which = np.zeros(shape, np.int64)
    features = np.zeros((*shape, len(FEATURES)), np.float32)
    side, place = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    word, label = np.zeros(shape, np.float32), np.full(shape, -1, np.int64)
    absent = np.ones(shape, np.bool_)
    for n, row in enumerate(rows.tolist()):
        at = 0
        # The packed pairs have the translation first, as everything after alignment has.
        for number, part in ((SOURCE, 1), (TRANSLATION, 0)):
            begin, end = packed.starts[part][row], packed.starts[part][row + 1]
            own = slice(at + 1, at + 1 + int(end - begin))
            which[n, own] = packed.which[part][begin:end]
            features[n, own] = packed.features[part][begin:end]
            label[n, own] = packed.labels[part][begin:end]
            word[n, own] = 1
            whole = slice(at, own.stop)
            side[n, whole] = number
            place[n, whole] = np.minimum(np.arange(own.stop - at), LONGEST - 1)
            absent[n, whole] = False
            at = own.stop
    scale = word[..., None]
    return Batch(
        torch.from_numpy(gloss[which].astype(np.float32) * scale).to(device),
        torch.from_numpy(packed.directions[which].astype(np.float32) * scale).to(device),
        torch.from_numpy(features).to(device),
        torch.from_numpy(side).to(device),
        torch.from_numpy(place).to(device),
        torch.from_numpy(word).to(device),
        torch.from_numpy(absent).to(device),
        torch.from_numpy(label).to(device),
    )


def _is_new(name: str) -> bool:
    """Whether the parameter is one that the teacher has not."""
    return any(part in _NEW for part in name.split("."))


def _save(file: Path, model: Tagger, optimizer: torch.optim.AdamW, step: int) -> None:
    """All in one file that is replaced at once."""
    tensors = {f"model.{name}": tensor.contiguous() for name, tensor in model.state_dict().items()}
    for name, parameter in model.named_parameters():
        state = optimizer.state[parameter]
        tensors[f"first.{name}"], tensors[f"second.{name}"] = state["exp_avg"], state["exp_avg_sq"]
    tensors["step"] = torch.tensor([step])
    new = file.with_suffix(".new")
    save_file(tensors, new)
    new.replace(file)


def _resume(file: Path, model: Tagger, optimizer: torch.optim.AdamW) -> int:
    if not file.exists():
        return 0
    tensors = load_file(file)
    step = int(tensors["step"][0])
    model.load_state_dict(
        {name.removeprefix("model."): tensor for name, tensor in tensors.items() if name.startswith("model.")}
    )
    for name, parameter in model.named_parameters():
        optimizer.state[parameter] = {
            "step": torch.tensor(float(step)),
            "exp_avg": tensors[f"first.{name}"],
            "exp_avg_sq": tensors[f"second.{name}"],
        }
    return step
