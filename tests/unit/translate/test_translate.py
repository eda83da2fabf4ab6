"""The French model that ships, and the folder it is in."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from qa import translate
from qa.errors import ModelError
from qa.model import READERS, Readers
from qa.translate import MarianTranslator

SOURCE = "The United Kingdom has assembled a coalition of the willing to keep the peace."
SOUND = "Le Royaume-Uni a réuni une coalition des volontaires pour maintenir la paix."
ABSURD = SOUND.replace("coalition", "casserole")


@pytest.fixture(scope="module")
def french() -> MarianTranslator:
    return translate.load(READERS / "en-fr")


def surprise(french: MarianTranslator, source: str, translation: str, word: str) -> float:
    (found,) = french.forecasts([(source, translation)])
    assert found is not None
    start = translation.index(word)
    inside = (found.places[:, 0] >= start) & (found.places[:, 1] <= start + len(word))
    assert inside.any()
    return float((found.best - found.given)[:-1][inside].sum())


def test_what_the_source_says_is_expected_and_what_it_does_not_say_is_a_surprise(
    french: MarianTranslator,
) -> None:
    assert surprise(french, SOURCE, SOUND, "coalition") < 1
    assert surprise(french, SOURCE, ABSURD, "casserole") > 6


def test_a_sense_that_does_not_fit_the_sentence_is_a_surprise(french: MarianTranslator) -> None:
    source = "She sat down on the bank of the river and watched the boats."
    sound = "Elle s'assit sur la rive du fleuve et regarda les bateaux."
    assert surprise(french, source, sound, "rive") < 3
    assert surprise(french, source, sound.replace("rive", "banque"), "banque") > 5


@pytest.mark.parametrize(
    ("plain", "printed"),
    [
        ("l'accord", "l’accord"),
        ('le "non"', "le «non»"),
        ("dit - il", "dit – il"),
        ("100 000", "100\u202f000"),
    ],
)
def test_printers_marks_surprise_no_more_than_plain_ones(
    french: MarianTranslator, plain: str, printed: str
) -> None:
    pairs = [("The agreement", text) for text in (plain, printed)]
    one, other = french.forecasts(pairs)
    assert one is not None
    assert other is not None
    assert np.array_equal(one.given, other.given)
    assert np.array_equal(one.places, other.places)


def test_places_count_in_the_text_as_it_is(french: MarianTranslator) -> None:
    text = "  L’été\u00a0: «\u202fc’est ﬁni\u202f»…"
    (found,) = french.forecasts([("Summer is over.", text)])
    assert found is not None
    assert found.given.shape == found.best.shape == (len(found.places) + 1,)
    covered = {place for start, end in found.places.tolist() for place in range(start, end)}
    assert {place for place, character in enumerate(text) if character.isalpha()} <= covered
    assert found.places.max() <= len(text)
    assert "".join(text[start:end] for start, end in found.places.tolist()[:1]).strip() == "L"


def test_an_absurd_word_is_set_beside_what_it_stands_for(french: MarianTranslator) -> None:
    (found,) = french.forecasts([(SOURCE, ABSURD)])
    assert found is not None
    seen = {
        ABSURD[start:end]: SOURCE[slice(*place)]
        for (start, end), place in zip(found.places.tolist(), found.seen.tolist(), strict=True)
    }
    assert "coalition" in {seen.get(piece) for piece in ("casserole", "casser", "cas")}


def test_words_that_were_likely_are_known(french: MarianTranslator) -> None:
    (found,) = french.forecasts([(SOURCE, ABSURD)])
    assert found is not None
    assert "coalition" in found.expected


def test_what_is_empty_or_too_long_is_not_read_and_the_rest_is(french: MarianTranslator) -> None:
    pairs = [("", SOUND), (SOURCE, SOUND), (SOURCE, "mot " * 400), (SOURCE, " "), (SOURCE, ABSURD)]
    found = list(french.forecasts(pairs))
    assert [one is None for one in found] == [True, False, True, True, False]
    assert found[1] is not None
    (alone,) = french.forecasts(pairs[1:2])
    assert alone is not None
    assert np.array_equal(found[1].given, alone.given)


def test_a_language_without_a_model_has_no_reader() -> None:
    assert Readers.within(READERS).of("de") is None


def test_a_reader_is_loaded_once() -> None:
    readers = Readers.within(READERS)
    assert readers.of("fr") is readers.of("fr") is not None


@pytest.mark.parametrize("name", ["source.json", "reading.safetensors"])
def test_a_changed_file_is_refused(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "en-fr"
    shutil.copytree(READERS / "en-fr", folder)
    with (folder / name).open("ab") as file:
        file.write(b" ")
    with pytest.raises(ModelError, match=f"{name} is not the file"):
        Readers.within(tmp_path).of("fr")
