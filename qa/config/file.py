"""The file that settings stand in."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from qa.errors import ConfigError

PROJECT_FILE = "pyproject.toml"


def find_config(start: Path) -> Path | None:
    """The nearest pyproject.toml with a ``[tool.qa]`` table, in ``start`` or a folder above it.

    Raises:
        ConfigError: one on the way cannot be read.
    """
    for folder in (start, *start.parents):
        path = Path(os.path.relpath(folder / PROJECT_FILE))
        if path.is_file() and _tool_table(path, _parsed(path)) is not None:
            return path
    return None


def load(path: Path) -> dict[str, Any]:
    """The settings in a file, flat: ``{"judge.confidence": 0.6}``.

    A file that is no pyproject.toml may leave out the header ``[tool.qa]``.

    Raises:
        ConfigError: it cannot be read, or has no settings.
    """
    content = _parsed(path)
    table = _tool_table(path, content)
    if table is None and path.name == PROJECT_FILE:
        raise ConfigError(f"{path}: has no [tool.qa] table")
    return dict(_flat(content if table is None else table))


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"{path}: does not exist") from None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise ConfigError(f"{path}: is not TOML: {error}") from error


def _tool_table(path: Path, content: Mapping[str, Any]) -> Mapping[str, Any] | None:
    tool = content.get("tool")
    table = tool.get("qa") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise ConfigError(f"{path}: tool.qa: must be a table, not {table!r}")
    return table


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value
