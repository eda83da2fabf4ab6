"""Documents beside human translations of the same sources: BLEU, chrF and TER by sacrebleu."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from qa.records import (
    CheckedDocument,
    CheckedSegment,
    ComparedDocument,
    HumanTranslation,
    LanguageMetrics,
    Metric,
)
from qa.spans import Span, cover

# sacrebleu's own tokenizers for Japanese and Korean need packages that are not worth their size here.
_BLEU_TOKENIZERS = {"zh": "zh", "ja": "char", "ko": "char"}

_Passages = list[tuple[str, str]]
"""A translation and the human one, passage by passage."""


def compare(pairs: Iterable[tuple[CheckedDocument, CheckedDocument]]) -> HumanTranslation:
    """Metrics for each document with its human translation, and for all documents of a language together.

    Both must be aligned with the same source: what stands beside the same part of it is compared.
    """
    documents: list[ComparedDocument] = []
    passages: list[tuple[str, _Passages]] = []
    for translation, human in sorted(pairs, key=lambda pair: pair[0].path):
        own = list(_passages(translation, human))
        passages.append((translation.language, own))
        documents.append(ComparedDocument(translation.path, human.path, _metrics(own, translation.language)))
    together = groupby(sorted(passages, key=lambda item: item[0]), key=lambda item: item[0])
    return HumanTranslation(
        tuple(documents),
        tuple(
            LanguageMetrics(language, _metrics([row for _, rows in group for row in rows], language))
            for language, group in together
        ),
    )


def _passages(translation: CheckedDocument, human: CheckedDocument) -> Iterator[tuple[str, str]]:
    """The texts between the places where an alignment ends on both sides."""
    ends = sorted(_ends(translation) & _ends(human)) or [0]
    ends[-1] = max(len(translation.source_text), len(human.source_text))
    here, there = _texts(translation, ends), _texts(human, ends)
    return ((own, other) for own, other in zip(here, there, strict=True) if own or other)


def _ends(document: CheckedDocument) -> set[int]:
    return {segment.source_span.end for segment in document.segments if len(segment.source_span)}


def _texts(document: CheckedDocument, ends: Sequence[int]) -> list[str]:
    """What renders the source up to each of ``ends`` from the one before."""
    texts = []
    segments = iter((*document.segments, None))
    segment = next(segments)
    for end in ends:
        spans: list[Span] = []
        while segment is not None and segment.source_span.end <= end:
            spans += _written(segment)
            segment = next(segments)
        span = cover(spans) if spans else Span(0, 0)
        texts.append(" ".join(document.text[span.start : span.end].split()))
    return texts


def _written(segment: CheckedSegment) -> list[Span]:
    return [segment.span] if len(segment.span) else []


def _metrics(passages: _Passages, language: str) -> tuple[Metric, ...]:
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    hypotheses, references = [own for own, _ in passages], [[other for _, other in passages]]
    unspaced = language in ("ja", "zh")
    chosen = (
        BLEU(tokenize=_BLEU_TOKENIZERS.get(language, "13a")),
        CHRF(),
        TER(normalized=unspaced, asian_support=unspaced),
    )
    return tuple(
        Metric(score.name, round(float(score.score), 2), str(metric.get_signature()))
        for metric in chosen
        for score in (metric.corpus_score(hypotheses, references),)
    )
