"""Messages to people: on standard error, so that standard output carries the report only."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import suppress
from typing import TextIO

_CLEAR = "\r\x1b[K"
_CELLS = 20


def complain(message: str) -> None:
    """Write ``message`` to standard error, each line after the name of the program."""
    say("\n".join(f"qa: {line}" for line in message.splitlines()) + "\n")


def say(text: str) -> None:
    """Write ``text`` to standard error; control characters, as a file name may have them, become visible."""
    from qa.report.display import visible

    # Where nobody reads the messages any more, the run still has a result.
    with suppress(OSError):
        sys.stderr.write(visible(text, keep="\n"))
        sys.stderr.flush()


def wants_color(choice: str, stream: TextIO) -> bool:
    """Whether to colour what goes to ``stream``: ``always``, ``never``, or ``auto``.

    ``auto`` follows NO_COLOR (https://no-color.org), then FORCE_COLOR, then whether it is a terminal.
    """
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (stream.isatty() and os.environ.get("TERM") != "dumb")


class ProgressBar:
    """One line on standard error that says how far a run is, gone when the run is over.

    Calling it is :data:`qa.pipeline.Progress`; it is silent unless standard error is a terminal.
    """

    def __init__(self, *, quiet: bool) -> None:
        self._shown = not quiet and sys.stderr.isatty()

    def __call__(self, done: int, total: int, path: str) -> None:
        """Show that ``done`` of ``total`` documents are checked and ``path`` is next."""
        if not self._shown or total < 2:
            return
        from qa.report.display import one_line

        filled = done * _CELLS // total
        line = f"{'█' * filled}{'░' * (_CELLS - filled)} {done}/{total} {one_line(path)}"
        self._write(_CLEAR + line[: shutil.get_terminal_size().columns - 1])

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            self._write(_CLEAR)

    @staticmethod
    def _write(text: str) -> None:
        with suppress(OSError):
            sys.stderr.write(text)
            sys.stderr.flush()
