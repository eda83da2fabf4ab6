"""The order of the stages: documents go in, a report comes out.  Nothing here prints or exits."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from qa.config import Options
from qa.detect import detect
from qa.discover import Pairing
from qa.errors import QaError
from qa.examine import Examined, doubtful_words, examine
from qa.judge import judge, questions
from qa.localise import Asked, Shares, adapt, localise
from qa.model import Model
from qa.read import read
from qa.records import (
    Alignment,
    CheckedDocument,
    Context,
    Document,
    ErrorSpan,
    Evidence,
    ExplainedDocument,
    Explanation,
    Finding,
    Passage,
    Report,
    ScoredPair,
    Segment,
    SegmentScore,
    Skipped,
    SourcePair,
    SourcePassage,
)
from qa.score import score, similarities, with_errors
from qa.spans import Span

Progress = Callable[[int, int, str], None]
"""Called before each document: how many are done, how many there are, the path of this one."""

Checked = tuple[CheckedDocument, tuple[Finding, ...]]

_PAIRS_TO_DETECT = 100
_NEAR = 4
"""Passages at a place among which the one is sought that a finding is about."""


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


def explain_pairing(pairing: Pairing, model: Model, options: Options) -> ExplainedDocument:
    """Read and explain one translation.

    Raises:
        QaError: see :func:`check_pairing`.
    """
    source, translation = read(pairing.source, "en"), read(pairing.translation, "")
    return explain_documents(translation, source, options.language or pairing.language, model, options)


def check_documents(
    translation: Document, source: Document, language: str | None, model: Model, options: Options
) -> Checked:
    """Examine and judge two documents; ``language`` is detected where it is not known.

    Raises:
        QaError: one of them has no text, the language is not recognised, or the source is another text.
    """
    examined = examine(translation, source, language, model, options)
    evidence = examined.evidence(options.judge.word_doubt)
    found = judge(evidence, options.judge)
    scores = _with_errors(examined, _by_passage(found, evidence), model)
    return examined.document(scores), tuple(_finding(one, translation, source) for one in found)


def explain_documents(
    translation: Document, source: Document, language: str | None, model: Model, options: Options
) -> ExplainedDocument:
    """The same with the evidence of every segment: all of its words, and the findings in it.

    Raises:
        QaError: see :func:`check_documents`.
    """
    examined = examine(translation, source, language, model, options, every_word=True)
    evidence = examined.evidence(options.judge.word_doubt)
    found = _by_passage(judge(evidence, options.judge), evidence)
    scores = _with_errors(examined, found, model)
    passages = tuple(
        Explanation(
            one.source, one.translation, two, tuple(_finding(error, translation, source) for error in own)
        )
        for one, two, own in zip(examined.evidence(least=0.0), scores, found, strict=True)
    )
    return ExplainedDocument(examined.document(scores), passages)


def _with_errors(
    examined: Examined, found: Sequence[Sequence[ErrorSpan]], model: Model
) -> list[SegmentScore | None]:
    calibration = model.of(examined.context.language).calibration
    return [with_errors(one, errors, calibration) for one, errors in zip(examined.scores, found, strict=True)]


def _by_passage(found: Iterable[ErrorSpan], passages: Sequence[Evidence]) -> list[list[ErrorSpan]]:
    """The findings of each passage.

    One belongs to the last passage that begins where it stands or before; an omission, which stands between
    two, to the one of these whose source it is about.
    """
    starts = [one.translation.span.start for one in passages]
    result: list[list[ErrorSpan]] = [[] for _ in passages]
    for error in found:
        last = max(bisect_right(starts, error.span.start) - 1, 0)
        about = error.source_span
        near = range(last, max(last - _NEAR, -1), -1) if about is not None else ()
        owner = next((n for n in near if about and passages[n].source.span.overlaps(about)), last)
        result[owner].append(error)
    return result


def score_pairs(pairs: Sequence[SourcePair], model: Model, options: Options) -> Iterator[ScoredPair]:
    """Score and judge pairs, each taken as one passage; the stages run once for all of a model.

    Raises:
        QaError: the language of a pair is neither given nor recognised from all pairs together.
    """
    detected = None if all(pair.language or options.language for pair in pairs) else _language_of_pairs(pairs)
    languages = [pair.language or options.language or detected or "" for pair in pairs]
    found: dict[int, ScoredPair] = {}
    for own in {id(one): one for one in map(model.of, languages)}.values():
        chosen = [n for n, language in enumerate(languages) if model.of(language) is own]
        some = _score_pairs([pairs[n] for n in chosen], [languages[n] for n in chosen], own, options)
        found.update(zip(chosen, some, strict=True))
    return (found[n] for n in range(len(pairs)))


def _score_pairs(
    pairs: Sequence[SourcePair], languages: Sequence[str], model: Model, options: Options
) -> Iterator[ScoredPair]:
    here, there = (
        _as_segments([getattr(pair, name) for pair in pairs]) for name in ("translation", "source")
    )
    encoded, source_encoded = (model.embedder.encode([one.text for one in side]) for side in (here, there))
    alignments = [Alignment((n,), (n,), 0.0) for n in range(len(pairs))]
    similar = similarities(alignments, encoded, source_encoded)
    contexts = [
        Context(language, pair.source, pair.translation)
        for language, pair in zip(languages, pairs, strict=True)
    ]
    passages = [
        (Passage(one.span, one.text), Passage(two.span, two.text))
        for one, two in zip(here, there, strict=True)
    ]
    asked = [questions(other, own, context) for (own, other), context in zip(passages, contexts, strict=True)]
    readers = {language: reader for language in languages if (reader := model.reader(language))}
    localised = localise(
        alignments,
        (here, encoded),
        (there, source_encoded),
        model.doubter,
        replace(options.localise, floor=0.0) if readers else options.localise,
        Asked(asked, model.embedder),
    )
    for language, reader in sorted(readers.items()):
        own = [n for n, other in enumerate(languages) if other == language]
        localised = reader.reread(localised, passages, model.embedder, own)
    # Each pair is a document of its own.
    adapted = adapt(
        localised.above(options.localise.floor),
        Shares.of(model.shares(language, options.localise.sound_share) for language in languages),
        options.localise,
        np.arange(len(pairs)),
    )
    words = doubtful_words(adapted, options.judge.word_doubt)
    for n, (pair, language) in enumerate(zip(pairs, languages, strict=True)):
        if not pair.source.strip() or not pair.translation.strip():
            yield ScoredPair(pair, None, ())
            continue
        one = score(language, similar[n : n + 1], localised.summaries[n : n + 1], model.calibration)[0]
        translation, source = (_as_document(name, getattr(pair, name)) for name in ("translation", "source"))
        evidence = Evidence(
            contexts[n],
            Passage(Span(0, len(pair.source)), pair.source, words[n].source),
            Passage(Span(0, len(pair.translation)), pair.translation, words[n].translation),
            one,
            localised.answers[n],
        )
        found = judge([evidence], options.judge)
        findings = tuple(_finding(item, translation, source) for item in found)
        yield ScoredPair(pair, with_errors(one, found, model.calibration), findings)


def _as_segments(texts: Sequence[str]) -> list[Segment]:
    return [Segment(n, Span(0, len(text)), text, text) for n, text in enumerate(texts)]


def _as_document(name: str, text: str) -> Document:
    return Document(name, "", text, text, (Span(0, len(text)),))


def _language_of_pairs(pairs: Sequence[SourcePair]) -> str:
    language = detect("\n".join(pair.translation for pair in pairs[:_PAIRS_TO_DETECT]))
    if language is None:
        raise QaError("the language of the translations is not recognised; name it with --language")
    return language


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
