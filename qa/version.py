"""Which version of the package this is; the build reads it here."""

from __future__ import annotations

VERSION = "0.1.0"
