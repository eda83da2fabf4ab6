from __future__ import annotations

import pytest

from qa.errors import ConfigError, ModelError, QaError, ReadError, UsageError, did_you_mean


@pytest.mark.parametrize("kind", [ConfigError, ModelError, ReadError, UsageError])
def test_one_handler_catches_all(kind: type[Exception]) -> None:
    assert issubclass(kind, QaError)


@pytest.mark.parametrize("word", ["mayor", "MAJOR", "majr"])
def test_a_near_word_is_suggested(word: str) -> None:
    assert did_you_mean(word, ("critical", "major", "minor")) == "; did you mean 'major'?"


def test_nothing_near_is_nothing_said() -> None:
    assert did_you_mean("xyzzy", ("critical", "major")) == ""
    assert did_you_mean("xyzzy", ()) == ""
