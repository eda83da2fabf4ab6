from __future__ import annotations

from dataclasses import dataclass
from math import log

import numpy as np
import pytest

from qa import localise as stage
from qa.localise import LocaliseOptions, localise, passages
from qa.localise.words import DoubtfulWords
from qa.model import Model
from qa.records import Alignment, Segment, Word
from qa.spans import Span

ALL = LocaliseOptions(floor=0.0)
USUAL = LocaliseOptions()
SOURCE = ("The old painter sold the lamp.", "The sailor hid the green clock.", "The quiet cousin.")
TRANSLATION = ("Le vieux peintre vendait le lampe.", "Le marin cachait le vert tapis.", "Le calme cousine.")


def segments(*texts: str) -> list[Segment]:
    """Segments of a document that has two blanks between them."""
    found, at = [], 0
    for index, text in enumerate(texts):
        found.append(Segment(index, Span(at, at + len(text)), text, text))
        at += len(text) + 2
    return found


@dataclass(frozen=True)
class One:
    """What is localised of one alignment."""

    translation: tuple[Word, ...]
    source: tuple[Word, ...]
    summary: tuple[float, ...]
    count: int


NOTHING = One((), (), (0.0,) * 6, 0)


def run(
    model: Model,
    alignments: list[Alignment],
    translation: tuple[str, ...] = TRANSLATION,
    source: tuple[str, ...] = SOURCE,
    options: LocaliseOptions = USUAL,
) -> list[One]:
    sides = [(segments(*texts), model.embedder.encode(texts)) for texts in (translation, source)]
    found = localise(alignments, sides[0], sides[1], model.doubter, options)
    words = [side.records(len(alignments), 0) for side in (found.translation, found.source)]
    summaries = [tuple(summary) for summary in found.summaries.tolist()]
    return [One(*one) for one in zip(*words, summaries, found.counts.tolist(), strict=True)]


def pair(here: tuple[int, ...], there: tuple[int, ...]) -> Alignment:
    return Alignment(source=there, translation=here, cost=0.0)


ONE_TO_ONE = [pair((n,), (n,)) for n in range(3)]


def text(words: tuple[str, ...], span: Span | None) -> str:
    assert span is not None
    return "  ".join(words)[span.start : span.end]


def test_the_wrong_word_is_found_on_both_sides(tiny_model: Model) -> None:
    first, second, third = run(tiny_model, ONE_TO_ONE)
    assert (first.translation, third.translation) == ((), ())
    (word,) = second.translation
    assert text(TRANSLATION, word.span) == "tapis"
    assert word.doubt > 0.9
    assert [text(SOURCE, word.span) for word in second.source] == ["clock"]


def test_every_word_has_its_counterpart(tiny_model: Model) -> None:
    (first, *_) = run(tiny_model, ONE_TO_ONE, options=ALL)
    matched = [(text(TRANSLATION, word.span), text(SOURCE, word.counterpart)) for word in first.translation]
    assert matched == [
        ("Le", "The"),
        ("vieux", "old"),
        ("peintre", "painter"),
        ("vendait", "sold"),
        ("le", "The"),
        ("lampe", "lamp"),
        (".", "."),
    ]


def test_words_stand_in_the_document_of_their_side(tiny_model: Model) -> None:
    last = run(tiny_model, ONE_TO_ONE, options=ALL)[2]
    assert [text(TRANSLATION, word.span) for word in last.translation] == ["Le", "calme", "cousine", "."]
    assert [text(SOURCE, word.span) for word in last.source] == ["The", "quiet", "cousin", "."]


def test_a_passage_of_several_segments_is_one(tiny_model: Model) -> None:
    whole, last = run(tiny_model, [pair((0, 1), (0,)), pair((2,), (1, 2))], options=ALL)
    assert whole.count == 14
    assert whole.summary[4:] == (pytest.approx(log(14 / 7)), 7)
    assert [text(TRANSLATION, word.span) for word in whole.translation][7:9] == ["Le", "marin"]
    assert [text(SOURCE, word.span) for word in last.source][-3:] == ["quiet", "cousin", "."]
    assert text(SOURCE, last.translation[1].counterpart) == "quiet"


