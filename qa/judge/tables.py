"""The lexica that are one ``key = value`` a line.

They are TOML, but a parser of all of TOML takes fifteen times as long for them, at every start.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_LEXICA = Path(__file__).parent / "lexica"


def read_table(name: str) -> dict[str, Any]:
    """The values of ``lexica/<name>.toml`` by key; a value is what JSON can be, and a line holds one."""
    members = []
    for line in (_LEXICA / f"{name}.toml").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            key, _, value = line.partition(" = ")
            members.append(f"{key}:{value}" if key.startswith('"') else f'"{key}":{value}')
    found: dict[str, Any] = json.loads(f"{{{','.join(members)}}}")
    return found
