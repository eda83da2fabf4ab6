from __future__ import annotations

import json
import os
import stat
import sys
from pathlib import Path

import pytest

from tests.cli.articles import GARBLED, NONSENSE, SOURCE
from tests.cli.conftest import Run, finish, put, start


@pytest.fixture
def garbled(desk: Path) -> Path:
    put(desk / "fr/garbled.txt", GARBLED)
    put(desk / "en/garbled.txt", SOURCE)
    return desk


def test_a_sound_translation_is_silent(desk: Path, qa: Run) -> None:
    outcome = qa("check", "fr/station.txt")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out == "1 document, 7 segments; findings: none\n"


def test_a_garbled_one_is_refused(garbled: Path, qa: Run) -> None:
    outcome = qa("check", "fr/station.txt", "fr/garbled.txt")
    assert outcome.code == 1
    assert NONSENSE in outcome.out
    assert "fr/garbled.txt:3:" in outcome.out
    assert "fr/station.txt:" not in outcome.out
    assert "\x1b" not in outcome.out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--fail-on", "never"], 0),
        (["--fail-on", "minor"], 1),
        (["--select", "accuracy/number"], 0),
        (["--ignore", "accuracy,fluency"], 0),
    ],
)
def test_what_makes_a_run_fail_can_be_chosen(garbled: Path, qa: Run, words: list[str], code: int) -> None:
    assert qa("check", "fr/garbled.txt", *words).code == code


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("a.html", "<!DOCTYPE html>"),
        ("a.json", '{\n  "schema_version"'),
        ("a.jsonl", '{"type": '),
        ("a.sarif", "{\n"),
        ("a.txt", "fr/garbled.txt:"),
        ("a", "fr/garbled.txt:"),
    ],
)
def test_the_name_of_the_output_tells_the_format(garbled: Path, qa: Run, name: str, beginning: str) -> None:
    outcome = qa("check", "fr/garbled.txt", "-o", name)
    assert (outcome.code, outcome.out) == (1, "")
    assert (garbled / name).read_text("utf-8").startswith(beginning)
    assert outcome.err.endswith(f"report: {name}\n")


def test_a_format_that_is_given_wins(garbled: Path, qa: Run) -> None:
    qa("check", "fr/garbled.txt", "--format", "jsonl", "-o", "a.html", "--quiet")
    assert (garbled / "a.html").read_text("utf-8").startswith('{"type"')


def test_a_report_shows_its_documents_in_a_table(garbled: Path, qa: Run) -> None:
    outcome = qa("report", "fr", "-o", "a.html")
    assert (outcome.code, outcome.out) == (1, "")
    lines = outcome.err.splitlines()
    assert lines[1].split() == ["document", "language", "segments", "quality", "critical", "major", "minor"]
    assert [line.split()[0] for line in lines[2:4]] == ["fr/garbled.txt", "fr/station.txt"]
    assert lines[3].split()[-3:] == ["·"] * 3
    assert lines[-1] == "report: a.html"


def test_quiet_is_quiet(garbled: Path, qa: Run) -> None:
    assert qa("report", "fr", "-o", "a.html", "-q").err == ""


def test_what_was_not_checked_is_told_beside_a_report_for_programs(garbled: Path, qa: Run) -> None:
    put(garbled / "fr/lonely.txt", GARBLED)
    outcome = qa("check", "fr/lonely.txt", "--format", "json", "-q")
    assert outcome.code == 2
    assert json.loads(outcome.out)["skipped"][0]["path"] == "fr/lonely.txt"
    assert outcome.err.startswith("qa: fr/lonely.txt: not checked: no English source")


def test_the_same_folder_gives_the_same_bytes(garbled: Path, qa: Run) -> None:
    first, second = (qa("report", "fr", "--format", format_) for format_ in ("json", "json"))
    assert first.out == second.out


def test_known_findings_are_not_held_against_anybody(garbled: Path, qa: Run) -> None:
    assert qa("check", "fr", "-o", "known.json").code == 1
    put(garbled / "fr/garbled.txt", "\n\n" + GARBLED)
    outcome = qa("check", "fr", "--baseline", "known.json")
    assert outcome.code == 0
    assert "suppressed: " in outcome.out


def test_settings_come_from_the_project(garbled: Path, qa: Run) -> None:
    put(garbled / "pyproject.toml", '[tool.qa]\nfail-on = "never"\nformat = "json"\n')
    outcome = qa("check", "fr")
    assert outcome.code == 0
    assert json.loads(outcome.out)["findings"]
    put(garbled / "pyproject.toml", '[tool.qa]\nfail-onn = "never"\n')
    outcome = qa("check", "fr")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == (
        "qa: pyproject.toml: fail-onn: there is no such setting; did you mean 'fail-on'?\n"
    )


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing/a.html", "cannot be written: the folder does not exist"),
        ("fr", "is a folder; name a file in it"),
        ("fr/station.txt/a.html", "cannot be written: not a directory"),
    ],
)
def test_an_output_that_cannot_be_written_is_told_before_the_run(
    desk: Path, qa: Run, monkeypatch: pytest.MonkeyPatch, name: str, reason: str
) -> None:
    monkeypatch.setattr("qa.cli.report.Checker", None)  # Nothing may be checked before.
    outcome = qa("check", "fr", "-o", name)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == f"qa: {name}: {reason}\n"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("name", ["locked/a.html", "old.html"])
