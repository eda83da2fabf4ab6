from __future__ import annotations

from pathlib import Path

from tests.cli.articles import GARBLED, NONSENSE, OTHER_SOURCE
from tests.cli.conftest import Run, put


def test_the_evidence_of_every_passage(desk: Path, qa: Run) -> None:
    outcome = qa("explain", "fr/station.txt", "--references", "en")
    assert (outcome.code, outcome.err) == (0, "")
    blocks = outcome.out.split("\n\n")
    assert [block.split("\n")[0] for block in blocks][:2] == ["fr/station.txt:1", "fr/station.txt:3"]
    assert "  source       The city council voted on Tuesday" in blocks[0]
    assert "  translation  Le conseil municipal a voté mardi" in blocks[0]
    rows = [line.split() for line in blocks[0].splitlines()]
    assert ["voté", "voted"] in [row[1:] for row in rows if len(row) == 3]


def test_a_line_and_what_was_found_there(desk: Path, qa: Run) -> None:
    put(desk / "fr/station.txt", GARBLED)
    found = qa("explain", "fr/station.txt", "--source", "en/station.txt", "--line", "3").out
    assert NONSENSE.split()[-1] in found
    assert "accuracy/" in found
    checked = qa(
        "check", "fr/station.txt", "--source", "en/station.txt", "--effort", "balanced", "--format", "jsonl"
    )
    assert found.count("\n  critical: ") + found.count("\n  major: ") == checked.out.count('"rule"')
    assert "Residents" not in found


def test_a_line_where_nothing_stands(desk: Path, qa: Run) -> None:
    outcome = qa("explain", "fr/station.txt", "--references", "en", "--line", "2", "--line", "99")
    assert outcome.code == 2
    assert outcome.err == "qa: fr/station.txt: no passage stands on line 2, 99\n"


def test_without_a_source(desk: Path, qa: Run) -> None:
    put(desk / "fr/other.txt", OTHER_SOURCE)
    outcome = qa("explain", "fr/other.txt", "--references", "en")
    assert outcome.code == 2
    assert "fr/other.txt" in outcome.err
    assert outcome.out == ""


def test_a_folder_is_not_explained(desk: Path, qa: Run) -> None:
    put(desk / "fr/two.txt", GARBLED)
    put(desk / "en/two.txt", OTHER_SOURCE)
    outcome = qa("explain", "fr", "--references", "en")
    assert outcome.code == 2
    assert "one translation can be explained at a time, not 2" in outcome.err
