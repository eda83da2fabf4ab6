"""What a user may set: read from a file and the command line, checked, and explained."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from qa.align import AlignOptions
from qa.errors import ConfigError, did_you_mean
from qa.judge import RULES, JudgeOptions
from qa.languages import LANGUAGES, SOURCE_LANGUAGE, from_tag
from qa.localise import LocaliseOptions
from qa.records import Severity
from qa.report import FORMATS
from qa.version import version

PROJECT_FILE = "pyproject.toml"
NEVER = "never"


@dataclass(frozen=True, slots=True)
class Options:
    """All that decides what is found: two checks with equal options and the same model find the same.

    ``language`` is the code of the translations, detected where it is ``None``.  ``model`` is a folder or a
    hub name, by default the embedded model.
    """

    language: str | None = None
    model: str | None = None
    align: AlignOptions = field(default_factory=AlignOptions)
    localise: LocaliseOptions = field(default_factory=LocaliseOptions)
    judge: JudgeOptions = field(default_factory=JudgeOptions)

    def signature(self, model_identity: str) -> str:
        """Version, model and what is not the default: ``qa 0.1.0 | static 8f1c2a | judge.confidence=0.6``."""
        # The identity says more of the model than the name that led to it.
        changes = ", ".join(_changes(replace(self, model=None), Options()))
        return f"qa {version()} | {model_identity} | {changes or 'defaults'}"


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


def configure(file: str | Path | None = None, given: Mapping[str, Any] | None = None) -> Config:
    """The settings of ``file``, by default of the project's pyproject.toml, overridden by ``given``.

    Keys are those of the file, with a dot for a table: ``fail-on``, ``judge.confidence``.

    Raises:
        ConfigError: the file cannot be read, or settings cannot be used; the message has a line for each.
    """
    path = Path(file) if file is not None else find_config(Path.cwd())
    origins = [_Origin("--", Path(), given or {})]
    if path is not None:
        # Only a file that was asked for may leave out the header.
        table = _tool_table(path, required=file is not None)
        origins.insert(0, _Origin(f"{path}: ", path.parent, dict(_flat(table or {}))))
    values: dict[str, Any] = {}
    problems: list[str] = []
    for origin in origins:
        for key, value in origin.values.items():
            try:
                values[key] = _read(key, value, origin.folder)
            except ValueError as error:
                problems.append(f"{origin.label}{key}: {error}")
    if problems:
        raise ConfigError("\n".join(problems))
    return _assemble(values)


def find_config(start: Path) -> Path | None:
    """The nearest pyproject.toml with a ``[tool.qa]`` table, in ``start`` or a folder above it.

    Raises:
        ConfigError: one on the way cannot be read.
    """
    for folder in (start, *start.parents):
        path = Path(os.path.relpath(folder / PROJECT_FILE))
        if path.is_file() and _tool_table(path, required=False) is not None:
            return path
    return None


def language_code(value: Any) -> str:
    """The code of a language of translations, from a tag (``pt-BR``) or an English name.

    Raises:
        ValueError: there is no such language, or it is that of the sources.
    """
    tag = _text(value)
    names = {language.name.lower(): language.code for language in LANGUAGES.values()}
    code = from_tag(tag) or names.get(tag.lower())
    if code is None:
        raise ValueError(
            f"there is no language {tag!r}"
            + (did_you_mean(tag, names) or f"; known are {', '.join(LANGUAGES)}")
        )
    if code == SOURCE_LANGUAGE:
        raise ValueError(f"{tag!r} is the language of the sources; name that of the translations")
    return code


def _tool_table(path: Path, *, required: bool) -> Mapping[str, Any] | None:
    import tomllib

    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"{path}: does not exist") from None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise ConfigError(f"{path}: is not TOML: {error}") from error
    tool = content.get("tool")
    table = tool.get("qa") if isinstance(tool, dict) else None
    if table is None and required:
        if path.name != PROJECT_FILE:
            return content
        raise ConfigError(f"{path}: has no [tool.qa] table")
    if table is not None and not isinstance(table, dict):
        raise ConfigError(f"{path}: tool.qa: must be a table, not {_shown(table)}")
    return table


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def _read(key: str, value: Any, folder: Path) -> Any:
    """The value that a setting stands for.

    Raises:
        ValueError: there is no such setting or no such value; says what there is.
    """
    if key in _PATHS:
        return _under(folder, _text(value))
    if key == "model":
        name = _text(value)
        return _under(folder, name) if (folder / name).exists() else name
    if key in _READERS:
        return _READERS[key](value)
    raise ValueError("there is no such setting" + did_you_mean(key, SETTINGS))


def _assemble(values: Mapping[str, Any]) -> Config:
    defaults = Options()
    parts: dict[str, dict[str, Any]] = {"": {}, **{section: {} for section in _LARGEST}}
    for key, value in values.items():
        section, _, name = _PLACES.get(key, key).rpartition(".")
        parts[section][name.replace("-", "_")] = value
    chosen = parts.pop("")
    own = {name: chosen.pop(name) for name in ("language", "model") if name in chosen}
    sections = {section: replace(getattr(defaults, section), **part) for section, part in parts.items()}
    return Config(options=replace(defaults, **own, **sections), **chosen)


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(f"must be a text, not {_shown(value)}")
    return value


def _under(folder: Path, path: str) -> str:
    return (folder / path).as_posix()


def _one_of(what: str, known: Mapping[str, Any]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        name = _text(value)
        if name not in known:
            hint = did_you_mean(name, known) or f"; known are {', '.join(known)}"
            raise ValueError(f"there is no {what} {name!r}{hint}")
        return known[name]

    return read


def _rules(value: Any) -> tuple[str, ...]:
    """Rule ids and families of rules, from a list or, as on the command line, between commas."""
    names = value.split(",") if isinstance(value, str) else value
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        raise ValueError(f"must be a list of rules, not {_shown(value)}")
    ids = [rule.id for rule in RULES]
    known = dict.fromkeys([*(id_.partition("/")[0] for id_ in ids), *ids])
    wrong = [
        f"there is no rule {name!r}{did_you_mean(name, known)}"
        for name in (name.strip() for name in names)
        if name not in known
    ]
    if wrong:
        raise ValueError("; ".join(wrong))
    return tuple(name.strip() for name in names)


def _number(largest: float) -> Callable[[Any], float]:
    def read(value: Any) -> float:
        wanted = "a number from 0" + ("" if math.isinf(largest) else f" to {largest:g}")
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError(f"must be {wanted}, not {_shown(value)}")
        if not (math.isfinite(value) and 0 <= value <= largest):
            raise ValueError(f"must be {wanted}, not {value}")
        return float(value)

    return read


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _changes(record: Any, usual: Any, prefix: str = "") -> Iterator[str]:
    for setting in fields(record):
        value, default = getattr(record, setting.name), getattr(usual, setting.name)
        if is_dataclass(value):
            yield from _changes(value, default, f"{setting.name}.")
        elif value != default:
            shown = "+".join(value) if isinstance(value, tuple) else value
            yield f"{prefix}{setting.name}".replace("_", "-") + f"={shown}"


_PATHS = ("references", "baseline", "human-translation")
_PLACES = {"select": "judge.select", "ignore": "judge.ignore"}
_LARGEST = {"align": math.inf, "localise": 1.0, "judge": 1.0}
_READERS: dict[str, Callable[[Any], Any]] = {
    "language": language_code,
    "fail-on": _one_of("severity", {**{str(severity): severity for severity in Severity}, NEVER: None}),
    "format": _one_of("format", {name: name for name in FORMATS}),
    "select": _rules,
    "ignore": _rules,
    **{
        f"{section}.{setting.name}".replace("_", "-"): _number(largest)
        for section, largest in _LARGEST.items()
        for setting in fields(getattr(Options(), section))
        if isinstance(setting.default, float)
    },
}

SETTINGS = ("model", *_PATHS, *_READERS)
"""The key of every setting; ``docs/settings.md`` explains them."""
