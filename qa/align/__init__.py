"""Two sequences of segments to alignments: which passage of the translation renders which of the source.

A monotone path of highest total gain.  What two passages gain is their similarity beyond what is usual
between these documents, less a little for unlikely lengths.  A segment left alone gains nothing, and a
pair of single segments always gains something: a garbled translation in its place stays a pair, while
a segment too many has no partner to spare and is left out where that costs the least.

Documents too long for that are aligned in groups of segments first, and then only near the path of the
groups (Thompson and Koehn 2019, "Vecalign"): time and memory grow with their length, not with its square.
"""

from __future__ import annotations

from qa.align.gains import AlignOptions, Passages, Side, gains
from qa.align.lone import with_lone
from qa.align.search import MOVES, UNIT, Step, best_path, windows
from qa.records import Alignment

__all__ = ["AlignOptions", "Side", "align"]

_ALL_CELLS = 250_000
"""Up to here every pair of places is searched."""
_GROUP = 4


def align(source: Side, translation: Side, options: AlignOptions | None = None) -> tuple[Alignment, ...]:
    """The alignments of two documents in order, every segment in exactly one.

    ``cost`` is 0 for passages that mean the same, 1 for those that have no more in common than any two
    here, and 1 for an omission or an addition.
    """
    levels = [(source, translation)]
    while len(levels[-1][0]) * len(levels[-1][1]) > _ALL_CELLS:
        levels.append((levels[-1][0].grouped(_GROUP), levels[-1][1].grouped(_GROUP)))
    path: list[Step] | None = None
    while levels:
        path = _path(*levels.pop(), options or AlignOptions(), path)
    return with_lone(list(map(_alignment, path or ())), source, translation)


def _path(source: Side, translation: Side, options: AlignOptions, coarse: list[Step] | None) -> list[Step]:
    """The best path of one level, near that of the level of groups where there is one."""
    left = Passages.of(source, usual=translation.mean_direction(), options=options)
    right = Passages.of(translation, usual=source.mean_direction(), options=options)
    near = None if coarse is None else [(x.source_end * _GROUP, x.translation_end * _GROUP) for x in coarse]
    searched = windows(len(source), len(translation), near)
    return best_path(searched, lambda window: gains(left, right, window, options), len(translation))


def _alignment(step: Step) -> Alignment:
    source_size, translation_size = MOVES[step.move]
    return Alignment(
        source=tuple(range(step.source_end - source_size, step.source_end)),
        translation=tuple(range(step.translation_end - translation_size, step.translation_end)),
        cost=round(1 - step.gain / UNIT, 4),
    )
