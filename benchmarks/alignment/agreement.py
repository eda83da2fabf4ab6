"""Precision and recall of alignments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from benchmarks.alignment.made import Bead

Figures = dict[str, float]
_Placed = tuple[int, tuple[int, ...], tuple[int, ...]]


def agreement(made: Sequence[Sequence[Bead]], found: Sequence[Sequence[Bead]]) -> Figures:
    """Precision, recall and F1 over documents: strict, lax, and of omitted and added segments.

    Strict counts an alignment of two sides as right if it is exactly one that was made, lax if it shares a
    pair of segments with one (Thompson and Koehn 2019); omissions and additions are counted by segment.
    """
    wanted, got = _two_sided(made), _two_sided(found)
    wanted_links, got_links = _links(wanted), _links(got)
    touching = sum(bool(_links([bead]) & wanted_links) for bead in got)
    touched = sum(bool(_links([bead]) & got_links) for bead in wanted)
    figures = _scores("strict", len(wanted & got), len(wanted & got), len(got), len(wanted))
    figures |= _scores("lax", touching, touched, len(got), len(wanted))
    for name, side in (("omission", 0), ("addition", 1)):
        alone, found_alone = _alone(made, side), _alone(found, side)
        both = len(alone & found_alone)
        figures |= _scores(name, both, both, len(found_alone), len(alone))
    return figures


def _two_sided(documents: Sequence[Sequence[Bead]]) -> set[_Placed]:
    return {(n, *bead) for n, beads in enumerate(documents) for bead in beads if all(bead)}


def _links(beads: Iterable[_Placed]) -> set[tuple[int, int, int]]:
    return {(n, left, right) for n, source, translation in beads for left in source for right in translation}


def _alone(documents: Sequence[Sequence[Bead]], side: int) -> set[tuple[int, int]]:
    """Segments of one side that have no counterpart, as (document, segment)."""
    lonely = ((n, bead[side]) for n, beads in enumerate(documents) for bead in beads if not bead[1 - side])
    return {(n, at) for n, segments in lonely for at in segments}


def _scores(name: str, precise: int, recalled: int, found: int, wanted: int) -> Figures:
    precision, recall = precise / max(found, 1), recalled / max(wanted, 1)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {f"{name} precision": precision, f"{name} recall": recall, f"{name} F1": f1}
