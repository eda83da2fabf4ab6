"""One document of the page: its aligned segments side by side, its findings beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from qa.languages import SOURCE_LANGUAGE, describe
from qa.records import CheckedDocument, CheckedSegment
from qa.report.display import direction
from qa.report.locate import Places, Segments
from qa.report.page.figures import badges, kind, quality_class, quality_text
from qa.report.page.marks import Mark, Piece, in_source, in_translation, pieces
from qa.report.page.markup import joined, text
from qa.report.tally import count, mean_quality
from qa.spans import Span


@dataclass(slots=True)
class _Slot:
    """A place in the layout: an aligned segment, or what stands between two of them (``segment`` is missing).

    Each finding has one note, in the first slot it touches, and marks wherever its words are.
    """

    source: Span
    translation: Span
    segment: CheckedSegment | None = None
    notes: list[Mark] = field(default_factory=list)
    source_marks: list[Mark] = field(default_factory=list)
    translation_marks: list[Mark] = field(default_factory=list)


def section(number: int, document: CheckedDocument, marks: Sequence[Mark]) -> str:
    """A document under its heading, open where it has findings that are not suppressed."""
    opened = " open" if any(not mark.finding.suppressed for mark in marks) else ""
    language = text(describe(document.language))
    facts = (
        f"{language} · {count(len(document.segments), 'segment')} · "
        f"mean quality {quality_text(mean_quality(document))}"
    )
    slots = _filled(document, marks)
    return joined(
        f'<details class="document" id="d{number}"{opened}>',
        f'<summary><h2><bdi>{text(document.path)}</bdi></h2> <span class="facts">{facts}</span> '
        f"{badges(mark.finding for mark in marks)}</summary>",
        f'<p class="against">Source: <bdi>{text(document.source_path)}</bdi></p>',
        f'<div class="heads"><span>Quality</span><span>{describe(SOURCE_LANGUAGE)} source</span>'
        f"<span>{language} translation</span><span>Findings</span></div>",
        *(_slot(f"d{number}s{at // 2 + 1}", slot, document) for at, slot in enumerate(slots)),
        "</details>",
    )


def _filled(document: CheckedDocument, marks: Sequence[Mark]) -> list[_Slot]:
    """The slots with everything that is drawn in them."""
    slots = list(_slots(document))
    segments = Segments(document.segments)
    translations = Places([slot.translation for slot in slots])
    sources = Places([slot.source for slot in slots])
    for mark in marks:
        first = next((2 * index + 1 for index in segments.indexes(mark.finding)), 0)
        slots[first].notes.append(mark)
        for at in translations.overlapping(mark.span) if len(mark.span) else (first,):
            slots[at].translation_marks.append(mark)
        if (source := mark.finding.source) is not None:
            for at in sources.overlapping(source.span):
                slots[at].source_marks.append(Mark(source.span, mark.number, mark.finding))
    for slot in slots:
        slot.source_marks.sort(key=lambda mark: mark.span)
    return slots


def _slots(document: CheckedDocument) -> Iterator[_Slot]:
    """A gap, a segment, a gap, ..., a segment, a gap: together all of both texts."""
    source = translation = 0
    for segment in document.segments:
        yield _Slot(
            Span(source, max(source, segment.source_span.start)),
            Span(translation, max(translation, segment.span.start)),
        )
        yield _Slot(segment.source_span, segment.span, segment)
        source = max(source, segment.source_span.end)
        translation = max(translation, segment.span.end)
    yield _Slot(
        Span(source, max(source, len(document.source_text))),
        Span(translation, max(translation, len(document.text))),
    )


def _slot(identity: str, slot: _Slot, document: CheckedDocument) -> str:
    if slot.segment is not None:
        return _segment(identity, slot, slot.segment, document)
    source = document.source_text[slot.source.start : slot.source.end]
    translation = document.text[slot.translation.start : slot.translation.end]
    if slot.notes or source.strip() or translation.strip():
        slot.source = _without_blank_lines(document.source_text, slot.source)
        slot.translation = _without_blank_lines(document.text, slot.translation)
        return _row('class="row between"', "", slot, document)
    inside = slot.translation.start > 0 and slot.translation.end < len(document.text)
    return '<div class="break"></div>' if inside and ("\n" in source or "\n" in translation) else ""


def _without_blank_lines(whole: str, span: Span) -> Span:
    """``span`` without the line ends at its ends."""
    inner = whole[span.start : span.end]
    start = span.end - len(inner.lstrip("\r\n"))
    return Span(start, max(start, span.start + len(inner.rstrip("\r\n"))))


def _segment(identity: str, slot: _Slot, segment: CheckedSegment, document: CheckedDocument) -> str:
    quality = segment.score.quality if segment.score else None
    plain = "" if slot.translation_marks or slot.notes else " sound"
    gauge = f'<span class="quality {quality_class(quality)}">{quality_text(quality)}</span>'
    return _row(f'class="row{plain}" id="{identity}"', gauge, slot, document)


def _row(attributes: str, gauge: str, slot: _Slot, document: CheckedDocument) -> str:
    notes = "".join(map(_note, slot.notes))
    return joined(
        f'<div {attributes}><div class="gauge">{gauge}</div>',
        f'<div class="source" lang="{SOURCE_LANGUAGE}" dir="ltr">{_source(slot, document)}</div>',
        f'<div class="translation" lang="{text(document.language)}" dir="{direction(document.language)}">'
        f"{_translation(slot, document)}</div>",
        f'<ul class="notes">{notes}</ul></div>' if notes else "</div>",
    )


def _source(slot: _Slot, document: CheckedDocument) -> str:
    if slot.segment is not None and not len(slot.source):
        return '<span class="absent">not in the source</span>'
    return "".join(
        in_source(text(document.source_text[piece.span.start : piece.span.end]), piece)
        for piece in pieces(slot.source, slot.source_marks)
    )


def _translation(slot: _Slot, document: CheckedDocument) -> str:
    if slot.segment is not None and not len(slot.translation):
        absent = '<span class="absent" lang="en" dir="ltr">not translated</span>'
        return in_translation(absent, Piece(slot.translation, tuple(slot.translation_marks)))
    return "".join(
        in_translation(text(document.text[piece.span.start : piece.span.end]), piece)
        for piece in pieces(slot.translation, slot.translation_marks)
    )


def _note(mark: Mark) -> str:
    """The reason of one finding, for the margin and for paper."""
    finding = mark.finding
    suppressed = " (suppressed)" if finding.suppressed else ""
    return (
        f'<li id="f{mark.number}" tabindex="-1" data-kind="{kind(finding)}" data-findings="{mark.number}" '
        f'data-rule="{text(finding.rule)}"><p><b>{mark.number}</b> '
        f'<span class="badge" data-kind="{kind(finding)}">{finding.severity}{suppressed}</span> '
        f"<code>{text(finding.rule)}</code></p><p>{text(finding.message)}</p>"
        f'<p class="facts">confidence {finding.confidence:.0%}</p></li>'
    )
