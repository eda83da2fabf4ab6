import json

from qa.records import Finding, ScoredPair, SegmentScore, Severity, SourcePair, SourcePassage
from qa.report import pair
from qa.spans import Span

PAIR = SourcePair("Two cats.", "Deux chiens.", "fr")


def test_a_pair_is_one_line():
    passage = SourcePassage("", Span(4, 8), "cats")
    found = Finding("", Span(5, 11), "chiens", "a/b", Severity.CRITICAL, 0.91, "why\n\u2028", passage)
    text = pair.render(ScoredPair(PAIR, SegmentScore(0.41266, 0.3105), (found,)), {"id": 7})
    assert len(text.splitlines()) == 1
    assert json.loads(text) == {
        "id": 7,
        "similarity": 0.4127,
        "quality": 0.3105,
        "spans": [
            {
                "start": 5,
                "end": 11,
                "text": "chiens",
                "rule": "a/b",
                "severity": "critical",
                "confidence": 0.91,
                "message": "why\n\u2028",
                "source": {"start": 4, "end": 8, "text": "cats"},
            }
        ],
    }


def test_an_empty_side_has_no_score():
    assert json.loads(pair.render(ScoredPair(PAIR, None, ()))) == {
        "similarity": None,
        "quality": None,
        "spans": [],
    }
