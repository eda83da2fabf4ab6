from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from qa.judge import tables
from qa.judge.tables import read_table

NAMES = ("acronyms", "negations", "opposites", "senses")


@pytest.mark.parametrize("name", NAMES)
def test_a_table_is_what_toml_makes_of_it(name: str) -> None:
    text = (Path(tables.__file__).parent / "lexica" / f"{name}.toml").read_text("utf-8")
    found = read_table(name)
    assert found == tomllib.loads(text)
    assert list(found) == list(tomllib.loads(text))
    assert len(found) > 20
