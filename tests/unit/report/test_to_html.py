import base64
import hashlib
import re
from dataclasses import replace

import pytest

from qa.records import ComparedDocument, HumanTranslation, LanguageMetrics, Metric, Severity, Skipped
from qa.report import to_html
from tests.newsroom import newsroom
from tests.page import parse
from tests.reports import document, finding, report

NASTY = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onfocus='alert(1)",
    "</style></script><!-- ]]> &amp; &lt;",
    "</bdi></details></body>",
]


def page(*arguments):
    return parse(to_html.render(report(*arguments)))


@pytest.mark.parametrize("nasty", NASTY)
def test_everything_from_outside_is_text(nasty):
    checked = document(nasty, nasty, [(f"{nasty} cat", f"{nasty} dog", 0.3)], nasty)
    found = finding(checked, f"{nasty} dog", rule=nasty, message=nasty, source=f"{nasty} cat")
    whole = report([checked], [found], [Skipped(nasty, nasty)])
    tree = parse(to_html.render(whole))
    ours = {element.tag for element in parse(to_html.render(newsroom())).all()}
    assert {element.tag for element in tree.all()} <= ours
    assert not [name for element in tree.all() for name in element.attributes if name.startswith("on")]
    assert len(tree.all("script")) == len(tree.all("style")) == 1
    assert tree.one("summary").one("h2").text() == nasty
    assert tree.one(kind_="against").text() == f"Source: {nasty}"
    assert tree.one(kind_="translation").text("tip") == f"{nasty} dog"
    assert tree.one(kind_="source").text() == f"{nasty} cat"
    assert tree.one(kind_="tip").text() == f"major {nasty}{nasty}"
    assert tree.one("li", id="f1").attributes["data-rule"] == nasty
    assert tree.one("section", kind_="skipped").one("li").text() == f"{nasty} {nasty}"


def test_what_acts_is_shown():
    checked = document("a\u202e.txt", "fr", [("x", "un \x00\x1b\u202e\u2066 chien", 0.3)])
    html = to_html.render(report([checked], [finding(checked, "chien")]))
    assert "un \\x00\\x1b\\u202e\\u2066 <mark" in html
    assert not re.search(r"[\x00\x1b\u202e\u2066]", html)


