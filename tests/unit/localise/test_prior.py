from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.localise import prior
from qa.localise.options import LocaliseOptions
from qa.localise.prior import adapt
from qa.localise.words import Localised
from qa.records import Word
from qa.spans import Span


def document(*doubts: float, count: int = 100) -> list[Localised]:
    """One passage of ``count`` words, of which some are doubtful."""
    words = tuple(Word(Span(n, n + 1), doubt) for n, doubt in enumerate(doubts))
    return [Localised(words, words[:1], (), count)]


def adapted(*doubts: float, count: int = 100, trained: float = 0.1, **options: float) -> list[float]:
    found = adapt(document(*doubts, count=count), trained, LocaliseOptions(**options))
    return [word.doubt for word in found[0].translation]


@pytest.fixture
def _sure(monkeypatch: pytest.MonkeyPatch) -> None:
    """So strong a belief in the share of sound translations that no document can change it."""
    monkeypatch.setattr(prior, "_START_WORDS", 1e9)


@pytest.mark.usefixtures("_sure")
def test_a_share_as_in_training_leaves_the_doubts_as_they_are() -> None:
    assert adapted(0.2, 0.9, sound_share=0.1) == pytest.approx([0.2, 0.9], abs=1e-4)


@pytest.mark.usefixtures("_sure")
def test_odds_are_multiplied_by_the_ratio_of_the_odds_of_the_shares() -> None:
    # odds 1 times (0.01 / 0.99) / (0.1 / 0.9)
    assert adapted(0.5, sound_share=0.01) == pytest.approx([1 / (1 + 11)], abs=1e-4)


def test_one_odd_word_is_forgiven_and_the_same_among_many_is_not() -> None:
    alone = adapted(0.8)
    among_many = adapted(*[0.8] + [0.99] * 30)
    assert alone[0] < 0.4 < 0.7 < among_many[0]


def test_no_document_is_taken_to_be_worse_than_the_worst_share() -> None:
    everything = adapted(*[0.99] * 100, trained=0.25, worst_share=0.25)
    assert everything == pytest.approx([0.99] * 100, abs=1e-4)


def test_both_sides_are_adapted_and_the_rest_stays() -> None:
    before = document(0.5, 0.6)
    after = adapt(before, 0.1, LocaliseOptions())
    assert after[0].source[0].doubt == after[0].translation[0].doubt < 0.5
    assert (after[0].summary, after[0].count) == (before[0].summary, before[0].count)
    assert [word.span for word in after[0].translation] == [word.span for word in before[0].translation]


def test_nothing_to_adapt() -> None:
    assert adapt([], 0.1, LocaliseOptions()) == []
    assert adapt([Localised()], 0.1, LocaliseOptions()) == [Localised()]


@given(
    doubts=st.lists(st.floats(0.02, 1), max_size=30),
    trained=st.floats(0.01, 0.5),
    sound=st.floats(0, 1),
    worst=st.floats(0, 1),
)
def test_doubts_stay_probabilities_in_the_same_order(
    doubts: list[float], trained: float, sound: float, worst: float
) -> None:
    found = adapted(*doubts, trained=trained, sound_share=sound, worst_share=worst)
    assert all(0 <= doubt <= 1 for doubt in found)
    ranked = sorted(zip(doubts, found, strict=True))
    assert [doubt for _, doubt in ranked] == sorted(found)
