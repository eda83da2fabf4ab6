from qa.report import table
from qa.report.display import width
from tests.newsroom import newsroom
from tests.reports import COMPARED, document, report


def test_a_row_for_each_document():
    heading, *rows = table.documents(newsroom())
    assert heading.split() == ["document", "language", "segments", "quality", "critical", "major", "minor"]
    assert [row.split() for row in rows] == [
        ["articles/ar/orchard.txt", "Arabic", "2", "0.69", "1", "·", "·"],
        ["articles/fr/harbour.md", "French", "7", "0.73", "3", "2", "1"],
        ["articles/fr/weather.txt", "French", "1", "0.98", "·", "·", "·"],
        ["articles/ja/library.txt", "Japanese", "2", "0.71", "1", "·", "·"],
    ]


def test_numbers_stand_beneath_their_heading_beside_wide_names():
    checked = [document("図書館.txt", "ja", [("x", "x", 0.5)]), document("a.txt", "fr", [("y", "", None)])]
    lines = list(table.documents(report(checked)))
    assert len({width(line) for line in lines}) == 1
    assert lines[1].split() == ["a.txt", "French", "1", "–", "·", "·", "·"]


def test_no_name_acts_on_the_terminal():
    lines = list(table.documents(report([document("\x1b[2J.txt", "fr", [])])))
    assert lines[1].startswith("\\x1b[2J.txt  French")


def test_human_translations():
    lines = list(table.human_translation(COMPARED))
    assert [line.split() for line in lines[:3]] == [
        ["document", "human", "translation", "BLEU", "TER"],
        ["a.txt", "human/a.txt", "31.4", "50.0"],
        ["all", "French", "31.4", "50.0"],
    ]
    assert lines[3:] == ["BLEU in French: nrefs:1|tok:13a", "TER in French: nrefs:1"]
