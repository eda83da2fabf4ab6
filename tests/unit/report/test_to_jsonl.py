import json

from qa.report import to_json, to_jsonl
from tests.newsroom import newsroom
from tests.reports import document, finding, report


def test_says_what_the_json_says():
    whole = json.loads(to_json.render(newsroom()))
    records = [json.loads(line) for line in to_jsonl.render(newsroom()).splitlines()]
    kinds = [record.pop("type") for record in records]
    assert kinds == ["finding"] * 9 + ["skipped"] * 2 + ["summary"]
    assert records[:9] == whole["findings"]
    assert records[9:11] == whole["skipped"]
    assert records[11] == whole["summary"] | {
        "schema_version": whole["schema_version"],
        "signature": whole["signature"],
    }


def test_an_empty_report_is_its_summary():
    (line,) = to_jsonl.render(report([])).splitlines()
    assert json.loads(line)["type"] == "summary"


def test_a_line_is_a_line_for_every_reader():
    checked = document("a\x85b.txt", "fr", [("A cat.", "Un\n\u2028\x0b\x1c chien.", 0.3)])
    text = to_jsonl.render(report([checked], [finding(checked, "Un\n\u2028\x0b\x1c chien")]))
    assert len(text.splitlines()) == 2
    assert json.loads(text.splitlines()[0])["text"] == "Un\n\u2028\x0b\x1c chien"