def test_the_policy_allows_only_what_the_page_holds():
    tree = page([])
    policy = tree.one("meta", http_equiv="Content-Security-Policy").attributes["content"]
    for tag in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(tree.one(tag).text().encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


def test_nothing_points_outside():
    tree = parse(to_html.render(newsroom()))
    assert not [e for e in tree.all() if "src" in e.attributes or "style" in e.attributes]
    identities = {e.attributes.get("id") for e in tree.all()}
    targets = [e.attributes["href"] for e in tree.all() if "href" in e.attributes]
    assert targets
    assert {target[1:] for target in targets} <= identities
    assert "url(" not in tree.one("style").text()
    assert "@import" not in tree.one("style").text()


def test_each_finding_has_one_note_and_one_way_to_reach_it():
    tree = parse(to_html.render(newsroom()))
    notes = [note for notes in tree.all("ul", kind_="notes") for note in notes.all("li")]
    assert [note.attributes["id"] for note in notes] == [f"f{number}" for number in range(1, 10)]
    described = " ".join(mark.attributes["aria-describedby"] for mark in tree.all("mark", tabindex="0"))
    assert described.split() == [f"f{number}" for number in range(1, 10)]


def test_the_words_of_both_sides_belong_together():
    checked = document("a.txt", "fr", [("Two cats.", "Deux chiens.", 0.3)])
    tree = page([checked], [finding(checked, "chiens", source="cats")])
    assert tree.one("mark", data_findings="1").text("tip") == "chiens"
    assert tree.one("span", kind_="words", data_findings="1").text() == "cats"


def test_languages_and_their_direction():
    tree = parse(to_html.render(newsroom()))
    sides = {
        (side.attributes["lang"], side.attributes["dir"])
        for side in tree.all("div", kind_="translation") + tree.all("div", kind_="source")
    }
    assert sides == {("ar", "rtl"), ("fr", "ltr"), ("ja", "ltr"), ("en", "ltr")}


def test_a_document_with_findings_is_open_and_a_clean_one_closed():
    tree = parse(to_html.render(newsroom()))
    opened = {d.one("h2").text(): "open" in d.attributes for d in tree.all("details")}
    assert opened == {
        "articles/ar/orchard.txt": True,
        "articles/fr/harbour.md": True,
        "articles/fr/weather.txt": False,
        "articles/ja/library.txt": True,
    }


def test_a_suppressed_finding_opens_and_counts_nothing():
    checked = document("a.txt", "fr", [("One.", "Une.", 0.9)])
    tree = page([checked], [finding(checked, "Une", suppressed=True)])
    assert "open" not in tree.one("details").attributes
    assert tree.one("summary").one(kind_="badges").text() == "no findings"
    assert tree.one("mark").attributes["data-kind"] == "suppressed"
    assert "suppressed" in tree.one("li", id="f1").text()


def test_an_absent_side_says_so():
    checked = document("a.txt", "fr", [("One.", "", None), ("", "Deux.", None)])
    found = finding(checked, "", rule="accuracy/omission", source="One.", before="Deux.")
    first, second = page([checked], [found]).all("div", kind_="row")
    assert first.one(kind_="translation").one("mark").text("tip") == "not translated"
    assert second.one(kind_="source").text() == "not in the source"


def test_what_is_not_prose_is_shown_between_the_segments():
    between = parse(to_html.render(newsroom())).all("div", kind_="between")
    assert [row.one(kind_="translation").text() for row in between] == [
        "---\ndate: 2024-03-01\n---",
        "```sh\nferry --status\n```",
    ]


def test_paragraphs_are_kept_apart():
    checked = document(
        "a.txt", "fr", ["\n", ("A.", "A.", 0.9), " ", ("B.", "B.", 0.9), "\n\n", ("C.", "C.", 0.9), "\n"]
    )
    rows = page([checked]).one("details").all("div")
    assert [next(iter(row.classes)) for row in rows if row.classes & {"sound", "break"}].count("break") == 1


def test_a_finding_over_two_segments_is_marked_in_both():
    checked = document("a.txt", "fr", [("A b.", "A b.", 0.9), " ", ("C d.", "C d.", 0.9)])
    tree = page([checked], [finding(checked, "b. C")])
    assert [mark.text("tip") for mark in tree.all("mark")] == ["b.", "C"]
    assert len(tree.all("li", id="f1")) == 1


def test_a_document_without_segments_still_has_its_findings():
    checked = document("a.txt", "fr", ["Un chien."])
    tree = page([checked], [finding(checked, "chien")])
    assert tree.one("mark").text("tip") == "chien"
    assert tree.one("li", id="f1")


def test_the_table_counts_each_document():
    tree = parse(to_html.render(newsroom()))
    rows = [[cell.text() for cell in row.all("td")] for row in tree.one("tbody").all("tr")]
    assert rows[1] == ["French", "3", "2", "1", "0.73", ""]
    assert [len(strip.all("a")) for strip in tree.all("div", kind_="strip")] == [2, 7, 1, 2]


def test_the_strip_says_what_was_found_where():
    checked = document(
        "a.txt", "fr", [("A.", "A.", 0.95), ("B.", "B.", 0.31), ("C.", "C.", 1.0), ("", "D.", None)]
    )
    found = [finding(checked, "B", Severity.MINOR), finding(checked, "B.", Severity.CRITICAL)]
    bars = page([checked], found).one("div", kind_="strip").all("a")
    assert [bar.attributes["class"] for bar in bars] == ["q9", "q3 critical", "q9", "qx"]
    assert [bar.attributes["href"] for bar in bars] == ["#d1s1", "#d1s2", "#d1s3", "#d1s4"]


def test_human_translations_have_their_table():
    nasty = ComparedDocument("<b>.txt", "<i>.txt", (Metric("<u>", 31.4159, "<s>"),))
    compared = HumanTranslation((nasty,), (LanguageMetrics("fr", nasty.metrics),))
    tree = parse(to_html.render(replace(report([]), human_translation=compared)))
    section = tree.one("section", aria_labelledby="human")
    assert [
        [cell.text() for cell in row.all("th") + row.all("td")] for row in section.one("tbody").all("tr")
    ] == [
        ["<b>.txt", "<i>.txt", "31.4"],
        ["all French", "", "31.4"],
    ]
    assert section.one("p").text() == "French: <u> <s>"


def test_an_empty_report_has_no_filters():
    tree = page([])
    assert not tree.all(id="controls")
    assert "0 documents" in tree.one("header").text()


def test_a_page_of_five_hundred_segments_is_light():
    rows = [
        ("The council approved the new tram line after a long debate on Monday.", "Le conseil. " * 7, 0.9)
    ] * 100
    checked = [document(f"{name}.txt", "fr", rows) for name in "abcde"]
    assert len(to_html.render(report(checked)).encode()) < 300_000
