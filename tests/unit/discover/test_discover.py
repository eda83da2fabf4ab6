import os
from pathlib import Path

import pytest

from qa.discover import Discovery, Pairing, discover
from qa.errors import UsageError
from qa.records import Skipped

SUFFIXES = ("", ".txt", ".md")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make(*paths: str) -> None:
    for path in paths:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text("x", encoding="utf-8")


def look(*paths: str, references: str | None = None, source: str | None = None) -> Discovery:
    return discover(paths, suffixes=SUFFIXES, references=references, source=source)


def pairs(found: Discovery) -> list[tuple[str, str, str | None]]:
    assert not found.skipped
    return [(pairing.translation, pairing.source, pairing.language) for pairing in found.pairings]


def test_same_name_below_references() -> None:
    make("seeds/b.txt", "seeds/a.txt", "seeds/sub/c.md", "refs/a.txt", "refs/b.txt", "refs/sub/c.md")
    assert pairs(look("seeds", references="refs")) == [
        ("seeds/a.txt", "refs/a.txt", None),
        ("seeds/b.txt", "refs/b.txt", None),
        ("seeds/sub/c.md", "refs/sub/c.md", None),
    ]


def test_single_file_and_references() -> None:
    make("seeds/sub/a.txt", "refs/sub/a.txt", "refs/a.txt")
    assert pairs(look("seeds/sub/a.txt", references="refs")) == [("seeds/sub/a.txt", "refs/sub/a.txt", None)]
    assert pairs(look(str(Path("seeds/sub/a.txt").absolute()), references="refs"))[0][1] == "refs/sub/a.txt"


def test_tag_in_the_name_below_references() -> None:
    make("out/a.fr.txt", "out/b_de.txt", "out/c-pt-BR.txt", "refs/a.txt", "refs/b_en.txt", "refs/c.txt")
    assert pairs(look("out", references="refs")) == [
        ("out/a.fr.txt", "refs/a.txt", "fr"),
        ("out/b_de.txt", "refs/b_en.txt", "de"),
        ("out/c-pt-BR.txt", "refs/c.txt", "pt"),
    ]


@pytest.mark.parametrize(
    ("translation", "source", "language"),
    [
        ("a.fr.md", "a.en.md", "fr"),
        ("a.fr.md", "a.md", "fr"),
        ("a_zh-Hans.md", "a_en.md", "zh"),
        ("content/fr/a.md", "content/en/a.md", "fr"),
        ("content/ja/deep/a.md", "content/en/deep/a.md", "ja"),
        ("site/x/pt-BR/a.md", "site/x/en-US/a.md", "pt"),
        ("docs/de/a.md", "docs/a.md", "de"),
        ("content/no/a.no.md", "content/en/a.en.md", "nb"),
    ],
)
def test_mirrors_need_no_references(translation: str, source: str, language: str) -> None:
    make(translation, source)
    expected = [(translation, source, language)]
    assert pairs(look(translation)) == expected
    found = look(".")
    assert pairs(found) == expected
    assert found.sources == (source,)


def test_tagged_english_comes_before_the_untagged() -> None:
    make("a.fr.md", "a.en.md", "a.md")
    assert pairs(look("a.fr.md")) == [("a.fr.md", "a.en.md", "fr")]


def test_references_may_be_the_english_half_of_a_mirror() -> None:
    make("content/fr/a.md", "content/en/a.md")
    for asked in ("content", "content/fr", "content/fr/a.md"):
        assert pairs(look(asked, references="content/en")) == [("content/fr/a.md", "content/en/a.md", "fr")]
    assert look("content", references="content/en").sources == ("content/en/a.md",)


def test_english_may_be_the_root_of_the_translations() -> None:
    make("docs/guide/index.md", "docs/index.md", "docs/fr/guide/index.md")
    found = look("docs", references="docs")
    assert pairs(found) == [("docs/fr/guide/index.md", "docs/guide/index.md", "fr")]
    assert found.sources == ("docs/guide/index.md", "docs/index.md")
    assert look("docs/guide/index.md", references="docs").sources == ("docs/guide/index.md",)


def test_folder_called_alike_on_both_sides_is_no_language() -> None:
    make("out/it/a.txt", "refs/it/a.txt")
    assert pairs(look("out", references="refs")) == [("out/it/a.txt", "refs/it/a.txt", None)]


