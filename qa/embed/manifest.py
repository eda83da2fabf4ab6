"""The manifest of a weights folder: what the files must be, and how they were made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.errors import ModelError

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """``digests``: file name to SHA-256 in hexadecimal; ``content``: the whole manifest."""

    name: str
    digests: dict[str, str]
    content: dict[str, Any]

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Read the manifest of ``folder``.

        Raises:
            ModelError: there is none, or it is none.
        """
        path = folder / MANIFEST
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            return cls(content["name"], dict(content["files"]), content)
        except FileNotFoundError as error:
            raise ModelError(
                f"{path} is missing: the weights are incomplete; install the package again"
            ) from error
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"{path} is damaged ({error}): install the package again") from error

    @property
    def identity(self) -> str:
        """Name and six digits of the digest over all files."""
        digest = hashlib.sha256("".join(self.digests[name] for name in sorted(self.digests)).encode())
        return f"{self.name} {digest.hexdigest()[:6]}"

    def verify(self, folder: Path, names: Iterable[str]) -> None:
        """Compare files with their digests.

        Raises:
            ModelError: a file is missing, is not in the manifest or differs.
        """
        for name in names:
            try:
                with (folder / name).open("rb") as file:
                    found = hashlib.file_digest(file, "sha256").hexdigest()
            except OSError as error:
                raise ModelError(
                    f"{folder / name} cannot be read ({error.strerror}): install the package again"
                ) from error
            if found != self.digests.get(name):
                raise ModelError(
                    f"{folder / name} is not the file that {MANIFEST} describes (SHA-256 {found[:12]}…): "
                    "it was changed or damaged; install the package again"
                )
