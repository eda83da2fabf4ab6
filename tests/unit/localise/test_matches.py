from __future__ import annotations

import pytest

from qa.localise import matches
from qa.model import Model
from qa.records import Alignment, Match
from qa.spans import Span
from tests.unit.localise.test_localise import segments

SOURCE = ("The painter sold the old lamp.", "The sailor found the clock, the clock.")
TRANSLATION = ("Le peintre vendait le vieux lampe.", "Le marin trouvait le pendule.")


def found(model: Model, number: int, *words: str, translation: tuple[str, ...] = TRANSLATION) -> list[Match]:
    here, there = segments(*translation), segments(*SOURCE)
    wanted = [
        Span(0, len(word)).shift(there[number].span.start + SOURCE[number].index(word)) for word in words
    ]
    sides = (here, model.embedder.encode(translation)), (there, model.embedder.encode(SOURCE))
    return list(matches(Alignment((number,), (number,), 0.0), wanted, *sides))


@pytest.mark.parametrize("number", [0, 1])
def test_a_word_is_matched_with_its_translation_where_both_stand(tiny_model: Model, number: int) -> None:
    word, other = (("lamp", "lampe"), ("clock", "pendule"))[number]
    (match,) = found(tiny_model, number, word)
    text, source = ("  ".join(texts) for texts in (TRANSLATION, SOURCE))
    assert source[match.source.start : match.source.end] == word
    assert text[match.translation.start : match.translation.end] == other
    assert 0.8 < match.similarity <= 1


def test_they_come_in_the_order_in_which_they_are_wanted(tiny_model: Model) -> None:
    assert [len(match.source) for match in found(tiny_model, 0, "lamp", "old")] == [4, 3]


def test_a_word_whose_neighbour_is_nearer_has_no_match(tiny_model: Model) -> None:
    assert found(tiny_model, 0, "old", translation=("Lampe.", "Le marin.")) == []


def test_an_absent_side_has_no_matches(tiny_model: Model) -> None:
    here, there = segments(*TRANSLATION), segments(*SOURCE)
    sides = (here, tiny_model.embedder.encode(TRANSLATION)), (there, tiny_model.embedder.encode(SOURCE))
    assert matches(Alignment((0,), (), 0.0), [Span(4, 11)], *sides) == ()
