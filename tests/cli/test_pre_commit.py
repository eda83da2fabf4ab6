"""The real pre-commit on real git repositories; the hook is installed as a stranger's would be."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from qa.languages import LANGUAGES, SOURCE_LANGUAGE
from tests.cli.articles import GARBLED, NONSENSE, SOUND, SOURCE
from tests.cli.conftest import ROOT, put

HOOK = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))[0]
IDENTITY = ("-c", "user.name=Desk", "-c", "user.email=desk@example.org", "-c", "commit.gpgsign=false")


@pytest.mark.parametrize("code", sorted({*LANGUAGES, "no", "nn"} - {SOURCE_LANGUAGE}))
def test_the_hook_takes_translations_in_every_language(code: str) -> None:
    for path in (f"{code}/a.md", f"content/{code}-XX/b/c.txt", f"a.{code}.md", f"docs/a.{code}_XX.txt"):
        assert re.search(HOOK["files"], path), path


@pytest.mark.parametrize(
    "path", ["README.md", "en/a.md", "a.en.md", "docs/index.md", "fix-it.md", "credit/a.md"]
)
def test_the_hook_leaves_other_files_alone(path: str) -> None:
    assert not re.search(HOOK["files"], path)


def git(*words: str, cwd: Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    return _run("git", *IDENTITY, *words, cwd=cwd, check=check)


def pre_commit(*words: str | Path, cwd: Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    return _run(sys.executable, "-m", "pre_commit", *map(str, words), cwd=cwd, check=check)


def _run(*words: str, cwd: Path, check: bool) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        words, cwd=cwd, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    )
    assert not check or done.returncode == 0, done.stdout
    return done


@pytest.fixture(scope="module")
def hook_repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is in the working tree now, as a repository with one commit."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout")
    probe = ("install", "--quiet", "--dry-run", "--ignore-installed", "--no-deps", "hatchling")
    if subprocess.run((sys.executable, "-m", "pip", *probe), check=False, capture_output=True).returncode:
        pytest.skip("no package index is reachable, and the hook installs the package")
    repository = tmp_path_factory.mktemp("hook")
    listed = git(
        "ls-files", "-z", "qa", "pyproject.toml", "README.md", "LICENSE", HOOKS_FILE, cwd=ROOT
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).exists():
            put(repository / name, (ROOT / name).read_bytes())
    git("init", "--quiet", cwd=repository)
    git("add", ".", cwd=repository)
    git("commit", "--quiet", "--message", "Hook", cwd=repository)
    return repository


HOOKS_FILE = ".pre-commit-hooks.yaml"


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory, hook_repository: Path) -> Path:
    """A repository whose commits go through the hook; the English sources are in it."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PRE_COMMIT_HOME", str(tmp_path_factory.mktemp("home")))
        for name in [name for name in os.environ if name.startswith("GIT_")]:
            environment.delenv(name)
        folder = tmp_path_factory.mktemp("newsroom")
        git("init", "--quiet", cwd=folder)
        revision = git("rev-parse", "HEAD", cwd=hook_repository).stdout.strip()
        configuration = {"repos": [{"repo": str(hook_repository), "rev": revision, "hooks": [{"id": "qa"}]}]}
        put(folder / ".pre-commit-config.yaml", yaml.safe_dump(configuration))
        for name in ("station", "garbled"):
            put(folder / f"en/{name}.md", SOURCE)
        git("add", ".", cwd=folder)
        git("commit", "--quiet", "--message", "Sources", cwd=folder)
        pre_commit("install", "--install-hooks", cwd=folder)
        yield folder


def test_a_sound_translation_is_committed(newsroom: Path) -> None:
    put(newsroom / "fr/station.md", SOUND)
    git("add", "fr/station.md", cwd=newsroom)
    done = git("commit", "--message", "Sound", cwd=newsroom)
    assert re.search(r"^qa\.+Passed$", done.stdout, re.MULTILINE)


def test_a_garbled_translation_is_refused(newsroom: Path) -> None:
    put(newsroom / "fr/garbled.md", GARBLED)
    git("add", "fr/garbled.md", cwd=newsroom)
    done = git("commit", "--message", "Garbled", cwd=newsroom, check=False)
    assert done.returncode == 1
    assert re.search(r"^qa\.+Failed$", done.stdout, re.MULTILINE)
    assert re.search(rf"^fr/garbled\.md:3:\d+ \w+ accuracy/.*\n.*{NONSENSE}", done.stdout, re.MULTILINE)
    assert "Garbled" not in git("log", "--format=%s", cwd=newsroom).stdout


def test_the_hook_can_be_tried_before_it_is_taken(newsroom: Path, hook_repository: Path) -> None:
    put(newsroom / "fr/station.md", SOUND)
    put(newsroom / "fr/garbled.md", GARBLED)
    files = ("fr/station.md", "fr/garbled.md")
    done = pre_commit("try-repo", hook_repository, "qa", "--files", *files, cwd=newsroom, check=False)
    assert done.returncode == 1
    assert "fr/garbled.md:3:" in done.stdout
    assert "fr/station.md:" not in done.stdout
