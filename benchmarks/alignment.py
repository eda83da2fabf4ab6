"""``python -m benchmarks.alignment --pairs FILE.tsv ...``: documents made of parallel lines, aligned.

A file holds English<TAB>translation lines in the order of their texts; its language is the last part of its
stem (``news.fr.tsv``).  Neighbours are joined on one side, lines are dropped, paragraphs of elsewhere are
inserted, all seeded.  Strict precision and recall count an alignment of two sides as right if it is exactly
one that was made, lax ones if it shares a segment pair with one (Thompson and Koehn 2019, "Vecalign");
omissions and additions are counted by segment.
"""

from __future__ import annotations

import argparse
import json
import time
import tracemalloc
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from qa.align import Side, align
from qa.embed import Rows
from qa.languages import LANGUAGES

Pair = tuple[str, str]
Bead = tuple[tuple[int, ...], tuple[int, ...]]
Embed = Callable[[Sequence[str]], Rows]
Figures = dict[str, float]

LINES = 40
"""Lines of a made document."""
SHAPES = {(2, 1): 0.06, (1, 2): 0.06, (3, 1): 0.01, (1, 3): 0.01, (1, 0): 0.03, (0, 1): 0.03}
"""How often a line begins something else than a pair: so many source for so many translation segments."""
INSERTED = 0.3
"""The part of the documents that have a paragraph of another text, on either side."""
REPLACED = 0.1
"""The part of the lines that have the translation of another line, where that is measured."""


@dataclass(frozen=True, slots=True)
class Made:
    """A document in two languages, and how it is aligned."""

    source: tuple[str, ...]
    translation: tuple[str, ...]
    beads: tuple[Bead, ...]


def main(arguments: list[str] | None = None) -> int:
    """Measure, print a line per file and size, and keep the run."""
    from qa.model import load_model

    parser = argparse.ArgumentParser(prog="python -m benchmarks.alignment", description=__doc__)
    parser.add_argument("--pairs", type=Path, nargs="+", required=True, metavar="FILE.tsv")
    parser.add_argument("--model", help="the embedded model if not given")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1_000, 10_000, 100_000], help="for speed")
    parser.add_argument("--output", type=Path, default=Path(__file__).parent / "runs" / "alignment.json")
    options = parser.parse_args(arguments)
    embedder = load_model(options.model).embedder
    quality = {}
    for path in options.pairs:
        quality[path.stem] = measure(path, lambda texts: embedder.encode(texts).sums, options.seed)
        print(path.stem, _line(quality[path.stem]), flush=True)
    speed = {}
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
    found = [aligned(document, embed) for document in lacking]
    kept = [bead in aligned(document, embed) for document, places in garbled for bead in places]
    return {
        **agreement([document.beads for document in made], [aligned(document, embed) for document in made]),
        "one missing, exactly": _share(x.beads == y for x, y in zip(lacking, found, strict=True)),
        "replaced, still a pair": _share(kept),
    }


