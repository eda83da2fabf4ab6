import json
from dataclasses import replace

import pytest

from qa.records import CheckedDocument, CheckedSegment, SegmentScore, Severity
from qa.report import to_json
from qa.spans import Span
from tests.newsroom import newsroom
from tests.reports import COMPARED, SIGNATURE, document, finding, report
from tests.schema import errors, published


def test_matches_the_published_schema():
    schema = published()
    assert errors(json.loads(to_json.render(newsroom())), schema, schema) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema_version",), 2),
        (("findings", 0, "severity"), "fatal"),
        (("findings", 0, "line"), 0),
        (("findings", 0, "extra"), 1),
        (("documents", 0, "segments", 0, "quality"), 1.5),
        (("summary", "findings", "minor"), True),
        (("skipped", 0), {"path": "x"}),
    ],
)
def test_the_schema_refuses_what_is_not_promised(path, value):
    tree = json.loads(to_json.render(newsroom()))
    at = tree
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    schema = published()
    assert errors(tree, schema, schema)


def test_counts_leave_the_suppressed_findings_out():
    summary = json.loads(to_json.render(newsroom()))["summary"]
    assert summary == {
        "documents": 4,
        "segments": 12,
        "findings": {"critical": 5, "major": 2, "minor": 1},
        "suppressed": 1,
        "skipped": 2,
    }


def test_a_finding_after_a_line_end_of_two_characters():
    checked = document("a.txt", "fr", [("One.", "Un.", 0.9), "\r\n", ("Two cats.", "Deux chiens.", 0.3)])
    tree = json.loads(to_json.render(report([checked], [finding(checked, "chiens", source="cats")])))
    found = tree["findings"][0]
    assert (found["start"], found["end"]) == (10, 16)
    assert (found["line"], found["column"], found["end_line"], found["end_column"]) == (2, 6, 2, 12)
    assert found["source"] == {"path": "source.txt", "start": 10, "end": 14, "text": "cats"}


def test_a_column_is_a_code_point():
    checked = document("a.txt", "fr", [("A cat.", "😀e\u0301 chien.", 0.3)])
    found = json.loads(to_json.render(report([checked], [finding(checked, "chien")])))["findings"][0]
    assert (found["column"], found["source"]) == (5, None)


def test_only_a_line_feed_ends_a_line():
    checked = document("a.txt", "fr", [("A cat.", "Un\u2028\x85\x0b chien.", 0.3)])
    found = json.loads(to_json.render(report([checked], [finding(checked, "chien")])))["findings"][0]
    assert (found["line"], found["column"]) == (1, 7)


def test_an_absent_side_has_no_score():
    checked = document("a.txt", "fr", [("Only here.", "", None), ("", "Seulement ici.", None)])
    segments = json.loads(to_json.render(report([checked])))["documents"][0]["segments"]
    assert [(s["similarity"], s["quality"]) for s in segments] == [(None, None), (None, None)]
    assert [s["start"] == s["end"] for s in segments] == [True, False]


def test_figures_have_four_decimals():
    segment = CheckedSegment(Span(0, 1), Span(0, 1), SegmentScore(-0.00001, 2 / 3))
    text = to_json.render(report([CheckedDocument("a", "b", "fr", "x", "x", (segment,))]))
    assert '"similarity": 0.0,' in text
    assert '"quality": 0.6667\n' in text


def test_no_quality_that_is_not_a_number():
    segment = CheckedSegment(Span(0, 1), Span(0, 1), SegmentScore(float("nan"), 0.5))
    with pytest.raises(ValueError, match="JSON"):
        to_json.render(report([CheckedDocument("a", "b", "fr", "x", "x", (segment,))]))


def test_text_stays_readable_and_always_encodes():
    checked = document("caf\udce9.txt", "fr", [("A dog.", "Un été \x9b\u2028 chien.", 0.3)])
    found = finding(checked, "été \x9b\u2028 chien", Severity.MINOR)
    text = to_json.render(report([checked], [found]))
    assert '"text": "été \\u009b\\u2028 chien"' in text
    assert json.loads(text.encode())["findings"][0]["path"] == "caf\udce9.txt"


def test_human_translations_are_there_only_if_given():
    schema = published()
    with_human = json.loads(to_json.render(replace(report([]), human_translation=COMPARED)))
    assert errors(with_human, schema, schema) == []
    assert with_human["human_translation"]["documents"][0]["metrics"][1] == {
        "name": "TER",
        "value": 50.0,
        "signature": "nrefs:1",
    }
    assert "human_translation" not in json.loads(to_json.render(report([])))


def test_an_empty_report():
    tree = json.loads(to_json.render(report([])))
    schema = published()
    assert errors(tree, schema, schema) == []
    assert (tree["signature"], tree["documents"], tree["findings"]) == (SIGNATURE, [], [])
