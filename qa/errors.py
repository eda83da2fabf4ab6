"""What can go wrong for a reason the user can mend.  Every message says what, where and what to do."""

from __future__ import annotations

from collections.abc import Iterable


class QaError(Exception):
    """Something could not be checked; the command line turns it into exit code 2."""


class UsageError(QaError):
    """The request itself is wrong: an unknown option value, paths that contradict each other."""


class ConfigError(QaError):
    """A setting in ``[tool.qa]`` or a ``--config`` file cannot be used."""


class ReadError(QaError):
    """A file cannot be read as text: missing, unreadable, binary or not UTF-8."""


class ModelError(QaError):
    """An embedding model cannot be loaded: missing extra, unknown name, damaged weights."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of a message about an unknown word: ``; did you mean 'major'?``, or nothing if none is near."""
    from difflib import get_close_matches

    near = get_close_matches(word.lower(), list(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else ""
