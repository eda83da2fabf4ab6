"""Alignment of made-up documents: random directions are meanings, a translation is the same with noise."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

import qa.align
from qa.align import AlignOptions, Side, align
from qa.align.lone import with_lone
from qa.records import Alignment

Rows = npt.NDArray[np.float32]
Beads = list[tuple[tuple[int, ...], tuple[int, ...]]]


def meanings(count: int, seed: int = 0) -> Rows:
    """Vectors of ``count`` unrelated segments, all of length 1."""
    rows = np.random.default_rng(seed).standard_normal((count, 128), dtype=np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def rendered(rows: Rows, noise: float = 0.8, seed: int = 1) -> Rows:
    """The same meanings in another language: with this noise, at cosine 0.78."""
    return rows + noise * meanings(len(rows), seed)


def beads(source: Side | Rows, translation: Side | Rows, options: AlignOptions | None = None) -> Beads:
    found = align(side(source), side(translation), options)
    return [(one.source, one.translation) for one in found]


def side(rows: Side | Rows, lengths: Sequence[int] | None = None) -> Side:
    """Segments of equal length where nothing else is said."""
    return rows if isinstance(rows, Side) else Side(rows, [80] * len(rows) if lengths is None else lengths)


def pairs(first: int, last: int, shift: int = 0) -> Beads:
    return [((n,), (n + shift,)) for n in range(first, last)]


def test_a_translation_in_order_is_paired() -> None:
    source = meanings(30)
    assert beads(source, rendered(source)) == pairs(0, 30)


@pytest.mark.parametrize("place", [0, 7, 29])
def test_a_missing_sentence_is_an_omission_and_nothing_else(place: int) -> None:
    source = meanings(30)
    translation = np.delete(rendered(source), place, axis=0)
    assert beads(source, translation) == [*pairs(0, place), ((place,), ()), *pairs(place + 1, 30, -1)]


@pytest.mark.parametrize("place", [0, 7, 30])
def test_an_inserted_paragraph_is_an_addition_and_nothing_else(place: int) -> None:
    source = meanings(30)
    translation = np.insert(rendered(source), place, meanings(5, seed=9), axis=0)
    added: Beads = [((), (n,)) for n in range(place, place + 5)]
    assert beads(source, translation) == [*pairs(0, place), *added, *pairs(place, 30, 5)]


@pytest.mark.parametrize("many", [2, 3])
def test_joined_segments_are_aligned_with_those_they_were_joined_from(many: int) -> None:
    apart = meanings(20)
    joined = np.add.reduceat(rendered(apart), [*range(11), *range(10 + many, 20)])
    lengths = [80] * len(joined)
    lengths[10] *= many
    parts = tuple(range(10, 10 + many))
    rest = pairs(10 + many, 20, 1 - many)
    assert beads(apart, side(joined, lengths)) == [*pairs(0, 10), (parts, (10,)), *rest]
    assert beads(side(joined, lengths), apart) == [
        *pairs(0, 10),
        ((10,), parts),
        *((one[1], one[0]) for one in rest),
    ]


def test_two_sentences_cut_elsewhere_are_aligned_two_to_two() -> None:
    clauses = meanings(13)
    weights = np.ones((13, 1), np.float32)
    weights[7] = 0.4
    source = np.add.reduceat(weights * clauses, [0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12])
    translation = np.add.reduceat(weights * rendered(clauses), [0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12])
    lengths = [80] * 12
    lengths[5:7] = [140, 20]
    assert beads(source, side(translation, lengths)) == [
        *pairs(0, 5),
        ((5, 6), (5, 6)),
        *pairs(7, 12),
    ]


def test_a_garbled_translation_in_its_place_stays_a_pair() -> None:
    source = meanings(30)
    translation = rendered(source)
    for place in (0, 11, 12, 20, 29):
        translation[place] = 0.2 * source[place] + 0.98 * meanings(1, seed=place + 50)[0]
    assert beads(source, translation) == pairs(0, 30)


def test_a_missing_sentence_between_garbled_ones_is_found() -> None:
    source = meanings(30)
    translation = rendered(source)
    translation[[9, 20]] = meanings(2, seed=7)
    assert beads(source, np.delete(translation, 14, axis=0)) == [
        *pairs(0, 14),
        ((14,), ()),
        *pairs(15, 30, -1),
    ]


def test_a_short_heading_is_paired_and_missed_like_a_sentence() -> None:
    source = meanings(12)
    source[4] *= 0.3
    translation = rendered(source)
    translation[4] *= 0.3
    lengths = [80] * 12
    lengths[4] = 4
    assert beads(side(source, lengths), side(translation, lengths)) == pairs(0, 12)
    assert ((4,), ()) in beads(side(source, lengths), np.delete(translation, 4, axis=0))


def test_a_passage_does_not_lightly_reach_across_a_paragraph() -> None:
    source, translation = meanings(3), rendered(meanings(3))
    joined = np.stack([translation[0], translation[1] + 0.75 * translation[2]])
    flat = side(source), side(joined, [80, 150])
    blocks = Side(source, [80, 80, 80], [0, 0, 1]), Side(joined, [80, 150], [0, 0])
    assert ((1, 2), (1,)) in beads(*flat)
    assert ((1, 2), (1,)) in beads(*flat, AlignOptions(block_weight=1.0))
    assert ((1, 2), (1,)) in beads(*blocks, AlignOptions(block_weight=0.0))
    assert ((1, 2), (1,)) not in beads(*blocks, AlignOptions(block_weight=1.0))


def test_the_rest_of_a_translation_is_no_pair_for_the_paragraph_that_is_missing() -> None:
    clauses = meanings(6, seed=4)
    # The second sentence is rendered by two, and the third, a paragraph of its own, is not.
    source = np.stack([clauses[0], clauses[1] + 0.38 * clauses[2], *clauses[3:]])
    translation = np.stack([clauses[0], clauses[1], 0.38 * clauses[2], *clauses[4:]])
    lengths, parts = [80, 80, 40, 80, 80], [80, 60, 20, 80, 80]
    apart = Side(source, lengths, [0, 0, 1, 2, 2]), Side(translation, parts, [0, 0, 0, 1, 1])
    assert ((2,), (2,)) in beads(side(source, lengths), side(translation, parts))
    assert beads(*apart) == [((0,), (0,)), ((1,), (1, 2)), ((2,), ()), ((3,), (3,)), ((4,), (4,))]


def test_a_garbled_translation_stays_a_pair_where_paragraphs_were_joined() -> None:
    source = meanings(12)
    translation = rendered(source)
    translation[4] = meanings(1, seed=50)[0]
    cut = Side(source, [80] * 12, [n // 2 for n in range(12)])
    assert beads(cut, Side(translation, [80] * 12, [0] * 12)) == pairs(0, 12)


def test_scripts_of_few_characters_compare_with_scripts_of_many() -> None:
    source, lengths = meanings(20), np.random.default_rng(3).integers(60, 300, 20)
    translation = rendered(source)
    many = align(Side(source, lengths), Side(translation, lengths))
    few = align(Side(source, lengths), Side(translation, lengths // 3))
    assert [one.cost for one in few] == pytest.approx([one.cost for one in many], abs=0.03)


def test_cosines_that_are_all_high_make_no_difference() -> None:
    source = meanings(30)
    translation = np.delete(rendered(source), 12, axis=0)
    crowd = 2 * meanings(1, seed=4)
    assert beads(source + crowd, translation + crowd) == [*pairs(0, 12), ((12,), ()), *pairs(13, 30, -1)]


@pytest.mark.parametrize(("left", "right"), [(0, 0), (3, 0), (0, 3), (1, 1), (1, 2), (2, 1), (4, 1)])
def test_documents_of_few_segments_or_none(left: int, right: int) -> None:
    found = beads(meanings(left), rendered(meanings(right)))
    assert [n for one in found for n in one[0]] == list(range(left))
    assert [n for one in found for n in one[1]] == list(range(right))
    if left and right:
        assert found[0] == ((0,), (0,))


def test_segments_without_a_known_word_keep_their_place() -> None:
    source = meanings(10)
    translation = rendered(source)
    source[3] = translation[3] = translation[7] = 0
    assert beads(source, translation) == pairs(0, 10)


def test_cost_tells_the_same_from_the_unrelated_and_the_missing() -> None:
    source = meanings(30)
    translation = source.copy()
    translation[10] = meanings(1, seed=8)[0]
    found = align(side(source), side(translation[:-1]))
    assert found[0] == Alignment((0,), (0,), pytest.approx(0, abs=0.01))
    assert 0.8 < found[10].cost <= 1
    assert found[-1] == Alignment((29,), (), 1.0)


def test_a_long_document_is_aligned_through_groups_as_it_is_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    source = meanings(700)
    translation = np.insert(
        np.delete(rendered(source), slice(150, 350), axis=0), 400, meanings(33, seed=6), axis=0
    )
    coarse = beads(source, translation)
    monkeypatch.setattr(qa.align, "_ALL_CELLS", 10**9)
    assert beads(source, translation) == coarse
    assert [one[0][0] for one in coarse if not one[1]] == list(range(150, 350))
    assert [one[1][0] for one in coarse if not one[0]] == list(range(400, 433))


@pytest.mark.parametrize("place", [0, 500, 1800])
def test_a_run_of_missing_segments_is_found_wherever_it_is(place: int) -> None:
    source = meanings(2000)
    translation = np.delete(rendered(source), slice(place, place + 200), axis=0)
    assert beads(source, translation) == [
        *pairs(0, place),
        *(((n,), ()) for n in range(place, place + 200)),
        *pairs(place + 200, 2000, -200),
    ]


def test_documents_of_very_different_length_are_aligned() -> None:
    source, translation = meanings(3), meanings(100_000, seed=2)
    translation[[10, 50_000, 99_999]] = rendered(source)
    found = beads(source, translation)
    assert [one for one in found if one[0] and one[1]] == [
        ((0,), (10,)),
        ((1,), (50_000,)),
        ((2,), (99_999,)),
    ]


@pytest.mark.parametrize("wrong", [([80], None), ([80, 80], [0, 0, 0])])
def test_uneven_input_is_refused(wrong: tuple[list[int], list[int] | None]) -> None:
    with pytest.raises(ValueError, match="not equally many"):
        Side(meanings(2), *wrong)


LATER = [0.0, 0.0, 1.0]
SOURCE = [[1.0, 1.0, 0.0], LATER, LATER]
TRANSLATION = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], LATER, LATER]
"""The first source segment says what the first two of the translation say."""
REST = (Alignment((1,), (2,), 0.0), Alignment((2,), (3,), 0.0))
LONE = (Alignment((0,), (0,), 0.3), Alignment((), (1,), 1.0), *REST)
JOINED = (Alignment((0,), (0, 1), 0.3), *REST)


def lone_sides(
    source_lengths: list[int],
    translation_lengths: list[int],
    source: list[list[float]] | None = None,
    blocks: tuple[list[int], list[int]] | tuple[None, None] = (None, None),
) -> tuple[Side, Side]:
    return (
        Side(np.array(source or SOURCE, np.float32), source_lengths, blocks[0]),
        Side(np.array(TRANSLATION, np.float32), translation_lengths, blocks[1]),
    )


def test_a_segment_left_alone_joins_the_pair_that_is_better_with_it() -> None:
    sides = lone_sides([100, 50, 50], [50, 50, 50, 50])
    assert with_lone(LONE, *sides) == JOINED
    before = (Alignment((), (0,), 1.0), Alignment((0,), (1,), 0.3), *REST)
    assert with_lone(before, *sides) == JOINED


def test_a_segment_too_many_stays_alone() -> None:
    # The lengths of the pair fit as they are.
    assert with_lone(LONE, *lone_sides([50, 50, 50], [50, 50, 50, 50])) == LONE
    # They do not, but the pair has nothing to do with the segment.
    other = [[1.0, 0.0, 0.0], LATER, LATER]
    assert with_lone(LONE, *lone_sides([100, 50, 50], [50, 50, 50, 50], other)) == LONE


def test_where_it_makes_a_paragraph_whole_less_is_asked_for() -> None:
    # The similarity falls a little more than the lengths come nearer.
    nearly = [[1.0, 0.26, 0.0], LATER, LATER]
    lengths = [100, 50, 50], [60, 40, 50, 50]
    assert with_lone(LONE, *lone_sides(*lengths, nearly)) == LONE
    together = [0, 1, 2], [0, 0, 1, 2]
    assert with_lone(LONE, *lone_sides(*lengths, nearly, together)) == JOINED
    longer = [0, 0, 1], [0, 0, 0, 1]
    assert with_lone(LONE, *lone_sides(*lengths, nearly, longer)) == LONE
