"""The contextual tagger as torch trains it: :mod:`qa.localise.contextual` on padded batches."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import nn

from qa.localise.features import FEATURES
from training.glossary import SHARPNESS, Glossary, Teacher

WIDTH, INNER = 384, 1536
"""Of the teacher."""
LONGEST = 256
"""Places of a side that are told apart."""
SOURCE, TRANSLATION = 0, 1
"""The order in which the tagger reads; everything else has the translation first."""
_FAR = 6.0
_LEAST_QUANTISED = 10_000


@dataclass(frozen=True, slots=True)
class TaggerOptions:
    """The shape of the tagger and how it begins."""

    layers: int = 4
    heads: int = 12
    guided: int = 4
    """Heads of each layer that begin by looking at the words near theirs on the other side."""
    guidance: float = 6.0
    projected: int = 128
    compared: int = 192


class Layer(nn.Module):
    """One block of the encoder, as BERT has it, but for the guidance of its attention."""

    def __init__(self, options: TaggerOptions) -> None:
        super().__init__()
        self.heads = options.heads
        self.attend = nn.Linear(WIDTH, 3 * WIDTH)
        self.mix = nn.Linear(WIDTH, WIDTH)
        self.attended = nn.LayerNorm(WIDTH)
        self.widen = nn.Linear(WIDTH, INNER)
        self.narrow = nn.Linear(INNER, WIDTH)
        self.thought = nn.LayerNorm(WIDTH)
        guidance = torch.zeros(options.heads)
        guidance[: options.guided] = options.guidance
        self.guidance = nn.Parameter(guidance)
        self.across = nn.Parameter(torch.zeros(options.heads))

    def forward(
        self, hidden: torch.Tensor, near: torch.Tensor, across: torch.Tensor, absent: torch.Tensor
    ) -> torch.Tensor:
        batch, length, width = hidden.shape
        query, key, value = (
            part.view(batch, length, self.heads, -1).transpose(1, 2)
            for part in self.attend(hidden).chunk(3, dim=-1)
        )
        bias = self.guidance[:, None, None] * near[:, None] + self.across[:, None, None] * across[:, None]
        attention = (query @ key.transpose(2, 3)) * (width // self.heads) ** -0.5 + bias
        attention = attention.masked_fill(absent[:, None, None], -1e4).float().softmax(-1)
        mixed = (attention.to(value.dtype) @ value).transpose(1, 2).reshape(hidden.shape)
        hidden = self.attended(hidden + self.mix(mixed))
        inner = self.widen(hidden)
        inner = inner * torch.sigmoid(1.702 * inner)
        result: torch.Tensor = self.thought(hidden + self.narrow(inner))
        return result


class Comparison(nn.Module):
    """Sets each word, read in context, beside what it attends to on the other side (Parikh et al. 2016)."""

    def __init__(self, options: TaggerOptions) -> None:
        super().__init__()
        self.project = nn.Linear(WIDTH, options.projected)
        self.sharpness = nn.Parameter(torch.tensor([1.0, 10.0]))
        self.compare = nn.Linear(4 * options.projected + len(FEATURES), 2 * options.compared)
        self.decide = nn.Parameter(torch.zeros(2, options.compared))

    def forward(
        self, hidden: torch.Tensor, near: torch.Tensor, apart: torch.Tensor, features: torch.Tensor
    ) -> torch.Tensor:
        """Logits [n, length, 2], one for each side; ``apart`` says of two rows that they may not attend."""
        own = self.project(hidden)
        scale = own.shape[-1] ** -0.5
        attention = self.sharpness[0] * scale * (own @ own.transpose(1, 2)) + self.sharpness[1] * near
        other = attention.masked_fill(apart, -1e4).float().softmax(-1).to(own.dtype) @ own
        compared = torch.cat([own, other, own * other, (own - other).abs(), features.to(own.dtype)], dim=-1)
        shown = torch.relu(self.compare(compared)).unflatten(-1, self.decide.shape)
        result: torch.Tensor = (shown * self.decide).sum(-1)
        return result


class Tagger(nn.Module):
    """The computation of :class:`qa.localise.contextual.ContextualTagger`, on padded batches."""

    mean: torch.Tensor
    deviation: torch.Tensor

    def __init__(self, dimensions: int, options: TaggerOptions) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(len(FEATURES)))
        self.register_buffer("deviation", torch.ones(len(FEATURES)))
        self.places = nn.Embedding(LONGEST, WIDTH)
        self.sides = nn.Parameter(torch.zeros(2, WIDTH))
        self.begin = nn.Parameter(torch.zeros(2, WIDTH))
        self.direction = nn.Linear(dimensions, WIDTH, bias=False)
        self.measured = nn.Linear(len(FEATURES), WIDTH, bias=False)
        self.entered = nn.LayerNorm(WIDTH)
        self.layers = nn.ModuleList([Layer(options) for _ in range(options.layers)])
        self.decide = nn.Linear(WIDTH, 2)
        self.comparison = Comparison(options)
        self.weigh = nn.Linear(len(FEATURES), 2)
        nn.init.normal_(self.direction.weight, std=0.02)
        nn.init.normal_(self.measured.weight, std=0.005)
        nn.init.normal_(self.decide.weight, std=0.02)
        nn.init.zeros_(self.weigh.weight)

    def forward(self, batch: Batch) -> torch.Tensor:
        """Logits [n, length] that each word lacks its counterpart; a side begins with a mark of its own."""
        features = ((batch.features - self.mean) / self.deviation).clamp(-_FAR, _FAR) * batch.word[..., None]
        hidden = batch.glosses + self.direction(batch.directions) + self.measured(features)
        hidden = torch.where(batch.word[..., None] > 0, hidden, self.begin[batch.side])
        hidden = self.entered(hidden + self.places(batch.place) + self.sides[batch.side])
        across = (batch.side[:, :, None] != batch.side[:, None, :]).to(hidden.dtype)
        near = batch.directions @ batch.directions.transpose(1, 2) * across
        for layer in self.layers:
            hidden = layer(hidden, near, across, batch.absent)
        apart = (across == 0) | (batch.word == 0)[:, None]
        logits = self.decide(hidden) + self.comparison(hidden, near, apart, features)
        both: torch.Tensor = logits.float() + self.weigh(features).float()
        return both.gather(-1, batch.side[..., None]).squeeze(-1)


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded rows: first a mark and the words of the source, then a mark and those of the translation.

    ``label`` is 1 (wrong), 0 (sound) or -1 (not known, a mark, or padding).
    """

    glosses: torch.Tensor
    directions: torch.Tensor
    features: torch.Tensor
    side: torch.Tensor
    place: torch.Tensor
    word: torch.Tensor
    absent: torch.Tensor
    label: torch.Tensor


