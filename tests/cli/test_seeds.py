"""What the samples show, at default settings: the garbled article stands out from the four sound ones."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from qa.cli import main
from qa.judge import wordbook
from qa.spans import Span
from tests.cli.conftest import ROOT

GARBLED = "seeds/004_8023b46bf1fa86c9.txt"
SOUND = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "seeds").glob("00[0-3]_*.txt"))
NONSENSE = (
    "rassemblé les vaches",
    "Cattle United Cattle",
    "l’alliance d’alliances ambitieuses",
    "Verrouiller",
    "saison",
)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    path = tmp_path_factory.mktemp("seeds") / "report.json"
    with pytest.MonkeyPatch.context() as context:
        context.chdir(ROOT)
        assert main(["report", "seeds", "--references", "references", "-o", str(path), "--quiet"]) == 1
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def test_all_are_checked(report: dict[str, Any]) -> None:
    assert [document["path"] for document in report["documents"]] == [*SOUND, GARBLED]
    assert {document["language"] for document in report["documents"]} == {"fr"}
    assert report["skipped"] == []


@pytest.mark.parametrize("words", NONSENSE)
def test_the_nonsense_is_found(report: dict[str, Any], words: str) -> None:
    start = (ROOT / GARBLED).read_text("utf-8").index(words)
    nonsense = Span(start, start + len(words))
    spans = [Span(item["start"], item["end"]) for item in report["findings"] if item["path"] == GARBLED]
    assert any(span.overlaps(nonsense) for span in spans)


@pytest.mark.parametrize("path", SOUND)
def test_a_free_but_sound_translation_has_nothing_serious(report: dict[str, Any], path: str) -> None:
    serious = [
        item["text"]
        for item in report["findings"]
        if item["path"] == path and item["severity"] in ("critical", "major")
    ]
    assert serious == []


def test_the_page_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    page = tmp_path / "report.html"
    assert main(["report", "seeds", "--references", "references", "-o", str(page)]) == 1
    content = page.read_text("utf-8")
    assert content.startswith("<!DOCTYPE html>")
    assert all(path in content for path in (*SOUND, GARBLED))


def test_no_rule_knows_the_absurd_words_of_the_sample() -> None:
    # The folders of weights hold vocabularies: counted in parallel texts, or the translation model's own.
    files = [
        path
        for path in (ROOT / "qa").rglob("*")
        if path.is_file()
        # Tables of digests are asked below.
        and path.suffix not in (".pyc", ".safetensors")
        and path.parts[len(ROOT.parts) + 2 :][:1] != ("weights",)
    ]
    assert any(path.suffix == ".toml" for path in files)
    knowing = [path for path in files if re.search("vache|cattle", path.read_text("utf-8"), re.IGNORECASE)]
    assert knowing == []
    tables = [wordbook.load(path.stem) for path in wordbook.FOLDER.glob("*.safetensors")]
    assert tables
    assert not [word for word in ("vache", "vaches", "cattle") for table in tables if word in table]
