from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.localise import prior
from qa.localise.options import LocaliseOptions
from qa.localise.prior import Shares, adapt
from qa.localise.words import DoubtfulWords, Localised

SHARES = Shares.of([(0.1, 0.1, 0.01)])


def document(*doubts: float, count: int = 100) -> Localised:
    """One passage of ``count`` words, of which some are doubtful."""
    return documents([doubts], count)


def documents(doubts: Sequence[Sequence[float]], count: int = 100) -> Localised:
    """A passage for each group of doubts; the first of the first stands for the source."""
    owners = np.array([n for n, some in enumerate(doubts) for _ in some], np.int64)
    every = np.array([doubt for some in doubts for doubt in some], np.float64)
    spans = np.arange(len(every))[:, None] + [0, 1]
    words = DoubtfulWords(owners, spans, spans, every)
    source = DoubtfulWords(owners[:1], spans[:1], spans[:1], every[:1])
    return Localised(words, source, np.zeros((len(doubts), 6)), np.full(len(doubts), count), ())


def adapted(
    *doubts: float,
    count: int = 100,
    trained: float = 0.1,
    sound: float = 0.01,
    errors: int | None = None,
    **options: float,
) -> list[float]:
    found = adapt(
        document(*doubts, count=count),
        Shares.of([(trained, trained, sound)]),
        LocaliseOptions(**options),
        errors=None if errors is None else np.array([errors]),
    )
    return list(found.translation.doubts.tolist())


@pytest.fixture
def _sure(monkeypatch: pytest.MonkeyPatch) -> None:
    """So strong a belief in the share of sound translations that no document can change it."""
    monkeypatch.setattr(prior, "_START_WORDS", 1e9)


@pytest.mark.usefixtures("_sure")
def test_a_share_as_in_training_leaves_the_doubts_as_they_are() -> None:
    assert adapted(0.2, 0.9, sound=0.1) == pytest.approx([0.2, 0.9], abs=1e-4)


@pytest.mark.usefixtures("_sure")
def test_odds_are_multiplied_by_the_ratio_of_the_odds_of_the_shares() -> None:
    # odds 1 times (0.01 / 0.99) / (0.1 / 0.9)
    assert adapted(0.5, sound=0.01) == pytest.approx([1 / (1 + 11)], abs=1e-4)


def test_one_odd_word_is_forgiven_and_the_same_among_many_is_not() -> None:
    alone = adapted(0.8)
    among_many = adapted(*[0.8] + [0.99] * 900, count=3_000)
    assert alone[0] < 0.4 < 0.7 < among_many[0]


def test_no_document_is_taken_to_be_worse_than_the_worst_share() -> None:
    everything = adapted(*[0.99] * 5_000, count=5_000, trained=0.25, worst_share=0.25)
    assert everything == pytest.approx([0.99] * 5_000, abs=1e-4)


def test_both_sides_are_adapted_and_the_rest_stays() -> None:
    before = document(0.5, 0.6)
    after = adapt(before, SHARES, LocaliseOptions())
    assert after.source.doubts[0] == after.translation.doubts[0] < 0.5
    assert (after.summaries is before.summaries, after.counts is before.counts) == (True, True)
    assert after.translation.spans.tolist() == before.translation.spans.tolist()


def test_nothing_to_adapt() -> None:
    for nothing in (documents([]), documents([[]])):
        assert len(adapt(nothing, SHARES, LocaliseOptions()).translation.doubts) == 0


def test_each_document_has_a_share_of_its_own() -> None:
    groups = [[0.8], [0.8] + [0.99] * 30, [0.5, 0.4]]
    together = adapt(
        documents(groups), Shares.of([(0.1, 0.1, 0.01)] * 3), LocaliseOptions(), np.arange(3)
    ).translation
    for n, doubts in enumerate(groups):
        assert together.doubts[together.owners == n].tolist() == adapted(*doubts)


def test_each_side_has_the_share_of_its_own_training() -> None:
    before = document(0.5)
    after = adapt(before, Shares.of([(0.2, 0.05, 0.01)]), LocaliseOptions())
    assert after.translation.doubts[0] < after.source.doubts[0] < 0.5


def test_errors_that_are_known_make_a_document_garbled() -> None:
    doubts = [adapted(0.5, count=500, errors=errors, garbled_share=0.1)[0] for errors in range(8)]
    assert doubts == sorted(doubts)
    assert doubts[0] == pytest.approx(adapted(0.5, count=500)[0], abs=0.01)
    # One may happen to a good translator; seven in a page do not, and then a tenth of the words is wrong.
    assert doubts[1] < 0.15
    assert doubts[-1] == pytest.approx(adapted(0.5, count=500, sound=0.1)[0], abs=0.02)


def test_the_same_errors_say_less_of_a_longer_document() -> None:
    assert adapted(0.5, count=3_000, errors=4) < adapted(0.5, count=300, errors=4)


@given(
    doubts=st.lists(st.floats(0.02, 1), max_size=30),
    trained=st.floats(0.01, 0.5),
    sound=st.floats(0, 1),
    worst=st.floats(0, 1),
)
def test_doubts_stay_probabilities_in_the_same_order(
    doubts: list[float], trained: float, sound: float, worst: float
) -> None:
    found = adapted(*doubts, trained=trained, sound=sound, worst_share=worst)
    assert all(0 <= doubt <= 1 for doubt in found)
    ranked = sorted(zip(doubts, found, strict=True))
    assert [doubt for _, doubt in ranked] == sorted(found)
