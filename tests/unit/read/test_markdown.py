import pytest

from qa.read import from_text
from qa.records import Document


def markdown(text: str) -> Document:
    return from_text(text, suffix=".md")


def prose(text: str) -> list[str]:
    """The words of each block."""
    document = markdown(text)
    return [" ".join(document.prose[block.start : block.end].split()) for block in document.blocks]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# Title ##\n", ["Title"]),
        ("## C# and F#\n", ["C# and F#"]),
        ("Title\nin two lines\n===\n", ["Title in two lines"]),
        ("A *stressed* and **strong** and ~~wrong~~ word", ["A stressed and strong and wrong word"]),
        ("A [link](http://x.org/a_(b) 'title') here", ["A link here"]),
        ("A [*nested* link][ref] and [ref].\n\n[ref]: http://x.org 'T'", ["A nested link and ref ."]),
        ("No [link] here", ["No [link] here"]),
        ("![alt *text* [with](u) link](image.png) after", ["alt text with link after"]),
        ("Call `f(x)` now", ["Call now"]),
        ("Two ``code ` spans`` `here`.", ["Two ."]),
        ("<http://x.org> and https://y.org/z.", ["and ."]),
        ("A <span class='x'>tagged</span> word", ["A tagged word"]),
        ("Fish &amp; chips", ["Fish chips"]),
        (r"Not \*stressed\* and C:\dir", [r"Not *stressed * and C:\dir"]),
        ("a snake_case_name stays", ["a snake_case_name stays"]),
        ("> quoted\n> > deeper\nlazy\n", ["quoted", "deeper lazy"]),
        ("- one\n  more\n- two\n\n  second\n", ["one more", "two", "second"]),
        ("1. one\n2. two\n", ["one", "two"]),
        ("> - in\n>   both\n", ["in both"]),
        ("break  \nhere\\\nand there", ["break here and there"]),
        ("```py\ncode\n```\ntext\n\n    indented\n", ["text"]),
        ("~~~\nnever closed", []),
        ("a\n\n---\n\nb", ["a", "b"]),
    ],
)
def test_what_is_prose(text: str, words: list[str]) -> None:
    assert prose(text) == words


def test_crlf_changes_offsets_and_nothing_else() -> None:
    text = "# One\n\nTwo [x](y)\nthree\n\n- four\n\n| a | b |\n|---|---|\n| c | `d` |\n\n<p>five</p>\n"
    plain, crlf = markdown(text), markdown(text.replace("\n", "\r\n"))
    assert crlf.prose.replace("\r\n", "\n") == plain.prose
    assert [crlf.prose[b.start : b.end].replace("\r\n", "\n") for b in crlf.blocks] == [
        plain.prose[b.start : b.end] for b in plain.blocks
    ]


@pytest.mark.parametrize(
    "text",
    [
        "| A | B \\| b |\n|---|---|\n| **c** | `d` |\n| e |\n|  | f |\n",
        "A | B \\| b\n--|--\n**c** | `d`\ne |\n | f\n",
        "> | A | B \\| b |\n> |---|---|\n> | **c** | `d` |\n> | e |\n> | | f |\n",
        "- | A | B \\| b |\n  |---|---|\n  | **c** | `d` |\n  | e |\n  | | f |\n",
    ],
)
def test_table_cells_are_blocks(text: str) -> None:
    assert [words for words in prose(text) if words] == ["A", "B | b", "c", "e", "f"]


def test_html_block_is_its_text() -> None:
    text = (
        "<div class='x'>\nThe <b>first</b> one.\n<p>Second</p><!-- not\nthis -->\n"
        "<script>\nvar a = 1\n</script>\n<pre>code</pre>\n</div>\n"
    )
    assert prose(text) == ["The first one.", "Second"]


@pytest.mark.parametrize(
    "front",
    ["---\ntitle: 'A: b'\ntags: [x]\n---\n", "---\r\n# note\r\na: b\r\n...\r\n", "+++\na = 'b'\n+++\n"],
)
def test_front_matter_is_no_prose(front: str) -> None:
    document = markdown(front + "\nText *here*.\n")
    assert document.prose[: len(front)].isspace()
    assert prose(document.text) == ["Text here ."]


@pytest.mark.parametrize("text", ["---\n\nA paragraph.\n\n---\n\nMore", "---\ntitle: x\n\nnever closed"])
def test_a_rule_is_no_front_matter(text: str) -> None:
    assert prose(text)[-1] in ("More", "never closed")


def test_wide_blank_line_within_a_paragraph_shifts_nothing() -> None:
    assert prose("\u00a0\nfirst *one*\n\u00a0\nlast") == ["first one last"]


def test_tabs_shift_nothing() -> None:
    assert prose("-\tone\n\ttwo *three*\n\n1.\tfour") == ["one two three", "four"]


def test_long_paragraph_is_parsed_in_windows() -> None:
    document = markdown("word *x* [l](http://u) " * 2000)
    assert len(document.blocks) == 1
    assert document.prose.count("word  x   l            ") >= 1980
