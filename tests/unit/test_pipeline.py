from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qa.config import Options
from qa.discover import Pairing
from qa.errors import QaError
from qa.judge import JudgeOptions, idioms, opposites, senses
from qa.judge.sense_lexicon import Entry, Sense
from qa.model import Model
from qa.pipeline import check_documents, check_pairings, score_pairs
from qa.read import from_text
from qa.records import Document, Severity, Skipped, SourcePair
from qa.spans import Span
from tests import tiny

OPTIONS = Options()
ENGLISH, FRENCH = tiny.article(12, "en"), tiny.article(12, "fr")


def english(text: str = ENGLISH) -> Document:
    return from_text(text, "article.en.txt", "en")


def french(text: str = FRENCH) -> Document:
    return from_text(text, "article.fr.txt", "")


def test_a_sound_translation_is_silent_and_scored_from_end_to_end(tiny_model: Model) -> None:
    document, findings = check_documents(french(), english(), "fr", tiny_model, OPTIONS)
    assert findings == ()
    assert (document.path, document.source_path) == ("article.fr.txt", "article.en.txt")
    assert (document.text, document.source_text) == (FRENCH, ENGLISH)
    assert len(document.segments) == 12
    assert all(one.score is not None and one.score.quality > 0.9 for one in document.segments)


def test_a_wrong_word_is_found_where_it_stands(tiny_model: Model) -> None:
    garbled = FRENCH.replace("bouilloire", "forêt", 1)
    _, findings = check_documents(french(garbled), english(), "fr", tiny_model, OPTIONS)
    (finding,) = findings
    assert (finding.rule, finding.text) == ("accuracy/mistranslation", "forêt")
    assert garbled[finding.span.start : finding.span.end] == "forêt"
    assert finding.source is not None
    assert ENGLISH[finding.source.span.start : finding.source.span.end] == finding.source.text


def test_a_missing_sentence_is_an_omission_in_its_place(tiny_model: Model) -> None:
    lost = ENGLISH.split("\n\n")[3].split(". ")[0] + "."
    place = FRENCH.split("\n\n")[3].split(". ")[0] + ". "
    document, findings = check_documents(
        french(FRENCH.replace(place, "")), english(), "fr", tiny_model, OPTIONS
    )
    (finding,) = findings
    assert finding.rule == "accuracy/omission"
    assert finding.source_text == lost
    assert len(finding.span) == 0
    (empty,) = [one for one in document.segments if one.score is None]
    assert ENGLISH[empty.source_span.start : empty.source_span.end].strip() == lost
    assert finding.span.start == empty.span.start == empty.span.end


def test_a_sentence_too_many_is_an_addition(tiny_model: Model) -> None:
    extra = "Le vert lampe peignait le vieux marin sous le tour. "
    paragraph = FRENCH.split("\n\n")[2]
    _, findings = check_documents(
        french(FRENCH.replace(paragraph, extra + paragraph)), english(), "fr", tiny_model, OPTIONS
    )
    assert [(finding.rule, finding.text) for finding in findings] == [("accuracy/addition", extra.strip())]


@pytest.mark.parametrize("empty", ["", "  \n\n", "\ufeff"])
def test_a_document_without_text_is_refused(tiny_model: Model, empty: str) -> None:
    with pytest.raises(QaError, match=r"article\.fr\.txt: it has no text to check"):
        check_documents(french(empty), english(), "fr", tiny_model, OPTIONS)
    with pytest.raises(QaError, match=r"article\.en\.txt: it has no text to check"):
        check_documents(french(), english(empty), "fr", tiny_model, OPTIONS)


def test_another_text_is_refused_rather_than_flagged_all_over(tiny_model: Model) -> None:
    with pytest.raises(QaError, match=r"does not look like the source of article\.fr\.txt: hardly a passage"):
        check_documents(french("Zut 77 zut. " * 12), english(), "fr", tiny_model, OPTIONS)


def test_a_source_of_another_size_is_refused_before_it_is_aligned(tiny_model: Model) -> None:
    model = replace(tiny_model, embedder=None)  # type: ignore[arg-type]
    with pytest.raises(QaError, match=r"article\.en\.txt has more than 20 times the text"):
        check_documents(french(), english(ENGLISH * 40), "fr", model, OPTIONS)
    with pytest.raises(QaError, match=r"article\.fr\.txt has more than 20 times the text"):
        check_documents(french(FRENCH * 40), english(), "fr", model, OPTIONS)


