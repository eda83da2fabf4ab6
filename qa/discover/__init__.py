"""Paths to pairs: every translation with its English source, and a reason for each that has none."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.discover.sources import absolute, candidates, is_source, language_of
from qa.errors import UsageError
from qa.records import Skipped


@dataclass(frozen=True, slots=True)
class Pairing:
    """A translation and its source, as POSIX paths in the form in which they were given.

    ``language`` is what the translation's path says where the source's does not (``fr/a.md`` beside
    ``en/a.md``), else ``None``.
    """

    translation: str
    source: str
    language: str | None


@dataclass(frozen=True, slots=True)
class Discovery:
    """All that was found, each sorted by path.

    ``sources`` are files among those asked for that are an English side themselves.  ``ignored`` counts files
    within folders that are no documents: images, programs, files without a suffix.
    """

    pairings: tuple[Pairing, ...]
    skipped: tuple[Skipped, ...]
    sources: tuple[str, ...]
    ignored: int


def discover(
    paths: Iterable[str | Path],
    *,
    suffixes: Collection[str],
    references: str | Path | None = None,
    source: str | Path | None = None,
) -> Discovery:
    """Pair every document among ``paths`` (files and folders) with its source.

    The source is ``source`` for all; or it stands below the folder ``references`` under the same name; or,
    without either, beside the translation: ``a.en.md`` or ``a.md`` for ``a.fr.md``, ``en/a.md`` or ``a.md``
    for ``fr/a.md``, at any depth.  Below ``references``, too, a tag of a language may be that of English or
    missing.  Folders are walked without their hidden entries and never twice.

    Raises:
        UsageError: ``references`` is no folder or ``source`` no file, or both are given.
    """
    references, source = _shown(references), _shown(source)
    _check(references, source)
    found = _collect(paths, suffixes)
    pairings: list[Pairing] = []
    lonely: list[Skipped] = []
    sources: list[str] = []
    for file in found.files:
        looked = [source] if source else candidates(file.path, file.below, references)
        others = (path for path in looked if absolute(path) != absolute(file.path))
        partner = next((path for path in others if Path(path).is_file()), None)
        if partner:
            pairings.append(Pairing(file.path, partner, language_of(file.path, partner)))
        elif is_source(file.path, references, source):
            sources.append(file.path)
        else:
            lonely.append(Skipped(file.path, _reason(looked)))
    taken = {absolute(pairing.source) for pairing in pairings}
    sources += [file.path for file in lonely if absolute(file.path) in taken]
    skipped = [*found.skipped, *(file for file in lonely if absolute(file.path) not in taken)]
    return Discovery(
        tuple(sorted(pairings, key=lambda pairing: pairing.translation)),
        tuple(sorted(skipped, key=lambda file: file.path)),
        tuple(sorted(sources)),
        found.ignored,
    )


def _shown(path: str | Path | None) -> str | None:
    return None if path is None else Path(path).as_posix()


def _check(references: str | None, source: str | None) -> None:
    if references is not None and source is not None:
        raise UsageError("--references and --source exclude each other: give the folder or the one file")
    if references is not None and not Path(references).is_dir():
        raise UsageError(f"--references {references}: there is no such folder")
    if source is not None and not Path(source).is_file():
        raise UsageError(f"--source {source}: there is no such file")


@dataclass(frozen=True, slots=True)
class _File:
    """A document: its path as shown, and its parts below the folder that was asked for, if one was."""

    path: str
    below: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Collected:
    files: tuple[_File, ...]
    skipped: tuple[Skipped, ...]
    ignored: int


def _collect(paths: Iterable[str | Path], suffixes: Collection[str]) -> _Collected:
    """The documents among ``paths``, each once."""
    files: dict[str, _File] = {}
    skipped: dict[str, Skipped] = {}
    ignored: set[str] = set()
    for given in map(Path, paths):
        unlisted: list[OSError] = []
        for path in _walk(given, unlisted) if given.is_dir() else (given,):
            key, shown = absolute(path), path.as_posix()
            below = path.relative_to(given).parts
            if below and (not path.suffix or path.suffix.lower() not in suffixes):
                ignored.add(key)
            elif not path.exists():
                reason = "is a link to nothing" if path.is_symlink() else "does not exist"
                skipped[key] = Skipped(shown, reason)
            elif path.suffix.lower() not in suffixes:
                skipped[key] = Skipped(shown, _unknown(path.suffix, suffixes))
            else:
                files.setdefault(key, _File(shown, below))
        for error in unlisted:
            folder = Path(error.filename)
            skipped[str(folder)] = Skipped(folder.as_posix(), f"cannot list this folder: {error.strerror}")
    return _Collected(tuple(files.values()), tuple(skipped.values()), len(ignored))


def _walk(folder: Path, unlisted: list[OSError]) -> Iterator[Path]:
    """The visible files below ``folder``; a folder that links lead to twice is entered once."""
    entered: set[tuple[int, int]] = set()
    for root, folders, names in os.walk(folder, followlinks=True, onerror=unlisted.append):
        status = Path(root).stat()
        identity = (status.st_dev, status.st_ino)
        if identity in entered:
            folders.clear()
            continue
        entered.add(identity)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(root, name) for name in sorted(names) if not name.startswith("."))


def _unknown(suffix: str, suffixes: Collection[str]) -> str:
    known = ", ".join(sorted(filter(None, suffixes)))
    return f"no reader for {suffix or 'files without a suffix'}; known are {known}"


def _reason(looked: Sequence[str]) -> str:
    if looked:
        return f"no English source; looked for {', '.join(looked)}"
    return "no English source: its path tells no language (fr/, a.fr.md); give --references or --source"
