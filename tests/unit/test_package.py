from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version

import pytest

import qa


def test_all_is_what_can_be_imported() -> None:
    assert sorted(qa.__all__) == qa.__all__
    for name in qa.__all__:
        assert getattr(qa, name) is not None
    assert set(qa.__all__) <= set(dir(qa))


def test_what_the_design_promises_is_there() -> None:
    assert {"Checker", "check", "Report", "Finding", "Severity", "Span", "QaError"} <= set(qa.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="xyzzy"):
        qa.xyzzy  # type: ignore[attr-defined]  # noqa: B018


def test_the_version_is_that_of_the_package() -> None:
    assert qa.__version__ == version("translation-qa")


def test_importing_the_package_loads_no_stage() -> None:
    program = "import sys, qa; assert 'numpy' not in sys.modules and 'qa.pipeline' not in sys.modules"
    subprocess.run([sys.executable, "-c", program], check=True)
