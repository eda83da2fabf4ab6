"""The values that pass between the stages.  All are immutable; none knows a stage."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from qa.questions import NOTHING_ASKED, Answers
from qa.spans import Span


class Severity(IntEnum):
    """How bad an error is; ordered, so that ``severity >= Severity.MAJOR`` reads as it should."""

    MINOR = 1
    """Odd, but the meaning is there."""
    MAJOR = 2
    """The meaning is changed."""
    CRITICAL = 3
    """Absurd, or the meaning is destroyed."""

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it was read.

    ``text`` is exactly the decoded file: byte-order mark removed, line ends kept.  ``prose`` has the same
    length: code, markup, addresses and front matter are spaces in it, so that an offset into the one is an
    offset into the other.  ``blocks`` are the paragraphs, headings and list items in order: disjoint, never
    cut inside a sentence; everything outside them is no prose.
    """

    path: str
    language: str
    text: str
    prose: str
    blocks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence, or as much as one: ``document.text[span] == text``, ``document.prose[span] == prose``."""

    index: int
    span: Span
    text: str
    prose: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """Source segments and the translation segments that render them.

    An empty ``translation`` is an omission, an empty ``source`` an addition.  Within a document every
    segment of both sides stands in exactly one alignment, in order.
    """

    source: tuple[int, ...]
    translation: tuple[int, ...]
    cost: float


@dataclass(frozen=True, slots=True)
class SegmentScore:
    """How well a translation passage renders its source passage.

    ``similarity`` is the cosine in [-1, 1] of one model and compares only within it; ``quality`` in [0, 1]
    is calibrated and compares across languages and models.
    """

    similarity: float
    quality: float


@dataclass(frozen=True, slots=True)
class Word:
    """A word and what speaks for it: ``doubt`` in [0, 1] is the probability that the other side lacks it.

    ``span`` counts in the document.  ``counterpart`` is the word of the other side that it was matched with.
    """

    span: Span
    doubt: float
    counterpart: Span | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """One side of an alignment: where it stands, its prose and its localised words.

    ``text`` is the document's prose over ``span``: ``text[i]`` stands at ``span.start + i``.  An absent side
    (omission, addition) is an empty span at the place where it belongs.
    """

    span: Span
    text: str
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may know beyond its passage: the two whole documents."""

    language: str
    source_text: str
    translation_text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that the rules see of one alignment; ``score`` is missing where a side is absent.

    ``answers`` are to what the rules asked of this passage.
    """

    context: Context
    source: Passage
    translation: Passage
    score: SegmentScore | None
    answers: Answers = NOTHING_ASKED


@dataclass(frozen=True, slots=True)
class ErrorSpan:
    """What one rule has to say of one stretch of the translation.

    ``span`` and ``source_span`` count in their documents.  ``category`` is the rule id.  ``confidence`` in
    [0, 1] is the probability that a careful reviser agrees.
    """

    span: Span
    category: str
    severity: Severity
    confidence: float
    message: str
    source_span: Span | None = None


@dataclass(frozen=True, slots=True)
class SourcePassage:
    """The part of the source that a finding is about."""

    path: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One reported error: all that a report needs."""

    path: str
    span: Span
    text: str
    rule: str
    severity: Severity
    confidence: float
    message: str
    source: SourcePassage | None
    suppressed: bool = False

    @property
    def source_text(self) -> str:
        """The source words beside the finding; empty where nothing in the source corresponds."""
        return self.source.text if self.source else ""

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        """The one order of findings: path, place, rule."""
        return (self.path, self.span.start, self.span.end, self.rule)


@dataclass(frozen=True, slots=True)
class CheckedSegment:
    """One alignment in a report; an absent side is an empty span and the score is missing."""

    span: Span
    source_span: Span
    score: SegmentScore | None


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """A document that was checked from its first to its last segment."""

    path: str
    source_path: str
    language: str
    text: str
    source_text: str
    segments: tuple[CheckedSegment, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a passage was flagged or was not: both sides with all of their words, and what was found in it."""

    source: Passage
    translation: Passage
    score: SegmentScore | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ExplainedDocument:
    """A document and the explanation of each of its segments, in order."""

    document: CheckedDocument
    passages: tuple[Explanation, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that could not be checked, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Metric:
    """What sacrebleu says of translations beside human ones.

    BLEU and chrF run from 0 to 100 and rise with likeness; TER counts edits in 100 words and falls with it.
    """

    name: str
    value: float
    signature: str


@dataclass(frozen=True, slots=True)
class ComparedDocument:
    """A document beside the human translation of the same source."""

    path: str
    human_path: str
    metrics: tuple[Metric, ...]


@dataclass(frozen=True, slots=True)
class LanguageMetrics:
    """All compared documents of a language, taken as one."""

    language: str
    metrics: tuple[Metric, ...]


@dataclass(frozen=True, slots=True)
class HumanTranslation:
    """How near a run's documents are to human translations; documents by path, languages by code."""

    documents: tuple[ComparedDocument, ...]
    languages: tuple[LanguageMetrics, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a run.

    ``findings`` are sorted by :attr:`Finding.sort_key`, documents and skipped files by path.  ``signature``
    names the version, the model and the settings that made it.
    """

    documents: tuple[CheckedDocument, ...]
    skipped: tuple[Skipped, ...]
    findings: tuple[Finding, ...]
    signature: str
    human_translation: HumanTranslation | None = None

    def exit_code(self, fail_on: Severity | None) -> int:
        """0 if all was checked and nothing reached ``fail_on``, 1 for findings, 2 if a file was not checked.

        Findings win over skipped files: a refused commit should show what to mend.  ``None`` never fails on
        findings.
        """
        if fail_on is not None and any(f.severity >= fail_on for f in self.findings if not f.suppressed):
            return 1
        return 2 if self.skipped else 0


@dataclass(frozen=True, slots=True)
class SourcePair:
    """An aligned pair as it is handed in; ``language`` is detected over many pairs where it is not given."""

    source: str
    translation: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """A pair and what was found in it; spans count in its translation, an empty side leaves no ``score``."""

    pair: SourcePair
    score: SegmentScore | None
    findings: tuple[Finding, ...]
