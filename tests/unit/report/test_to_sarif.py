import json
from pathlib import Path

from qa.records import Skipped
from qa.report import to_sarif
from tests.newsroom import newsroom
from tests.reports import SIGNATURE, document, finding, report


def run(of=None):
    log = json.loads(to_sarif.render(of or newsroom()))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (only,) = log["runs"]
    return only


def test_columns_are_code_points():
    assert run()["columnKind"] == "unicodeCodePoints"
    checked = document("a.txt", "fr", [("Cats.", "😀 chiens.", 0.3)])
    (result,) = run(report([checked], [finding(checked, "chiens")]))["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]) == (
        1,
        3,
        1,
        9,
    )
    assert region["snippet"] == {"text": "chiens"}


def test_every_result_names_its_rule_twice_alike():
    rules = run()["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({rule["id"] for rule in rules})
    for result in run()["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert rules[0]["shortDescription"] == {"text": "Accuracy: addition"}


def test_severity_is_a_level_and_confidence_a_rank():
    results = run()["results"]
    assert {(r["properties"]["severity"], r["level"]) for r in results} == {
        ("critical", "error"),
        ("major", "warning"),
        ("minor", "note"),
    }
    assert {r["rank"] for r in results} == {87.5}


def test_the_source_words_are_related():
    checked = document("fr.txt", "fr", [("One.", "Un.", 0.9), "\n", ("Two cats.", "Deux chiens.", 0.3)])
    (result,) = run(report([checked], [finding(checked, "chiens", source="cats")]))["results"]
    place = result["relatedLocations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "source.txt"}
    assert (place["region"]["startLine"], place["region"]["startColumn"]) == (2, 5)
    (bare,) = run(report([checked], [finding(checked, "chiens")]))["results"]
    assert "relatedLocations" not in bare


def test_only_the_suppressed_have_a_suppression():
    suppressed = [result for result in run()["results"] if "suppressions" in result]
    assert [r["ruleId"] for r in suppressed] == ["accuracy/untranslated"]
    assert suppressed[0]["suppressions"] == [{"kind": "external"}]


def test_a_skipped_file_is_no_success():
    (invocation,) = run()["invocations"]
    assert invocation["executionSuccessful"] is False
    assert [n["message"]["text"][:9] for n in invocation["toolExecutionNotifications"]] == [
        "no source",
        "not UTF-8",
    ]
    (sound,) = run(report([]))["invocations"]
    assert sound == {"executionSuccessful": True, "toolExecutionNotifications": []}


def test_the_signature_is_kept():
    assert run()["properties"] == {"signature": SIGNATURE}


def test_paths_become_uris(tmp_path: Path):
    absolute = tmp_path / "a b.txt"
    skipped = [Skipped(str(absolute), "x"), Skipped("fr/été 100%.md", "x")]
    notifications = run(report([], skipped=skipped))["invocations"][0]["toolExecutionNotifications"]
    uris = {n["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for n in notifications}
    assert uris == {absolute.as_uri(), "fr/%C3%A9t%C3%A9%20100%25.md"}
