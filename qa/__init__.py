"""Find garbled passages in a translation by comparing it with its English source.

from qa import Checker

checker = Checker()
for finding in checker.check(translation, source=english, language="fr").findings:
    print(finding.span, finding.text, finding.rule, finding.severity)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.errors import ConfigError, ModelError, QaError, ReadError, UsageError
from qa.records import (
    CheckedDocument,
    CheckedSegment,
    Finding,
    Report,
    ScoredPair,
    SegmentScore,
    Severity,
    Skipped,
    SourcePair,
    SourcePassage,
)
from qa.spans import Span
from qa.version import VERSION

if TYPE_CHECKING:
    from qa.checker import Checker, check
    from qa.config import Options

__all__ = [
    "CheckedDocument",
    "CheckedSegment",
    "Checker",
    "ConfigError",
    "Finding",
    "ModelError",
    "Options",
    "QaError",
    "ReadError",
    "Report",
    "ScoredPair",
    "SegmentScore",
    "Severity",
    "Skipped",
    "SourcePair",
    "SourcePassage",
    "Span",
    "UsageError",
    "__version__",
    "check",
]

__version__ = VERSION

# These bring numpy and the stages with them: `qa --help` and an import for the types should not wait for it.
_LAZY = {"Checker": "qa.checker", "check": "qa.checker", "Options": "qa.config"}


def __getattr__(name: str) -> object:
    if name in _LAZY:
        from importlib import import_module

        value: object = getattr(import_module(_LAZY[name]), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
