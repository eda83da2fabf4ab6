"""Where the English source of a translation may be, by the names of files and folders alone."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from qa.languages import SOURCE_LANGUAGE, from_tag

_FOLDER_TAG = re.compile(r"[a-z]{2,3}([-_])?(?(1)(?:[A-Za-z]{2}|[A-Z][a-z]{3}|\d{3}))")
# In a name, a small second part is a word and no region: "fix-it-up".
_NAME_TAG = re.compile(
    r"(?P<base>.+)(?P<mark>[._-])(?P<tag>[a-z]{2,3}(?:[-_](?:[A-Z]{2}|[A-Z][a-z]{3}|\d{3}))?)"
)
# An outdated tag of Indonesian, and far more often a word: "in/", "sign-in.md".
_NO_TAG = "in"


def absolute(path: str | Path) -> str:
    """One name for a file however it is spelled; links are not followed, for two links are two documents."""
    return os.path.abspath(path)  # noqa: PTH100


def candidates(path: str, below: tuple[str, ...], references: str | None) -> list[str]:
    """The paths at which the source of ``path`` may be, most likely first, its own path perhaps among them.

    ``below`` are its parts below the folder that was asked for, none where the file itself was.
    """
    if references is None:
        own = PurePosixPath(path)
        return [PurePosixPath(*parts).as_posix() for parts in _variants(own.parts) if parts != own.parts]
    repeated = [below] if below else _tails(path, references)
    base = PurePosixPath(Path(references).as_posix())
    found = (base.joinpath(*variant).as_posix() for parts in repeated for variant in _variants(parts))
    return list(dict.fromkeys(found))


def language_of(path: str, source_path: str) -> str | None:
    """The language that the name or a folder of ``path`` tells, where those of ``source_path`` do not.

    The innermost tag counts.  A folder ``it`` on both sides is no language but a name.
    """
    told = set(_tags(source_path))
    return next((tag for tag in _tags(path) if tag not in told and tag != SOURCE_LANGUAGE), None)


def is_source(path: str, references: str | None, source: str | None) -> bool:
    """Whether a file without a source of its own is itself an English side."""
    if source is not None:
        return absolute(path) == absolute(source)
    if references is not None:
        return Path(absolute(references)) in Path(absolute(path)).parents
    return next(_tags(path), None) == SOURCE_LANGUAGE


def _tails(path: str, references: str) -> list[tuple[str, ...]]:
    """What of ``path`` may be repeated below ``references``: less and less of what the two do not share."""
    file, folder = absolute(path), absolute(references)
    try:
        shared = os.path.commonpath((file, folder))
    except ValueError:  # two drives of Windows
        return [(Path(file).name,)]
    parts = Path(file).relative_to(shared).parts
    return [parts[start:] for start in range(1 if shared == folder else len(parts))]


def _variants(parts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """``parts`` as they are, and with the language tag of a folder, the name or both English or gone."""
    *folders, name = parts
    for above in _folder_variants(tuple(folders)):
        for own in _name_variants(name):
            yield (*above, own)


def _folder_variants(folders: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield folders
    for place in reversed(range(len(folders))):
        if _is_foreign(_folder_language(folders[place])):
            for english in _english(folders[place]):
                yield (*folders[:place], english, *folders[place + 1 :])
            yield (*folders[:place], *folders[place + 1 :])


def _name_variants(name: str) -> Iterator[str]:
    yield name
    path = PurePosixPath(name)
    found = _NAME_TAG.fullmatch(path.stem)
    if found and _is_foreign(_name_language(name)):
        for english in _english(found["tag"]):
            yield f"{found['base']}{found['mark']}{english}{path.suffix}"
        yield f"{found['base']}{path.suffix}"


def _english(tag: str) -> tuple[str, ...]:
    """The English tags in the place of ``tag``: one with a region may face one with a region."""
    region = re.search("[-_]", tag)
    return ("en", f"en{region[0]}US", f"en{region[0]}GB") if region else ("en",)


def _tags(path: str) -> Iterator[str]:
    """The languages told by the name and the folders of ``path``, innermost first."""
    *folders, name = PurePosixPath(path).parts
    told = (_name_language(name), *map(_folder_language, reversed(folders)))
    return (tag for tag in told if tag)


def _folder_language(folder: str) -> str | None:
    return from_tag(folder) if _FOLDER_TAG.fullmatch(folder) and folder != _NO_TAG else None


def _name_language(name: str) -> str | None:
    found = _NAME_TAG.fullmatch(PurePosixPath(name).stem)
    return from_tag(found["tag"]) if found and found["tag"] != _NO_TAG else None


def _is_foreign(language: str | None) -> bool:
    return language is not None and language != SOURCE_LANGUAGE
