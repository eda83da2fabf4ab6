"""What a reader changes: the doubts of its language, and what known errors make of a document."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.checker import Checker
from qa.config import Options
from qa.model import Model, Readers
from qa.records import SourcePair
from tests import tiny
from tests.unit.localise.readers import Told, reader, surprised_by

ODD = "aimant"
SENTENCES = tiny.sentences(40, seed=8)
SOURCE, TRANSLATION = (
    "\n".join(tiny.in_language(words, code) for words in SENTENCES) for code in ("en", "fr")
)
TRANSLATION = TRANSLATION.replace(" ", f" {ODD} ", 1)


@pytest.fixture
def told() -> Told:
    return Told(surprised_by(ODD))


@pytest.fixture
def model(tiny_model: Model, told: Told) -> Model:
    return replace(tiny_model, readers=Readers(loaded={"fr": reader(told, sound=0.002)}))


def mistranslated(model: Model, translation: str = TRANSLATION, **options: object) -> list[str]:
    checker = Checker(Options(language="fr", **options), model=model)  # type: ignore[arg-type]
    found = checker.check(translation, source=SOURCE)
    return [one.text for one in found.findings if one.rule == "accuracy/mistranslation"]


def test_a_surprise_in_a_sound_document_is_forgiven(model: Model, told: Told) -> None:
    assert mistranslated(model) == []
    assert told.asked == list(zip(SOURCE.split("\n"), TRANSLATION.split("\n"), strict=True))


def test_the_same_surprise_counts_where_other_rules_found_errors(model: Model) -> None:
    lines = TRANSLATION.split("\n")
    left = [*lines[:-4], *SOURCE.split("\n")[-4:]]
    assert ODD in " ".join(mistranslated(model, "\n".join(left)))


def test_slips_in_figures_tell_nothing_of_the_rest(model: Model) -> None:
    source, translation = (
        "\n".join(f"{line} {number + 17 * shift}" for number, line in enumerate(text.split("\n"), 100))
        for text, shift in ((SOURCE, 0), (TRANSLATION, 3))
    )
    found = Checker(Options(language="fr"), model=model).check(translation, source=source).findings
    assert sum(one.rule == "accuracy/number" for one in found) > 20
    assert ODD not in [one.text for one in found]


def test_another_language_is_not_read(tiny_model: Model, told: Told) -> None:
    others = replace(tiny_model, readers=Readers(loaded={"de": reader(told)}))
    assert mistranslated(others) == mistranslated(tiny_model)
    assert told.asked == []


def test_every_word_is_explained_with_its_new_doubt(model: Model) -> None:
    explained = Checker(Options(language="fr"), model=model).explain(TRANSLATION, source=SOURCE)
    words = [word for passage in explained.passages for word in passage.translation.words]
    assert len(words) >= len(TRANSLATION.split())
    doubts = {TRANSLATION[word.span.start : word.span.end]: word.doubt for word in words}
    assert max(doubts, key=lambda word: doubts[word]) == ODD


def test_pairs_are_read_each_in_its_language(model: Model, told: Told) -> None:
    german = tiny.in_language(SENTENCES[0], "de")
    pairs = [
        SourcePair(SOURCE.split("\n")[0], TRANSLATION.split("\n")[0], "fr"),
        SourcePair(SOURCE.split("\n")[0], german, "de"),
    ]
    scored = list(Checker(model=model).score(pairs))
    assert [translation for _, translation in told.asked] == [pairs[0].translation]
    plain = list(Checker(model=replace(model, readers=Readers())).score(pairs))
    assert scored[1] == plain[1]
