from __future__ import annotations

from qa.localise import renderings
from qa.model import Model
from qa.records import Alignment, Rendering, Wanted
from qa.spans import Span
from tests.unit.localise.test_localise import segments

SOURCE = ("The painter sold the old lamp.",)
TRANSLATION = ("Le peintre vendait le vieux panier.",)


def found(model: Model, word: str, *sets: tuple[str, ...]) -> tuple[Rendering, ...]:
    here, there = segments(*TRANSLATION), segments(*SOURCE)
    sides = (here, model.embedder.encode(TRANSLATION)), (there, model.embedder.encode(SOURCE))
    span = Span(0, len(word)).shift(SOURCE[0].index(word))
    (found,) = renderings([Alignment((0,), (0,), 0.0)], [[Wanted(span, sets)]], *sides, model.embedder)
    return found


def test_each_set_has_the_word_that_comes_nearest(tiny_model: Model) -> None:
    (rendering,) = found(tiny_model, "lamp", ("lamp", "kettle"), ("carpet", "basket"))
    own, other = rendering.likenesses
    assert TRANSLATION[0][other.translation.start : other.translation.end] == "panier"
    assert other.similarity > 0.8 > own.similarity


def test_a_rival_is_another_word_of_the_source(tiny_model: Model) -> None:
    (rendering,) = found(tiny_model, "lamp", ("painter",), ("basket",))
    painter, basket = rendering.likenesses
    assert painter.rival > 0.8 > basket.rival
    (rendering,) = found(tiny_model, "painter", ("painter",))
    assert rendering.likenesses[0].rival < 0.8


def test_an_absent_side_has_none(tiny_model: Model) -> None:
    here, there = segments(*TRANSLATION), segments(*SOURCE)
    sides = (here, tiny_model.embedder.encode(TRANSLATION)), (there, tiny_model.embedder.encode(SOURCE))
    wanted = [Wanted(Span(4, 11), (("painter",),))]
    absent = [Alignment((0,), (), 0.0)]
    assert renderings(absent, [wanted], *sides, tiny_model.embedder) == [()]
    assert renderings(absent, [[]], *sides, tiny_model.embedder) == [()]
