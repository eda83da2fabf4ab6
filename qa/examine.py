"""Two documents through all stages before the judging: what comes out is the evidence that the rules see."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from qa.align import Side, align
from qa.config import Options
from qa.detect import detect
from qa.embed import Encoded
from qa.errors import QaError
from qa.judge import judge, questions
from qa.localise import Asked, Localised, Shares, adapt, localise
from qa.model import Model
from qa.records import (
    Alignment,
    CheckedDocument,
    CheckedSegment,
    Context,
    Document,
    ErrorSpan,
    Evidence,
    Passage,
    Segment,
    SegmentScore,
    Severity,
    Word,
)
from qa.score import Usual, score, similarities
from qa.segment import segment
from qa.spans import Span

_ENOUGH_TO_TELL = 4
"""Alignments below which a document is too short to be taken for another text."""
_POOR = 0.25
_FAR = 0.3
"""Median quality, and median similarity as a share of what is usual, from which a document is another text:
between the worst of 30 documents and the best of 30 mismatched ones in nine languages."""
_SLIPS = ("accuracy/number", "accuracy/addition", "accuracy/omission")
"""Errors that say nothing of the rest: good translators slip in figures too, and add, and leave out."""
_LONG = 10_000
_TOO_LONG = 20
"""Letters, and times the other side, from which one text is refused before it is cut into segments."""


@dataclass(frozen=True, slots=True, eq=False)
class Examined:
    """Two documents after all stages but the judging; of ``passages`` the first is the translation's."""

    translation: Document
    source: Document
    context: Context
    passages: Sequence[tuple[Passage, Passage]]
    scores: Sequence[SegmentScore | None]
    localised: Localised

    def evidence(self, least: float) -> list[Evidence]:
        """What the rules see, with the words from a doubt of ``least`` on."""
        return [
            Evidence(
                self.context,
                replace(there, words=words.source),
                replace(here, words=words.translation),
                one,
                answers,
            )
            for (here, there), words, one, answers in zip(
                self.passages,
                doubtful_words(self.localised, least),
                self.scores,
                self.localised.answers,
                strict=True,
            )
        ]

    def document(self, scores: Sequence[SegmentScore | None]) -> CheckedDocument:
        """The document for a report, with ``scores`` for its segments."""
        return CheckedDocument(
            self.translation.path,
            self.source.path,
            self.context.language,
            self.translation.text,
            self.source.text,
            tuple(
                CheckedSegment(here.span, there.span, one)
                for (here, there), one in zip(self.passages, scores, strict=True)
            ),
        )


def examine(
    translation: Document,
    source: Document,
    language: str | None,
    model: Model,
    options: Options,
    *,
    every_word: bool = False,
) -> Examined:
    """Segment, embed, align, localise and score; ``language`` is detected where it is not known.

    With ``every_word`` the words without doubt are kept too.

    Raises:
        QaError: one of them has no text, the language is not recognised, or the source is another text.
    """
    _refuse_other_length(translation, source)
    segments, source_segments = segment(translation), segment(source)
    for document, own in ((translation, segments), (source, source_segments)):
        if not own:
            raise QaError(f"{document.path}: it has no text to check")
    language = language or _language_of(translation)
    model = model.of(language)
    encoded = model.embedder.encode([one.prose for one in segments])
    source_encoded = model.embedder.encode([one.prose for one in source_segments])
    alignments = align(
        _side(source, source_segments, source_encoded), _side(translation, segments, encoded), options.align
    )
    context = Context(language, source.prose, translation.prose)
    passages = _passages(alignments, (translation, segments), (source, source_segments))
    similar = similarities(alignments, encoded, source_encoded)
    reader = model.reader(language)
    localised = localise(
        alignments,
        (segments, encoded),
        (source_segments, source_encoded),
        model.doubter,
        replace(options.localise, floor=0.0) if every_word or reader else options.localise,
        Asked([questions(there, here, context) for here, there in passages], model.embedder),
    )
    scores = [
        one if alignment.source and alignment.translation else None
        for alignment, one in zip(
            alignments, score(language, similar, localised.summaries, model.calibration), strict=True
        )
    ]
    _refuse_other_text(translation, source, scores, model.calibration.usual_of(language))
    errors = None
    if reader:
        localised = reader.reread(localised, passages, model.embedder)
        if not every_word:
            localised = localised.above(options.localise.floor)
        # Of all rules, whatever the user wants to hear of: what is known does not depend on what is shown.
        without_doubts = [
            Evidence(context, there, here, one, answers)
            for (here, there), one, answers in zip(passages, scores, localised.answers, strict=True)
        ]
        errors = np.array([_different(judge(without_doubts), translation)])
    shares = Shares.of([model.shares(language, options.localise.sound_share)])
    adapted = adapt(localised, shares, options.localise, errors=errors)
    return Examined(translation, source, context, passages, scores, adapted)


def _different(errors: Iterable[ErrorSpan], document: Document) -> int:
    """How many serious errors tell of a garbled document: repeated ones (a name misspelt throughout) once."""
    return len(
        {
            (one.category, document.text[one.span.start : one.span.end].casefold() or one.span)
            for one in errors
            if one.severity >= Severity.MAJOR and one.category not in _SLIPS
        }
    )


class DoubtfulWords(NamedTuple):
    """Those of the two sides of an alignment."""

    translation: tuple[Word, ...]
    source: tuple[Word, ...]


def doubtful_words(localised: Localised, least: float) -> list[DoubtfulWords]:
    """By alignment, the words from a doubt of ``least`` on."""
    count = len(localised.counts)
    sides = (side.records(count, least) for side in (localised.translation, localised.source))
    return list(map(DoubtfulWords, *sides))


def _passages(
    alignments: Sequence[Alignment],
    translation: tuple[Document, Sequence[Segment]],
    source: tuple[Document, Sequence[Segment]],
) -> list[tuple[Passage, Passage]]:
    result = []
    here = there = 0
    for alignment in alignments:
        own = _passage(alignment.translation, *translation, here)
        other = _passage(alignment.source, *source, there)
        here, there = own.span.end, other.span.end
        result.append((own, other))
    return result


def _passage(
    indexes: Sequence[int],
    document: Document,
    segments: Sequence[Segment],
    place: int,
) -> Passage:
    """The prose of consecutive segments; for none, an empty passage at ``place``."""
    span = (
        Span(segments[indexes[0]].span.start, segments[indexes[-1]].span.end)
        if indexes
        else Span(place, place)
    )
    return Passage(span, document.prose[span.start : span.end])


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
