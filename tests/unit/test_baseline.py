from __future__ import annotations

import re
from pathlib import Path

import pytest

from qa.baseline import read_baseline, suppress
from qa.errors import UsageError
from qa.records import Severity
from qa.report import render
from tests.newsroom import newsroom
from tests.reports import document, finding, report


def saved(folder: Path, text: str) -> Path:
    path = folder / "known.json"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_report_suppresses_itself(tmp_path: Path) -> None:
    whole = newsroom()
    known = read_baseline(saved(tmp_path, render(whole, "json")))
    after = suppress(whole, known)
    assert all(found.suppressed for found in after.findings)
    assert len(after.findings) == len(whole.findings)
    assert whole.exit_code(Severity.MAJOR) == 1
    assert after.exit_code(Severity.MINOR) == 2  # for the skipped files


def test_only_what_was_known_is_suppressed_wherever_it_stands_now(tmp_path: Path) -> None:
    rows = [("A red house.", "Une maison rouge.", 0.9)]
    before = document("a.txt", "fr", rows)
    known = read_baseline(saved(tmp_path, render(report([before], [finding(before, "rouge")]), "json")))
    after = document("a.txt", "fr", ["\n\n\n", *rows, " ", ("It is old.", "Elle est bleue.", 0.4)])
    found = suppress(report([after], [finding(after, "rouge"), finding(after, "bleue")]), known).findings
    assert [(item.text, item.suppressed) for item in found] == [("rouge", True), ("bleue", False)]


def test_a_second_mistake_of_the_same_words_is_new(tmp_path: Path) -> None:
    once = document("a.txt", "fr", [("x", "un chat", 0.5)])
    known = read_baseline(saved(tmp_path, render(report([once], [finding(once, "chat")]), "json")))
    twice = document("a.txt", "fr", [("x", "un chat", 0.5), " ", ("y", "le chat.", 0.5)])
    items = [finding(twice, "chat"), finding(twice, "chat.")]
    same = suppress(report([twice], items), known).findings
    assert [item.suppressed for item in same] == [True, False]
    doubled = suppress(report([once], [finding(once, "chat"), finding(once, "chat")]), known).findings
    assert [item.suppressed for item in doubled] == [True, False]


@pytest.mark.parametrize("change", ["path", "rule", "source"])
def test_another_path_rule_or_source_is_another_finding(tmp_path: Path, change: str) -> None:
    before = document("a.txt", "fr", [("A red house.", "Une maison rouge.", 0.9)])
    known = read_baseline(saved(tmp_path, render(report([before], [finding(before, "rouge")]), "json")))
    after = document(
        "b.txt" if change == "path" else "a.txt", "fr", [("A red house.", "Une maison rouge.", 0.9)]
    )
    other = finding(
        after,
        "rouge",
        rule="accuracy/addition" if change == "rule" else "accuracy/mistranslation",
        source="red" if change == "source" else None,
    )
    assert not suppress(report([after], [other]), known).findings[0].suppressed


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"findings": 3}', '{"findings": [{}]}', '{"findings": [1]}']
)
def test_anything_else_is_no_baseline(tmp_path: Path, text: str) -> None:
    path = saved(tmp_path, text)
    with pytest.raises(UsageError, match=re.escape(f"{path}: is no baseline")):
        read_baseline(path)


def test_a_missing_baseline_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read: No such file"):
        read_baseline(tmp_path / "known.json")