def test_an_absent_side_leaves_nothing_to_say(tiny_model: Model) -> None:
    found = run(tiny_model, [pair((0,), (0,)), pair((), (1,)), pair((1,), ()), pair((2,), (2,))], options=ALL)
    assert found[1] == found[2] == NOTHING
    assert len(found[0].translation) == 7
    assert [text(TRANSLATION, word.span) for word in found[3].translation] == ["Le", "calme", "cousine", "."]


def test_a_side_without_words_leaves_nothing_to_say(tiny_model: Model) -> None:
    found = run(tiny_model, ONE_TO_ONE, translation=("😀", "Le marin.", "…😀"), options=ALL)
    assert found[0] == NOTHING
    assert [word.span for word in found[2].translation] == [Span(14, 15)]


def test_only_absent_sides(tiny_model: Model) -> None:
    assert run(tiny_model, [pair((), (0,)), pair((), (1, 2))], translation=()) == [NOTHING] * 2
    assert run(tiny_model, []) == []


def test_passages_do_not_notice_in_which_batch_they_are(
    tiny_model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    alignments = [pair((0,), (0,)), pair((), (1,)), pair((1,), ()), pair((2, 3), (2,)), pair((4,), (3, 4))]
    texts = (*TRANSLATION, *TRANSLATION[:2]), (*SOURCE, *SOURCE[:2])
    together = run(tiny_model, alignments, *texts, options=ALL)
    for size in (1, 2, 3):
        monkeypatch.setattr(stage, "_PAIRS_AT_ONCE", size)
        assert run(tiny_model, alignments, *texts, options=ALL) == together


def test_the_summary_holds_mean_and_peak_by_side(tiny_model: Model) -> None:
    sound, garbled, _ = run(tiny_model, ONE_TO_ONE)
    for mean, peak in (slice_of(sound, 0), slice_of(sound, 2)):
        assert 0 <= mean <= peak < 0.1
    for mean, peak in (slice_of(garbled, 0), slice_of(garbled, 2)):
        assert 0.05 < mean < 0.5 < peak <= 1
    assert garbled.translation[0].doubt == pytest.approx(garbled.summary[1], abs=1e-4)


def slice_of(localised: One, at: int) -> tuple[float, float]:
    return localised.summary[at], localised.summary[at + 1]


def test_words_below_the_floor_are_not_handed_on(tiny_model: Model) -> None:
    doubts = [word.doubt for word in run(tiny_model, ONE_TO_ONE, options=ALL)[1].translation]
    floor = sorted(doubts)[-2] + 1e-4
    kept = run(tiny_model, ONE_TO_ONE, options=LocaliseOptions(floor=floor))[1].translation
    assert len(doubts) == 7
    assert [word.doubt for word in kept] == [max(doubts)]


def test_passages_of_chosen_texts(tiny_model: Model) -> None:
    texts = ["old bridge", "", "the tower."]
    words = tiny_model.embedder.encode(texts).words(0, 3)
    side = passages(words, [2, 0])
    assert side.starts.tolist() == [0, 3, 5]
    assert side.which.tolist() == words.which[[2, 3, 4, 0, 1]].tolist()


def test_only_words_with_enough_doubt_become_records() -> None:
    places = np.array([[0, 1], [2, 3], [5, 9]])
    words = DoubtfulWords(np.array([0, 2, 2]), places, places + 1, np.array([0.3, 0.2, 0.9]))
    assert words.records(3, 0.3) == [
        (Word(Span(0, 1), 0.3, Span(1, 2)),),
        (),
        (Word(Span(5, 9), 0.9, Span(6, 10)),),
    ]
    assert DoubtfulWords.joined([]).records(2, 0.0) == [(), ()]
