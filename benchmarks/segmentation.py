"""Segmentation against its peers: ``python -m benchmarks.segmentation FILE...``

Every file is ``<name>.<language>.tsv`` with lines ``english<TAB>translation``, a sentence each, as test sets
for translation have them (NTREX-128, FLORES).  Ten consecutive translations are joined to a paragraph and
cut again; the figures are the boundaries found between lines, the boundaries found within lines per hundred
lines (some lines do hold two sentences, so peers are the measure), and sentences a second.  Peers are
measured where they are installed: sentencex, blingfire, syntok, pysbd.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter

from qa.languages import LANGUAGES, from_tag
from qa.segment.boundaries import boundaries

Segmenter = Callable[[str, str], Sequence[int]]
"""A text and its language to the offsets at which sentences end."""

_PARAGRAPH = 10
_PYSBD_LANGUAGES = "ar bg da de el en es fa fr hi it ja nl pl ru zh"


def _own(text: str, language: str) -> list[int]:
    return list(boundaries(text, language))


def _sentencex() -> Segmenter:
    segment = import_module("sentencex").segment

    def ends(text: str, language: str) -> list[int]:
        places, end = [], 0
        for sentence in segment(language, text):
            end += len(sentence)
            places.append(end)
        return places

    return ends


def _blingfire() -> Segmenter:
    cut = import_module("blingfire").text_to_sentences_and_offsets
    return lambda text, language: [end for _, end in cut(text)[1]]


def _syntok() -> Segmenter:
    analyze = import_module("syntok.segmenter").analyze
    return lambda text, language: [
        sentence[-1].offset + len(sentence[-1].value) for paragraph in analyze(text) for sentence in paragraph
    ]


def _pysbd() -> Segmenter:
    segmenter = import_module("pysbd").Segmenter
    known = {
        code: segmenter(language=code if code in _PYSBD_LANGUAGES.split() else "en", char_span=True)
        for code in LANGUAGES
    }
    return lambda text, language: [span.end for span in known[language].segment(text)]


_PEERS = {"sentencex": _sentencex, "blingfire": _blingfire, "syntok": _syntok, "pysbd": _pysbd}


def _lines(path: Path) -> list[str]:
    rows = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    return [row.partition("\t")[2].strip() for row in rows]


def _paragraphs(lines: Sequence[str], between: str) -> Iterator[tuple[str, list[int]]]:
    """Paragraphs, and where the lines end in them but for the last."""
    for first in range(0, len(lines), _PARAGRAPH):
        group = lines[first : first + _PARAGRAPH]
        ends, end = [], 0
        for line in group[:-1]:
            ends.append(end + len(line))
            end += len(line) + len(between)
        yield between.join(group), ends


def measure(segmenter: Segmenter, lines: Sequence[str], language: str) -> tuple[float, float, float]:
    """Share of line ends found, boundaries within lines per line, and lines a second."""
    hits = wanted = extra = 0
    seconds = 0.0
    for text, ends in _paragraphs(lines, " " if LANGUAGES[language].spaced else ""):
        begin = perf_counter()
        found = segmenter(text, language)
        seconds += perf_counter() - begin
        places = {len(text[:end].rstrip()) for end in found} - {len(text)}
        hits += len(places & set(ends))
        wanted += len(ends)
        extra += len(places - set(ends))
    return hits / wanted, extra / len(lines), len(lines) / seconds


def main(arguments: Sequence[str]) -> int:
    """Print a row for each file and segmenter."""
    segmenters = {"qa": _own} | {name: make() for name, make in _PEERS.items() if find_spec(name)}
    print(f"{'file':<20}{'segmenter':<12}{'found %':>8}{'within %':>10}{'lines/s':>10}")
    for path in map(Path, arguments):
        language = from_tag(path.stem.rpartition(".")[2])
        if language is None:
            print(f"{path}: the name must end in .<language>.tsv", file=sys.stderr)
            return 2
        for name, segmenter in segmenters.items():
            found, within, speed = measure(segmenter, _lines(path), language)
            print(f"{path.stem:<20}{name:<12}{100 * found:>8.1f}{100 * within:>10.1f}{speed:>10,.0f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
