"""``python -m benchmarks.alignment --pairs FILE.tsv ...``: align made documents, print figures, keep the run.

A file holds English<TAB>translation lines in the order of their texts; its language is the last part of its
stem (``news.fr.tsv``).  Everything is seeded.
"""

from __future__ import annotations

import argparse
import json
import time
import tracemalloc
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np

from benchmarks.alignment.agreement import Figures, agreement
from benchmarks.alignment.made import LINES, Bead, Made, Pair, one_missing, rearranged, replaced
from qa.align import Side, align
from qa.embed import Rows
from qa.languages import LANGUAGES

Embed = Callable[[Sequence[str]], Rows]
"""Texts to float32 [n, dim] sums."""

_RUNS = Path(__file__).parents[1] / "runs"


def main(arguments: list[str] | None = None) -> int:
    """Measure, print a line per file and per size, and keep the run."""
    from qa.model import load_model

    options = _parser().parse_args(arguments)
    embedder = load_model(options.model).embedder
    quality, speed = {}, {}
    for path in options.pairs:
        quality[path.stem] = measure(path, lambda texts: embedder.encode(texts).sums, options.seed)
        print(path.stem, _line(quality[path.stem]), flush=True)
    for size in options.sizes:
        speed[str(size)] = effort(size, options.seed)
        print(f"{size} segments", _line(speed[str(size)]), flush=True)
    run = {"model": embedder.identity, "seed": options.seed, "quality": quality, "speed": speed}
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(json.dumps(run, indent=1) + "\n", encoding="utf-8")
    return 0


def measure(path: Path, embed: Embed, seed: int) -> Figures:
    """All figures of one file of parallel lines.

    Raises:
        ValueError: there are not enough lines for two documents.
    """
    pairs = read_pairs(path)
    if len(pairs) < 2 * LINES:
        raise ValueError(f"{path} has {len(pairs)} lines, {2 * LINES} are needed")
    language = path.stem.rpartition(".")[2]
    joint = " " if language not in LANGUAGES or LANGUAGES[language].spaced else ""
    random = np.random.default_rng([seed, *path.stem.encode()])
    chosen = range(0, len(pairs) - LINES + 1, LINES)
    made = [rearranged(pairs, first, joint, random) for first in chosen]
    lacking = [one_missing(pairs[first : first + LINES], random) for first in chosen]
    garbled = [replaced(pairs, first, random) for first in chosen]
    figures = agreement([one.beads for one in made], [aligned(one, embed) for one in made])
    figures["one missing, exactly"] = _share(aligned(one, embed) == one.beads for one in lacking)
    figures["replaced, still a pair"] = _share(
        bead in beads for one, wrong in garbled for beads in [aligned(one, embed)] for bead in wrong
    )
    return figures


def read_pairs(path: Path) -> list[Pair]:
    """The lines of a file as English and translation."""
    fields = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n") if line]
    return [(english, other) for english, other, *_ in fields]


def aligned(made: Made, embed: Embed) -> tuple[Bead, ...]:
    """What the aligner makes of a document."""
    source, translation = (
        Side(embed(texts), [len(text) for text in texts]) for texts in (made.source, made.translation)
    )
    return tuple((one.source, one.translation) for one in align(source, translation))


def effort(size: int, seed: int) -> Figures:
    """Time and peak memory to align ``size`` random segments with their like, 1 in 50 of them missing."""
    random = np.random.default_rng(seed)
    left = random.standard_normal((size, 256), dtype=np.float32)
    kept = np.flatnonzero(random.random(size) >= 0.02)
    right = (left + random.standard_normal((size, 256), dtype=np.float32))[kept]
    lengths = random.integers(20, 200, size)
    source, translation = Side(left, lengths), Side(right, lengths[kept])
    began = time.perf_counter()
    align(source, translation)
    seconds = time.perf_counter() - began
    tracemalloc.start()
    align(source, translation)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return {"seconds": seconds, "microseconds a segment": 1e6 * seconds / size, "peak MB": peak / 1e6}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.alignment", description=__doc__)
    parser.add_argument("--pairs", type=Path, nargs="+", required=True, metavar="FILE.tsv")
    parser.add_argument("--model", help="a folder or a hub name; the embedded model if not given")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1_000, 10_000, 100_000], help="for speed")
    parser.add_argument("--output", type=Path, default=_RUNS / "alignment.json")
    return parser


def _share(outcomes: Iterable[bool]) -> float:
    every = list(outcomes)
    return sum(every) / max(len(every), 1)


def _line(figures: Figures) -> str:
    return "  ".join(f"{name} {value:.3f}" for name, value in figures.items())


if __name__ == "__main__":
    raise SystemExit(main())
