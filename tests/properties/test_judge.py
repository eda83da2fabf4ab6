from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from qa.judge import judge, wordbook
from qa.judge.numerals import han_value, readings
from qa.judge.overlaps import resolve
from qa.languages import LANGUAGES
from qa.records import Context, ErrorSpan, Evidence, Passage, SegmentScore, Severity, Word
from qa.spans import Span

VOCABULARY = (
    "The the of Harbour Harbour's house houses 12 1,200 3.5 5 pm miles % $ two twenty Monday May L’ école "
    "vingt-cinq дом 東京 三万 3万 et . , ; ( « » at a glance 2 800 euros orders Dupont Dupond"
)
WORDS = st.sampled_from(VOCABULARY.split(" "))
TEXTS = st.lists(WORDS, max_size=14).map(" ".join)
TABLES = sorted(
    path for folder in ("terms", "traps", "poles") for path in (wordbook.FOLDER / folder).glob("*.tsv")
)

UNSPACED = [path for path in TABLES if not LANGUAGES[path.stem].spaced]


@cache
def rows_of(table: Path) -> list[list[str]]:
    return [line.split("\t") for line in table.read_text("utf-8").splitlines() if line and line[0] != "#"]


@st.composite
def listed_pairs(draw: st.DrawFn) -> tuple[str, list[tuple[str, str]]]:
    """Wordings of the tables of a language, and pieces of what is listed for them."""
    file = draw(st.sampled_from(draw(st.sampled_from((TABLES, UNSPACED)))))
    pairs = []
    for row in draw(st.lists(st.sampled_from(rows_of(file)), max_size=4)):
        source = " ".join(form.split("/")[0] for form in row[0].split()).replace("one's", "his")
        pieces = re.split(r"[/|. *]+", "/".join(row[1:]))
        text = draw(st.lists(st.sampled_from(pieces), min_size=1, max_size=3))
        pairs.append((f"{source}.", draw(st.sampled_from((" ", ""))).join(text)))
    return file.stem, pairs


@st.composite
def any_pairs(draw: st.DrawFn) -> tuple[str, list[tuple[str, str]]]:
    language = draw(st.sampled_from(sorted(LANGUAGES)))
    return language, draw(st.lists(st.tuples(TEXTS, TEXTS), max_size=5))


@st.composite
def documents(draw: st.DrawFn) -> list[Evidence]:
    language, pairs = draw(st.one_of(any_pairs(), listed_pairs()))
    context = Context(language, "\n".join(s for s, _ in pairs), "\n".join(t for _, t in pairs))
    evidence, source_at, at = [], 0, 0
    for source, text in pairs:
        words = tuple(
            Word(Span(at + start, at + start + 1), draw(st.floats(0, 1))) for start in range(0, len(text), 6)
        )
        score = SegmentScore(0.5, draw(st.floats(0, 1))) if source and text else None
        original = Passage(Span(source_at, source_at + len(source)), source)
        evidence.append(Evidence(context, original, Passage(Span(at, at + len(text)), text, words), score))
        source_at += len(source) + 1
        at += len(text) + 1
    return evidence


@settings(max_examples=400)
@given(documents())
def test_findings_are_sorted_apart_and_inside_the_document(evidence: list[Evidence]) -> None:
    found = judge(evidence)
    assert list(found) == sorted(found, key=lambda error: error.span)
    assert all(not one.span.overlaps(other.span) for one, other in pairwise(found))
    for error in found:
        assert error.span.end <= len(evidence[0].context.translation_text)
        assert error.source_span is None or error.source_span.end <= len(evidence[0].context.source_text)
        assert 0 <= error.confidence <= 1
        assert error.message
        assert "\n" not in error.message
    assert judge(evidence) == found


@given(st.integers(1000, 10**12), st.sampled_from([",", ".", "\u00a0", "\u202f", "'"]))
def test_a_grouped_number_reads_back(value: int, mark: str) -> None:
    assert Decimal(value) in readings(f"{value:,}".replace(",", mark), "fr")[0]


@given(st.decimals(min_value=0, max_value=10**6, places=2, allow_nan=False))
def test_a_decimal_number_reads_back(value: Decimal) -> None:
    assert value in readings(f"{value:,}".replace(",", " ").replace(".", ","), "fr")[0]
    assert value in readings(f"{value:,}", "en")[0]


def in_han(value: int) -> str:
    """A number below 100 million as Chinese writes it, with every place said."""
    digits = "零一二三四五六七八九"
    high, low = divmod(value, 10_000)
    parts = []
    for section, sign in ((high, "万"), (low, "")):
        places = [
            (section // size % 10, name) for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, ""))
        ]
        said = "".join(digits[digit] + name for digit, name in places if digit)
        parts.append(said + sign if said else "")
    return "".join(parts)


@given(st.integers(10, 10**8 - 1))
def test_a_chinese_number_reads_back(value: int) -> None:
    assert han_value(in_han(value)) == value


ERRORS = st.builds(
    lambda start, length, rule, severity, confidence: ErrorSpan(
        Span(start, start + length), rule, severity, confidence, "message"
    ),
    st.integers(0, 40),
    st.integers(0, 15),
    st.sampled_from(["a", "b", "c"]),
    st.sampled_from(list(Severity)),
    st.floats(0, 1),
)


@given(st.lists(ERRORS, max_size=10))
def test_resolving_leaves_no_overlap_and_is_stable(errors: list[ErrorSpan]) -> None:
    rank = {"a": 0, "b": 1, "c": 2}
    found = resolve(errors, rank)
    assert all(not one.span.overlaps(other.span) for one in found for other in found if one is not other)
    assert resolve(found, rank) == found
    assert resolve(reversed(errors), rank) == found
    assert bool(found) == bool(errors)
