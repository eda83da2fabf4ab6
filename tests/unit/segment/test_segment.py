from qa.read import from_text
from qa.segment import LONGEST, segment
from qa.spans import Span


def texts(text: str, language: str = "en", suffix: str = ".txt") -> list[str]:
    return [piece.text for piece in segment(from_text(text, "p", language, suffix))]


def test_segments_are_slices_in_order() -> None:
    document = from_text("One. Two!\r\n\r\n  Three? ", "p", "en")
    found = segment(document)
    assert [piece.text for piece in found] == ["One.", "Two!", "Three?"]
    assert [piece.index for piece in found] == [0, 1, 2]
    assert found[2].span == Span(15, 21)


def test_no_segment_crosses_blocks() -> None:
    assert texts("A headline\nA paragraph.") == ["A headline", "A paragraph."]


def test_prose_leaves_out_what_the_text_has() -> None:
    (found,) = segment(from_text("**Use** `f()` now.", "p", "en", ".md"))
    assert found.text == "Use** `f()` now."
    assert found.prose == "Use         now."


def test_stretch_without_words_joins_the_sentence_before() -> None:
    assert texts("Really. ??? !!! Yes.") == ["Really. ??? !!!", "Yes."]
    assert texts("Great! 😀 👍! Next.") == ["Great! 😀 👍!", "Next."]


def test_stretch_without_words_at_the_start_joins_the_next() -> None:
    assert texts("... ! Well then.") == ["... ! Well then."]


def test_block_without_words_is_left_out() -> None:
    assert texts("* * *\n\n---\n\nText\n\n😀") == ["Text"]


def test_number_is_a_word() -> None:
    assert texts("1,234\n\n٣") == ["1,234", "٣"]


def test_endless_sentence_is_cut_at_white_space() -> None:
    found = texts("word " * 1000)
    assert all(len(piece) <= LONGEST for piece in found)
    assert " ".join(found).split() == ["word"] * 1000


def test_endless_word_is_cut_where_it_must() -> None:
    assert [len(piece) for piece in texts("a" * 2500)] == [LONGEST, LONGEST, 500]


def test_cut_parts_no_letter_from_its_accent() -> None:
    found = texts("x" * (LONGEST - 1) + "e\u0301" * 300)
    assert found[0] == "x" * (LONGEST - 1)
    assert not any(piece.startswith("\u0301") for piece in found)


def test_cut_parts_no_joined_emoji() -> None:
    family = "👨\u200d👩"
    found = texts("x" * (LONGEST - 1) + family + "y" * 50)
    assert [len(piece) for piece in found] == [LONGEST - 1, len(family) + 50]


def test_endless_marks_after_a_word_are_bounded() -> None:
    assert texts("Stop" + "!" * 5000) == ["Stop" + "!" * (LONGEST - 4)]


def test_language_decides() -> None:
    assert texts("Der 2. Versuch.", "de") == ["Der 2. Versuch."]
    assert texts("It has 2. Then 3.", "en") == ["It has 2.", "Then 3."]


def test_hundred_thousand_segments() -> None:
    found = segment(from_text("One more line. " * 100_000, "p", "en"))
    assert len(found) == 100_000
    assert found[-1].index == 99_999
