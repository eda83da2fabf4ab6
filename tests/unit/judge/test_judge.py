from __future__ import annotations

from qa.judge import JudgeOptions, judge
from qa.records import Context, Evidence, Passage, SegmentScore
from qa.spans import Span


def document(*passages: tuple[str, str], language: str = "fr") -> list[Evidence]:
    context = Context(language, "\n".join(s for s, _ in passages), "\n".join(t for _, t in passages))
    evidence, source_at, at = [], 0, 0
    for source, translation in passages:
        evidence.append(
            Evidence(
                context,
                Passage(Span(source_at, source_at + len(source)), source),
                Passage(Span(at, at + len(translation)), translation),
                SegmentScore(0.8, 0.9),
            )
        )
        source_at += len(source) + 1
        at += len(translation) + 1
    return evidence


def test_no_evidence_no_findings() -> None:
    assert judge([]) == ()


def test_offsets_count_in_the_document() -> None:
    evidence = document(("Nothing new.", "Rien de neuf."), ("It seats 28,000.", "Elle a 2 800 places."))
    (found,) = judge(evidence)
    text = evidence[0].context.translation_text
    assert text[found.span.start : found.span.end] == "2 800"
    assert found.source_span is not None
    assert evidence[0].context.source_text[found.source_span.start : found.source_span.end] == "28,000"
    assert found.message == "“2 800” where the source has “28,000”"


def test_the_options_choose_rules_and_confidence() -> None:
    evidence = document(("It seats 28,000.", "Elle a 2 800 places."))
    assert judge(evidence, JudgeOptions(ignore=("accuracy/number",))) == ()
    assert judge(evidence, JudgeOptions(confidence=0.95)) == ()
    assert len(judge(evidence, JudgeOptions(select=("accuracy/number",)))) == 1


def test_a_figure_that_moved_is_looked_for_in_both_neighbours() -> None:
    moved = document(
        ("It opened in 2016.", "Le musée a ouvert."),
        ("Entry was free.", "En 2016, l’entrée était gratuite."),
        ("It has 45 rooms.", "Il a 45 salles."),
    )
    assert judge(moved) == ()


def test_an_unknown_language_is_judged_all_the_same() -> None:
    (found,) = judge(document(("It seats 28,000.", "2,800 xx."), language="xx"))
    assert found.category == "accuracy/number"
