import pytest
from numpy.testing import assert_array_equal

from qa.embed import writing
from qa.embed.chunks import CHUNK, Chunks
from tests import tiny


def words(text: str) -> list[str]:
    """The words of a text without white space, as they stand in it."""
    chunks = Chunks(tiny.tokenizer())
    numbers, _ = chunks.words(chunks.numbers([text]))
    return [text[start:end] for start, end in chunks.offsets(numbers).tolist()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bridge,", ["bridge", ","]),
        ("«pont»", ["«", "pont", "»"]),
        ("old-bridge", ["old", "-", "bridge"]),
        ("unheard", ["unheard"]),
        ("1984", ["1", "9", "8", "4"]),
        ("漢字かな", ["漢", "字", "か", "な"]),
        ("한국어", ["한국어"]),
        ("bridge漢", ["bridge", "漢"]),
        ("漢한국", ["漢", "한국"]),
        ("bridge(kitchenette", ["bridge", "(", "kitchenette"]),
        ("a,ñb", ["a", ",", "b"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize("text", ["…", "½", "№", "㎞", "\ufdfa", "ﬁ"])
def test_a_character_that_stands_for_several_is_one_word(text: str) -> None:
    assert words(text) == [text]


@pytest.mark.parametrize("text", ["e\u0301te\u0301", "cafe\u0301", "ｶﾞ", "e\u0301"])
def test_a_composed_mark_belongs_to_its_letter(text: str) -> None:
    assert "".join(words(text)) == text


@pytest.mark.parametrize("text", ["▁", "😀", "▁▁"])
def test_what_means_nothing_is_no_word(text: str) -> None:
    assert words(text) == []


def test_a_chunk_keeps_its_number_and_chunks_are_counted_once() -> None:
    chunks = Chunks(tiny.tokenizer())
    first = chunks.numbers(["bridge", "tower", "bridge"])
    second = chunks.numbers(["kitchen", "tower"])
    assert first.tolist() == [0, 1, 0]
    assert second.tolist() == [2, 1]
    assert len(chunks) == 3


def test_tokens_of_chunks_come_one_after_the_other() -> None:
    chunks = Chunks(tiny.tokenizer())
    numbers = chunks.numbers(["tower", "😀", "bridge,"])
    ids, counts = chunks.tokens(numbers)
    assert counts.tolist() == [1, 0, 2]
    assert [tiny.tokenizer().id_to_token(number) for number in ids] == ["▁tower", "▁bridge", "▁,"]


def test_no_chunk_has_no_token_and_no_word() -> None:
    chunks = Chunks(tiny.tokenizer())
    none = chunks.numbers([])
    assert [len(part) for part in chunks.tokens(none)] == [0, 0]
    words, counts = chunks.words(none)
    assert (len(words), chunks.offsets(words).shape, len(counts)) == (0, (0, 2), 0)
    assert [len(part) for part in chunks.tokens_of_words(words)] == [0, 0]
    assert [len(part) for part in chunks.writing(words)] == [0, 0]


def test_white_space_is_what_unicode_calls_so() -> None:
    characters = [chr(code) for code in range(0x11_0000)]
    spaces = {character for character in characters if not CHUNK.fullmatch(character)}
    # Python counts the four separators of ASCII as white space too; the tokenizer does not.
    separators = set("\x1c\x1d\x1e\x1f")
    assert spaces == {character for character in characters if character.isspace()} - separators


def test_words_of_chunks_have_their_tokens_places_and_writing() -> None:
    chunks = Chunks(tiny.tokenizer())
    numbers = chunks.numbers(["tower", "😀", "1Bridge,"])
    assert chunks.lengths(numbers).tolist() == [5, 1, 8]
    words, counts = chunks.words(numbers)
    assert counts.tolist() == [1, 0, 3]
    assert chunks.words(numbers[::-1])[0].tolist() == [*words[1:], words[0]]
    assert chunks.offsets(words).tolist() == [[0, 5], [0, 1], [1, 7], [7, 8]]
    ids, tokens = chunks.tokens_of_words(words)
    assert ids.tolist() == chunks.tokens(numbers)[0].tolist()
    assert (tokens.min(), tokens.sum()) == (1, len(ids))
    traits, forms = chunks.writing(words)
    expected = writing.of(["tower", "1", "Bridge", ","])
    assert_array_equal(traits, expected[0])
    assert_array_equal(forms, expected[1])
