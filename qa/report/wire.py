"""The JSON values of a report, as ``docs/output.md`` promises them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from qa.records import (
    CheckedDocument,
    CheckedSegment,
    HumanTranslation,
    Metric,
    Report,
    SegmentScore,
    Skipped,
)
from qa.report.locate import Located
from qa.report.tally import tally

SCHEMA_VERSION = 1

Json = dict[str, object]

# Legal in JSON strings, but a lone surrogate cannot be written as UTF-8, and the others end a line for
# some readers (str.splitlines), which would cut a JSON line in two.
_UNSAFE = re.compile(r"[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def encode(value: Mapping[str, object], indent: int | None = None) -> str:
    """``value`` as JSON text; without ``indent`` it is one line."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def summary(report: Report) -> Json:
    """The counts of a report."""
    counts = tally(report)
    return {
        "documents": counts.documents,
        "segments": counts.segments,
        "findings": {str(severity): number for severity, number in counts.by_severity.items()},
        "suppressed": counts.suppressed,
        "skipped": counts.skipped,
    }


def document(checked: CheckedDocument) -> Json:
    """A checked document with its aligned segments."""
    return {
        "path": checked.path,
        "source_path": checked.source_path,
        "language": checked.language,
        "segments": [_segment(segment) for segment in checked.segments],
    }


def finding(located: Located) -> Json:
    """A finding with its place, its words and the source words beside it."""
    it = located.finding
    return {
        "rule": it.rule,
        "severity": str(it.severity),
        "confidence": rounded(it.confidence),
        "path": it.path,
        "start": it.span.start,
        "end": it.span.end,
        "line": located.line,
        "column": located.column,
        "end_line": located.end_line,
        "end_column": located.end_column,
        "text": it.text,
        "message": it.message,
        "source": None
        if it.source is None
        else {
            "path": it.source.path,
            "start": it.source.span.start,
            "end": it.source.span.end,
            "text": it.source.text,
        },
        "suppressed": it.suppressed,
    }


def score(given: SegmentScore | None) -> Json:
    """Similarity and quality; ``null`` where a side is absent."""
    return {
        "similarity": given and rounded(given.similarity),
        "quality": given and rounded(given.quality),
    }


def human_translation(compared: HumanTranslation) -> Json:
    """What sacrebleu says of documents and of languages, and how it counted."""
    return {
        "documents": [
            {
                "path": item.path,
                "human_path": item.human_path,
                "metrics": [_metric(metric) for metric in item.metrics],
            }
            for item in compared.documents
        ],
        "languages": [
            {"language": item.language, "metrics": [_metric(metric) for metric in item.metrics]}
            for item in compared.languages
        ],
    }


def _metric(metric: Metric) -> Json:
    return {"name": metric.name, "value": metric.value, "signature": metric.signature}


def skipped(file: Skipped) -> Json:
    """A file that was not checked."""
    return {"path": file.path, "reason": file.reason}


def _segment(segment: CheckedSegment) -> Json:
    return {
        "start": segment.span.start,
        "end": segment.span.end,
        "source_start": segment.source_span.start,
        "source_end": segment.source_span.end,
        **score(segment.score),
    }


def rounded(value: float) -> float:
    """Four decimals: the rest differs between processors and would make equal runs unequal."""
    return round(float(value), 4) + 0.0
