"""What a user may set: read from a file and the command line, checked, and explained."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from qa.align import AlignOptions
from qa.config.file import find_config, load
from qa.config.values import SECTIONS, SETTINGS, language_code, read
from qa.errors import ConfigError
from qa.judge import JudgeOptions
from qa.localise import Effort, LocaliseOptions
from qa.records import Severity
from qa.version import VERSION

__all__ = ["SETTINGS", "Config", "Options", "configure", "find_config", "language_code"]

_RULES = ("select", "ignore")


@dataclass(frozen=True, slots=True)
class Options:
    """All that decides what is found: two checks with equal options and the same model find the same.

    ``language`` is the code of the translations, detected where it is ``None``.  ``model`` is a folder or a
    hub name, by default the embedded model.  ``effort``: see :class:`qa.localise.Effort`.
    """

    language: str | None = None
    model: str | None = None
    effort: Effort = Effort.FAST
    align: AlignOptions = field(default_factory=AlignOptions)
    localise: LocaliseOptions = field(default_factory=LocaliseOptions)
    judge: JudgeOptions = field(default_factory=JudgeOptions)

    def signature(self, model_identity: str) -> str:
        """Version, model and what is not the default: ``qa 0.1.0 | static 8f1c2a | judge.confidence=0.6``."""
        # The identity says more of the model than the name that led to it.
        changes = ", ".join(_changes(replace(self, model=None), Options()))
        return f"qa {VERSION} | {model_identity} | {changes or 'defaults'}"


@dataclass(frozen=True, slots=True)
class Config:
    """The options, and what a run on the command line needs besides.

    ``fail_on`` is the severity from which findings make a run fail; ``None`` is never.  ``format`` is
    ``None`` where it follows from the name of the output.
    """

    options: Options = field(default_factory=Options)
    references: str | None = None
    fail_on: Severity | None = Severity.MAJOR
    format: str | None = None
    baseline: str | None = None
    human_translation: str | None = None


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where settings come from: ``label`` stands before a key in messages, paths count from ``folder``."""

    label: str
    folder: Path
    values: Mapping[str, Any]


def configure(
    file: str | Path | None = None,
    given: Mapping[str, Any] | None = None,
    usual: Mapping[str, Any] | None = None,
) -> Config:
    """The settings of ``file``, by default of the project's pyproject.toml, overridden by ``given``.

    ``usual`` is what a command does where neither says another thing.  Keys are those of the file, with a dot
    for a table: ``fail-on``, ``judge.confidence``.

    Raises:
        ConfigError: the file cannot be read, or settings cannot be used; the message has a line for each.
    """
    values: dict[str, Any] = {}
    problems: list[str] = []
    for origin in (
        _Origin("", Path(), usual or {}),
        *_in_file(file),
        _Origin("--", Path(), given or {}),
    ):
        for key, value in origin.values.items():
            try:
                values[key] = read(key, value, origin.folder)
            except ValueError as error:
                problems.append(f"{origin.label}{key}: {error}")
    if problems:
        raise ConfigError("\n".join(problems))
    return _assemble(values)


def _in_file(file: str | Path | None) -> Iterator[_Origin]:
    path = Path(file) if file is not None else find_config(Path.cwd())
    if path is not None:
        yield _Origin(f"{path}: ", path.parent, load(path))


def _assemble(values: Mapping[str, Any]) -> Config:
    """The records for checked values; ``select`` and ``ignore`` belong to the judge."""
    parts: dict[str, dict[str, Any]] = {"": {}, **{section: {} for section in SECTIONS}}
    for key, value in values.items():
        section, _, name = (f"judge.{key}" if key in _RULES else key).rpartition(".")
        parts[section][name.replace("-", "_")] = value
    top = parts.pop("")
    own = {name: top.pop(name) for name in ("language", "model", "effort") if name in top}
    stages = {section: SECTIONS[section].options(**part) for section, part in parts.items()}
    return Config(options=Options(**own, **stages), **top)


def _changes(record: Any, usual: Any, prefix: str = "") -> Iterator[str]:
    for setting in fields(record):
        value, default = getattr(record, setting.name), getattr(usual, setting.name)
        if is_dataclass(value):
            yield from _changes(value, default, f"{setting.name}.")
        elif value != default:
            shown = "+".join(value) if isinstance(value, tuple) else value
            yield f"{prefix}{setting.name}".replace("_", "-") + f"={shown}"
