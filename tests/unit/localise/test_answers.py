from __future__ import annotations

import numpy as np
import pytest

from qa.localise import Asked, LocaliseOptions, localise
from qa.localise.answers import embed_glosses
from qa.model import Model
from qa.questions import Ambiguity, Answers, Match, Questions, Rendering, SenseRendering, Wanted
from qa.records import Alignment
from qa.spans import Span
from tests.unit.localise.test_localise import segments

SOURCE = ("The painter sold the old lamp.", "The sailor found the clock, the clock.")
TRANSLATION = ("Le peintre vendait le vieux panier.", "Le marin trouvait le pendule.")


def answers(
    model: Model, number: int, questions: Questions, translation: tuple[str, ...] = TRANSLATION
) -> Answers:
    here, there = segments(*translation), segments(*SOURCE)
    sides = (here, model.embedder.encode(translation)), (there, model.embedder.encode(SOURCE))
    alignments = [Alignment((n,), (n,), 0.0) for n in range(2)]
    asked = [questions if n == number else Questions() for n in range(2)]
    found = localise(alignments, *sides, model.doubter, LocaliseOptions(), Asked(asked, model.embedder))
    assert found.answers[1 - number] == Answers()
    return found.answers[number]


def place(number: int, word: str) -> Span:
    return Span(0, len(word)).shift(segments(*SOURCE)[number].span.start + SOURCE[number].index(word))


def matched(
    model: Model, number: int, *words: str, translation: tuple[str, ...] = TRANSLATION
) -> list[Match]:
    questions = Questions(words=tuple(place(number, word) for word in words))
    return list(answers(model, number, questions, translation).matches)


def rendered(model: Model, word: str, *sets: tuple[str, ...], settled: float = 2.0) -> tuple[Rendering, ...]:
    wanted = Wanted(place(0, word), sets, settled)
    return answers(model, 0, Questions(wanted=(wanted,))).renderings


@pytest.mark.parametrize("number", [0, 1])
def test_a_word_is_matched_with_its_translation_where_both_stand(tiny_model: Model, number: int) -> None:
    word, other = (("painter", "peintre"), ("clock", "pendule"))[number]
    (match,) = matched(tiny_model, number, word)
    text, source = ("  ".join(texts) for texts in (TRANSLATION, SOURCE))
    assert source[match.source.start : match.source.end] == word
    assert text[match.translation.start : match.translation.end] == other
    assert 0.8 < match.similarity <= 1


def test_matches_come_in_the_order_in_which_they_are_wanted(tiny_model: Model) -> None:
    assert [len(match.source) for match in matched(tiny_model, 0, "painter", "old")] == [7, 3]


def test_a_word_whose_neighbour_is_nearer_has_no_match(tiny_model: Model) -> None:
    assert matched(tiny_model, 0, "old", translation=("Lampe.", "Le marin.")) == []


def test_each_set_has_the_word_that_comes_nearest(tiny_model: Model) -> None:
    (rendering,) = rendered(tiny_model, "lamp", ("lamp", "kettle"), ("carpet", "basket"))
    own, other = rendering.likenesses
    assert TRANSLATION[0][other.translation.start : other.translation.end] == "panier"
    assert other.similarity > 0.8 > own.similarity


def test_a_rival_is_another_word_of_the_source(tiny_model: Model) -> None:
    (rendering,) = rendered(tiny_model, "lamp", ("painter",), ("basket",))
    painter, basket = rendering.likenesses
    assert painter.rival > 0.8 > basket.rival
    (rendering,) = rendered(tiny_model, "painter", ("painter",))
    assert rendering.likenesses[0].rival < 0.8


def test_what_is_settled_is_not_asked(tiny_model: Model) -> None:
    assert rendered(tiny_model, "painter", ("basket",), settled=0.6) == ()
    assert len(rendered(tiny_model, "lamp", ("basket",), settled=0.6)) == 1


def test_an_absent_side_answers_nothing(tiny_model: Model) -> None:
    here, there = segments(*TRANSLATION), segments(*SOURCE)
    sides = (here, tiny_model.embedder.encode(TRANSLATION)), (there, tiny_model.embedder.encode(SOURCE))
    asked = Asked([Questions(words=(Span(4, 11),))], tiny_model.embedder)
    absent = [Alignment((0,), (), 0.0)]
    found = localise(absent, *sides, tiny_model.doubter, LocaliseOptions(), asked)
    assert found.answers == (Answers(),)


SENSES = (("clock",), ("ladder", "kettle"), ("lamp",))


def ambiguous(model: Model, text: str) -> list[SenseRendering]:
    questions = Questions(ambiguities=(Ambiguity(place(0, "lamp"), SENSES),))
    return list(answers(model, 0, questions, (text, "Le marin.")).senses)


@pytest.mark.parametrize(("word", "sense"), [("pendule", 0), ("échelle", 1), ("bouilloire", 1), ("lampe", 2)])
def test_a_word_that_is_near_to_a_sense_may_stand_for_the_ambiguous_one(
    tiny_model: Model, word: str, sense: int
) -> None:
    text = f"Le peintre vendait le vieux {word}."
    (rendering,) = [one for one in ambiguous(tiny_model, text) if max(one.senses) > 0.6]
    assert text[rendering.translation.start : rendering.translation.end] == word
    assert rendering.source == Span(25, 29)
    assert int(np.argmax(rendering.senses)) == sense


def test_the_rendering_of_another_source_word_does_not(tiny_model: Model) -> None:
    assert all(one.translation.start > 10 for one in ambiguous(tiny_model, "Le peintre vendait le clou."))


def test_a_blank_stands_for_no_sense(tiny_model: Model) -> None:
    blank = Questions(ambiguities=(Ambiguity(Span(3, 4), SENSES),))
    assert answers(tiny_model, 0, blank).senses == ()


def test_the_directions_of_a_sense_are_found_once(tiny_model: Model) -> None:
    rows = embed_glosses(tiny_model.embedder, [("ladder", "kettle")])[("ladder", "kettle")]
    assert rows is embed_glosses(tiny_model.embedder, [("lamp",), ("ladder", "kettle")])[("ladder", "kettle")]
    assert np.allclose((rows**2).sum(axis=1), 1)
