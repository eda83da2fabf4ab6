import re
from dataclasses import replace

import pytest

from qa.records import Severity, Skipped
from qa.report import to_text
from qa.report.display import width
from tests.newsroom import newsroom
from tests.reports import COMPARED, document, finding, report


def lines(checked, *found, color=False):
    return to_text.render(report([checked], found), color=color).split("\n")


def test_a_finding():
    checked = document(
        "fr/a.txt", "fr", [("One.", "Un.", 0.9), "\n", ("Two black cats.", "Deux chiens noirs.", 0.3)]
    )
    found = finding(checked, "chiens", Severity.CRITICAL, message="cats are not dogs", source="cats")
    assert lines(checked, found) == [
        "fr/a.txt:2:6 critical accuracy/mistranslation cats are not dogs",
        "  fr │ Deux chiens noirs.",
        "     │      ^^^^^^",
        "  en │ Two black cats.",
        "     │           ~~~~",
        "",
        "1 document, 2 segments; findings: 1 critical",
        "",
    ]


def test_without_source_words_the_whole_passage_stands_unmarked():
    checked = document("a.txt", "fr", [("Two cats.", "Deux chiens.", 0.3)])
    assert lines(checked, finding(checked, "chiens"))[3:5] == ["  en │ Two cats.", ""]


def test_an_addition_has_no_source_passage():
    checked = document("a.txt", "fr", [("One.", "Un.", 0.9), " ", ("", "Deux.", None)])
    assert lines(checked, finding(checked, "Deux.", rule="accuracy/addition"))[1:4] == [
        "  fr │ Un. Deux.",
        "     │     ^^^^^",
        "",
    ]


def test_an_omission_is_a_place():
    checked = document("a.txt", "fr", [("One.", "Un.", 0.9), " ", ("Two.", "", None), ("Six.", "Six.", 0.9)])
    found = finding(checked, "", rule="accuracy/omission", source="Two.", before="Six.")
    assert lines(checked, found)[1:5] == ["  fr │ Un. Six.", "     │     ^", "  en │ Two.", ""]


@pytest.mark.parametrize(
    ("text", "words", "marks"),
    [
        ("新しい冷蔵庫です", "冷蔵庫", "      ^^^^^^"),
        ("e\u0301te\u0301 chien", "chien", "    ^^^^^"),
        ("a\tb chien", "chien", "    ^^^^^"),
        ("\x1b[2J chien", "chien", "        ^^^^^"),
        ("un chien\x07", "chien\x07", "   ^^^^^^^^^"),
    ],
)
def test_carets_stand_beneath_the_words(text, words, marks):
    checked = document("a.txt", "ja", [("x", text, 0.3)])
    assert lines(checked, finding(checked, words))[2] == f"     │ {marks}"


def test_right_to_left_words_stand_in_brackets():
    checked = document("a.txt", "ar", [("A dog.", "قطة سوداء هنا", 0.3)])
    found = lines(checked, finding(checked, "سوداء"))
    assert found[1:3] == ["  ar │ قطة ⟦سوداء⟧ هنا", "  en │ A dog."]


def test_a_long_line_is_cut_around_the_words():
    checked = document("a.txt", "fr", [("x", "avant " * 500 + "chien" + " après" * 500, 0.3)])
    _, line, carets, *_ = lines(checked, finding(checked, "chien"))
    assert line.startswith("  fr │ …")
    assert line.endswith("…")
    assert width(line) <= 7 + 100
    assert line[carets.index("^") : carets.rindex("^") + 1] == "chien"


def test_words_over_many_lines_are_cut_too():
    checked = document("a.txt", "fr", [("x", "un\ndeux\n\ntrois\nquatre\ncinq", 0.3)])
    found = lines(checked, finding(checked, "deux\n\ntrois\nquatre\ncinq"))
    assert found[1:7] == [
        "  fr │ deux",
        "     │ ^^^^",
        "  fr │ trois",
        "     │ ^^^^^",
        "     │ …",
        "  en │ x",
    ]


def test_a_carriage_return_belongs_to_no_line():
    checked = document("a.txt", "fr", [("x", "un\r\ndeux", 0.3)])
    assert lines(checked, finding(checked, "un\r\ndeux"))[1:5] == [
        "  fr │ un",
        "     │ ^^",
        "  fr │ deux",
        "     │ ^^^^",
    ]


def test_no_document_drives_the_terminal():
    nasty = "\x1b]0;title\x07\x9b31m\u202e\u2066"
    checked = document(f"{nasty}.txt", "fr", [(nasty, f"{nasty} chien", 0.3)])
    found = finding(checked, "chien", rule=nasty, message=nasty)
    text = to_text.render(report([checked], [found], [Skipped(nasty, nasty)]))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert "\\x1b]0;title\\x07\\x9b31m\\u202e\\u2066" in text


def test_color_changes_nothing_but_color():
    plain = to_text.render(newsroom())
    colored = to_text.render(newsroom(), color=True)
    assert "\x1b" not in plain
    assert "\x1b[1;31mcritical\x1b[0m" in colored
    assert re.sub(r"\x1b\[[\d;]*m", "", colored) == plain


def test_suppressed_findings_are_only_counted():
    text = to_text.render(newsroom())
    assert "accuracy/untranslated" not in text
    assert "suppressed: 1;" in text


def test_skipped_files_and_the_summary_come_last():
    assert to_text.render(newsroom()).splitlines()[-4:] == [
        "articles/fr/notes.txt not checked: no source: looked for articles/en/notes.txt",
        "articles/fr/photo.txt not checked: not UTF-8: byte 0xff at offset 0; save the file as UTF-8",
        "",
        "4 documents, 12 segments; findings: 5 critical, 2 major, 1 minor; "
        "suppressed: 1; not checked: 2 files",
    ]


def test_human_translations_stand_in_front_of_the_summary():
    text = to_text.render(replace(report([]), human_translation=COMPARED))
    assert text.index("human/a.txt") < text.index("0 documents")
    assert "human" not in to_text.render(report([]))


def test_nothing_found():
    checked = document("a.txt", "fr", [("One.", "Un.", 0.9)])
    assert to_text.render(report([checked])) == "1 document, 1 segment; findings: none\n"
