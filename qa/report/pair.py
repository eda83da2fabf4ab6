"""A scored pair as one JSON line."""

from __future__ import annotations

from qa.records import Finding, ScoredPair
from qa.report import wire


def render(scored: ScoredPair, identity: wire.Json | None = None) -> str:
    """``identity``, similarity, quality and spans; offsets count in the two texts of the pair."""
    return wire.encode(
        {
            **(identity or {}),
            **wire.score(scored.score),
            "spans": [_span(finding) for finding in scored.findings],
        }
    )


def _span(finding: Finding) -> wire.Json:
    source = finding.source
    return {
        "start": finding.span.start,
        "end": finding.span.end,
        "text": finding.text,
        "rule": finding.rule,
        "severity": str(finding.severity),
        "confidence": wire.rounded(finding.confidence),
        "message": finding.message,
        "source": source and {"start": source.span.start, "end": source.span.end, "text": source.text},
    }
