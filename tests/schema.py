"""The part of JSON Schema that docs/output.schema.json uses; anything else in a schema is an error here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}


def published() -> dict[str, Any]:
    """The schema in the documentation."""
    path = Path(__file__).parents[1] / "docs" / "output.schema.json"
    return json.loads(path.read_text("utf-8"))


def errors(value: Any, schema: dict[str, Any], root: dict[str, Any], place: str = "$") -> list[str]:
    """Where ``value`` breaks ``schema``; a field that the schema does not describe counts as broken."""
    found: list[str] = []
    for keyword, wanted in schema.items():
        match keyword:
            case "$ref":
                found += errors(value, root["$defs"][wanted.removeprefix("#/$defs/")], root, place)
            case "type":
                names = wanted if isinstance(wanted, list) else [wanted]
                if not any(_is(value, name) for name in names):
                    found.append(f"{place}: not {wanted}")
            case "required":
                found += [f"{place}: no {name}" for name in wanted if name not in value]
            case "properties":
                found += [f"{place}: undocumented {name}" for name in value if name not in wanted]
                for name in wanted.keys() & value.keys():
                    found += errors(value[name], wanted[name], root, f"{place}.{name}")
            case "items":
                for index, item in enumerate(value):
                    found += errors(item, wanted, root, f"{place}[{index}]")
            case "anyOf":
                if all(errors(value, choice, root, place) for choice in wanted):
                    found.append(f"{place}: none of the choices")
            case "enum" | "const":
                if value not in (wanted if keyword == "enum" else [wanted]):
                    found.append(f"{place}: not {wanted}")
            case "minimum" | "maximum":
                if value is not None and (value < wanted if keyword == "minimum" else value > wanted):
                    found.append(f"{place}: {keyword} {wanted}")
            case "$schema" | "$defs" | "title":
                pass
            case _:
                raise ValueError(f"unknown keyword {keyword} at {place}")
    return found


def _is(value: Any, name: str) -> bool:
    return isinstance(value, _TYPES[name]) and (name == "boolean" or not isinstance(value, bool))
