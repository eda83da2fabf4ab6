"""What can go wrong for a reason the user can mend.  Every message says what, where and what to do."""

from __future__ import annotations


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
