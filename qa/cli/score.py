"""``qa score``: aligned pairs in, a JSON line for each out, in order, while they come."""

from __future__ import annotations

import argparse
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from qa.checker import Checker
from qa.cli.output import Output
from qa.cli.pairs import Line, parser_of
from qa.cli.settings import settings
from qa.cli.terminal import complain
from qa.errors import ReadError
from qa.records import SourcePair
from qa.report import pair, wire

_MOST_COMPLAINTS = 10


def score(arguments: argparse.Namespace) -> int:
    """Score the pairs of a file or of standard input; 2 if a line was no pair."""
    options = settings(arguments).options
    failures = 0
    waiting: deque[Line] = deque()
    with _opened(arguments.pairs) as stream, Output(arguments.output) as output:
        checker = Checker(options)
        lines = _lines(stream, arguments)
        for scored in checker.score(_queued(lines, waiting)):
            failures += _write_failures(waiting, output)
            output.write(pair.render(scored, dict(waiting.popleft().identity)) + "\n")
            if not output.wanted:
                break
        failures += _write_failures(waiting, output)
    if failures:
        name = "standard input" if str(arguments.pairs) == "-" else arguments.pairs
        complain(f"{failures:,} {'line' if failures == 1 else 'lines'} of {name} could not be scored")
    return 2 if failures else 0


def _lines(stream: BinaryIO, arguments: argparse.Namespace) -> Iterator[Line]:
    first = stream.readline()
    parse = parser_of(arguments.input_format, arguments.pairs, first)
    for number, raw in enumerate(chain([first] if first else [], stream), 1):
        yield parse(number, raw)


def _queued(lines: Iterator[Line], waiting: deque[Line]) -> Iterator[SourcePair]:
    """The pairs among ``lines``; ``waiting`` holds all lines, so that what fails is told in its place."""
    for line in lines:
        waiting.append(line)
        if line.pair is not None:
            yield line.pair


def _write_failures(waiting: deque[Line], output: Output) -> int:
    """Write the failures in front of the next pair, and say how many there were."""
    failures = 0
    while waiting and waiting[0].pair is None:
        line = waiting.popleft()
        output.write(wire.encode({**line.identity, "line": line.number, "error": line.problem}) + "\n")
        complain(f"line {line.number}: {line.problem}")
        failures += 1
    return failures


def _opened(path: str) -> AbstractContextManager[BinaryIO]:
    if path == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(path).open("rb")
    except OSError as error:
        raise ReadError(f"{path}: cannot be read: {(error.strerror or str(error)).lower()}") from error
