import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.quality import garble
from qa.languages import LANGUAGES
from qa.records import Severity
from qa.spans import Span
from training.damage import Damaged, MarkedSpan

GARBLE_DEV = Path(garble.__file__).parent / "garble-dev"


def test_marks_become_spans_in_the_text_that_a_reader_sees() -> None:
    damaged = garble.read_marked("Un ⟦sense|critical|four⟧ bleu⟦omission|major|⟧.\n⟦name|minor|Ptere⟧ dort.")
    assert damaged == Damaged(
        "Un four bleu.\nPtere dort.",
        (
            MarkedSpan(Span(3, 7), "sense", Severity.CRITICAL),
            MarkedSpan(Span(12, 12), "omission", Severity.MAJOR),
            MarkedSpan(Span(14, 19), "name", Severity.MINOR),
        ),
    )


@pytest.mark.parametrize(
    "text", ["a ⟦sense|grave|b⟧", "a ⟦sense|minor|b", "b⟧", "⟦sense|minor|⟦name|minor|a⟧⟧"]
)
def test_a_malformed_mark_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="malformed mark"):
        garble.read_marked(text)


plain = st.text(st.characters(exclude_characters="⟦⟧", exclude_categories=["Cs"]), max_size=12)


@given(
    st.lists(st.tuples(plain, plain, st.sampled_from(["sense", "name"]), st.sampled_from(Severity))), plain
)
def test_writing_and_reading_marks_are_inverse(
    pieces: list[tuple[str, str, str, Severity]], tail: str
) -> None:
    marked = (
        "".join(f"{kept}⟦{category}|{severity}|{text}⟧" for kept, text, category, severity in pieces) + tail
    )
    damaged = garble.read_marked(marked)
    assert damaged.text == "".join(kept + text for kept, text, _, _ in pieces) + tail
    assert garble.write_marked(damaged) == marked


def test_a_set_is_read_by_name(tmp_path: Path) -> None:
    write_document(tmp_path / "fr_02_b", garbled="Le ⟦sense|minor|four⟧.\r\n")
    write_document(tmp_path / "fr_01_a", garbled="Le four.\n")
    documents = garble.load(tmp_path)
    assert [document.name for document in documents] == ["fr_01_a", "fr_02_b"]
    assert documents[1].garbled.text == "Le four.\r\n"
    assert documents[1].language == "fr"


@pytest.mark.parametrize("missing", ["clean.fr.txt", "garbled.fr.txt"])
def test_an_incomplete_document_is_an_error(tmp_path: Path, missing: str) -> None:
    write_document(tmp_path / "fr_01_a", garbled="Le four.\n")
    (tmp_path / "fr_01_a" / missing).unlink()
    with pytest.raises(ValueError, match=missing):
        garble.load(tmp_path)


def test_an_empty_set_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no document"):
        garble.load(tmp_path)


def test_the_name_tells_the_language(tmp_path: Path) -> None:
    write_document(tmp_path / "xx_01_a", garbled="Le four.\n")
    with pytest.raises(ValueError, match="language code"):
        garble.load(tmp_path)


def test_the_development_set_is_intact_outside_its_marks() -> None:
    for document in garble.load(GARBLE_DEV):
        kept, read = [], 0
        for mark in document.garbled.spans:
            kept.append(re.escape(document.garbled.text[read : mark.span.start]))
            read = mark.span.end
        kept.append(re.escape(document.garbled.text[read:]))
        assert re.fullmatch(".*?".join(kept), document.clean, re.DOTALL), document.name
        assert document.language in LANGUAGES
        assert document.clean.count("\n") == document.garbled.text.count("\n") == document.source.count("\n")


def write_document(folder: Path, *, garbled: str) -> None:
    folder.mkdir()
    (folder / "source.en.txt").write_text("The oven.\n", encoding="utf-8")
    (folder / "clean.fr.txt").write_text("Le four.\n", encoding="utf-8")
    (folder / "garbled.fr.txt").write_bytes(garbled.encode("utf-8"))
