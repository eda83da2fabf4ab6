import json
import lzma
import math
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from benchmarks.quality.human import (
    Confusion,
    JudgedPair,
    confusion,
    judged_figures,
    load,
    matthews,
    span_f1,
)
from benchmarks.quality.metrics import Flag
from benchmarks.quality.statistic import Tally
from qa.records import Finding, ScoredPair, SegmentScore, Severity, SourcePair
from qa.spans import Span
from training.damage import MarkedSpan


def write(path: Path, *items: object) -> Path:
    text = "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items)
    path.write_bytes(lzma.compress(text.encode()) if path.suffix == ".xz" else text.encode())
    return path


def flag(start: int, end: int, severity: Severity = Severity.MAJOR) -> Flag:
    return Flag(Span(start, end), "accuracy/mistranslation", severity, 0.9)


def gold(start: int, end: int, severity: Severity = Severity.MAJOR) -> MarkedSpan:
    return MarkedSpan(Span(start, end), "", severity)


def test_tagged_words_stand_where_they_are_written(tmp_path: Path) -> None:
    tags = "OK OK BAD BAD OK BAD OK OK OK"
    item = {"src": "The oven.", "mt": "Der Ofen.", "mt_tok": 'Der Ofen " .', "mt_tags": tags}
    (judged,) = load(write(tmp_path / "words.en-de.dev.jsonl.xz", item))
    assert judged.pair == SourcePair("The oven.", "Der Ofen.", "de")
    assert judged.words == ((Span(0, 3), False), (Span(4, 8), True), (Span(8, 9), False))


def test_spans_and_labels(tmp_path: Path) -> None:
    marks = [
        {"start": 1, "end": 3, "text": "cd", "severity": "minor"},
        {"start": 2000, "end": 2, "text": "", "severity": "major"},
    ]
    spans = {"src": "a", "mt": "bcd", "spans": marks}
    (judged,) = load(write(tmp_path / "spans.en-ru.dev.jsonl", spans))
    assert judged == JudgedPair(SourcePair("a", "bcd", "ru"), spans=(gold(1, 3, Severity.MINOR),))
    labels = [{"src": "a", "mt": "b", "label": label} for label in ("ERR", "NOT", "BAD", "OK")]
    labelled = load(write(tmp_path / "labels.en-cs.jsonl", *labels))
    assert [one.is_wrong for one in labelled] == [True, False, True, False]


@pytest.mark.parametrize(
    ("name", "item"),
    [
        ("words.de-en.dev.jsonl", {"src": "a", "mt": "b", "label": "OK"}),
        ("words.en-de.jsonl", {"src": "a"}),
        ("words.en-de.jsonl", {"src": "a", "mt": "b c", "mt_tok": "b c", "mt_tags": "OK OK OK"}),
        ("words.en-de.jsonl", {"src": "a", "mt": "b", "mt_tok": "x", "mt_tags": "OK OK OK"}),
    ],
)
def test_what_cannot_be_used_is_an_error(tmp_path: Path, name: str, item: object) -> None:
    with pytest.raises(ValueError, match=name):
        load(write(tmp_path / name, item))


def test_confusion() -> None:
    words = [(Span(0, 3), True), (Span(4, 8), False), (Span(9, 10), True), (Span(11, 14), False)]
    assert confusion(words, [flag(2, 5)]) == Confusion(hits=1, alarms=1, misses=1, rests=1)


@pytest.mark.parametrize(
    ("counts", "value"),
    [
        ((5, 0, 0, 5), 1.0),
        ((0, 5, 5, 0), -1.0),
        ((1, 1, 1, 1), 0.0),
        ((0, 0, 3, 7), 0.0),
        ((6, 2, 1, 3), (6 * 3 - 2 * 1) / math.sqrt(8 * 7 * 5 * 4)),
    ],
)
def test_matthews(counts: tuple[int, int, int, int], value: float) -> None:
    assert matthews([Confusion(*counts)]) == pytest.approx(value)
    parts = [Confusion(counts[0], 0, counts[2], 0), Confusion(0, counts[1], 0, counts[3])]
    assert matthews(parts) == pytest.approx(value)


def test_span_f1_gives_half_for_another_severity() -> None:
    marks = [gold(0, 4), gold(10, 14, Severity.MINOR)]
    assert span_f1(marks, [flag(2, 6, Severity.CRITICAL)]) == Tally(4.0, 12)
    assert span_f1(marks, [flag(10, 14)]) == Tally(4.0, 12)
    assert span_f1(marks, [flag(0, 4), flag(2, 4, Severity.MINOR)]) == Tally(8.0, 12)
    assert span_f1([], []) == Tally(0, 0)


class Suspicious:
    """Finds the word ``bad``; a pair with it has quality 0.2, another 0.9, an empty one none."""

    def score(self, pairs: Iterable[SourcePair]) -> Iterator[ScoredPair]:
        for pair in pairs:
            at = pair.translation.find("bad")
            span = Span(max(at, 0), max(at, 0) + 3)
            finding = Finding("-", span, "bad", "accuracy/mistranslation", Severity.MAJOR, 0.9, "", None)
            quality = 0.9 if at < 0 else 0.2
            score = SegmentScore(quality, quality) if pair.translation else None
            yield ScoredPair(pair, score, () if at < 0 else (finding,))


def test_the_figures_follow_from_what_was_judged() -> None:
    def pair(text: str) -> SourcePair:
        return SourcePair("a", text, "de")

    judged = (("bad", True), ("ok", False), ("", True))
    labels = [JudgedPair(pair(text), is_wrong=wrong) for text, wrong in judged]
    (row,) = judged_figures("set", Suspicious(), labels)
    assert (row.group, row.name, row.value, row.count) == ("set", "segment AUROC, quality", 1.0, 3)
    words = [JudgedPair(pair("a bad"), words=((Span(0, 1), False), (Span(2, 5), True)))]
    (row,) = judged_figures("set", Suspicious(), words)
    assert (row.name, row.value, row.count) == ("word MCC", 1.0, 1)
    spans = [JudgedPair(pair("a bad"), spans=(gold(0, 5),)), JudgedPair(pair("ok"), spans=())]
    (row,) = judged_figures("set", Suspicious(), spans)
    assert (row.name, row.value) == ("span F1 with severity", 0.75)
