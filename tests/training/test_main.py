"""The whole training on an invented corpus: one command from parallel files to a weights folder."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from qa.model import Model, load_model
from tests import tiny
from tests.training import bert
from training import __main__ as command
from training import contextual, doubt, glossary, initial, steps, tagger
from training import static as static_training

Training = Callable[[Path], None]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.write_corpus(tmp_path_factory.mktemp("corpus") / "data", 3_000)


def of_letters(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """Random rows, each drawn from the letters of its text: a teacher that knows nothing."""
    seeds = [list(text.encode()) for text in texts]
    return np.stack([np.random.default_rng(seed).normal(size=64) for seed in seeds]).astype(np.float32)


def teacher_of_nothing() -> glossary.Teacher:
    """A BERT of one layer with random weights that has the English words whole."""
    words = ["[CLS]", "[SEP]", *(entry[0] for entry in tiny.GLOSSARY)]
    return glossary.Teacher(bert.state(layers=1, words=len(words)), {word: n for n, word in enumerate(words)})


@pytest.fixture
def training(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Training:
    """The command with everything small, and threads instead of processes."""
    licences = tmp_path / "licences.json"
    licences.write_text(json.dumps({"made": {"licence": "none needed"}}), encoding="utf-8")
    small = {"dimensions": 32, "draws": 16_000, "batch": 64, "learning_rate": 0.01}
    monkeypatch.setattr(static_training, "CLUSTERS", 4)
    monkeypatch.setattr(static_training, "StaticOptions", partial(static_training.StaticOptions, **small))
    monkeypatch.setattr(doubt, "DoubtOptions", partial(doubt.DoubtOptions, epochs=3, projected=8))
    monkeypatch.setattr(command, "VOCABULARY", 600)
    monkeypatch.setattr(initial, "teacher", lambda: of_letters)
    monkeypatch.setattr(initial, "facts", lambda: {"model": "counts letters"})
    monkeypatch.setattr(steps, "_LEXICON_PAIRS", 300)
    monkeypatch.setattr(steps, "_CONTEXT_PAIRS", {"fr": 200})
    monkeypatch.setattr(steps, "_OTHER_CONTEXT_PAIRS", 100)
    monkeypatch.setattr(steps, "_PIECE", 120)
    shape = tagger.TaggerOptions(layers=1, projected=8, compared=8)
    monkeypatch.setattr(contextual, "ContextualOptions", partial(contextual.ContextualOptions, tagger=shape))
    monkeypatch.setattr(glossary, "teacher", teacher_of_nothing)
    monkeypatch.setattr(glossary, "facts", lambda: {"model": "knows nothing"})
    monkeypatch.setattr(steps, "ProcessPoolExecutor", partial(ThreadPoolExecutor, max_workers=1))

    def run(output: Path, work: Path = tmp_path / "work") -> None:
        words = ["training", "--data", data, "--work", work, "--output", output, "--licences", licences]
        monkeypatch.setattr(sys, "argv", [str(word) for word in words])
        command.main()

    return run


def test_the_folder_is_a_model(training: Training, tmp_path: Path) -> None:
    weights = tmp_path / "weights"
    weights.mkdir()
    (weights / "stale.bin").write_bytes(b"of an older run")
    training(weights)
    assert_useful(load_model(str(weights)))
    manifest = json.loads((weights / "manifest.json").read_text(encoding="utf-8"))
    assert {file.name for file in weights.iterdir()} == {*manifest["files"], "manifest.json"}
    assert manifest["pairs"].keys() == manifest["precision_at_1"].keys() == {"de", "fr"}
    assert manifest["sources"] == {"made": {"licence": "none needed", "pairs": 6_000}}
    assert manifest["data"].keys() == {"de.tsv.xz", "fr.tsv.xz"}
    assert [run["draws"] for run in manifest["static"]] == [16_000, 2_000, 6_000, 8_000, 2_000, 1_333]
    assert manifest["doubt"]["projected"] == 8
    assert manifest["contextual"]["tagger"]["layers"] == 1
    assert "contextual.safetensors" in manifest["files"]
    for figures in manifest["precision_at_1"].values():
        assert figures["int8"] > 0.9
        assert abs(figures["int8"] - figures["float32"]) <= 0.05


def assert_useful(model: Model) -> None:
    assert model.calibration.usual.keys() == {"", "de", "fr"}
    english = [tiny.in_language(words, "en") for words in tiny.sentences(20, seed=9)]
    french = [tiny.in_language(words, "fr") for words in tiny.sentences(20, seed=9)]
    here, there = (model.embedder.encode(texts).sums for texts in (english, french))
    assert (here @ there.T).argmax(1).tolist() == list(range(20))
    assert 0.01 < model.doubter.trained_share < 0.3


def test_what_is_done_is_not_done_again_and_comes_out_the_same(
    training: Training, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    training(tmp_path / "first")
    monkeypatch.setattr(static_training, "_step", None)
    training(tmp_path / "second")
    for file in (tmp_path / "first").iterdir():
        assert file.read_bytes() == (tmp_path / "second" / file.name).read_bytes(), file.name


def test_a_source_without_a_licence_stops_the_training(
    training: Training, tmp_path: Path, data: Path
) -> None:
    with pytest.raises(SystemExit, match=r"no licence is named for made: add them to training/sources\.json"):
        command._sources(data, ["fr"], {"other": {}})
