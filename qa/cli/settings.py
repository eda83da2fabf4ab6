"""From the arguments of a command to its settings."""

from __future__ import annotations

import argparse

from qa.config import Config, configure

_SETTINGS = (
    "language",
    "model",
    "effort",
    "select",
    "ignore",
    "references",
    "format",
    "fail-on",
    "baseline",
    "human-translation",
)


def settings(arguments: argparse.Namespace) -> Config:
    """The settings of the file, overridden by those options that were given.

    Raises:
        ConfigError: see :func:`qa.config.configure`.
    """
    found = {name: getattr(arguments, name.replace("-", "_"), None) for name in _SETTINGS}
    given = {name: value for name, value in found.items() if value is not None}
    return configure(arguments.config, given, {"effort": arguments.usual_effort})
