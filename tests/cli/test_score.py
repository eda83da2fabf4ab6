from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from qa.cli.pairs import LONGEST, parser_of
from qa.records import SourcePair
from tests.cli.conftest import Run, put

PAIRS = (
    ("The roof was damaged by a storm.", "Le toit a été endommagé par une tempête."),
    ("The roof was damaged by a storm.", "Le fromage was damaged by la grenouille du ministre."),
    ("The first trains stop there in September.", "Les premiers trains s'y arrêtent en septembre."),
)
TSV = "".join(f"{source}\t{translation}\n" for source, translation in PAIRS)


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_line_for_each_pair_in_order(desk: Path, qa: Run) -> None:
    put(desk / "pairs.tsv", TSV)
    outcome = qa("score", "pairs.tsv", "--language", "fr")
    assert (outcome.code, outcome.err) == (0, "")
    sound, garbled, other = lines(outcome.out)
    assert min(sound["quality"], other["quality"]) > garbled["quality"]
    assert -1 <= garbled["similarity"] <= 1
    assert not sound["spans"]
    span = garbled["spans"][0]
    assert PAIRS[1][1][span["start"] : span["end"]] == span["text"]


def test_json_lines_keep_their_id(desk: Path, qa: Run) -> None:
    rows = [
        {"id": number, "source": source, "translation": translation, "language": "fr", "other": 1}
        for number, (source, translation) in enumerate(PAIRS)
    ]
    put(desk / "pairs.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    found = lines(qa("score", "pairs.jsonl").out)
    assert [row["id"] for row in found] == [0, 1, 2]
    put(desk / "pairs.tsv", TSV)
    plain = lines(qa("score", "pairs.tsv", "--language", "fr").out)
    assert [{key: row[key] for key in row if key != "id"} for row in found] == plain


def test_standard_input(desk: Path, qa: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(TSV.encode())))
    assert len(lines(qa("score", "-", "--language", "fr").out)) == len(PAIRS)


def test_a_bad_line_is_told_in_its_place_and_the_rest_goes_on(desk: Path, qa: Run) -> None:
    good = TSV.encode().splitlines(keepends=True)
    put(desk / "pairs.tsv", b"no tab\n" + good[0] + b"\n\xff\t\xff\n" + good[2] + b"a\tb\tc")
    outcome = qa("score", "pairs.tsv", "--language", "fr")
    assert outcome.code == 2
    assert [row.get("error", "scored") for row in lines(outcome.out)] == [
        "expected source<TAB>translation, found 0 tabs",
        "scored",
        "empty line",
        "not UTF-8: byte 0 is 0xFF",
        "scored",
        "expected source<TAB>translation, found 2 tabs",
    ]
    assert [row["line"] for row in lines(outcome.out) if "error" in row] == [1, 3, 4, 6]
    assert outcome.err.splitlines() == [
        "qa: line 1: expected source<TAB>translation, found 0 tabs",
        "qa: line 3: empty line",
        "qa: line 4: not UTF-8: byte 0 is 0xFF",
        "qa: line 6: expected source<TAB>translation, found 2 tabs",
        "qa: 4 lines of pairs.tsv could not be scored",
    ]


def test_an_empty_file_has_no_lines(desk: Path, qa: Run) -> None:
    put(desk / "pairs.tsv", "")
    outcome = qa("score", "pairs.tsv")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")


def test_a_missing_file(desk: Path, qa: Run) -> None:
    outcome = qa("score", "pairs.tsv")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "qa: pairs.tsv: cannot be read: no such file or directory\n"


def test_lines_are_written_to_a_file_too(desk: Path, qa: Run) -> None:
    put(desk / "pairs.tsv", TSV)
    outcome = qa("score", "pairs.tsv", "--language", "fr", "-o", "out.jsonl")
    assert (outcome.code, outcome.out) == (0, "")
    assert len(lines((desk / "out.jsonl").read_text("utf-8"))) == len(PAIRS)


@pytest.mark.parametrize(
    ("format_", "name", "first"),
    [
        ("jsonl", "a.tsv", b"a\tb"),
        (None, "a.jsonl", b"a\tb"),
        (None, "a.ndjson", b""),
        (None, "-", b'{"source": "a"}'),
        (None, "-", b'\xef\xbb\xbf {"source": "a"}'),
    ],
)
def test_json_lines_are_told_from_tsv(format_: str | None, name: str, first: bytes) -> None:
    assert parser_of(format_, name, first)(1, b"a\tb").problem.startswith("not JSON")


@pytest.mark.parametrize(
    ("format_", "name", "first"), [("tsv", "a.jsonl", b"{"), (None, "a.tsv", b"{"), (None, "-", b"a\tb")]
)
def test_tsv_is_told_from_json_lines(format_: str | None, name: str, first: bytes) -> None:
    assert parser_of(format_, name, first)(1, b"\xef\xbb\xbfa\tb\r\n").pair == SourcePair("a", "b")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("[1]", "not a JSON object"),
        ("{", "not JSON: Expecting property name"),
        ("[" * 100_000, "not JSON: "),
        ('{"source": "a"}', "translation is missing"),
        ('{"source": 1, "translation": "b"}', "source is not a text"),
        ('{"source": "a", "translation": "b", "language": "xx"}', "there is no language 'xx'"),
        ('{"source": "a", "translation": "b", "language": 3}', "must be a text, not 3"),
        ('{"source": "a", "translation": "b", "id": NaN}', "not JSON: NaN is no number of JSON"),
        ('{"source": "a", "translation": "\\ud800"}', "the translation has half a character"),
        (json.dumps({"source": "a" * (LONGEST + 1), "translation": ""}), "the source has 5,001 characters"),
    ],
)
def test_what_is_wrong_with_a_line_of_json(line: str, problem: str) -> None:
    parsed = parser_of("jsonl", "-", b"")(1, line.encode())
    assert parsed.pair is None
    assert parsed.problem.startswith(problem)
