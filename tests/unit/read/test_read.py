from pathlib import Path

import pytest

from qa.errors import ReadError
from qa.read import READERS, from_text, read
from qa.spans import Span


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_text_is_the_file_as_it_stands(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "Été.\r\n\r\n漢字。\n".encode())
    document = read(path, "fr", "shown.txt")
    assert document.text == "Été.\r\n\r\n漢字。\n"
    assert (document.path, document.language) == ("shown.txt", "fr")
    assert document.blocks == (Span(0, 4), Span(8, 11))


def test_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", b"\xef\xbb\xbfOne.\n")
    assert read(path, "en").text == "One.\n"


def test_path_as_given_is_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a.txt", b"x")
    monkeypatch.chdir(tmp_path)
    assert read("a.txt", "en").path == "a.txt"


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_empty_file_has_no_blocks(tmp_path: Path, suffix: str) -> None:
    document = read(write(tmp_path, f"a{suffix}", b""), "en")
    assert (document.text, document.prose, document.blocks) == ("", "", ())


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"caf\xe9\n", "a.txt: is not UTF-8: byte 3 (line 1) is 0xE9; convert it to UTF-8"),
        (b"\xef\xbb\xbfone\ntwo\xff", "a.txt: is not UTF-8: byte 10 (line 2) is 0xFF; convert it to UTF-8"),
        (b"cut \xe2\x82", "a.txt: is not UTF-8: byte 4 (line 1) is 0xE2; convert it to UTF-8"),
        ("é".encode("utf-16"), "a.txt: is UTF-16 by its byte-order mark (byte 0); convert it to UTF-8"),
        (
            b"\xfe\xff" + "é".encode("utf-16-be"),
            "a.txt: is UTF-16 by its byte-order mark (byte 0); convert it to UTF-8",
        ),
        ("é".encode("utf-32"), "a.txt: is UTF-32 by its byte-order mark (byte 0); convert it to UTF-8"),
        (b"PK\x03\x04\x00\x00", "a.txt: is binary: byte 4 is NUL; only text in UTF-8 can be checked"),
    ],
)
def test_what_is_no_utf8_names_the_byte(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(write(tmp_path, "a.txt", data), "en", "a.txt")
    assert str(caught.value) == message


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"^gone\.txt: does not exist$"):
        read(tmp_path / "gone.txt", "en", "gone.txt")
    (tmp_path / "folder").mkdir()
    with pytest.raises(ReadError, match=r"^folder: is a folder, not a file$"):
        read(tmp_path / "folder", "en", "folder")


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (
            PermissionError(13, "Permission denied"),
            "a.txt: permission denied; make it readable for this user",
        ),
        (OSError(5, "Input/output error"), "a.txt: cannot be read: Input/output error"),
    ],
)
def test_unreadable_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, message: str
) -> None:
    def refuse(path: Path) -> bytes:
        raise error

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ReadError) as caught:
        read(write_nothing(tmp_path), "en", "a.txt")
    assert str(caught.value) == message


def write_nothing(folder: Path) -> Path:
    path = folder / "a.txt"
    path.touch()
    return path


def test_unknown_suffix_lists_the_known(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read(tmp_path / "a.docx", "en", "a.docx")
    assert str(caught.value) == (
        "a.docx: cannot read .docx files; known are .markdown, .md, .text, .txt and files without a suffix"
    )


def test_suffix_in_capitals_is_known(tmp_path: Path) -> None:
    assert read(write(tmp_path, "A.MD", b"# One"), "en").prose == "  One"


def test_text_in_memory() -> None:
    document = from_text("*One* two.", "p", "en", ".md")
    assert (document.path, document.language, document.prose) == ("p", "en", " One  two.")
    assert from_text("*One* two.").prose == "*One* two."
