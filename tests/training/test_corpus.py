from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import tiny
from training import corpus
from training.corpus import PARTS, evaluation_keys, key, languages, pairs, part_of, read_pairs

SENTENCE = st.text(alphabet="abcÉéß 1,.!'\u00a0\n", max_size=30)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.write_corpus(tmp_path_factory.mktemp("data"), 600)


@given(sentence=SENTENCE)
def test_writing_does_not_change_the_part(sentence: str) -> None:
    assert part_of(f"  «{sentence.upper()}»! ") == part_of(sentence.upper()) in PARTS
    assert key(key(sentence)) == key(sentence)


@given(one=SENTENCE, other=SENTENCE)
def test_the_same_sentence_never_stands_in_two_parts(one: str, other: str) -> None:
    if key(one) == key(other):
        assert part_of(one) == part_of(other)


def test_keys_in_examples() -> None:
    assert key("  The BRIDGE, is-closed! ") == "the bridge is closed"
    assert key("Straße") == key("STRASSE")
    assert key("a_b") == "a b"
    assert key("!?") == ""


def test_shares_of_the_parts() -> None:
    counts = dict.fromkeys(PARTS, 0)
    for number in range(20_000):
        counts[part_of(f"sentence {number}")] += 1
    assert 0.955 < counts["train"] / 20_000 < 0.965
    assert 0.017 < counts["doubt"] / 20_000 < 0.023
    assert 0.008 < counts["calibration"] / 20_000 < 0.012
    assert 0.008 < counts["test"] / 20_000 < 0.012


def test_the_parts_of_all_languages_are_disjoint_and_together_all(data: Path) -> None:
    excluded = evaluation_keys(data)
    seen: dict[str, set[str]] = {part: set() for part in PARTS}
    total = 0
    for language in languages(data):
        for part in PARTS:
            for pair in pairs(data, language, part, excluded):
                seen[part].add(key(pair.english))
                total += 1
    for part in PARTS:
        assert not any(seen[part] & seen[other] for other in PARTS if other != part)
    everything = [pair for language in languages(data) for pair in read_pairs(data, language)]
    assert total == sum(key(pair.english) not in excluded for pair in everything)


def test_pairs_are_read_in_order_with_their_origin(data: Path) -> None:
    assert languages(data) == ["de", "fr"]
    read = list(read_pairs(data, "fr"))
    assert [pair.other for pair in read] == [tiny.in_language(words, "fr") for words in tiny.sentences(600)]
    assert {pair.origin for pair in read} == {"made"}


def test_what_evaluation_uses_is_left_out_whatever_its_writing(tmp_path: Path) -> None:
    data = tiny.write_corpus(tmp_path, 40)
    english = [pair.english for pair in read_pairs(data, "fr")]
    before = {part: list(pairs(data, "fr", part, evaluation_keys(data))) for part in PARTS}
    (data / "heldout" / "flores.fr.tsv").write_text(f"{english[0].upper()}\tx\n\n", encoding="utf-8")
    alignment = data / "heldout" / "word_alignment" / "fr.tsv"
    alignment.write_text(f"{english[1]}\t{english[2].lower()}\t0-0\n", encoding="utf-8")
    with lzma.open(data / "qe" / "fr.jsonl.xz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"src": english[3], "mt": "x"}) + "\n")
        file.write(json.dumps({"src": "y", "mt": english[4]}) + "\n")
    article = data / "garble-dev" / "fr_01_lamp" / "source.en.txt"
    article.write_text(f"{english[5]} {english[6]}\n\n{english[7]}\n", encoding="utf-8")
    keys = evaluation_keys(data)
    assert {key(sentence) for sentence in english[:8]} <= keys
    assert "" not in keys
    left = {pair.english for part in PARTS for pair in pairs(data, "fr", part, keys)}
    assert left == {pair.english for some in before.values() for pair in some} - set(english[:8])


def test_a_line_that_is_no_pair_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "parallel").mkdir()
    with lzma.open(tmp_path / "parallel" / "fr.tsv.xz", "wt") as file:
        file.write("made\tonly two fields\n")
    with pytest.raises(ValueError, match="not enough values"):
        list(corpus.read_pairs(tmp_path, "fr"))
