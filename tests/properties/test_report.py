"""What holds for every report, whatever stands in the documents."""

from __future__ import annotations

import json
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from qa.records import Finding, Report, Severity, Skipped, SourcePassage
from qa.report import FORMATS, render
from qa.report.display import visible
from qa.report.page.marks import Mark, pieces
from qa.spans import Span
from tests.page import parse
from tests.reports import document, report
from tests.schema import errors, published

_NASTY = st.sampled_from(
    [
        "<script>x</script>",
        '"><img src=x>',
        "&lt;",
        "\r\n",
        "\u2028",
        "\x1b[31m",
        "\u202e",
        "e\u0301",
        "図",
        "😀",
        "\t",
    ]
)
_WORDS = st.lists(_NASTY | st.text(max_size=6), max_size=4).map("".join)
_SIDE = _WORDS.filter(bool)
_PAIRS = st.one_of(
    st.tuples(_SIDE, _SIDE, st.floats(0, 1)),
    st.tuples(_SIDE, st.just(""), st.none()),
    st.tuples(st.just(""), _SIDE, st.none()),
    st.sampled_from([" ", "\n", "\r\n\r\n", "\n```\n<b>\n```\n"]),
)


def spans(length: int) -> st.SearchStrategy[Span]:
    place = st.integers(0, length)
    return st.tuples(place, place).map(lambda ends: Span(min(ends), max(ends)))


@st.composite
def reports(draw: st.DrawFn) -> Report:
    paths = draw(st.lists(_WORDS, max_size=3, unique=True))
    documents = [
        document(
            path, draw(st.sampled_from(["fr", "ar", "ja"])), draw(st.lists(_PAIRS, max_size=5)), draw(_WORDS)
        )
        for path in paths
    ]
    findings = []
    for checked in documents:
        for span in draw(st.lists(spans(len(checked.text)), max_size=4)):
            source = draw(st.none() | spans(len(checked.source_text)))
            words = source and checked.source_text[source.start : source.end]
            findings.append(
                Finding(
                    checked.path,
                    span,
                    checked.text[span.start : span.end],
                    draw(st.sampled_from(["accuracy/number", "fluency/repetition"]) | _WORDS),
                    draw(st.sampled_from(Severity)),
                    draw(st.floats(0, 1)),
                    draw(_WORDS),
                    None if source is None else SourcePassage(checked.source_path, source, words),
                    draw(st.booleans()),
                )
            )
    return report(
        documents, findings, [Skipped(path, draw(_WORDS)) for path in draw(st.lists(_WORDS, max_size=2))]
    )


def offset(text: str, line: int, column: int) -> int:
    return sum(len(each) + 1 for each in text.split("\n")[: line - 1]) + column - 1


@settings(max_examples=60)
@given(reports())
def test_every_format_is_one_text_that_can_be_written(any_report: Report):
    for format in FORMATS:
        text = render(any_report, format)
        assert text == render(any_report, format)
        assert not text or text.endswith("\n")
        text.encode()


@given(reports())
def test_json_matches_the_schema_and_its_places_agree(any_report: Report):
    tree = json.loads(render(any_report, "json"))
    schema = published()
    assert errors(tree, schema, schema) == []
    texts = {checked.path: checked.text for checked in any_report.documents}
    for wire, found in zip(tree["findings"], any_report.findings, strict=True):
        text = texts[wire["path"]]
        assert text[wire["start"] : wire["end"]] == wire["text"] == found.text
        assert offset(text, wire["line"], wire["column"]) == wire["start"]
        assert offset(text, wire["end_line"], wire["end_column"]) == wire["end"]


@given(reports())
def test_json_lines_are_lines_and_say_the_same(any_report: Report):
    tree = json.loads(render(any_report, "json"))
    *records, last = map(json.loads, render(any_report, "jsonl").splitlines())
    assert [{**each, "type": "finding"} for each in tree["findings"]] + [
        {**each, "type": "skipped"} for each in tree["skipped"]
    ] == records
    assert tree["summary"].items() <= last.items()


@given(reports())
def test_no_text_acts_on_a_terminal(any_report: Report):
    text = render(any_report, "text")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", text)
    assert " segment" in text.splitlines()[-1]


@given(reports())
def test_the_page_holds_the_documents_and_nothing_they_bring(any_report: Report):
    tree = parse(render(any_report, "html"))
    assert len(tree.all("script")) == len(tree.all("style")) == 1
    assert not tree.all("img")
    for number, checked in enumerate(any_report.documents, 1):
        for index, segment in enumerate(checked.segments, 1):
            row = tree.one(id=f"d{number}s{index}")
            for side, text, span in (
                ("source", checked.source_text, segment.source_span),
                ("translation", checked.text, segment.span),
            ):
                shown = row.one("div", kind_=side).text("tip", "absent")
                assert shown == visible(text[span.start : span.end], keep="\t\r\n")
    notes = sorted(int(note.attributes["data-findings"]) for note in tree.all("li", tabindex="-1"))
    assert notes == list(range(1, len(any_report.findings) + 1))


@given(st.data(), st.integers(0, 12), st.integers(0, 12))
def test_pieces_rebuild_the_span_and_cover_each_mark(data: st.DataObject, start: int, length: int):
    span = Span(start, start + length)
    found = Finding("", span, "", "", Severity.MAJOR, 1.0, "", None)
    marks = [Mark(each, number, found) for number, each in enumerate(sorted(data.draw(st.lists(spans(30)))))]
    cut = list(pieces(span, marks))
    assert "".join("x" * len(piece.span) for piece in cut) == "x" * length
    at = span.start
    for piece in cut:
        assert piece.span.start == at
        at = piece.span.end
        for mark in marks:
            if len(mark.span) and len(piece.span):
                assert (
                    (mark in piece.marks) == mark.span.contains(piece.span) == mark.span.overlaps(piece.span)
                )
    points = [mark for piece in cut if not len(piece.span) for mark in piece.marks]
    assert sorted(mark.number for mark in points) == [mark.number for mark in marks if not len(mark.span)]