def test_no_permission_to_write(desk: Path, qa: Run, name: str) -> None:
    (desk / "locked").mkdir(mode=0o500)
    put(desk / "old.html", "old").chmod(0o400)
    outcome = qa("check", "fr", "-o", name)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == f"qa: {name}: cannot be written: permission denied\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_disk(desk: Path, qa: Run) -> None:
    outcome = qa("check", "fr", "-o", "/dev/full")
    assert outcome.code == 2
    assert outcome.err == "qa: /dev/full: cannot be written: no space left on device\n"
    with Path("/dev/full").open("w") as full:
        process = start("check", "fr")
        assert finish(process).code == 0
        process = start("check", "fr", stdout=full)
        outcome = finish(process)
    assert outcome.code == 2
    assert outcome.err == "qa: standard output: cannot be written: no space left on device\n"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX devices and links")
def test_a_device_is_written_and_not_replaced(desk: Path, qa: Run) -> None:
    assert qa("check", "fr", "-o", os.devnull).code == 0
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)
    put(desk / "old.json", "old")
    (desk / "link.json").symlink_to("old.json")
    assert qa("check", "fr", "-o", "link.json").code == 0
    assert (desk / "link.json").is_symlink()
    assert json.loads((desk / "old.json").read_text("utf-8"))["schema_version"] == 1


def test_an_old_report_stays_when_the_run_fails(desk: Path, qa: Run) -> None:
    put(desk / "a.json", "old")
    assert qa("check", "empty", "-o", "a.json").code == 2
    (desk / "nothing").mkdir()
    put(desk / "b.json", "old")
    assert qa("check", "nothing", "-o", "b.json").code == 2
    assert (desk / "b.json").read_text("utf-8") == "old"
    assert not list(desk.glob(".*"))


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX pipes")
def test_a_reader_who_leaves_is_no_error(garbled: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = start("check", "fr", stdout=writing)
    os.close(writing)
    outcome = finish(process)
    assert (outcome.code, outcome.err) == (1, "")


def test_color(garbled: Path, qa: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" in qa("check", "fr", "--color", "always").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" in qa("check", "fr").out
    assert "\x1b" not in qa("check", "fr", "--color", "never").out
    qa("check", "fr", "-o", "a.txt")
    assert "\x1b" not in (garbled / "a.txt").read_text("utf-8")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in qa("check", "fr").out


def test_a_bug_is_one_line_unless_asked(desk: Path, qa: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.cli.report.Checker", lambda options: 1 / 0)
    outcome = qa("check", "fr")
    assert (outcome.code, outcome.out) == (3, "")
    assert outcome.err == (
        "qa: this is a bug in qa, please report it, with what it shows under --traceback: "
        "ZeroDivisionError: division by zero\n"
    )
    for asked in (qa("check", "fr", "--traceback"), _with_variable(qa, monkeypatch)):
        assert asked.code == 3
        assert asked.err.startswith("Traceback (most recent call last):")


def _with_variable(qa: Run, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setenv("QA_TRACEBACK", "1")
    return qa("check", "fr")


def test_a_progress_bar_is_for_terminals_only(
    garbled: Path, qa: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    outcome = qa("check", "fr")
    assert "1/2 fr/station.txt" in outcome.err
    assert outcome.err.endswith("\r\x1b[K")
    assert qa("check", "fr", "--quiet").err == ""


def test_human_translations_add_metrics(garbled: Path, qa: Run) -> None:
    put(garbled / "human/station.txt", (garbled / "fr/station.txt").read_bytes())
    outcome = qa("check", "fr", "--references", "en", "--human-translation", "human", "--format", "json")
    found = json.loads(outcome.out)
    compared = found["human_translation"]
    (document,) = compared["documents"]
    assert (document["path"], document["human_path"]) == ("fr/station.txt", "human/station.txt")
    assert {metric["name"]: metric["value"] for metric in document["metrics"]} == {
        "BLEU": 100,
        "chrF2": 100,
        "TER": 0,
    }
    assert all("version:" in metric["signature"] for metric in compared["languages"][0]["metrics"])
    assert found["skipped"] == [
        {"path": "fr/garbled.txt", "reason": "no human translation of this name in human"}
    ]
    text = qa("check", "fr", "--references", "en", "--human-translation", "human").out
    assert "chrF2 in French: nrefs:1|" in text
    assert qa("check", "fr", "--human-translation", "nowhere").code == 2


@pytest.mark.parametrize(
    ("command", "settings", "effort"),
    [
        (("check", "fr/station.txt"), "", "fast"),
        (("report", "fr"), "", "balanced"),
        (("report", "fr", "--effort", "fast"), "", "fast"),
        (("report", "fr"), 'effort = "fast"', "fast"),
        (("check", "fr/station.txt"), 'effort = "balanced"', "balanced"),
    ],
)
def test_a_report_reads_in_context_unless_told_otherwise(
    desk: Path, qa: Run, command: tuple[str, ...], settings: str, effort: str
) -> None:
    put(desk / "pyproject.toml", f"[tool.qa]\n{settings}\n")
    assert qa(*command, "--format", "json", "-o", "found.json", "--quiet").code == 0
    signature = json.loads((desk / "found.json").read_text("utf-8"))["signature"]
    assert ("effort=balanced" in signature) == (effort == "balanced")