def read_pairs(path: Path) -> list[Pair]:
    """The lines of a file as English and translation."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return [(line.split("\t")[0], line.split("\t")[1]) for line in lines if line]


def rearranged(pairs: Sequence[Pair], first: int, joint: str, random: np.random.Generator) -> Made:
    """The lines from ``first`` as a document with joined, dropped and inserted segments."""
    source: list[str] = []
    translation: list[str] = []
    beads: list[Bead] = []

    def add(left: Sequence[str], right: Sequence[str]) -> None:
        places = (
            range(len(source), len(source) + len(left)),
            range(len(translation), len(translation) + len(right)),
        )
        beads.append((tuple(places[0]), tuple(places[1])))
        source.extend(left)
        translation.extend(right)

    insertion = int(random.integers(LINES)) if random.random() < INSERTED else None
    at = 0
    while at < LINES:
        if insertion is not None and at >= insertion:
            insertion, in_source = None, random.random() < 0.5
            for line in _elsewhere(pairs, first, int(random.integers(2, 6)), random):
                add(line[:1] if in_source else (), () if in_source else line[1:])
        shape = _shape(random.random())
        if at + max(shape) > LINES:
            shape = (1, 1)
        lines = pairs[first + at : first + at + max(shape)]
        left, right = [line[0] for line in lines], [line[1] for line in lines]
        if max(shape) > 1:
            left, right = ([" ".join(left)], right) if shape[0] == 1 else (left, [joint.join(right)])
        add(left[: shape[0]], right[: shape[1]])
        at += max(shape)
    return Made(tuple(source), tuple(translation), tuple(beads))


def one_missing(pairs: Sequence[Pair], random: np.random.Generator) -> Made:
    """The pairs without one of the translations."""
    gone = int(random.integers(len(pairs)))
    beads: list[Bead] = [((n,), (n - (n > gone),) if n != gone else ()) for n in range(len(pairs))]
    kept = tuple(right for n, (_, right) in enumerate(pairs) if n != gone)
    return Made(tuple(left for left, _ in pairs), kept, tuple(beads))


def replaced(pairs: Sequence[Pair], first: int, random: np.random.Generator) -> tuple[Made, list[Bead]]:
    """The lines from ``first``, some with the translation of another line, and the beads of those."""
    lines = pairs[first : first + LINES]
    wrong = np.flatnonzero(random.random(len(lines)) < REPLACED)
    right = [line[1] for line in lines]
    for place in wrong:
        right[place] = _elsewhere(pairs, first, 1, random)[0][1]
    beads: list[Bead] = [((n,), (n,)) for n in range(len(lines))]
    made = Made(tuple(line[0] for line in lines), tuple(right), tuple(beads))
    return made, [beads[place] for place in wrong]


def aligned(made: Made, embed: Embed) -> tuple[Bead, ...]:
    """What the aligner makes of a document."""
    source, translation = (
        Side(embed(texts), [len(text) for text in texts]) for texts in (made.source, made.translation)
    )
    return tuple((one.source, one.translation) for one in align(source, translation))


def agreement(made: Sequence[Sequence[Bead]], found: Sequence[Sequence[Bead]]) -> Figures:
    """Precision, recall and F1 over documents: strict, lax, and of omitted and added segments."""
    wanted = {(n, *bead) for n, beads in enumerate(made) for bead in beads if all(bead)}
    got = {(n, *bead) for n, beads in enumerate(found) for bead in beads if all(bead)}
    links = [{(n, s, t) for n, x, y in beads for s in x for t in y} for beads in (wanted, got)]

    def touching(
        beads: Iterable[tuple[int, tuple[int, ...], tuple[int, ...]]], others: set[tuple[int, int, int]]
    ) -> int:
        return sum(any((n, s, t) in others for s in x for t in y) for n, x, y in beads)

    figures = _scores("strict", len(wanted & got), len(wanted & got), len(got), len(wanted))
    figures |= _scores("lax", touching(got, links[0]), touching(wanted, links[1]), len(got), len(wanted))
    for name, side in (("omission", 0), ("addition", 1)):
        alone = [
            {
                (n, at)
                for n, beads in enumerate(all_)
                for bead in beads
                if not bead[1 - side]
                for at in bead[side]
            }
            for all_ in (made, found)
        ]
        both = len(alone[0] & alone[1])
        figures |= _scores(name, both, both, len(alone[1]), len(alone[0]))
    return figures


def effort(size: int, seed: int) -> Figures:
    """Time and peak memory to align two documents of ``size`` made-up segments, 1 in 50 of them missing."""
    random = np.random.default_rng(seed)
    left = random.standard_normal((size, 256), dtype=np.float32)
    kept = np.flatnonzero(random.random(size) >= 0.02)
    right = (left + random.standard_normal((size, 256), dtype=np.float32))[kept]
    lengths = random.integers(20, 200, size)
    sides = Side(left, lengths), Side(right, lengths[kept])
    began = time.perf_counter()
    align(*sides)
    seconds = time.perf_counter() - began
    tracemalloc.start()
    align(*sides)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return {"seconds": seconds, "microseconds a segment": 1e6 * seconds / size, "peak MB": peak / 1e6}


def _elsewhere(pairs: Sequence[Pair], first: int, count: int, random: np.random.Generator) -> Sequence[Pair]:
    """Lines that are not of the document that begins at ``first``."""
    places = [n for n in range(len(pairs) - count + 1) if n + count <= first or n >= first + LINES]
    at = places[int(random.integers(len(places)))]
    return pairs[at : at + count]


def _shape(drawn: float) -> tuple[int, int]:
    for shape, share in SHAPES.items():
        drawn -= share
        if drawn < 0:
            return shape
    return (1, 1)


def _scores(name: str, precise: int, recalled: int, found: int, wanted: int) -> Figures:
    precision, recall = precise / max(found, 1), recalled / max(wanted, 1)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {f"{name} precision": precision, f"{name} recall": recall, f"{name} F1": f1}


def _share(outcomes: Iterable[bool]) -> float:
    every = list(outcomes)
    return sum(every) / max(len(every), 1)


def _line(figures: Figures) -> str:
    return "  ".join(f"{name} {value:.3f}" for name, value in figures.items())


if __name__ == "__main__":
    raise SystemExit(main())
