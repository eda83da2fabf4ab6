from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from qa.embed import static
from qa.embed.static import StaticEmbedder
from qa.localise.features import FEATURES
from qa.spans import Span
from tests import tiny
from training.corpus import Pair
from training.damage import Resources, gather
from training.examples import MISMATCH, UNKNOWN, LabelledPair, examples, labelled, mismatched


@pytest.fixture(scope="module")
def embedder(tiny_weights: Path) -> StaticEmbedder:
    return static.load(tiny_weights)


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    return [
        Pair("made", tiny.in_language(words, "en"), tiny.in_language(words, "fr"))
        for words in tiny.sentences(150)
    ]


@pytest.fixture(scope="module")
def resources(pairs: list[Pair]) -> Resources:
    return gather(pairs, "fr", foreign=["Der alte Turm steht still."])


@pytest.fixture(scope="module")
def english(pairs: list[Pair]) -> Resources:
    return gather([Pair(pair.origin, pair.other, pair.english) for pair in pairs], "en", foreign=[])


def test_every_pair_comes_intact_and_then_damaged(
    pairs: list[Pair], resources: Resources, english: Resources
) -> None:
    found = list(labelled(pairs, "fr", resources, english, copies=2, seed=1))
    intact = [one for one in found if not one.kind]
    assert [(one.english, one.other) for one in intact] == [(pair.english, pair.other) for pair in pairs]
    assert all((one.damaged, one.dropped, one.source_known) == ((), (), True) for one in intact)
    assert len(found) - len(intact) > len(pairs) / 2
    assert found == list(labelled(pairs, "fr", resources, english, copies=2, seed=1))
    assert found != list(labelled(pairs, "fr", resources, english, copies=2, seed=2))


def test_every_fourth_sound_pair_gets_the_translation_of_the_next() -> None:
    sound = [LabelledPair("fr", f"Lamp {n}.", f"Lampe {n}.") for n in range(6)]
    damaged = LabelledPair("fr", "Lamp 0.", "Lamentable.", kind="chance")
    german = LabelledPair("de", "Lamp.", "Leuchte.")
    found = list(mismatched([sound[0], damaged, *sound[1:], german]))
    assert [(one.english, one.other) for one in found] == [("Lamp 0.", "Lampe 1."), ("Lamp 4.", "Lampe 5.")]
    assert {one.kind for one in found} == {MISMATCH}
    assert [one.damaged for one in found] == [(Span(0, 8),)] * 2
    # The fourth after a pair of another language would mix the two.
    assert list(mismatched([sound[0], german])) == []


def test_damage_is_marked_on_the_side_it_was_done_to(
    pairs: list[Pair], resources: Resources, english: Resources
) -> None:
    original = {pair.other: pair.english for pair in pairs} | {pair.english: pair.other for pair in pairs}
    damaged = [one for one in labelled(pairs, "fr", resources, english, copies=3, seed=1) if one.kind]
    assert {"omission"} < {kind for one in damaged for kind in one.kind.split("+")}
    for one in damaged:
        if one.kind == "omission":
            assert one.dropped
            assert one.other in original
            assert one.source_known
            assert one.damaged == ()
        else:
            assert one.english in original
            assert not one.source_known
            assert one.dropped == ()
        for text, spans in ((one.other, one.damaged), (one.english, one.dropped)):
            assert all(0 <= span.start <= span.end <= len(text) for span in spans)


def test_labels_are_those_of_the_words_that_the_spans_touch(
    embedder: StaticEmbedder, pairs: list[Pair], resources: Resources, english: Resources
) -> None:
    shown = list(labelled(pairs, "fr", resources, english, copies=2, seed=3))
    found = list(examples(shown, embedder))
    assert len(found) == len(shown)
    positives = 0
    for pair, example in zip(shown, found, strict=True):
        for side, (text, spans) in enumerate(((pair.other, pair.damaged), (pair.english, pair.dropped))):
            words = embedder.encode([text]).words(0, 1)
            assert len(example.labels[side]) == len(words.offsets)
            assert_allclose(np.linalg.norm(example.vectors[side].astype(float), axis=1), 1, atol=1e-2)
            assert example.features[side].shape == (len(words.offsets), len(FEATURES))
            if side == 1 and not pair.source_known:
                assert set(example.labels[1].tolist()) == {UNKNOWN}
                continue
            expected = [
                any(Span(*place).overlaps(span) for span in spans) for place in words.offsets.tolist()
            ]
            assert example.labels[side].tolist() == expected
            positives += sum(expected)
    assert positives > 100


def test_labels_in_an_example(embedder: StaticEmbedder) -> None:
    pair = LabelledPair(
        "fr", "The old quiet painter.", "Le vieux tapis.", (Span(9, 14),), (Span(8, 13),), kind="made"
    )
    (example,) = examples([pair], embedder)
    assert example.language == "fr"
    assert example.labels[0].tolist() == [0, 0, 1, 0]
    assert example.labels[1].tolist() == [0, 0, 1, 0, 0]


def test_a_pair_without_words_on_a_side_is_left_out(embedder: StaticEmbedder) -> None:
    pairs = [
        LabelledPair("fr", "The lamp.", "😀"),
        LabelledPair("fr", "The lamp.", "Le lampe."),
        LabelledPair("fr", "", "Le lampe."),
    ]
    (example,) = examples(pairs, embedder)
    assert len(example.labels[0]) == 3
    assert list(examples([], embedder)) == []