def test_the_language_is_detected_where_it_is_not_given(tiny_model: Model) -> None:
    document, _ = check_documents(french(), english(), None, tiny_model, OPTIONS)
    assert document.language == "fr"
    with pytest.raises(QaError, match=r"article\.fr\.txt: its language is not recognised; name it"):
        check_documents(french("12, 13, 14."), english("12, 13, 14."), None, tiny_model, OPTIONS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "en.txt").write_text(ENGLISH, encoding="utf-8")
    for name, text in {
        "b.txt": FRENCH.replace("bouilloire", "forêt", 1),
        "a.txt": FRENCH,
        "empty.txt": "",
        "binary.txt": "x\0y",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_what_fails_is_skipped_with_the_reason_and_the_rest_is_checked(
    tiny_model: Model, folder: Path
) -> None:
    names = ["b.txt", "binary.txt", "empty.txt", "missing.txt", "a.txt"]
    pairings = [Pairing(str(folder / name), str(folder / "en.txt"), "fr") for name in names]
    calls: list[tuple[int, int, str]] = []
    unpaired = Skipped(str(folder / "unpaired.txt"), "no source")
    report = check_pairings(pairings, [unpaired], tiny_model, OPTIONS, lambda *call: calls.append(call))
    assert calls == [(n, 5, str(folder / name)) for n, name in enumerate(names)]
    assert [Path(document.path).name for document in report.documents] == ["a.txt", "b.txt"]
    reasons = {Path(skipped.path).name: skipped.reason for skipped in report.skipped}
    assert list(reasons) == ["binary.txt", "empty.txt", "missing.txt", "unpaired.txt"]
    assert reasons["empty.txt"] == "it has no text to check"
    # The path stands beside the reason already.
    assert not any(str(folder) in reason for reason in reasons.values())
    assert [Path(finding.path).name for finding in report.findings] == ["b.txt"]
    assert report.signature.split(" | ")[1:] == [tiny_model.identity, "defaults"]
    assert report.exit_code(Severity.MAJOR) == 1


def test_an_unreadable_source_is_named(tiny_model: Model, folder: Path) -> None:
    pairing = Pairing(str(folder / "a.txt"), str(folder / "lost.txt"), "fr")
    report = check_pairings([pairing], [], tiny_model, OPTIONS, None)
    (skipped,) = report.skipped
    assert skipped.path == str(folder / "a.txt")
    assert "lost.txt" in skipped.reason
    assert report.exit_code(None) == 2


PAIRS = [
    SourcePair("The old painter sold the yellow lamp.", "Le vieux peintre vendait le jaune lampe.", "fr"),
    SourcePair("The old painter sold the yellow lamp.", "Le vieux peintre vendait le jaune pont.", "fr"),
    SourcePair("", "Le vieux pont.", "fr"),
    SourcePair("The old bridge.", " \n", "fr"),
    SourcePair("The green sailor hid the heavy clock.", "Der grün matrose versteckte der schwer uhr.", "de"),
]


def test_pairs_are_scored_in_order_and_an_empty_side_has_no_score(tiny_model: Model) -> None:
    scored = list(score_pairs(PAIRS, tiny_model, OPTIONS))
    assert [one.pair for one in scored] == PAIRS
    assert [one.score is None for one in scored] == [False, False, True, True, False]
    assert [one.findings == () for one in scored] == [True, False, True, True, True]
    (finding,) = scored[1].findings
    assert finding.text == "pont" == PAIRS[1].translation[finding.span.start : finding.span.end]


def test_a_pair_is_scored_alike_in_any_company(tiny_model: Model) -> None:
    together = list(score_pairs(PAIRS, tiny_model, OPTIONS))
    alone = [next(score_pairs([pair], tiny_model, OPTIONS)) for pair in PAIRS]
    assert together == alone


def test_the_language_of_pairs_is_detected_from_all_of_them(tiny_model: Model) -> None:
    lines = zip(ENGLISH.split("\n\n"), FRENCH.split("\n\n"), strict=True)
    unnamed = [SourcePair(source, translation) for source, translation in lines]
    scored = list(score_pairs(unnamed, tiny_model, OPTIONS))
    named = list(score_pairs([replace(pair, language="fr") for pair in unnamed], tiny_model, OPTIONS))
    assert [one.score for one in scored] == [one.score for one in named]
    with pytest.raises(QaError, match="language of the translations is not recognised"):
        list(score_pairs([SourcePair("12", "13")], tiny_model, OPTIONS))


def test_the_language_of_the_options_serves_pairs_that_name_none(tiny_model: Model) -> None:
    pair = SourcePair("12.", "13.")
    (scored,) = score_pairs([pair], tiny_model, replace(OPTIONS, language="fr"))
    assert scored.score is not None


def test_rules_that_are_not_selected_stay_silent(tiny_model: Model) -> None:
    options = replace(OPTIONS, judge=JudgeOptions(ignore=("accuracy/mistranslation",)))
    (scored,) = score_pairs(PAIRS[1:2], tiny_model, options)
    assert scored.findings == ()


def test_offsets_survive_line_ends_and_a_byte_order_mark(tiny_model: Model, tmp_path: Path) -> None:
    garbled = FRENCH.replace("bouilloire", "forêt", 1).replace("\n", "\r\n")
    (tmp_path / "fr.txt").write_bytes(b"\xef\xbb\xbf" + garbled.encode())
    (tmp_path / "en.txt").write_text(ENGLISH, encoding="utf-8")
    pairing = Pairing(str(tmp_path / "fr.txt"), str(tmp_path / "en.txt"), "fr")
    (finding,) = check_pairings([pairing], [], tiny_model, OPTIONS, None).findings
    assert finding.span == Span(garbled.index("forêt"), garbled.index("forêt") + 5)


def test_an_idiom_is_judged_in_documents_and_in_pairs(
    tiny_model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(idioms, "_by_key", lambda: {"tower": ["behind the [tower]\tde"]})
    source, text = "The sailor hid behind the tower.", "Le marin cachait derrière le tour."
    options = Options(judge=JudgeOptions(select=("accuracy/idiom",)))
    _, (finding,) = check_documents(french(text), english(source), "fr", tiny_model, options)
    (pair,) = score_pairs([SourcePair(source, text, "fr")], tiny_model, options)
    for found in (finding, *pair.findings):
        assert (found.text, found.source_text, found.severity) == (
            "derrière le tour",
            "behind the tower",
            Severity.MAJOR,
        )
    (pair,) = score_pairs([SourcePair(source, text, "de")], tiny_model, options)
    assert pair.findings == ()


def test_an_opposite_is_judged_in_documents_and_in_pairs(
    tiny_model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opposites, "_sides", lambda: {"tower": [("tower", "kettle")]})
    opposites._opposition.cache_clear()
    source, text = "The sailor hid behind the tower.", "Le marin cachait derrière le bouilloire."
    options = Options(judge=JudgeOptions(select=("accuracy/opposite",)))
    _, (finding,) = check_documents(french(text), english(source), "fr", tiny_model, options)
    (pair,) = score_pairs([SourcePair(source, text, "fr")], tiny_model, options)
    for found in (finding, *pair.findings):
        assert (found.text, found.source_text, found.severity) == ("bouilloire", "tower", Severity.MAJOR)


def test_a_wrong_sense_is_judged_in_documents_and_in_pairs(
    tiny_model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = (Sense.of("bicycle | sailor"), Sense.of("ladder | baker"))
    entry = Entry("[kettle]", rows, frozenset({"de"}))
    monkeypatch.setattr(senses, "entries_of", lambda words: {entry} if "kettle" in words else set())
    source, text = "The sailor hid the kettle.", "Le marin cachait le échelle."
    options = Options(judge=JudgeOptions(select=("accuracy/wrong-sense",)))
    _, (finding,) = check_documents(french(text), english(source), "fr", tiny_model, options)
    (pair,) = score_pairs([SourcePair(source, text, "fr")], tiny_model, options)
    for found in (finding, *pair.findings):
        assert (found.text, found.source_text, found.severity) == ("échelle", "kettle", Severity.MAJOR)
    (pair,) = score_pairs([SourcePair(source, text, "de")], tiny_model, options)
    assert pair.findings == ()
