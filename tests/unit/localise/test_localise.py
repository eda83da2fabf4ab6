from __future__ import annotations

from math import log

import pytest

from qa import localise as stage
from qa.localise import Localised, LocaliseOptions, localise, passages
from qa.model import Model
from qa.records import Alignment, Segment
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


def run(
    model: Model,
    alignments: list[Alignment],
    translation: tuple[str, ...] = TRANSLATION,
    source: tuple[str, ...] = SOURCE,
    options: LocaliseOptions = USUAL,
) -> list[Localised]:
    sides = [(segments(*texts), model.embedder.encode(texts)) for texts in (translation, source)]
    return list(localise(alignments, sides[0], sides[1], model.doubter, options))


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
    assert found[1] == found[2] == Localised()
    assert len(found[0].translation) == 7
    assert [text(TRANSLATION, word.span) for word in found[3].translation] == ["Le", "calme", "cousine", "."]


def test_a_side_without_words_leaves_nothing_to_say(tiny_model: Model) -> None:
    found = run(tiny_model, ONE_TO_ONE, translation=("😀", "Le marin.", "…😀"), options=ALL)
    assert found[0] == Localised()
    assert [word.span for word in found[2].translation] == [Span(14, 15)]


def test_only_absent_sides(tiny_model: Model) -> None:
    assert run(tiny_model, [pair((), (0,)), pair((), (1, 2))], translation=()) == [Localised()] * 2
    assert run(tiny_model, []) == []


def test_passages_do_not_notice_in_which_batch_they_are(
    tiny_model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    alignments = [pair((0,), (0,)), pair((), (1,)), pair((1,), ()), pair((2, 3), (2,)), pair((4,), (3, 4))]
    texts = (*TRANSLATION, *TRANSLATION[:2]), (*SOURCE, *SOURCE[:2])
    together = run(tiny_model, alignments, *texts, options=ALL)
    for size in (1, 2, 3):
        monkeypatch.setattr(stage, "_PAIRS_AT_ONCE", size)
        found = run(tiny_model, alignments, *texts, options=ALL)
        for one, expected in zip(found, together, strict=True):
            assert one.summary == pytest.approx(expected.summary, abs=1e-6)
            for side in ("translation", "source"):
                words, others = getattr(one, side), getattr(expected, side)
                assert [(w.span, w.counterpart) for w in words] == [(w.span, w.counterpart) for w in others]
                assert [w.doubt for w in words] == pytest.approx([w.doubt for w in others], abs=2e-4)


def test_the_summary_holds_mean_and_peak_by_side(tiny_model: Model) -> None:
    sound, garbled, _ = run(tiny_model, ONE_TO_ONE)
    for mean, peak in (slice_of(sound, 0), slice_of(sound, 2)):
        assert 0 <= mean <= peak < 0.1
    for mean, peak in (slice_of(garbled, 0), slice_of(garbled, 2)):
        assert 0.05 < mean < 0.5 < peak <= 1
    assert garbled.translation[0].doubt == pytest.approx(garbled.summary[1], abs=1e-4)


def slice_of(localised: Localised, at: int) -> tuple[float, float]:
    return localised.summary[at], localised.summary[at + 1]


def test_words_below_the_floor_are_not_handed_on(tiny_model: Model) -> None:
    doubts = [word.doubt for word in run(tiny_model, ONE_TO_ONE, options=ALL)[1].translation]
    floor = sorted(doubts)[-2] + 1e-4
    kept = run(tiny_model, ONE_TO_ONE, options=LocaliseOptions(floor=floor))[1].translation
    assert len(doubts) == 7
    assert [word.doubt for word in kept] == [max(doubts)]


def test_passages_of_chosen_texts(tiny_model: Model) -> None:
    texts = ["old bridge", "", "the tower."]
    side = passages(tiny_model.embedder.encode(texts).words(0, 3), texts, [2, 0])
    assert list(side.written) == ["the", "tower", ".", "old", "bridge"]
    assert side.starts.tolist() == [0, 3, 5]
