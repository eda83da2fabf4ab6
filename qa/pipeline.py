"""The order of the stages: documents go in, a report comes out.  Nothing here prints or exits."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from qa.align import Side, align
from qa.config import Options
from qa.detect import detect
from qa.discover import Pairing
from qa.embed import Embedder, Encoded
from qa.errors import QaError
from qa.judge import ambiguities, idiom_keys, judge
from qa.localise import Localised, adapt, localise, matches, renderings
from qa.model import Model
from qa.read import read
from qa.records import (
    Alignment,
    CheckedDocument,
    CheckedSegment,
    Context,
    Document,
    ErrorSpan,
    Evidence,
    Finding,
    Passage,
    Report,
    ScoredPair,
    Segment,
    SegmentScore,
    Skipped,
    SourcePair,
    SourcePassage,
    Word,
)
from qa.score import Usual, score, similarities
from qa.segment import segment
from qa.spans import Span

Progress = Callable[[int, int, str], None]
"""Called before each document: how many are done, how many there are, the path of this one."""

Checked = tuple[CheckedDocument, tuple[Finding, ...]]

_ENOUGH_TO_TELL = 4
"""Alignments below which a document is too short to be taken for another text."""
_POOR = 0.25
_FAR = 0.3
"""Median quality, and median similarity as a share of what is usual, from which a document is another text:
between the worst of 30 documents and the best of 30 mismatched ones in nine languages."""
_LONG = 10_000
_TOO_LONG = 20
"""Letters, and times the other side, from which one text is refused before it is cut into segments."""
_PAIRS_TO_DETECT = 100


def check_pairings(
    pairings: Iterable[Pairing],
    skipped: Iterable[Skipped],
    model: Model,
    options: Options,
    progress: Progress | None,
) -> Report:
    """Check each translation against its source; what fails is skipped with the reason, the rest goes on."""
    wanted = list(pairings)
    documents: list[CheckedDocument] = []
    findings: list[Finding] = []
    left_out = list(skipped)
    for done, pairing in enumerate(wanted):
        if progress:
            progress(done, len(wanted), pairing.translation)
        try:
            document, found = check_pairing(pairing, model, options)
        except QaError as error:
            # A report shows the path beside the reason; readers of a message on its own need it in there.
            left_out.append(Skipped(pairing.translation, str(error).removeprefix(f"{pairing.translation}: ")))
        else:
            documents.append(document)
            findings += found
    return Report(
        tuple(sorted(documents, key=lambda document: document.path)),
        tuple(sorted(left_out, key=lambda item: (item.path, item.reason))),
        tuple(sorted(findings, key=lambda finding: finding.sort_key)),
        options.signature(model.identity),
    )


def check_pairing(pairing: Pairing, model: Model, options: Options) -> Checked:
    """Read and check one translation.

    Raises:
        QaError: it or its source cannot be read, or they cannot be compared.
    """
    source = read(pairing.source, "en")
    translation = read(pairing.translation, "")
    language = options.language or pairing.language
    return check_documents(translation, source, language, model, options)


def check_documents(
    translation: Document, source: Document, language: str | None, model: Model, options: Options
) -> Checked:
    """Align, score, localise and judge two documents; ``language`` is detected where it is not known.

    Raises:
        QaError: one of them has no text, the language is not recognised, or the source is another text.
    """
    _refuse_other_length(translation, source)
    segments, source_segments = segment(translation), segment(source)
    for document, own in ((translation, segments), (source, source_segments)):
        if not own:
            raise QaError(f"{document.path}: it has no text to check")
    language = language or _language_of(translation)
    encoded = model.embedder.encode([one.prose for one in segments])
    source_encoded = model.embedder.encode([one.prose for one in source_segments])
    alignments = align(
        _side(source, source_segments, source_encoded), _side(translation, segments, encoded), options.align
    )
    similar = similarities(alignments, encoded, source_encoded)
    localised = localise(
        alignments, (segments, encoded), (source_segments, source_encoded), model.doubter, options.localise
    )
    scores = score(language, similar, localised.summaries, model.calibration)
    scored = [
        one if alignment.source and alignment.translation else None
        for alignment, one in zip(alignments, scores, strict=True)
    ]
    _refuse_other_text(translation, source, scored, model.calibration.usual_of(language))
    context = Context(language, source.prose, translation.prose)
    localised = adapt(localised, model.doubter.trained_share, options.localise)
    evidence = _evidence(
        alignments,
        _words(localised, options),
        scored,
        (translation, segments),
        (source, source_segments),
        context,
    )
    sides = (segments, encoded), (source_segments, source_encoded)
    evidence = [
        _with_answers(one, alignment, model.embedder, *sides)
        for one, alignment in zip(evidence, alignments, strict=True)
    ]
    findings = tuple(_finding(found, translation, source) for found in judge(evidence, options.judge))
    checked = tuple(CheckedSegment(one.translation.span, one.source.span, one.score) for one in evidence)
    return (
        CheckedDocument(translation.path, source.path, language, translation.text, source.text, checked),
        findings,
    )


def score_pairs(pairs: Sequence[SourcePair], model: Model, options: Options) -> Iterator[ScoredPair]:
    """Score and judge pairs, each taken as one passage; the stages run once for all of them.

    Raises:
        QaError: the language of a pair is neither given nor recognised from all pairs together.
    """
    detected = None if all(pair.language or options.language for pair in pairs) else _language_of_pairs(pairs)
    languages = [pair.language or options.language or detected or "" for pair in pairs]
    here, there = (
        _as_segments([getattr(pair, name) for pair in pairs]) for name in ("translation", "source")
    )
    encoded, source_encoded = (model.embedder.encode([one.text for one in side]) for side in (here, there))
    alignments = [Alignment((n,), (n,), 0.0) for n in range(len(pairs))]
    similar = similarities(alignments, encoded, source_encoded)
    localised = localise(
        alignments, (here, encoded), (there, source_encoded), model.doubter, options.localise
    )
    # Each pair is a document of its own.
    adapted = adapt(localised, model.doubter.trained_share, options.localise, np.arange(len(pairs)))
    words = _words(adapted, options)
    for n, (pair, language) in enumerate(zip(pairs, languages, strict=True)):
        if not pair.source.strip() or not pair.translation.strip():
            yield ScoredPair(pair, None, ())
            continue
        one = score(language, similar[n : n + 1], localised.summaries[n : n + 1], model.calibration)[0]
        translation, source = (_as_document(name, getattr(pair, name)) for name in ("translation", "source"))
        evidence = Evidence(
            Context(language, pair.source, pair.translation),
            Passage(Span(0, len(pair.source)), pair.source, words[n].source),
            Passage(Span(0, len(pair.translation)), pair.translation, words[n].translation),
            one,
        )
        sides = (here, encoded), (there, source_encoded)
        evidence = _with_answers(evidence, alignments[n], model.embedder, *sides)
        found = judge([evidence], options.judge)
        yield ScoredPair(pair, one, tuple(_finding(item, translation, source) for item in found))


def _as_segments(texts: Sequence[str]) -> list[Segment]:
    return [Segment(n, Span(0, len(text)), text, text) for n, text in enumerate(texts)]


def _as_document(name: str, text: str) -> Document:
    return Document(name, "", text, text, (Span(0, len(text)),))


def _language_of_pairs(pairs: Sequence[SourcePair]) -> str:
    language = detect("\n".join(pair.translation for pair in pairs[:_PAIRS_TO_DETECT]))
    if language is None:
        raise QaError("the language of the translations is not recognised; name it with --language")
    return language


def _side(document: Document, segments: Sequence[Segment], encoded: Encoded) -> Side:
    starts = [block.start for block in document.blocks]
    blocks = [bisect_right(starts, one.span.start) for one in segments]
    return Side(encoded.sums, [len(one.prose) for one in segments], blocks)


def _language_of(document: Document) -> str:
    language = detect(document.prose)
    if language is None:
        raise QaError(f"{document.path}: its language is not recognised; name it with --language")
    return language


def _refuse_other_length(translation: Document, source: Document) -> None:
    """No language needs twenty times the room: such a pair is not worth aligning, and may be huge."""
    shorter, longer = sorted((translation, source), key=_prose_length)
    if _prose_length(longer) > max(_LONG, _TOO_LONG * _prose_length(shorter)) and _prose_length(shorter):
        raise QaError(
            f"{source.path} does not look like the source of {translation.path}: {longer.path} has more than "
            f"{_TOO_LONG} times the text; name the right source with --source or --references"
        )


def _prose_length(document: Document) -> int:
    return sum(map(len, document.blocks))


def _refuse_other_text(
    translation: Document, source: Document, scores: Sequence[SegmentScore | None], usual: Usual
) -> None:
    """A page of false alarms helps nobody: where nothing corresponds, the pairing is what is wrong.

    A text left in English corresponds well, badly garbled text still more than another text does.
    """
    known = [one for one in scores if one]
    if len(scores) >= _ENOUGH_TO_TELL and (
        len(known) * 4 < len(scores) or _corresponds_nowhere(known, usual)
    ):
        raise QaError(
            f"{source.path} does not look like the source of {translation.path}: hardly a passage "
            "corresponds; name the right source with --source or --references"
        )


def _corresponds_nowhere(scores: Sequence[SegmentScore], usual: Usual) -> bool:
    """Whether the middle passage is poor and far from its source; copied English is poor but near."""
    quality = _median([one.quality for one in scores])
    similarity = _median([one.similarity for one in scores])
    return quality < _POOR and similarity < _FAR * usual.similarity


def _median(values: Sequence[float]) -> float:
    """Not numpy's, which takes longer than all else here and loads the masked arrays at the first call."""
    ranked = sorted(values)
    return (ranked[(len(ranked) - 1) // 2] + ranked[len(ranked) // 2]) / 2


class _Words(NamedTuple):
    """The doubtful words of the two sides of an alignment."""

    translation: tuple[Word, ...]
    source: tuple[Word, ...]


def _words(localised: Localised, options: Options) -> list[_Words]:
    """By alignment, the words that a rule would look at."""
    count, least = len(localised.counts), options.judge.word_doubt
    sides = (side.records(count, least) for side in (localised.translation, localised.source))
    return list(map(_Words, *sides))


def _evidence(
    alignments: Sequence[Alignment],
    localised: Sequence[_Words],
    scores: Sequence[SegmentScore | None],
    translation: tuple[Document, Sequence[Segment]],
    source: tuple[Document, Sequence[Segment]],
    context: Context,
) -> list[Evidence]:
    result = []
    here = there = 0
    for alignment, words, one in zip(alignments, localised, scores, strict=True):
        own = _passage(alignment.translation, *translation, here, words.translation)
        other = _passage(alignment.source, *source, there, words.source)
        here, there = own.span.end, other.span.end
        result.append(Evidence(context, other, own, one))
    return result


def _passage(
    indexes: Sequence[int],
    document: Document,
    segments: Sequence[Segment],
    place: int,
    words: tuple[Word, ...],
) -> Passage:
    """The prose of consecutive segments; for none, an empty passage at ``place``."""
    span = (
        Span(segments[indexes[0]].span.start, segments[indexes[-1]].span.end)
        if indexes
        else Span(place, place)
    )
    return Passage(span, document.prose[span.start : span.end], words)


def _with_answers(
    evidence: Evidence,
    alignment: Alignment,
    embedder: Embedder,
    translation: tuple[Sequence[Segment], Encoded],
    source: tuple[Sequence[Segment], Encoded],
) -> Evidence:
    """The evidence with what stands for the words that a rule asks about; few passages have one."""
    wanted = idiom_keys(evidence.source, evidence.context.language)
    ambiguous = ambiguities(evidence.source, evidence.context)
    if wanted:
        evidence = replace(evidence, matches=matches(alignment, wanted, translation, source))
    if ambiguous:
        found = renderings(alignment, ambiguous, embedder, translation, source)
        evidence = replace(evidence, renderings=found)
    return evidence


def _finding(found: ErrorSpan, translation: Document, source: Document) -> Finding:
    passage = None
    if found.source_span is not None:
        span = found.source_span
        passage = SourcePassage(source.path, span, source.text[span.start : span.end])
    return Finding(
        translation.path,
        found.span,
        translation.text[found.span.start : found.span.end],
        found.category,
        found.severity,
        found.confidence,
        found.message,
        passage,
    )
