"""What people hand in by mistake: a message that says what to do, exit code 2, and the rest is checked."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.cli.articles import OTHER_SOURCE, SOUND, SOURCE
from tests.cli.conftest import Run, finish, put, start

LINES = 100_000


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "has no text to check"),
        (b" \n\n\t\n", "has no text to check"),
        (b"GIF89a\x00\x01\x00\x01", r"is binary: byte 6 is NUL"),
        ("Le café".encode("latin-1"), r"is not UTF-8: byte 6 \(line 1\) is 0xE9; convert it to UTF-8"),
        ("Le café".encode("utf-16"), "is UTF-16 by its byte-order mark"),
    ],
    ids=["empty", "blank", "binary", "latin-1", "utf-16"],
)
def test_a_file_without_readable_text(desk: Path, qa: Run, content: bytes, message: str) -> None:
    put(desk / "fr/bad.txt", content)
    put(desk / "en/bad.txt", SOURCE)
    outcome = qa("check", "fr")
    assert outcome.code == 2
    assert re.search(rf"fr/bad\.txt not checked: .*{message}", outcome.out)
    assert "1 document, " in outcome.out
    assert "not checked: 1 file" in outcome.out


def test_the_source_without_readable_text(desk: Path, qa: Run) -> None:
    put(desk / "fr/bad.txt", SOUND)
    put(desk / "en/bad.txt", b"\xff")
    outcome = qa("check", "fr")
    assert outcome.code == 2
    assert re.search(r"fr/bad\.txt.*en/bad\.txt.*not UTF-8: byte 0", outcome.out)
    assert "1 document, " in outcome.out


def test_a_line_of_50_megabytes(desk: Path, qa: Run) -> None:
    sentence = "Le conseil municipal a voté mardi la réouverture de l'ancienne gare au printemps prochain. "
    put(desk / "fr/long.txt", sentence * (50_000_000 // len(sentence.encode())))
    put(desk / "en/long.txt", SOURCE)
    outcome = qa("check", "fr")
    assert outcome.code == 2
    assert re.search(
        r"fr/long\.txt.*does not look like the source.*has more than 20 times the text", outcome.out
    )
    assert "1 document, " in outcome.out


@pytest.mark.slow
def test_a_hundred_thousand_segments(desk: Path, qa: Run) -> None:
    english = ("The ferry left at {} o'clock.", "It carried {} passengers.", "They paid {} euros.")
    french = ("Le ferry est parti à {} heures.", "Il transportait {} passagers.", "Ils ont payé {} euros.")
    for name, templates in (("en/long.txt", english), ("fr/long.txt", french)):
        lines = (templates[n % 3].format(n % 1_000) for n in range(LINES))
        put(desk / name, "\n".join(lines) + "\n")
    outcome = qa("check", "fr/long.txt", "--format", "jsonl", "--fail-on", "never")
    assert outcome.code == 0
    assert f'"segments": {LINES}' in outcome.out


def test_a_translation_that_is_its_source(desk: Path, qa: Run) -> None:
    put(desk / "fr/copy.txt", SOURCE)
    put(desk / "en/copy.txt", SOURCE)
    outcome = qa("check", "fr", "--language", "fr")
    assert outcome.code == 1
    assert re.search(r"fr/copy\.txt:\d+:\d+ \w+ accuracy/(untranslated|wrong-language)", outcome.out)
    assert "fr/station.txt:" not in outcome.out


def test_another_text_as_source(desk: Path, qa: Run) -> None:
    put(desk / "fr/bread.txt", SOUND)
    put(desk / "en/bread.txt", OTHER_SOURCE)
    outcome = qa("check", "fr")
    assert outcome.code == 2
    assert re.search(r"fr/bread\.txt.*en/bread\.txt does not look like the source", outcome.out)
    assert "1 document, " in outcome.out


def test_a_path_that_does_not_exist(desk: Path, qa: Run) -> None:
    outcome = qa("check", "fr/station.txt", "fr/sation.txt")
    assert outcome.code == 2
    assert re.search(r"fr/sation\.txt.*does not exist", outcome.out)
    assert "1 document, " in outcome.out


def test_a_translation_without_source(desk: Path, qa: Run) -> None:
    put(desk / "fr/lonely.txt", SOUND)
    outcome = qa("check", "fr")
    assert outcome.code == 2
    assert re.search(r"fr/lonely\.txt.*no English source; looked for en/lonely\.txt", outcome.out)
    assert "1 document, " in outcome.out


def test_an_unreadable_file(desk: Path, qa: Run) -> None:
    """A link that leads to itself cannot be read by anybody, not even by root, who reads all else."""
    (desk / "fr/loop.txt").symlink_to("loop.txt")
    put(desk / "en/loop.txt", SOURCE)
    outcome = qa("check", "fr/station.txt", "fr/loop.txt")
    assert outcome.code == 2
    assert re.search(r"fr/loop\.txt", outcome.out)
    assert "1 document, " in outcome.out
    assert "not checked: 1 file" in outcome.out


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read and write everything"
)
def test_a_file_without_permission(desk: Path, qa: Run) -> None:
    put(desk / "fr/secret.txt", SOUND).chmod(0)
    put(desk / "en/secret.txt", SOURCE)
    outcome = qa("check", "fr")
    assert outcome.code == 2
    assert re.search(r"fr/secret\.txt.*permission denied; make it readable", outcome.out)
    assert "1 document, " in outcome.out


def test_a_folder_without_translations(desk: Path, qa: Run) -> None:
    put(desk / "photos/cat.jpg", b"\xff\xd8")
    outcome = qa("check", "photos")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "qa: photos: no translation found; looked for .markdown, .md, .text, .txt files\n"


def test_a_report_on_a_folder_that_is_not_there(desk: Path, qa: Run) -> None:
    for path in ("nowhere", "fr/station.txt"):
        outcome = qa("report", path)
        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err == f"qa: {path}: there is no such folder; to check a file, use qa check\n"


def test_sources_alone_are_nothing_to_complain_about(desk: Path, qa: Run) -> None:
    outcome = qa("check", "en/station.txt")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("0 documents")


def test_control_characters_in_a_name_do_not_reach_the_terminal(desk: Path, qa: Run) -> None:
    outcome = qa("check", "fr/\x1b[2Jx.txt")
    assert outcome.code == 2
    assert "\x1b" not in outcome.out + outcome.err
    assert r"\x1b[2Jx.txt" in outcome.out


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_an_interruption_leaves_no_report(desk: Path) -> None:
    for name, text in (("fr", SOUND), ("en", SOURCE)):
        for number in range(3_000):
            put(desk / name / f"{number}.txt", text)
    process = start("check", "fr", "-o", "out.json")
    draft = f".out.json.{process.pid}.part"
    began = time.monotonic()
    while not (desk / draft).exists() and process.poll() is None and time.monotonic() - began < 60:
        time.sleep(0.02)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    outcome = finish(process)
    assert (outcome.code, outcome.out, outcome.err) == (130, "", "qa: interrupted\n")
    assert sorted(path.name for path in desk.iterdir()) == ["en", "fr"]
