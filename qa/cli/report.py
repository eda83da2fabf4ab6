"""``qa check`` and ``qa report``: documents in, a report out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from qa.baseline import read_baseline, suppress
from qa.checker import Checker
from qa.cli.output import Output
from qa.cli.settings import settings
from qa.cli.terminal import ProgressBar, complain, say, wants_color
from qa.compare import compare
from qa.discover import discover
from qa.errors import UsageError
from qa.read import READERS
from qa.records import CheckedDocument, Report, Skipped
from qa.report import render, table, to_text

_ENDINGS = {
    ".html": "html",
    ".htm": "html",
    ".sarif.json": "sarif",
    ".sarif": "sarif",
    ".json": "json",
    ".jsonl": "jsonl",
}


def check(arguments: argparse.Namespace) -> int:
    """Check files and folders, and write what was found."""
    return _run(arguments, with_table=False)


def report(arguments: argparse.Namespace) -> int:
    """Check a folder, write a report, and show its documents in a table.

    Raises:
        UsageError: there is no such folder.
    """
    folder = arguments.paths[0]
    if not Path(folder).is_dir():
        raise UsageError(f"{folder}: there is no such folder; to check a file, use qa check")
    return _run(arguments, with_table=True)


def _run(arguments: argparse.Namespace, *, with_table: bool) -> int:
    config = settings(arguments)
    source = getattr(arguments, "source", None)
    references = None if source else config.references
    known = read_baseline(config.baseline) if config.baseline else None
    if config.human_translation is not None and not Path(config.human_translation).is_dir():
        raise UsageError(f"--human-translation {config.human_translation}: there is no such folder")
    with Output(arguments.output) as output:
        checker = Checker(config.options)
        with ProgressBar(quiet=arguments.quiet) as progress:
            found = checker.check_files(
                arguments.paths, source=source, references=references, progress=progress
            )
        _refuse_nothing(found, arguments.paths)
        if known is not None:
            found = suppress(found, known)
        if config.human_translation is not None:
            found = _beside_human(found, checker, arguments.paths, config.human_translation)
        format_ = config.format or _format_of(arguments.output)
        output.write(_rendered(found, format_, arguments))
    _tell(found, arguments, with_table=with_table, told=format_ == "text" and arguments.output is None)
    return found.exit_code(config.fail_on)


def _refuse_nothing(found: Report, paths: Sequence[str]) -> None:
    """An empty folder is no success; English sources handed in by a hook, and nothing else, are one."""
    if not found.documents and not found.skipped and any(Path(path).is_dir() for path in paths):
        known = ", ".join(sorted(filter(None, READERS)))
        raise UsageError(f"{', '.join(paths)}: no translation found; looked for {known} files")


def _beside_human(found: Report, checker: Checker, paths: Sequence[str], folder: str) -> Report:
    """``found`` with what sacrebleu says; a document without a human translation is among the skipped."""
    partners = {
        pairing.translation: pairing.source
        for pairing in discover(paths, suffixes=READERS, references=folder).pairings
    }
    pairs: list[tuple[CheckedDocument, CheckedDocument]] = []
    missing: list[Skipped] = []
    for document in found.documents:
        partner = partners.get(document.path)
        if partner is None:
            missing.append(Skipped(document.path, f"no human translation of this name in {folder}"))
            continue
        human = checker.check_files([partner], source=document.source_path)
        missing += human.skipped
        pairs += ((document, checked) for checked in human.documents)
    skipped = sorted((*found.skipped, *missing), key=lambda file: (file.path, file.reason))
    return replace(found, skipped=tuple(skipped), human_translation=compare(pairs))


def _format_of(output: str | None) -> str:
    name = (output or "").lower()
    return next((format_ for ending, format_ in _ENDINGS.items() if name.endswith(ending)), "text")


def _rendered(found: Report, format_: str, arguments: argparse.Namespace) -> str:
    if format_ != "text":
        return render(found, format_)
    to_file = arguments.output is not None and arguments.color == "auto"
    return to_text.render(found, color=not to_file and wants_color(arguments.color, sys.stdout))


def _tell(found: Report, arguments: argparse.Namespace, *, with_table: bool, told: bool) -> None:
    """What a person wants to know besides the report; ``told`` if the report is text in front of him."""
    if not told:
        for file in found.skipped:
            complain(f"{file.path}: not checked: {file.reason}")
    if arguments.quiet:
        return
    lines: list[str] = []
    if with_table and found.documents:
        lines += ["", *table.documents(found)]
    if found.human_translation is not None and not told:
        lines += ["", *table.human_translation(found.human_translation)]
    if arguments.output is not None:
        lines += [to_text.summary(found), f"report: {arguments.output}"]
    say("".join(f"{line}\n" for line in lines))
