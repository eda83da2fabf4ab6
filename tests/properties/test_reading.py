"""Whatever the text: offsets hold, and what is not in a segment has no word in it."""

import re

from hypothesis import given
from hypothesis import strategies as st

from qa.languages import LANGUAGES
from qa.read import READERS, from_text
from qa.records import Document
from qa.segment import LONGEST, segment
from qa.spans import Span

PIECES = st.sampled_from(
    [
        *"abAZ09 .!?…,;:-–—*_`~#>|[]()<>&\\/=+'\"“”«»\t",
        *(
            "\n",
            "\n",
            "\r\n",
            "\r",
            "\n\n",
            "\r\n\r\n",
            "\u2028",
            "\u2029",
            "\x85",
            "\x0b",
            "\x0c",
            "\x1c",
            "\0",
        ),
        *(
            "é",
            "e\u0301",
            "ß",
            "İ",
            "😀",
            "👨\u200d👩\u200d👧",
            "🇫🇷",
            "漢字",
            "。",
            "！？",
            "「",
            "」と",
            "한국",
            "؟",
            "سلام",
        ),
        *("है।", "\u200b", "\u200e", "\u00a0", "\u202f»", "\ufeff", "\U00010400", "．", "１"),
        *("Dr. ", "U.S. ", "3. ", "word ", "Another. ", " a sentence that runs ", "et al. "),
        *(
            "    ",
            "- ",
            "1. ",
            "> ",
            "# ",
            " #",
            "***",
            "```\n",
            "~~~\n",
            "---\n",
            "+++\n",
            "===\n",
            "  \n",
            "\\\n",
        ),
        *(
            "[a](b)",
            "![c](d 'e')",
            "[r]: u\n",
            "[r]",
            "`code`",
            "<b>",
            "</div>\n",
            "<!--",
            "-->",
            "<x@y.org>",
        ),
        *("&amp;", "https://a.b/c_d", "www.x.org.", "m@x.org", "| a | b |\n|---|---|\n", "\\|", "title: x\n"),
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=40).map("".join))
DOCUMENTS = st.builds(
    lambda text, language, suffix: from_text(text, "p", language, suffix),
    TEXTS,
    st.sampled_from(sorted(LANGUAGES)),
    st.sampled_from(sorted(READERS)),
)


def stretches(document: Document, spans: list[Span]) -> list[Span]:
    """What lies before, between and after ``spans``; fails where they overlap or are out of order."""
    ends = [0, *(span.end for span in spans)]
    starts = [*(span.start for span in spans), len(document.text)]
    return [Span(start, end) for start, end in zip(ends, starts, strict=True)]


@given(DOCUMENTS)
def test_prose_has_the_text_or_a_space_at_each_place(document: Document) -> None:
    assert len(document.prose) == len(document.text)
    assert all(a == b or a == " " for a, b in zip(document.prose, document.text, strict=True))


@given(DOCUMENTS)
def test_blocks_hold_all_prose(document: Document) -> None:
    for gap in stretches(document, list(document.blocks)):
        assert not document.prose[gap.start : gap.end].strip()


@given(DOCUMENTS)
def test_segments_and_gaps_rebuild_the_document(document: Document) -> None:
    segments = segment(document)
    gaps = stretches(document, [piece.span for piece in segments])
    parts = [document.text[gap.start : gap.end] for gap in gaps]
    assert "".join(part + piece.text for part, piece in zip(parts, segments, strict=False)) + parts[-1] == (
        document.text
    )
    assert not any(re.search(r"[^\W_]", document.prose[gap.start : gap.end]) for gap in gaps)


@given(DOCUMENTS)
def test_each_segment_is_a_slice_with_a_word_in_one_block(document: Document) -> None:
    for index, piece in enumerate(segment(document)):
        assert piece.index == index
        assert piece.text == document.text[piece.span.start : piece.span.end]
        assert piece.prose == document.prose[piece.span.start : piece.span.end] == piece.prose.strip()
        assert re.search(r"[^\W_]", piece.prose)
        assert len(piece.text) <= LONGEST
        assert any(block.contains(piece.span) for block in document.blocks)


@given(TEXTS)
def test_plain_text_loses_nothing_but_bullets_and_addresses(text: str) -> None:
    document = from_text(text)
    lost = "".join(a for a, b in zip(text, document.prose, strict=True) if a != b)
    assert lost == "" or re.search(r"[•*+–—-]\s|[@.:]", text)


@given(st.text(alphabet="abc dé漢.\n\r", max_size=80))
def test_markdown_without_markup_is_all_prose(text: str) -> None:
    document = from_text(text, suffix=".md")
    kept = [a == b for a, b in zip(text, document.prose, strict=True)]
    indented = re.search(r"(^|[\r\n]) {4}", text)
    assert all(kept) or indented
