"""``qa explain``: why the passages of a translation were flagged, or were not."""

from __future__ import annotations

import argparse

from qa.checker import Checker
from qa.cli.output import Output
from qa.cli.settings import settings
from qa.errors import UsageError
from qa.report import explanation


def explain(arguments: argparse.Namespace) -> int:
    """Write the evidence for the segments on the lines that were asked for, or for all.

    Raises:
        UsageError: nothing stands on these lines.
    """
    config = settings(arguments)
    references = None if arguments.source else config.references
    with Output(arguments.output) as output:
        found = Checker(config.options).explain_file(
            arguments.file, source=arguments.source, references=references
        )
        text = explanation.render(found, arguments.line or ())
        if not text:
            wanted = ", ".join(map(str, arguments.line))
            raise UsageError(f"{arguments.file}: no passage stands on line {wanted}")
        output.write(text)
    return 0
