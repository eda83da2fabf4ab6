"""What each format writes, to the byte.  After a change that was meant: ``python -m tests.golden.write``."""

from pathlib import Path

import pytest

from qa.report import FORMATS
from tests.golden.write import FOLDER, names, written


@pytest.mark.parametrize("format", FORMATS)
def test_golden(format: str):
    assert written(format) == (FOLDER / names(format)).read_text("utf-8")


def test_no_golden_file_without_a_format():
    assert {path.name for path in Path(FOLDER).iterdir()} == set(map(names, FORMATS))
