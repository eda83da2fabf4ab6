from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import pytest

from qa.cli import main
from tests.cli.articles import SOUND, SOURCE

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory: ``fr`` with a sound translation and ``en`` with its source."""
    for name, text in (("fr/station.txt", SOUND), ("en/station.txt", SOURCE)):
        put(tmp_path / name, text)
    monkeypatch.chdir(tmp_path)
    for variable in ("NO_COLOR", "FORCE_COLOR", "QA_TRACEBACK"):
        monkeypatch.delenv(variable, raising=False)
    return tmp_path


def put(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.fixture
def qa(capfd: pytest.CaptureFixture[str]) -> Run:
    """The command line, run in this process."""

    def run(*words: str | Path) -> Outcome:
        code = main([str(word) for word in words])
        captured = capfd.readouterr()
        return Outcome(code, captured.out, captured.err)

    return run


def start(*words: str, stdout: int | TextIO = subprocess.PIPE) -> subprocess.Popen[str]:
    """The command line as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "qa", *words],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
    )


def finish(process: subprocess.Popen[str]) -> Outcome:
    try:
        out, err = process.communicate(timeout=120)
    finally:
        process.kill()
    return Outcome(process.returncode, out or "", err)
