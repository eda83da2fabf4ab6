from qa.records import Severity, Skipped
from qa.report import to_github
from tests.newsroom import newsroom
from tests.reports import document, finding, report


def test_one_command_for_each_finding_and_each_skipped_file():
    lines = to_github.render(newsroom()).splitlines()
    assert [line.split(" ")[0] for line in lines].count("::error") == 5 + 2
    assert [line.split(" ")[0] for line in lines].count("::warning") == 2
    assert [line.split(" ")[0] for line in lines].count("::notice") == 1
    assert "untranslated" not in "".join(lines)


def test_nothing_ends_a_command_early():
    checked = document("a,b:c%.txt", "fr", [("Cats.", "Chiens.", 0.3)])
    found = finding(checked, "Chiens", Severity.MAJOR, message="100%\r\n::error::no")
    (line,) = to_github.render(report([checked], [found], [])).splitlines()
    assert line == (
        "::warning file=a%2Cb%3Ac%25.txt,line=1,endLine=1,col=1,endColumn=7,"
        "title=major accuracy/mistranslation::100%25%0D%0A::error::no"
    )


def test_a_skipped_file():
    line = to_github.render(report([], skipped=[Skipped("a.txt", "no source")]))
    assert line == "::error file=a.txt,title=not checked::no source\n"
