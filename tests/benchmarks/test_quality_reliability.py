"""Reliability from the corpus to the figures with the tiny model; its statistics on made-up qualities."""

from __future__ import annotations

import json
import math
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import qa
from benchmarks.quality import reliability
from benchmarks.quality.__main__ import main
from benchmarks.quality.reliability import BINS, Judged, bins, calibration_error, group_figures, spread_figure
from qa.model import Model
from tests import tiny
from training import steps
from training.examples import MISMATCH, LabelledPair

QUALITIES = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=60)


def judged(*qualities: float, kind: str = "", language: str = "fr") -> list[Judged]:
    return [Judged(language, kind, quality) for quality in qualities]


@given(QUALITIES)
def test_bins_hold_everything_in_order_and_equally_much(qualities: list[tuple[float, bool]]) -> None:
    some = [Judged("fr", "" if sound else "sense", quality) for quality, sound in qualities]
    cut = bins(some)
    assert [one for each in cut for one in each] == sorted(some, key=lambda one: one.quality)
    assert len(cut) == min(BINS, len(some))
    assert not cut or max(map(len, cut)) - min(map(len, cut)) <= 1


@given(QUALITIES.filter(bool))
def test_the_error_is_at_least_that_of_all_together_and_at_most_that_of_each(
    qualities: list[tuple[float, bool]],
) -> None:
    some = [Judged("fr", "" if sound else "sense", quality) for quality, sound in qualities]
    distances = [one.quality - one.sound for one in some]
    error = calibration_error(some)
    assert error >= abs(sum(distances)) / len(some) - 1e-9
    assert error <= sum(map(abs, distances)) / len(some) + 1e-9


def test_the_error_in_numbers() -> None:
    # Ten bins of two: in one the mean is 0.25 and half are sound, in the others quality is right.
    low = judged(0.25) + judged(0.25, kind="sense")
    right = judged(*[1.0] * 18)
    assert calibration_error(low + right) == pytest.approx(0.25 * 2 / 20)
    assert math.isnan(calibration_error([]))


def test_a_calibrated_quality_errs_as_chance_does_and_a_boastful_one_more() -> None:
    random = Random(1)
    true = [random.random() for _ in range(600)]
    kinds = ["" if random.random() < chance else MISMATCH for chance in true]

    def rows(exponent: float) -> dict[str, reliability.Figure]:
        some = [Judged("fr", kind, chance**exponent) for kind, chance in zip(kinds, true, strict=True)]
        return {figure.name: figure for figure in group_figures("fr", some)}

    for exponent, within in ((1.0, True), (0.5, False)):
        found = rows(exponent)
        error = found["expected calibration error"].value
        chance = found["the same by chance, if calibrated"]
        assert chance.low < chance.value < chance.high
        assert (error <= chance.high) == within


def test_each_sort_of_pair_has_its_mean_and_each_bin_its_share() -> None:
    some = judged(0.9, 0.7, 0.8) + judged(0.2, 0.4, kind="number+sense") + judged(0.1, kind=MISMATCH)
    rows = {figure.name: (figure.value, figure.count) for figure in group_figures("fr", some)}
    assert rows["mean quality, sound"] == (pytest.approx(0.8), 3)
    assert rows["median quality, sound"] == (0.8, 3)
    assert rows["mean quality, damaged"] == (pytest.approx(0.3), 2)
    assert rows["mean quality, mismatched"] == (0.1, 1)
    assert rows["share sound where quality is 0.400"] == (0.0, 1)
    assert rows["share sound where quality is 0.700"] == (1.0, 1)


def test_the_spread_is_between_the_medians_of_sound_pairs() -> None:
    french = judged(0.9, 0.7, 0.8) + judged(0.1, kind="sense")
    german = judged(0.5, 0.6, language="de")
    assert spread_figure("all", french + german).value == pytest.approx(0.25)
    assert math.isnan(spread_figure("all", french).value)


def test_a_pair_that_cannot_be_scored_is_as_poor_as_can_be(tiny_model: Model) -> None:
    checker = qa.Checker(model=tiny_model)
    pairs = [LabelledPair("fr", "The lamp.", ""), LabelledPair("fr", "The lamp.", "Le tapis.", kind="sense")]
    empty, other = reliability.judge(checker, pairs)
    assert (empty.quality, empty.sound) == (0.0, True)
    assert (other.kind, other.sound) == ("sense", False)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(steps, "_LEXICON_PAIRS", 300)
    return tiny.write_corpus(tmp_path / "data", 4_000)


def test_languages_are_measured_one_by_one_and_together(
    data: Path, tiny_weights: Path, tiny_model: Model
) -> None:
    figures = reliability.figures(qa.Checker(model=tiny_model), data, tiny_weights)
    assert figures == reliability.figures(qa.Checker(model=tiny_model), data, tiny_weights)
    counts = {(figure.group, figure.name): figure.count for figure in figures}
    french, german, both = (
        counts[f"reliability, {group}", "expected calibration error"]
        for group in ("fr", "de", "all languages")
    )
    assert french + german == both
    sound = counts["reliability, fr", "mean quality, sound"]
    mismatched = counts["reliability, fr", "mean quality, mismatched"]
    assert sound == len(steps.Material.load(data, tiny_weights).pairs("fr", "test", reliability.PAIRS)) > 10
    assert mismatched == math.ceil((sound - 1) / 4)
    values = {figure.name: figure.value for figure in figures if figure.group == "reliability, fr"}
    assert values["mean quality, sound"] > values["mean quality, mismatched"]
    assert figures[-1].name == "spread of the medians of the languages"
    assert all(figure.low <= figure.high for figure in figures)


def test_a_folder_without_a_corpus_is_exit_two(
    tmp_path: Path, tiny_model: Model, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    checker = qa.Checker(model=tiny_model)
    monkeypatch.setattr(qa, "Checker", lambda options: checker, raising=False)
    monkeypatch.setattr("benchmarks.quality.__main__.measure", lambda *_: ([], []))
    assert main(["--reliability", str(tmp_path)]) == 2
    assert "holds no parallel/<language>.tsv.xz" in capsys.readouterr().err


def test_the_figures_join_the_table_and_the_run(
    data: Path,
    tmp_path: Path,
    tiny_model: Model,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    checker = qa.Checker(model=tiny_model)
    monkeypatch.setattr(qa, "Checker", lambda options: checker, raising=False)
    monkeypatch.setattr("benchmarks.quality.__main__.measure", lambda *_: ([], []))
    output = tmp_path / "run.json"
    assert main(["--reliability", str(data), "--output", str(output)]) == 0
    assert "reliability, fr\n  expected calibration error " in capsys.readouterr().out
    groups = {figure["group"] for figure in json.loads(output.read_text(encoding="utf-8"))["figures"]}
    assert groups == {"reliability, de", "reliability, fr", "reliability, all languages"}
