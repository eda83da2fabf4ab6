import pytest

from qa.read import from_text


def blocks(text: str) -> list[str]:
    document = from_text(text)
    return [document.text[block.start : block.end] for block in document.blocks]


def test_each_line_is_a_paragraph() -> None:
    assert blocks("A headline\nThe first paragraph.\r\nThe second.\n\n  \nThe last") == [
        "A headline",
        "The first paragraph.",
        "The second.",
        "The last",
    ]


WRAPPED = (
    "The council met on Tuesday evening and decided after\n"
    "three hours that the bridge over the river will stay\n"
    "closed until the spring of next year."
)


def test_filled_lines_are_one_paragraph() -> None:
    assert blocks(f"{WRAPPED}\n\n{WRAPPED}\n") == [WRAPPED, WRAPPED]
    crlf = WRAPPED.replace("\n", "\r\n")
    assert blocks(crlf) == [crlf]


def test_long_lines_are_paragraphs_even_where_small_letters_begin_them() -> None:
    long = ["x" * 60 + " " + "y" * 70, "and so on " * 10]
    assert blocks("\n".join(long)) == [line.strip() for line in long]


def test_short_lines_are_a_list() -> None:
    assert blocks("three eggs,\na pound of flour,\nmilk") == ["three eggs,", "a pound of flour,", "milk"]


def test_a_line_with_room_to_spare_ends_its_paragraph() -> None:
    lines = [
        "The council met on Tuesday evening and decided after",
        "long talks",
        "that the bridge stays closed.",
    ]
    assert blocks("\n".join(lines)) == lines


def test_two_full_lines_that_are_sentences_of_their_own_stay_apart() -> None:
    lines = [
        "The council met on Tuesday evening and then adjourned.",
        "Nobody was in favour of the new bridge.",
    ]
    assert blocks("\n".join(lines)) == lines


def test_deeper_indent_opens_a_paragraph() -> None:
    first, second = WRAPPED, WRAPPED.replace("The council", "    The board")
    assert blocks(f"{first}\n{second}") == [first, second.strip()]


def test_wide_characters_count_twice() -> None:
    lines = [
        "今天下午市议会经过三个小时的讨论之后一致决定这座",
        "跨河的大桥在明年春天之前都将继续对所有的车辆实行",
        "全面封闭。",
    ]
    assert blocks("\n".join(lines)) == ["\n".join(lines)]


@pytest.mark.parametrize("mark", ["•", "-", "*", "–", "—"])
def test_bullets_are_no_prose_and_open_a_block(mark: str) -> None:
    document = from_text(f"List:\n{mark} one\n  {mark}  two\n")
    assert blocks(document.text) == ["List:", "one", "two"]
    assert mark not in document.prose


def test_item_may_be_wrapped() -> None:
    item = WRAPPED.replace("\n", "\n  ")
    assert blocks(f"- {item}\n- {item}") == [item, item]


def test_number_opens_a_block_and_stays() -> None:
    assert blocks("1. First\n2) Second") == ["1. First", "2) Second"]
    assert from_text("3. Oktober war es.").prose == "3. Oktober war es."


def test_negative_number_is_no_bullet() -> None:
    assert from_text("-5 degrees").prose == "-5 degrees"


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("See https://example.org/a?b=c#d.", "See                            ."),
        ("(www.example.org)", "(               )"),
        ("Write to jo.doe+x@mail.example.org, please", f"Write to {' ' * 25}, please"),
        ("Ask @jo at 5:30", "Ask @jo at 5:30"),
    ],
)
def test_addresses_are_no_prose(text: str, prose: str) -> None:
    assert from_text(text).prose == prose


def test_paragraph_separators_of_unicode_part_lines() -> None:
    assert blocks("One\u2029Two\u2028Three") == ["One", "Two", "Three"]