@pytest.mark.parametrize("name", ["sign-in.md", "in/a.md", "fix-it-up.md", "report-de-facto.md", "xx/a.md"])
def test_words_are_no_tags(name: str) -> None:
    make(name)
    assert look(name).skipped == (
        Skipped(
            name,
            "no English source: its path tells no language (fr/, a.fr.md); give --references or --source",
        ),
    )


def test_one_source_for_the_files_given() -> None:
    make("a_fr.txt", "b.txt", "english.txt")
    found = look("a_fr.txt", "b.txt", "english.txt", source="english.txt")
    assert found.pairings == (Pairing("a_fr.txt", "english.txt", "fr"), Pairing("b.txt", "english.txt", None))
    assert found.sources == ("english.txt",)


def test_no_source_names_each_place() -> None:
    make("seeds/fr/a.fr.txt")
    Path("refs").mkdir()
    assert look("seeds", references="refs").skipped == (
        Skipped(
            "seeds/fr/a.fr.txt",
            "no English source; looked for refs/fr/a.fr.txt, refs/fr/a.en.txt, refs/fr/a.txt, "
            "refs/en/a.fr.txt, refs/en/a.en.txt, refs/en/a.txt, refs/a.fr.txt, refs/a.en.txt, refs/a.txt",
        ),
    )
    assert (
        look("seeds/fr/a.fr.txt")
        .skipped[0]
        .reason.startswith("no English source; looked for seeds/fr/a.en.txt")
    )


def test_missing_path_and_unknown_suffix_are_skipped_and_the_rest_goes_on() -> None:
    make("a.fr.md", "a.md", "b.docx")
    found = look("gone.txt", "b.docx", "a.fr.md")
    assert found.skipped == (
        Skipped("b.docx", "no reader for .docx; known are .md, .txt"),
        Skipped("gone.txt", "does not exist"),
    )
    assert found.pairings == (Pairing("a.fr.md", "a.md", "fr"),)


def test_link_to_nothing_is_skipped() -> None:
    Path("seeds").mkdir()
    Path("seeds/a.txt").symlink_to("gone.txt")
    assert look("seeds").skipped == (Skipped("seeds/a.txt", "is a link to nothing"),)


def test_other_files_in_a_folder_are_counted() -> None:
    make("seeds/a.txt", "seeds/b.png", "seeds/Makefile", "refs/a.txt")
    found = look("seeds", references="refs")
    assert (len(pairs(found)), found.ignored) == (1, 2)


def test_file_without_suffix_is_a_document_where_it_is_named() -> None:
    make("seeds/NOTES", "refs/NOTES")
    assert pairs(look("seeds/NOTES", references="refs")) == [("seeds/NOTES", "refs/NOTES", None)]


def test_hidden_entries_are_passed_over_unless_named() -> None:
    make("seeds/.git/a.txt", "seeds/.b.txt", "refs/.b.txt")
    assert look("seeds", references="refs") == Discovery((), (), (), 0)
    assert len(pairs(look("seeds/.b.txt", references="refs"))) == 1


def test_path_given_twice_is_checked_once() -> None:
    make("seeds/a.txt", "refs/a.txt")
    found = look("seeds/a.txt", "./seeds/../seeds/a.txt", "seeds", references="refs")
    assert pairs(found) == [("seeds/a.txt", "refs/a.txt", None)]


def test_link_loop_ends() -> None:
    make("seeds/sub/a.txt", "refs/sub/a.txt")
    Path("seeds/sub/loop").symlink_to(Path("seeds").absolute(), target_is_directory=True)
    assert pairs(look("seeds", references="refs")) == [("seeds/sub/a.txt", "refs/sub/a.txt", None)]


def test_folder_that_cannot_be_listed_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    make("seeds/a.txt", "seeds/shut/b.txt", "refs/a.txt")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = look("seeds", references="refs")
    assert found.skipped == (Skipped("seeds/shut", "cannot list this folder: Permission denied"),)
    assert [pairing.translation for pairing in found.pairings] == ["seeds/a.txt"]


@pytest.mark.parametrize(
    ("references", "source", "message"),
    [
        ("gone", None, "--references gone: there is no such folder"),
        (None, "gone.txt", "--source gone.txt: there is no such file"),
        ("a", "b", "--references and --source exclude each other: give the folder or the one file"),
    ],
)
def test_contradicting_or_missing_options(references: str | None, source: str | None, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        look("x.txt", references=references, source=source)
    assert str(caught.value) == message
