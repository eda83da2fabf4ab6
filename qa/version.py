"""Which version of the package this is."""

from __future__ import annotations


def version() -> str:
    """The version that was installed, or ``uninstalled`` for a checkout on the path."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("translation-qa")
    except PackageNotFoundError:
        return "uninstalled"