def begin_from_teacher(model: Tagger, teacher: Teacher, glossary: Glossary) -> None:
    """Copy the lower layers of the teacher, a BERT with the names of transformers."""
    state = teacher.tensors
    with torch.no_grad():
        places = model.places.weight
        places.copy_(state["embeddings.position_embeddings.weight"][: len(places)])
        model.sides.copy_(state["embeddings.token_type_embeddings.weight"][:1].expand(2, -1))
        model.begin.copy_(torch.from_numpy(glossary.marks))
        _copy(model.entered, state, "embeddings.LayerNorm")
        for number, layer in enumerate(model.layers):
            assert isinstance(layer, Layer)
            base = f"encoder.layer.{number}"
            for kind in ("weight", "bias"):
                parts = [state[f"{base}.attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
                getattr(layer.attend, kind).copy_(torch.cat(parts))
            _copy(layer.mix, state, f"{base}.attention.output.dense")
            _copy(layer.attended, state, f"{base}.attention.output.LayerNorm")
            _copy(layer.widen, state, f"{base}.intermediate.dense")
            _copy(layer.narrow, state, f"{base}.output.dense")
            _copy(layer.thought, state, f"{base}.output.LayerNorm")


def export(model: Tagger, glossary: Glossary, share: float, path: Path) -> None:
    """Write what :class:`qa.localise.contextual.ContextualTagger` reads: large matrices as int8 by row.

    ``share`` is that of the unsupported words in training.
    """
    tensors = {name: tensor.detach().float().cpu() for name, tensor in model.state_dict().items()}
    tensors |= {"keys": torch.from_numpy(glossary.keys), "values": torch.from_numpy(glossary.values)}
    written: dict[str, torch.Tensor] = {}
    for name, tensor in tensors.items():
        if tensor.ndim == 2 and tensor.numel() > _LEAST_QUANTISED:
            factors = tensor.abs().amax(1).clamp_min(1e-8) / 127
            written[name] = (tensor / factors[:, None]).round().to(torch.int8)
            written[f"{name}.factors"] = factors
        else:
            written[name] = tensor.contiguous()
    written |= {"sharpness": torch.tensor([SHARPNESS]), "share": torch.tensor([share])}
    save_file(written, path)


def _copy(own: nn.Module, state: dict[str, torch.Tensor], name: str) -> None:
    for kind, parameter in own.named_parameters():
        parameter.copy_(state[f"{name}.{kind}"])
