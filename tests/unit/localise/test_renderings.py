from __future__ import annotations

import numpy as np
import pytest

from qa.localise import renderings
from qa.localise.renderings import glosses
from qa.model import Model
from qa.records import Alignment, Ambiguity, Rendering
from qa.spans import Span
from tests.unit.localise.test_localise import segments

SOURCE = ("The painter sold the old lamp.",)
SENSES = (("clock",), ("ladder", "kettle"), ("lamp",))


def found(model: Model, text: str, word: str = "lamp", pair: Alignment | None = None) -> list[Rendering]:
    here, there = segments(text), segments(*SOURCE)
    at = SOURCE[0].index(word)
    wanted = [Ambiguity(Span(at, at + len(word)), SENSES)]
    sides = (here, model.embedder.encode([text])), (there, model.embedder.encode(SOURCE))
    return list(renderings(pair or Alignment((0,), (0,), 0.0), wanted, model.embedder, *sides))


@pytest.mark.parametrize(("word", "sense"), [("pendule", 0), ("échelle", 1), ("bouilloire", 1), ("lampe", 2)])
def test_a_word_that_is_near_to_a_sense_may_stand_for_the_ambiguous_one(
    tiny_model: Model, word: str, sense: int
) -> None:
    text = f"Le peintre vendait le vieux {word}."
    (rendering,) = [one for one in found(tiny_model, text) if max(one.senses) > 0.6]
    assert text[rendering.translation.start : rendering.translation.end] == word
    assert rendering.source == Span(25, 29)
    assert int(np.argmax(rendering.senses)) == sense


def test_the_rendering_of_another_source_word_does_not(tiny_model: Model) -> None:
    assert all(one.translation.start > 10 for one in found(tiny_model, "Le peintre vendait le clou."))


def test_an_absent_side_and_a_blank_have_none(tiny_model: Model) -> None:
    assert found(tiny_model, "Le marin.", pair=Alignment((0,), (), 0.0)) == []
    assert found(tiny_model, "Le marin.", word=" ") == []


def test_the_directions_of_a_sense_are_found_once(tiny_model: Model) -> None:
    rows = glosses(tiny_model.embedder, ("ladder", "kettle"))
    assert rows is glosses(tiny_model.embedder, ("ladder", "kettle"))
    assert np.allclose((rows**2).sum(axis=1), 1)
    assert not rows.flags.writeable
