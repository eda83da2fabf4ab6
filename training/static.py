"""Train the static sentence embedding: one vector a token, a text is the mean of its tokens.

In-batch contrastive loss over translation pairs (Henderson et al. 2017; Feng et al. 2022), cosine times a
scale, both directions.  A batch holds all languages, so that no language pulls the English side its own
way; pairs of the same English sentence are no negatives of each other.

The long run is followed by shorter ones, each from a mean of where the one before began and ended (Wortsman
et al. 2022): with a sharper softmax, then with batches of pairs that speak of the same things.  These tell
near sentences apart, the means generalise.
"""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from safetensors import safe_open
from safetensors.torch import save_file
from scipy.sparse import csr_matrix
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer

from training.clusters import Clusters
from training.encoded import EncodedPairs

Batch = tuple[tuple[str, npt.NDArray[np.int64]], ...]
"""Languages and the rows of their pairs."""


@dataclass(frozen=True, slots=True)
class StaticOptions:
    """What decides the result; it goes into the manifest."""

    dimensions: int = 256
    draws: int = 8_000_000
    """Pairs shown in all, repeats counted."""
    balance: float = 0.65
    """A language gets a share of the draws in proportion to its pairs to this power."""
    batch: int = 2048
    learning_rate: float = 0.003
    clusters: int = 1
    """Into how many the pairs are grouped; a batch has as few as it can."""
    stretch: int = 1_000_000
    """Draws that are sorted by cluster before they are cut into batches."""
    scale: float = 12.0
    """Of the cosine, before the softmax: a lower one holds true pairs closer, and generalises better."""
    initial_deviation: float = 0.02
    languages: tuple[str, ...] = ()
    """The only ones that are shown, if any are named."""
    share: float = 1.0
    """Of where the run ends in what is kept; the rest is where it began."""
    seed: int = 1


CLUSTERS = 512
LAGGING = ("cs", "de")
"""Languages below what was asked of them (docs/decisions/0007)."""


