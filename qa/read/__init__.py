"""Bytes to a document: one reader per file format, chosen by suffix."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from pathlib import Path

from qa.errors import ReadError
from qa.read import markdown, plain
from qa.records import Document
from qa.spans import Span

Reader = Callable[[str], tuple[str, tuple[Span, ...]]]
"""A text to its prose (same length, all else blanked) and its blocks (ascending, disjoint)."""

READERS: dict[str, Reader] = {
    ".txt": plain.read,
    ".text": plain.read,
    "": plain.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
}

# Longer marks first: that of UTF-32 little-endian begins with that of UTF-16.
_FOREIGN_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


def read(path: Path | str, language: str, name: str | None = None) -> Document:
    """Read the file at ``path``; ``name`` is what reports call it, by default the path as given.

    A file without prose is a document without blocks.

    Raises:
        ReadError: missing, unreadable, of no known format, binary or not UTF-8; the message names the byte.
    """
    path = Path(path)
    shown = path.as_posix() if name is None else name
    reader_of(path.suffix, shown)
    return from_text(_decode(_load(path, shown), shown), shown, language, path.suffix)


def from_text(text: str, path: str = "", language: str = "", suffix: str = ".txt") -> Document:
    """Make a document of a text in memory, read as a file with ``suffix`` would be.

    Raises:
        ReadError: there is no reader for ``suffix``.
    """
    prose, blocks = reader_of(suffix, path)(text)
    return Document(path, language, text, prose, blocks)


def reader_of(suffix: str, name: str) -> Reader:
    """The reader for ``suffix``, in any case.

    Raises:
        ReadError: there is none; the message lists those there are.
    """
    try:
        return READERS[suffix.lower()]
    except KeyError:
        known = ", ".join(sorted(filter(None, READERS)))
        raise ReadError(
            f"{name}: cannot read {suffix} files; known are {known} and files without a suffix"
        ) from None


def _load(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ReadError(f"{name}: does not exist") from None
    except IsADirectoryError:
        raise ReadError(f"{name}: is a folder, not a file") from None
    except PermissionError:
        # Windows says so of a folder, too.
        reason = (
            "is a folder, not a file"
            if path.is_dir()
            else "permission denied; make it readable for this user"
        )
        raise ReadError(f"{name}: {reason}") from None
    except OSError as error:
        raise ReadError(f"{name}: cannot be read: {error.strerror or error}") from error


def _decode(data: bytes, name: str) -> str:
    for mark, encoding in _FOREIGN_MARKS:
        if data.startswith(mark):
            raise ReadError(f"{name}: is {encoding} by its byte-order mark (byte 0); convert it to UTF-8")
    if (at := data.find(b"\0")) != -1:
        raise ReadError(f"{name}: is binary: byte {at} is NUL; only text in UTF-8 can be checked")
    start = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    try:
        return data[start:].decode("utf-8")
    except UnicodeDecodeError as error:
        at = start + error.start
        line = data.count(b"\n", 0, at) + 1
        raise ReadError(
            f"{name}: is not UTF-8: byte {at} (line {line}) is 0x{data[at]:02X}; convert it to UTF-8"
        ) from None
