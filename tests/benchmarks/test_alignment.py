"""The alignment benchmark: what it makes, how it counts, and a run from the file to the figures."""

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.alignment.__main__ import effort, measure
from benchmarks.alignment.agreement import agreement
from benchmarks.alignment.made import LINES, SHAPES, Pair, one_missing, rearranged, replaced

PAIRS: list[Pair] = [(f"e{n + 10000} e{n}", f"f{n + 10000} f{n}") for n in range(5 * LINES)]


def vectors(texts: list[str]) -> np.ndarray:
    """A meaning for each number, whatever the letter before it; a joined text is the sum of its parts."""
    rows = np.zeros((len(texts), 64), np.float32)
    for row, text in zip(rows, texts, strict=True):
        for word in text.split():
            row += np.random.default_rng(int(word[1:])).standard_normal(64, dtype=np.float32)
    return rows


@pytest.mark.parametrize("seed", range(20))
def test_a_made_document_says_truly_how_it_is_aligned(seed: int) -> None:
    made = rearranged(PAIRS, LINES, " ", np.random.default_rng(seed))
    assert [n for bead in made.beads for n in bead[0]] == list(range(len(made.source)))
    assert [n for bead in made.beads for n in bead[1]] == list(range(len(made.translation)))
    for source, translation in made.beads:
        left = " ".join(made.source[n] for n in source)
        right = " ".join(made.translation[n] for n in translation).replace("f", "e")
        assert left == right or not left or not right
    held = {line for line in (*made.source, *made.translation) for line in line.split()}
    lone = sum(not all(bead) for bead in made.beads)
    lost = [n for n in range(LINES, 2 * LINES) if not {f"e{n}", f"f{n}"} <= held]
    assert len(lost) <= lone


def test_every_shape_is_made() -> None:
    random = np.random.default_rng(0)
    made = [rearranged(PAIRS, 0, " ", random) for _ in range(40)]
    shapes = {(len(source), len(translation)) for one in made for source, translation in one.beads}
    assert shapes == {(1, 1), *SHAPES}


def test_a_cut_elsewhere_keeps_every_word() -> None:
    made = [rearranged(PAIRS, 0, " ", np.random.default_rng(seed)) for seed in range(40)]
    cut = [(one, bead) for one in made for bead in one.beads if len(bead[0]) == len(bead[1]) == 2]
    assert cut
    for one, (source, translation) in cut:
        words = [one.translation[n].replace("f", "e").split() for n in translation]
        assert [*words[0], *words[1]] == [word for n in source for word in one.source[n].split()]
        assert [len(own) for own in words] == [3, 1]


def test_one_missing_is_one_omission() -> None:
    made = one_missing(PAIRS[:10], np.random.default_rng(0))
    assert len(made.translation) == 9
    assert [len(bead[1]) for bead in made.beads].count(0) == 1
    assert all(made.source[s[0]].replace("e", "f") == made.translation[t[0]] for s, t in made.beads if t)


def test_replaced_lines_are_those_that_differ() -> None:
    made, places = replaced(PAIRS, 0, np.random.default_rng(0))
    right = [line.replace("e", "f") for line in made.source]
    differing = tuple(((n,), (n,)) for n in range(LINES) if right[n] != made.translation[n])
    assert places == differing
    assert differing


def test_agreement_counts_exact_touching_and_lonely() -> None:
    made = [[((0,), (0,)), ((1, 2), (1,)), ((3,), ()), ((), (2,))]]
    found = [[((0,), (0,)), ((1,), (1,)), ((2,), ()), ((3,), ()), ((), (2,))]]
    figures = agreement(made, found)
    assert figures["strict precision"] == figures["strict recall"] == 0.5
    assert figures["lax F1"] == 1
    assert (figures["omission precision"], figures["omission recall"]) == (0.5, 1)
    assert figures["addition F1"] == 1


def test_agreement_tells_documents_apart() -> None:
    one, other = [((0,), (0,))], [((0,), ()), ((), (0,))]
    assert agreement([one, other], [other, one])["strict F1"] == 0


def test_a_run_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "made.fr.tsv"
    path.write_text("".join(f"{left}\t{right}\n" for left, right in PAIRS), encoding="utf-8")
    figures = measure(path, vectors, seed=1)
    assert 0.9 < figures["strict F1"] <= figures["lax F1"] <= 1
    assert figures["one missing, exactly"] == 1
    assert 0.5 < figures["replaced, still a pair"] <= 1
    assert measure(path, vectors, seed=1) == figures
    assert json.loads(json.dumps(figures)) == figures


def test_too_few_lines_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "few.fr.tsv"
    path.write_text("a\tb\n" * 10, encoding="utf-8")
    with pytest.raises(ValueError, match="10 lines"):
        measure(path, vectors, seed=1)


def test_effort_is_measured() -> None:
    figures = effort(200, seed=1)
    assert all(value > 0 for value in figures.values())
