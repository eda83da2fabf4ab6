from __future__ import annotations

import re
import subprocess
import sys

import pytest

from qa.cli import main
from qa.cli.arguments import parse
from qa.errors import UsageError
from qa.judge import RULES
from qa.records import Severity
from qa.report import FORMATS
from tests.cli.conftest import ROOT, Run


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["chek", "a.txt"], "there is no command 'chek'; did you mean 'check'?"),
        (["frobnicate"], "there is no command 'frobnicate'; known are check, report, score, explain, rules"),
        (["check", "a.txt", "--langauge=fr"], "no option --langauge; did you mean '--language'?"),
        (["check", "a.txt", "--xyzzy"], "no option --xyzzy; see qa check --help"),
        (["report", "a", "b"], "qa report does not know what to do with b"),
        (["check"], "required: FILE"),
        ([], "required: COMMAND"),
        (["check", "a", "--source", "b", "--references", "c"], "not allowed with"),
        (["check", "a", "--format"], "expected one argument"),
        (["check", "a", "--form", "json"], "no option --form; did you mean '--format'?"),
    ],
)
def test_what_makes_no_sense_is_explained(words: list[str], hint: str) -> None:
    with pytest.raises(UsageError, match=re.escape(hint)):
        parse(words)


def test_a_wrong_command_line_is_exit_code_2(qa: Run) -> None:
    outcome = qa("chek")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == "qa: there is no command 'chek'; did you mean 'check'?\n"


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["check", "--help"], ["score", "--help"]])
def test_help_and_version_load_no_numpy(words: list[str]) -> None:
    program = (
        "import sys\n"
        "from qa.cli import main\n"
        f"try: main({words!r})\n"
        "except SystemExit as done: assert done.code == 0, done.code\n"
        "heavy = {'numpy', 'tokenizers', 'sacrebleu', 'langdetect'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(("usage: qa", "qa "))


@pytest.mark.parametrize("command", ["check", "report"])
def test_the_help_lists_what_there_is(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    text = capsys.readouterr().out
    assert f"--format {'|'.join(FORMATS)}\n" in text
    assert f"--fail-on {'|'.join(map(str, sorted(Severity, reverse=True)))}|never\n" in text


def test_the_rules_are_listed(qa: Run) -> None:
    outcome = qa("rules")
    assert (outcome.code, outcome.err) == (0, "")
    lines = outcome.out.splitlines()
    assert [line.split()[0] for line in lines] == sorted(rule.id for rule in RULES)
    assert all(line.split()[1] in map(str, Severity) for line in lines)