def finishing(options: StaticOptions) -> tuple[StaticOptions, ...]:
    """What the shorter runs after the long one do otherwise; the last two show the languages that lag."""
    draws, short = options.draws, replace(options, learning_rate=0.002, share=0.5)
    sharper = replace(short, draws=draws // 8, balance=0.8, scale=18.0)
    harder = replace(short, draws=draws * 3 // 8, clusters=CLUSTERS)
    again = replace(harder, draws=draws // 2, balance=0.75, share=0.35, seed=options.seed + 1)
    few = replace(harder, draws=draws // 8, learning_rate=0.001, languages=LAGGING, share=0.3)
    fewer = replace(few, draws=draws // 12, scale=16.0, share=0.4, seed=options.seed + 1)
    return sharper, harder, again, few, fewer


def schedule(sizes: dict[str, int], options: StaticOptions, clusters: Clusters) -> list[Batch]:
    """All batches of the run in order: a pure function of its arguments, so a run can resume.

    A stretch of the draws is sorted by cluster and cut into batches, of one cluster or of a few neighbours.
    """
    languages = sorted(sizes)
    shares = {language: sizes[language] ** options.balance for language in languages}
    drawn = []
    for language in languages:
        random = np.random.default_rng([options.seed, *language.encode()])
        draws = int(options.draws * shares[language] / sum(shares.values()))
        rounds = [random.permutation(sizes[language]) for _ in range(-(-draws // sizes[language]))]
        drawn.append(np.concatenate(rounds)[:draws] if rounds else np.zeros(0, np.int64))
    rows = np.concatenate(drawn)
    owners = np.repeat(np.arange(len(languages)), [len(some) for some in drawn])
    groups = np.concatenate([clusters[one][some] for one, some in zip(languages, drawn, strict=True)])
    random = np.random.default_rng(options.seed)
    batches = []
    for stretch in np.array_split(random.permutation(len(rows)), len(rows) // options.stretch + 1):
        order = stretch[np.argsort(groups[stretch], kind="stable")]
        starts = range(0, len(order) - options.batch // 2, options.batch)
        for start in random.permutation(np.array(starts, np.int64)).tolist():
            some = order[start : start + options.batch]
            batches.append(
                tuple(
                    (languages[owner], np.sort(rows[some[owners[some] == owner]]))
                    for owner in np.unique(owners[some])
                )
            )
    return batches


def train(
    corpus: dict[str, EncodedPairs],
    tokenizer: Tokenizer,
    initial: npt.NDArray[np.float32],
    clusters: Clusters,
    options: StaticOptions,
    checkpoint: Path,
    save_every: int = 500,
) -> StaticEmbedding:
    """Train, or go on from the file ``checkpoint``, which is written every so many steps and at the end.

    ``initial`` [V, dim] are the vectors to begin with.

    Raises:
        ValueError: the checkpoint is of a run with other options.
    """
    module = StaticEmbedding(tokenizer, embedding_weights=initial.copy())
    optimizer = torch.optim.SparseAdam(module.parameters(), lr=options.learning_rate)
    weight = next(module.parameters())
    batches = schedule({language: len(pairs) for language, pairs in corpus.items()}, options, clusters)
    first = _resume(checkpoint, module, optimizer, options)
    began, running = time.monotonic(), 0.0
    for step in range(first, len(batches)):
        for group in optimizer.param_groups:
            group["lr"] = options.learning_rate * (1 - step / len(batches))
        loss = _step(weight, optimizer, corpus, batches[step], options.scale)
        running += loss
        if (step + 1) % 100 == 0:
            print(
                f"step {step + 1}/{len(batches)} loss {running / 100:.4f} {time.monotonic() - began:.0f} s",
                flush=True,
            )
            running = 0.0
        if (step + 1) % save_every == 0 or step + 1 == len(batches):
            _save(checkpoint, module, optimizer, options, step + 1)
    return module


def _step(
    weight: torch.nn.Parameter,
    optimizer: torch.optim.SparseAdam,
    corpus: dict[str, EncodedPairs],
    batch: Batch,
    scale: float,
) -> float:
    """One update of the tokens that the batch holds; returns the loss.

    The mean over tokens and its gradient are products with one sparse matrix, texts by tokens: several times
    faster than the gradient of an embedding bag, which has a row for every token of every text.
    """
    bags = [corpus[language].bags(rows, side) for side in (0, 1) for language, rows in batch]
    ids = np.concatenate([ids for ids, _ in bags])
    starts = np.cumsum([0, *np.concatenate([counts for _, counts in bags])])
    tokens, columns = np.unique(ids, return_inverse=True)
    ones = np.ones(len(ids), np.float32)
    texts = csr_matrix((ones, columns, starts), shape=(len(starts) - 1, len(tokens)))
    vectors = weight.detach()[torch.from_numpy(tokens)].numpy()
    sums = torch.from_numpy(texts @ vectors).requires_grad_()
    sentences = np.concatenate([corpus[language].sentence[rows] for language, rows in batch])
    loss = _loss(sums, sentences, scale)
    loss.backward()
    assert sums.grad is not None
    gradient = torch.from_numpy(texts.T @ sums.grad.numpy())
    weight.grad = torch.sparse_coo_tensor(
        torch.from_numpy(tokens)[None], gradient, weight.shape, is_coalesced=True, check_invariants=False
    )
    optimizer.step()
    return float(loss.detach())


def _loss(sums: torch.Tensor, sentences: npt.NDArray[np.int64], scale: float) -> torch.Tensor:
    """Cross-entropy of telling a translation from the others; ``sums`` has English rows, then theirs."""
    english, other = torch.nn.functional.normalize(sums, dim=1).chunk(2)
    logits = scale * (english @ other.T)
    sentence = torch.from_numpy(sentences)
    same = sentence[:, None] == sentence[None, :]
    same.fill_diagonal_(False)
    logits = logits.masked_fill(same, -1e4)
    target = torch.arange(len(sentences))
    cross_entropy = torch.nn.functional.cross_entropy
    return (cross_entropy(logits, target) + cross_entropy(logits.T, target)) / 2


def _save(
    file: Path,
    module: StaticEmbedding,
    optimizer: torch.optim.SparseAdam,
    options: StaticOptions,
    step: int,
) -> None:
    """All in one file that is replaced at once: an interruption never leaves a step beside other weights."""
    weight = module.embedding.weight
    state = optimizer.state[weight]
    tensors = {"weight": weight.detach(), "exp_avg": state["exp_avg"], "exp_avg_sq": state["exp_avg_sq"]}
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(".new")
    save_file(tensors, new, metadata={"step": str(step), "options": _written(options)})
    new.replace(file)


def _resume(
    file: Path, module: StaticEmbedding, optimizer: torch.optim.SparseAdam, options: StaticOptions
) -> int:
    if not file.exists():
        return 0
    with safe_open(file, framework="pt") as state:
        facts = state.metadata()
        if facts["options"] != _written(options):
            raise ValueError(
                f"{file} is of a run with other options ({facts['options']}); choose another work folder"
            )
        weight = module.embedding.weight
        with torch.no_grad():
            weight.copy_(state.get_tensor("weight"))
        moments = {name: state.get_tensor(name) for name in ("exp_avg", "exp_avg_sq")}
    optimizer.state[weight] = {"step": int(facts["step"]), **moments}
    return int(facts["step"])


def _written(options: StaticOptions) -> str:
    return json.dumps(asdict(options), sort_keys=True)
