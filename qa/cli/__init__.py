"""The command line: the only place that prints, and that turns an outcome into an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from qa.cli.arguments import parse
from qa.cli.terminal import complain
from qa.errors import QaError

NOT_CHECKED = 2
"""Something that was asked for could not be checked; 0 and 1 are :meth:`qa.records.Report.exit_code`'s."""
OUR_BUG = 3
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line ``argv`` (by default that of the process) and return its exit code.

    Raises:
        SystemExit: after ``--help`` and ``--version``.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    # The matrices are small: a second thread costs more than it brings, and much more on a busy machine.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        arguments = parse(words)
        return int(arguments.run(arguments))
    except QaError as error:
        complain(str(error))
        return NOT_CHECKED
    except KeyboardInterrupt:
        complain("interrupted")
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001  The one place where a bug becomes an exit code.
        return _bug(error, with_traceback="--traceback" in words or bool(os.environ.get("QA_TRACEBACK")))


def _bug(error: Exception, *, with_traceback: bool) -> int:
    if with_traceback:
        import traceback

        traceback.print_exception(error)
    hint = "" if with_traceback else ", with what it shows under --traceback"
    complain(f"this is a bug in qa, please report it{hint}: {type(error).__name__}: {error}")
    return OUR_BUG
