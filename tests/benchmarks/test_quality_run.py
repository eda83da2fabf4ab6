"""The benchmark from the files to the table, with a checker that says what it is told to."""

import json
import math
from pathlib import Path

import pytest

from benchmarks.quality import clean
from benchmarks.quality.__main__ import measure
from benchmarks.quality.figures import Figure, table
from benchmarks.quality.run import outcome
from qa.records import CheckedDocument, CheckedSegment, Finding, Report, SegmentScore, Severity, Skipped
from qa.spans import Span


class Suspicious:
    """Finds every occurrence of one word; a line is a segment, doubtful if the word is in it."""

    signature = "test"

    def __init__(self, word: str) -> None:
        self._word = word

    def check(self, translation: str, *, source: str, language: str | None = None) -> Report:
        segments, findings, at = [], [], 0
        for line in translation.splitlines(keepends=True):
            found = line.find(self._word)
            quality = 0.9 if found < 0 else 0.2
            span = Span(at, at + len(line.rstrip()))
            segments.append(CheckedSegment(span, Span(0, len(source)), SegmentScore(quality, quality)))
            if found >= 0:
                place = Span(at + found, at + found + len(self._word))
                findings.append(
                    Finding(
                        "-", place, self._word, "accuracy/mistranslation", Severity.CRITICAL, 0.9, "", None
                    )
                )
            at += len(line)
        segments.append(CheckedSegment(Span(at, at), Span(0, len(source)), None))
        document = CheckedDocument("-", "-", language or "fr", translation, source, tuple(segments))
        return Report((document,), (), tuple(findings), "test")


class Refusing:
    def check(self, translation: str, *, source: str, language: str | None = None) -> Report:
        return Report((), (Skipped("-", "no pair"),), (), "test")


def write_set(folder: Path) -> Path:
    document = folder / "fr_01_oven"
    document.mkdir(parents=True)
    (document / "source.en.txt").write_text("The oven is hot.\nThe cat sleeps.\n", encoding="utf-8")
    (document / "clean.fr.txt").write_text("Le four est chaud.\nLe chat dort.\n", encoding="utf-8")
    (document / "garbled.fr.txt").write_text(
        "Le ⟦sense|critical|quatre⟧ est chaud.\nLe ⟦name|minor|chta⟧ dort.\n", encoding="utf-8"
    )
    return folder


def test_a_marked_set(tmp_path: Path) -> None:
    figures, outcomes = measure(Suspicious("quatre"), [write_set(tmp_path / "oven")], [])
    values = {figure.name: figure.value for figure in figures if figure.group == "oven"}
    assert values["spans found"] == 0.5
    assert values["spans found at 2 alarms per 1,000 words"] == 0.5
    assert (values["found: critical"], values["found: minor"]) == (1.0, 0.0)
    assert math.isnan(values["found: major"])
    assert (values["found: sense"], values["found: name"]) == (1.0, 0.0)
    assert (values["character precision"], values["character recall"]) == (1.0, 0.6)
    assert values["character F1"] == 0.75
    # Both lines are damaged, so no segment is left to compare with.
    assert math.isnan(values["segment AUROC, quality"])
    before = [figure.value for figure in figures if figure.group == "oven, before the damage"]
    assert before == [0.0, 0.0]
    assert [one.name for one in outcomes] == ["fr_01_oven", "fr_01_oven clean"]


def test_clean_translations(tmp_path: Path) -> None:
    file = tmp_path / "news.fr.tsv"
    file.write_text("The oven.\tLe four.\n" * 25, encoding="utf-8")
    figures, outcomes = measure(Suspicious("four"), [], [file])
    assert [(figure.group, figure.value, figure.count) for figure in figures] == [
        ("news.fr", 140.0, 50),
        ("news.fr", 140.0, 50),
    ]
    assert [one.words for one in outcomes] == [40, 10]


def test_clean_sentences_are_joined_to_paragraphs(tmp_path: Path) -> None:
    file = tmp_path / "news.zh.tsv"
    file.write_text("One.\t一。\nTwo.\t二。\nThree.\t三。\nFour.\t四。\nFive.\t五。", encoding="utf-8")
    (document,) = clean.load(file)
    assert document.source == "One. Two. Three. Four.\nFive.\n"
    assert document.translation == "一。二。三。四。\n五。\n"
    assert (document.name, document.language) == ("news.zh:1", "zh")


@pytest.mark.parametrize(("name", "text"), [("news.fr.tsv", "no tab\n"), ("news.tsv", "a\tb\n")])
def test_a_file_that_is_no_such_thing_is_an_error(tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=name):
        clean.load(file)


def test_a_document_that_was_not_checked_is_an_error() -> None:
    with pytest.raises(ValueError, match="no pair"):
        outcome(Refusing(), "oven", "fr", "The oven.", "Le four.")


def test_every_method_doubts_on_the_same_segments() -> None:
    one = outcome(Suspicious("quatre"), "oven", "fr", "The oven.", "Le quatre.\nLe chat.\n")
    assert [segment.span for segment in one.segments] == [Span(0, 10), Span(11, 19)]
    assert one.segments[0].doubts["quality"] == pytest.approx(0.8)
    assert one.segments[0].doubts["cosine"] == -0.2
    assert set(one.segments[0].doubts) == {"quality", "cosine", "chrF", "length"}


def test_the_table_shows_each_group_once() -> None:
    rows = [Figure("a", "x", 0.5, 0.25, 1.0, 1234), Figure("a", "y", math.nan, math.nan, math.nan, 0)]
    assert table(rows) == (
        "a\n"
        "  x                                              0.500  [0.250, 1.000]     n = 1,234\n"
        "  y                                                  –  [–, –]             n = 0\n"
    )


def test_the_run_is_kept_as_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import qa
    from benchmarks.quality.__main__ import main

    monkeypatch.setattr(qa, "Checker", lambda options: Suspicious("quatre"), raising=False)
    output = tmp_path / "runs" / "run.json"
    assert main(["--garble", str(write_set(tmp_path / "oven")), "--output", str(output)]) == 0
    run = json.loads(output.read_text(encoding="utf-8"))
    assert run["figures"][0] | {"low": 0, "high": 0} == {
        "group": "oven",
        "name": "spans found",
        "value": 0.5,
        "low": 0,
        "high": 0,
        "count": 2,
    }
    assert run["documents"][0]["findings"] == [[3, 9, "accuracy/mistranslation", "critical", 0.9]]


def test_a_set_that_cannot_be_read_is_exit_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import qa
    from benchmarks.quality.__main__ import main

    monkeypatch.setattr(qa, "Checker", lambda options: Suspicious("quatre"), raising=False)
    assert main(["--garble", str(tmp_path)]) == 2
    assert "holds no document" in capsys.readouterr().err
