"""Where a report goes: standard output, or a file that is there only when it is complete."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from qa.errors import UsageError


class Output:
    """A place to write to; entered before a long run starts, it refuses what cannot work.

    A file is written beside its name and takes its place when the block ends well.  UTF-8 and ``\\n``
    everywhere, so that the same report is the same bytes.
    """

    def __init__(self, path: str | None) -> None:
        self._path = Path(path) if path is not None else None
        self._draft: Path | None = None
        self._stream: TextIO = sys.stdout
        self.wanted = True
        """False once the reader of standard output has gone, as ``head`` does."""

    def __enter__(self) -> Output:
        """Open it.

        Raises:
            UsageError: the file cannot be written.
        """
        if self._path is None:
            if isinstance(sys.stdout, TextIOWrapper):
                sys.stdout.reconfigure(encoding="utf-8", newline="\n")
            return self
        try:
            self._open(self._path.resolve())
        except OSError as error:
            raise self._refusal(error) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Put a complete file into its place; after an exception nothing is left behind.

        Raises:
            UsageError: the disk is full, or the like.
        """
        if self._path is None:
            return
        try:
            self._stream.close()
            if kind is None and self._draft is not None:
                self._draft.replace(self._path.resolve())
        except OSError as error:
            self._remove_draft()
            if kind is None:
                raise self._refusal(error) from error
        if kind is not None:
            self._remove_draft()

    def write(self, text: str) -> None:
        """Write ``text``; it is on its way when this returns.

        Raises:
            UsageError: the disk is full, or the like.
        """
        if not self.wanted:
            return
        try:
            self._stream.write(text)
            self._stream.flush()
        except BrokenPipeError:
            self.wanted = False
            _forget_stdout()
        except OSError as error:
            if self._path is None:
                _forget_stdout()
            raise self._refusal(error) from error

    def _open(self, target: Path) -> None:
        if target.is_dir():
            raise UsageError(f"{self._path}: is a folder; name a file in it")
        if target.exists() and not target.is_file():  # /dev/null and its kind must not be replaced.
            self._stream = target.open("w", encoding="utf-8", newline="\n")
            return
        if target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(None, "permission denied")
        draft = target.with_name(f".{target.name}.{os.getpid()}.part")
        self._stream = draft.open("x", encoding="utf-8", newline="\n")
        self._draft = draft

    def _remove_draft(self) -> None:
        if self._draft is not None:
            with suppress(OSError):
                self._draft.unlink()

    def _refusal(self, error: OSError) -> UsageError:
        name = "standard output" if self._path is None else str(self._path)
        if isinstance(error, FileNotFoundError):
            return UsageError(f"{name}: cannot be written: the folder does not exist")
        return UsageError(f"{name}: cannot be written: {(error.strerror or str(error)).lower()}")


def _forget_stdout() -> None:
    """Let the interpreter's own last flush go nowhere, or it would complain and change the exit code."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
