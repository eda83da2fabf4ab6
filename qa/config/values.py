"""From what a user wrote to the value of a setting; every function raises ValueError with what is wrong."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from qa.align import AlignOptions
from qa.errors import did_you_mean
from qa.judge import RULES, JudgeOptions
from qa.languages import LANGUAGES, SOURCE_LANGUAGE, from_tag
from qa.localise import Effort, LocaliseOptions
from qa.records import Severity
from qa.report import FORMATS

NEVER = "never"


@dataclass(frozen=True, slots=True)
class Section:
    """A table of numbers: the options of a stage, none below 0 or above ``largest``."""

    options: type[Any]
    largest: float


SECTIONS = {
    "align": Section(AlignOptions, math.inf),
    "localise": Section(LocaliseOptions, 1),
    "judge": Section(JudgeOptions, 1),
}


def read(key: str, value: Any, folder: Path) -> Any:
    """The value that a setting stands for; paths count from ``folder``.

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


def language_code(value: Any) -> str:
    """The code of a language of translations, from a tag (``pt-BR``) or an English name.

    Raises:
        ValueError: there is no such language, or it is that of the sources.
    """
    tag = _text(value)
    names = {language.name.lower(): language.code for language in LANGUAGES.values()}
    code = from_tag(tag) or names.get(tag.lower())
    if code is None:
        hint = did_you_mean(tag, names) or f"; known are {', '.join(LANGUAGES)}"
        raise ValueError(f"there is no language {tag!r}{hint}")
    if code == SOURCE_LANGUAGE:
        raise ValueError(f"{tag!r} is the language of the sources; name that of the translations")
    return code


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
    names = [name.strip() for name in names]
    known = {part for rule in RULES for part in (rule.id, rule.id.partition("/")[0])}
    wrong = [name for name in names if name not in known]
    if wrong:
        raise ValueError(
            "; ".join(f"there is no rule {name!r}{did_you_mean(name, sorted(known))}" for name in wrong)
        )
    return tuple(names)


def _number(largest: float) -> Callable[[Any], float]:
    wanted = "a number from 0" + ("" if math.isinf(largest) else f" to {largest:g}")

    def read(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError(f"must be {wanted}, not {_shown(value)}")
        if not (math.isfinite(value) and 0 <= value <= largest):
            raise ValueError(f"must be {wanted}, not {value}")
        return float(value)

    return read


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


_PATHS = ("references", "baseline", "human-translation")
_READERS: dict[str, Callable[[Any], Any]] = {
    "language": language_code,
    "effort": _one_of("effort", {str(effort): effort for effort in Effort}),
    "fail-on": _one_of("severity", {**{str(severity): severity for severity in Severity}, NEVER: None}),
    "format": _one_of("format", {name: name for name in FORMATS}),
    "select": _rules,
    "ignore": _rules,
    **{
        f"{name}.{setting.name}".replace("_", "-"): _number(section.largest)
        for name, section in SECTIONS.items()
        for setting in fields(section.options)
        if isinstance(setting.default, float)
    },
}

SETTINGS = ("model", *_PATHS, *_READERS)
"""The key of every setting; ``docs/settings.md`` explains them."""
