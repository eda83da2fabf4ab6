"""Every case file says what its rule has to find; see ``docs/rules`` for the format."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from qa.judge import RULES, JudgeOptions, judge
from qa.questions import Accounted, Answers, Likeness, Match, Rendering, SenseRendering
from qa.records import Context, ErrorSpan, Evidence, Passage, SegmentScore, Word
from qa.spans import Span

CASES = Path(__file__).parent
PAGES = CASES.parents[1] / "docs" / "rules"
KINDS = ("flagged", "clean", "known-false")
MARK = re.compile(r"⟦([^⟧]*)⟧")


@dataclass(frozen=True)
class Example:
    rule: str
    kind: str
    evidence: tuple[Evidence, ...]
    expected: tuple[Span, ...]


def read(path: Path) -> Example:
    """One line of text a passage; ``⟦…⟧`` in a translation is what the rule reports.

    ``match`` names for a source word its match in the translation, and their cosine; ``likeness`` for each
    set of words asked for with a source word what comes nearest to it, how near, and the cosine of its rival;
    ``rendering`` the words that may stand for an ambiguous one, with their cosines for its senses and for it;
    ``accounted`` the words that are near to a source word other than a listed one.
    """
    table = tomllib.loads(path.read_text("utf-8"))
    sources = [item["source"] for item in table["passage"]]
    marked = [item["translation"] for item in table["passage"]]
    translations = [MARK.sub(r"\1", text) for text in marked]
    context = Context(table["language"], "\n".join(sources), "\n".join(translations))
    evidence, expected = [], []
    source_at = at = 0
    for item, source, text, with_marks in zip(table["passage"], sources, translations, marked, strict=True):
        expected += [span.shift(at) for span in marks(with_marks)]
        words = tuple(
            Word(Span(*match.span()).shift(at), item.get("doubt", {}).get(match[0], 0.02))
            for match in re.finditer(r"\w+", text)
        )
        translation = Passage(Span(at, at + len(text)), text, words)
        original = Passage(Span(source_at, source_at + len(source)), source)
        score = SegmentScore(0.8, item.get("quality", 0.95)) if source and text else None
        matches = tuple(
            Match(place(source, word).shift(source_at), place(text, match).shift(at), similarity)
            for word, (match, similarity) in item.get("match", {}).items()
        )
        renderings = tuple(
            Rendering(
                place(source, word).shift(source_at),
                tuple(Likeness(place(text, near).shift(at), *cosines) for near, *cosines in likenesses),
            )
            for word, likenesses in item.get("likeness", {}).items()
        )
        senses = tuple(
            SenseRendering(
                place(source, word).shift(source_at), place(text, one).shift(at), tuple(cosines), 0.1
            )
            for word, words in item.get("rendering", {}).items()
            for one, cosines in words
        )
        accounted = tuple(
            Accounted(
                place(source, listed).shift(source_at), tuple(place(text, word).shift(at) for word in words)
            )
            for listed, words in item.get("accounted", {}).items()
        )
        answers = Answers(matches, renderings, senses, accounted)
        evidence.append(Evidence(context, original, translation, score, answers))
        at += len(text) + (1 if text else 0)
        source_at += len(source) + 1
    rule, kind = path.parent.parent.relative_to(CASES).as_posix(), path.parent.name
    return Example(rule, kind, tuple(evidence), tuple(expected))


def place(text: str, word: str) -> Span:
    return Span(text.index(word), text.index(word) + len(word))


def marks(text: str) -> Iterator[Span]:
    for removed, match in enumerate(MARK.finditer(text)):
        yield Span(*match.span(1)).shift(-2 * removed - 1)


def found(example: Example) -> tuple[ErrorSpan, ...]:
    return judge(example.evidence, JudgeOptions(select=(example.rule,)))


FILES = sorted(CASES.rglob("*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(CASES).with_suffix("").as_posix())
def test_case(path: Path) -> None:
    example = read(path)
    assert example.kind in KINDS
    assert bool(example.expected) == (example.kind != "clean"), "a clean case has no marks, every other some"
    findings = found(example)
    assert tuple(finding.span for finding in findings) == example.expected, [f.message for f in findings]
    assert {finding.category for finding in findings} <= {example.rule}


@pytest.mark.parametrize("rule", [rule.id for rule in RULES])
def test_every_rule_has_a_page_and_cases(rule: str) -> None:
    for kind in KINDS:
        assert list((CASES / rule / kind).glob("*.toml")), f"{rule} has no {kind} case"
    page = (PAGES / f"{rule}.md").read_text("utf-8")
    assert page.startswith(f"# {rule}\n")
    for heading in ("## What it finds", "## Fires", "## Stays silent", "## Known limits", "## Switch off"):
        assert heading in page


def test_every_case_belongs_to_a_rule() -> None:
    rules = {rule.id for rule in RULES}
    assert {path.parent.parent.relative_to(CASES).as_posix() for path in FILES} == rules
