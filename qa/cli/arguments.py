"""What can stand on the command line."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NoReturn

from qa.errors import UsageError, did_you_mean
from qa.version import VERSION

_EXIT_CODES = """\
exit codes:
  0    everything was checked and nothing reached --fail-on
  1    findings
  2    something could not be checked: the message says what and why
  3    a bug in qa
  130  interrupted
"""

_QUICK, _CAREFUL = "fast", "balanced"
"""The usual effort: a gate must be instant, and who asks for a page to read can wait for it."""


class _Parser(argparse.ArgumentParser):
    """A parser whose errors end where all others do."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}\nsee {self.prog} --help")


if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[_Parser]


def parse(words: Sequence[str]) -> argparse.Namespace:
    """The arguments of a command line; ``run`` is the command to call with them.

    Raises:
        UsageError: it makes no sense; the message says what was probably meant.
        SystemExit: after ``--help`` and ``--version``.
    """
    parser, commands = _parser()
    if words and not words[0].startswith("-") and words[0] not in commands:
        hint = did_you_mean(words[0], commands) or f"; known are {', '.join(commands)}"
        raise UsageError(f"there is no command {words[0]!r}{hint}")
    arguments, unknown = parser.parse_known_args(words)
    if unknown:
        command = commands[arguments.command]
        name = unknown[0].partition("=")[0]
        known = re.findall(r"--[a-z-]+", command.format_usage())
        what = "has no option" if name.startswith("-") else "does not know what to do with"
        raise UsageError(
            f"{command.prog} {what} {name}" + (did_you_mean(name, known) or f"; see {command.prog} --help")
        )
    return arguments


def _parser() -> tuple[_Parser, dict[str, _Parser]]:
    parser = _Parser(
        prog="qa",
        description="Find garbled passages in translations by comparing them with their English sources.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--version", action="version", version=f"qa {VERSION}", help="show the version and exit"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)
    for add in (_add_check, _add_report, _add_score, _add_explain, _add_rules):
        add(commands)
    return parser, dict(commands.choices)


def _add_check(commands: _Commands) -> None:
    parser = _command(commands, "check", "check translations: the gate for a commit or a build", _check)
    parser.add_argument("paths", nargs="+", metavar="FILE", help="a translation, or a folder of them")
    where = parser.add_mutually_exclusive_group()
    _add_references(where)
    where.add_argument("--source", metavar="FILE", help="the English source of all the translations")
    _add_reporting(parser)
    _add_shared(parser, _QUICK)


def _add_report(commands: _Commands) -> None:
    parser = _command(commands, "report", "check a folder and write a report to read", _report)
    parser.add_argument("paths", nargs=1, metavar="FOLDER", help="a folder of translations")
    _add_references(parser)
    _add_reporting(parser)
    _add_shared(parser, _CAREFUL)


def _add_score(commands: _Commands) -> None:
    parser = _command(commands, "score", "score aligned pairs: one JSON line for each", _score)
    parser.add_argument(
        "pairs",
        metavar="PAIRS",
        help="source<TAB>translation lines, or JSON Lines with source and translation; - for standard input",
    )
    parser.add_argument(
        "--input-format",
        choices=("tsv", "jsonl"),
        help="by default as the name ends, or JSON Lines if the first line begins with {",
    )
    _add_shared(parser, _QUICK)


def _add_explain(commands: _Commands) -> None:
    parser = _command(commands, "explain", "show the evidence for each passage, word by word", _explain)
    parser.add_argument("file", metavar="FILE", help="a translation")
    where = parser.add_mutually_exclusive_group()
    _add_references(where)
    where.add_argument("--source", metavar="FILE", help="the English source of the translation")
    parser.add_argument(
        "--line", metavar="N", type=int, action="append", help="only passages on this line; can be repeated"
    )
    _add_shared(parser, _CAREFUL)


def _add_rules(commands: _Commands) -> None:
    _command(commands, "rules", "list what is looked for", _rules)


def _command(
    commands: _Commands, name: str, what: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        name,
        help=what,
        description=what[0].upper() + what[1:] + ".",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.set_defaults(run=run)
    parser.add_argument("--traceback", action="store_true", help="show where a bug in qa comes from")
    return parser


def _add_references(parser: argparse._ActionsContainer) -> None:
    parser.add_argument(
        "--references",
        metavar="DIR",
        help="the folder of the English sources, under the names of the translations",
    )


def _add_reporting(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format",
        metavar="text|json|jsonl|html|sarif|github",
        help="by default as the name of the output ends, else text",
    )
    parser.add_argument(
        "--fail-on",
        metavar="critical|major|minor|never",
        help="the severity from which findings give exit code 1 (default: major)",
    )
    parser.add_argument(
        "--baseline", metavar="FILE", help="an earlier JSON report: its findings are not held against you"
    )
    parser.add_argument(
        "--human-translation",
        metavar="DIR",
        help="human translations under the same names: adds BLEU, chrF and TER",
    )
    parser.add_argument(
        "--color", choices=("auto", "always", "never"), default="auto", help="colour the text (default: auto)"
    )


def _add_shared(parser: argparse.ArgumentParser, usual_effort: str) -> None:
    parser.add_argument("--language", metavar="CODE", help="of the translations; detected by default")
    parser.add_argument(
        "--model", metavar="NAME_OR_PATH", help="a sentence-transformers model in place of ours"
    )
    parser.add_argument(
        "--effort",
        metavar="fast|balanced|thorough",
        help=f"how much is read in context: nothing, French, or all (default: {usual_effort})",
    )
    parser.set_defaults(usual_effort=usual_effort)
    parser.add_argument("--select", metavar="RULE,...", help="only these rules or families of rules")
    parser.add_argument("--ignore", metavar="RULE,...", help="not these rules or families of rules")
    parser.add_argument(
        "--config", metavar="FILE", help="settings; by default [tool.qa] of the nearest pyproject.toml"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write to a file, not to standard output")
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress and no messages but errors")


# The commands bring numpy and the model with them, which `qa --help` can do without.


def _check(arguments: argparse.Namespace) -> int:
    from qa.cli.report import check

    return check(arguments)


def _report(arguments: argparse.Namespace) -> int:
    from qa.cli.report import report

    return report(arguments)


def _score(arguments: argparse.Namespace) -> int:
    from qa.cli.score import score

    return score(arguments)


def _explain(arguments: argparse.Namespace) -> int:
    from qa.cli.explain import explain

    return explain(arguments)


def _rules(_: argparse.Namespace) -> int:
    from qa.cli.rules import rules

    return rules()
