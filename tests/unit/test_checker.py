from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

import qa
from qa import checker as module
from qa import model
from qa.checker import Checker
from qa.config import Options
from qa.embed import static
from qa.errors import ModelError, QaError
from qa.model import Model
from qa.records import Report, SourcePair
from tests import tiny

ENGLISH, FRENCH = tiny.article(12, "en"), tiny.article(12, "fr")
GARBLED = FRENCH.replace("bouilloire", "forêt", 1)


@pytest.fixture
def checker(tiny_model: Model) -> Checker:
    return Checker(model=tiny_model)


def test_a_text_against_its_source(checker: Checker) -> None:
    report = checker.check(GARBLED, source=ENGLISH, language="fr", name="draft")
    (finding,) = report.findings
    assert (finding.path, finding.text) == ("draft", "forêt")
    assert report.signature == checker.signature
    assert report.documents[0].language == "fr"
    assert report.skipped == ()


def test_the_language_of_the_options_is_used_where_none_is_given(tiny_model: Model) -> None:
    short = Checker(Options(language="de"), model=tiny_model)
    assert short.check("12.", source="12.").documents[0].language == "de"
    assert short.check("12.", source="12.", language="fr").documents[0].language == "fr"


def test_an_empty_text_is_an_error(checker: Checker) -> None:
    with pytest.raises(QaError, match="translation: it has no text to check"):
        checker.check("", source=ENGLISH, language="fr")


def test_a_folder_is_its_files(checker: Checker, tmp_path: Path) -> None:
    for name, text in (("fr/a", FRENCH), ("fr/b", GARBLED), ("fr/c", FRENCH), ("en/a", ENGLISH)):
        file = tmp_path / f"{name}.txt"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    shutil.copy(tmp_path / "en/a.txt", tmp_path / "en/b.txt")
    report = checker.check_folder(tmp_path / "fr", references=tmp_path / "en")
    assert report == checker.check_files([tmp_path / "fr"], references=tmp_path / "en")
    assert [Path(document.path).name for document in report.documents] == ["a.txt", "b.txt"]
    assert [Path(skipped.path).name for skipped in report.skipped] == ["c.txt"]
    assert len(report.findings) == 1
    one = checker.check_files([tmp_path / "fr/c.txt"], source=tmp_path / "en/a.txt")
    assert (len(one.documents), one.skipped) == (1, ())


def test_pairs_are_scored_as_they_come(checker: Checker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PAIRS_AT_ONCE", 2)
    taken = 0

    def stream() -> Iterator[SourcePair]:
        nonlocal taken
        for _ in range(5):
            taken += 1
            yield SourcePair("The old lamp.", "Le vieux lampe.", "fr")

    scored = checker.score(stream())
    assert next(scored).score is not None
    assert taken == 2
    assert len(list(scored)) == 4
    assert taken == 5


def test_threads_that_share_a_checker_find_what_one_alone_finds(tiny_weights: Path) -> None:
    texts = [(tiny.article(8, "en", seed), tiny.article(8, "fr", seed)) for seed in range(24)]
    texts = [(english, french.replace("lampe", "pont", 1)) for english, french in texts]
    shared = Checker(model=tiny.model(static.load(tiny_weights)))
    barrier = Barrier(8)

    def work(number: int) -> list[Report]:
        barrier.wait()
        return [shared.check(french, source=english, language="fr") for english, french in texts[number::8]]

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(work, range(8)))
    alone = Checker(model=tiny.model(static.load(tiny_weights)))
    expected = [alone.check(french, source=english, language="fr") for english, french in texts]
    assert [report for number in range(8) for report in together[number]] == [
        report for number in range(8) for report in expected[number::8]
    ]
    assert any(report.findings for report in expected)


def test_the_model_is_loaded_by_name(tiny_weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "EMBEDDED", tiny_weights)
    embedded, named = Checker(), Checker(Options(model=str(tiny_weights)))
    assert embedded.signature == named.signature
    assert "| tiny " in embedded.signature


def test_check_is_a_checker_for_the_occasion(tiny_weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "EMBEDDED", tiny_weights)
    assert qa.check(FRENCH, source=ENGLISH, language="fr") == Checker().check(
        FRENCH, source=ENGLISH, language="fr"
    )


def test_a_model_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="there is no such folder"):
        Checker(Options(model=str(tmp_path / "lost")))
