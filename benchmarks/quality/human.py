"""Machine translation that people have judged: words, error spans or whole segments.

A file ``<name>.en-<language>.<part>.jsonl[.xz]`` holds one judged pair a line, ``src`` and ``mt``, with

- ``mt_tok`` and ``mt_tags``: tokens and their tags, gap and token by turns, OK or BAD (MLQE-PE);
- ``spans``: objects with start, end (excluded), text and severity; one without text stands for something
  left out, has no usable place and is not counted (WMT23, fine-grained);
- ``label``: BAD or ERR where the segment has a critical error (WMT21, WMT22).
"""

from __future__ import annotations

import io
import json
import lzma
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from benchmarks.quality.figures import Figure, figure
from benchmarks.quality.metrics import Doubts, Flag, segment_auroc
from benchmarks.quality.statistic import Tally, rate
from qa.languages import from_tag
from qa.records import ScoredPair, Severity, SourcePair
from qa.spans import Span
from training.damage import MarkedSpan

_DIRECTION = re.compile(r"\.en-([A-Za-z]+)\.")


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """A pair with whatever judgement its file has; the other judgements are ``None``."""

    pair: SourcePair
    words: tuple[tuple[Span, bool], ...] | None = None
    spans: tuple[MarkedSpan, ...] | None = None
    is_wrong: bool | None = None


@dataclass(frozen=True, slots=True)
class Confusion:
    """Words of one pair: wrong and flagged, right but flagged, wrong and missed, right and left alone."""

    hits: int
    alarms: int
    misses: int
    rests: int


class ScorerLike(Protocol):
    """The part of :class:`qa.Checker` that scores pairs."""

    def score(self, pairs: Iterable[SourcePair]) -> Iterable[ScoredPair]:
        """Score aligned pairs in order."""


def load(path: Path) -> tuple[JudgedPair, ...]:
    """The judged pairs of a file.

    Raises:
        ValueError: the name tells no translation from English, or a line cannot be used.
    """
    match = _DIRECTION.search(path.name)
    language = from_tag(match[1]) if match else None
    if language is None:
        raise ValueError(f"{path}: the name must hold .en-<language>.; only English sources are checked")
    pairs = []
    content = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
    with io.BytesIO(content) as lines:
        for number, line in enumerate(lines, 1):
            try:
                pairs.append(_judged(json.loads(line), language))
            except (KeyError, ValueError) as error:
                raise ValueError(f"{path}:{number}: {error}") from error
    return tuple(pairs)


def judged_figures(group: str, scorer: ScorerLike, pairs: Sequence[JudgedPair]) -> list[Figure]:
    """The figures of one file: MCC of words, F1 of spans, AUROC of segments, as far as they were judged."""
    confusions: list[Confusion] = []
    overlaps: list[Tally] = []
    doubts: list[Doubts] = []
    for judged, scored in zip(pairs, scorer.score([judged.pair for judged in pairs]), strict=True):
        flags = [Flag(f.span, f.rule, f.severity, f.confidence) for f in scored.findings if not f.suppressed]
        doubt = 1 - scored.score.quality if scored.score else 1.0
        if judged.words is not None:
            confusions.append(confusion(judged.words, flags))
        if judged.spans is not None:
            overlaps.append(span_f1(judged.spans, flags))
        if judged.is_wrong is not None:
            doubts.append(Doubts((doubt,), ()) if judged.is_wrong else Doubts((), (doubt,)))
    rows = []
    if confusions:
        rows.append(figure(group, "word MCC", confusions, matthews, len(confusions)))
    if overlaps:
        rows.append(figure(group, "span F1 with severity", overlaps, rate, len(overlaps)))
    if doubts:
        rows.append(figure(group, "segment AUROC, quality", doubts, segment_auroc, len(doubts)))
    return rows


def confusion(words: Iterable[tuple[Span, bool]], flags: Sequence[Flag]) -> Confusion:
    """Count the words; one is flagged if a finding shares a character with it."""
    counts = {(wrong, flagged): 0 for wrong in (True, False) for flagged in (True, False)}
    for span, wrong in words:
        counts[wrong, any(flag.span.overlaps(span) for flag in flags)] += 1
    return Confusion(counts[True, True], counts[False, True], counts[True, False], counts[False, False])


def matthews(confusions: Sequence[Confusion]) -> float:
    """Correlation of flagged with wrong over all words (Matthews 1975); 0 where it is not defined."""
    hits = sum(one.hits for one in confusions)
    alarms = sum(one.alarms for one in confusions)
    misses = sum(one.misses for one in confusions)
    rests = sum(one.rests for one in confusions)
    spread = (hits + alarms) * (hits + misses) * (rests + alarms) * (rests + misses)
    return (hits * rests - alarms * misses) / math.sqrt(spread) if spread else 0.0


def span_f1(gold: Iterable[MarkedSpan], flags: Iterable[Flag]) -> Tally:
    """F1 over characters as WMT23 scores it: half a point for the right place with the wrong severity.

    The judges knew minor and major only: critical counts as major.
    """
    true = _worst((mark.span, mark.severity) for mark in gold)
    said = _worst((flag.span, flag.severity) for flag in flags)
    hits = sum(1.0 if true[at] == said[at] else 0.5 for at in true.keys() & said.keys())
    return Tally(2 * hits, len(true) + len(said))


def _worst(spans: Iterable[tuple[Span, Severity]]) -> dict[int, Severity]:
    """The worst severity of each character, major at most."""
    worst: dict[int, Severity] = {}
    for span, severity in spans:
        for at in range(span.start, span.end):
            worst[at] = max(worst.get(at, Severity.MINOR), min(severity, Severity.MAJOR))
    return worst


def _judged(item: dict[str, Any], language: str) -> JudgedPair:
    pair = SourcePair(item["src"], item["mt"], language)
    if "mt_tags" in item:
        tagged = _tagged(item["mt"], item["mt_tok"].split(), item["mt_tags"].split())
        return JudgedPair(pair, words=tuple(tagged))
    if "spans" in item:
        marks = (
            MarkedSpan(Span(mark["start"], mark["end"]), "", Severity[mark["severity"].upper()])
            for mark in item["spans"]
            if mark["text"]
        )
        return JudgedPair(pair, spans=tuple(marks))
    return JudgedPair(pair, is_wrong=item["label"] in ("BAD", "ERR"))


def _tagged(text: str, tokens: Sequence[str], tags: Sequence[str]) -> Iterable[tuple[Span, bool]]:
    """Each token where it stands in the text, and whether it is BAD.

    Quotation marks that the text lost on its way into the file are passed over.
    """
    if len(tags) != 2 * len(tokens) + 1:
        raise ValueError(f"{len(tokens)} tokens but {len(tags)} tags")
    at = 0
    for token, tag in zip(tokens, tags[1::2], strict=True):
        start = text.find(token, at)
        lost = start < 0 or text[at:start].strip()
        if lost and not any(character.isalnum() for character in token):
            continue
        if start < 0:
            raise ValueError(f"token {token!r} does not stand in the translation")
        at = start + len(token)
        yield Span(start, at), tag == "BAD"
