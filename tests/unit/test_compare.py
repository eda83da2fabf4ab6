from __future__ import annotations

import pytest
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER

from qa.compare import compare
from qa.records import CheckedDocument, Metric
from tests.reports import document

ENGLISH = ("The ferry left early.", "Nobody had expected that at all.", "It came back in the evening.")
MACHINE = ("Le ferry est parti tôt.", "Personne ne l'avait attendu.", "Il est revenu dans la soirée.")
HUMAN = ("Le ferry est parti de bonne heure.", "Nul ne s'y attendait.", "Il est rentré le soir.")


def checked(name: str, language: str, *rows: tuple[str, str]) -> CheckedDocument:
    spaced: list[tuple[str, str, float | None] | str] = []
    for source, translation in rows:
        spaced += [(source, translation, 0.9 if source and translation else None), " "]
    return document(name, language, spaced)


def values(metrics: tuple[Metric, ...]) -> dict[str, float]:
    return {metric.name: metric.value for metric in metrics}


def test_the_values_are_those_of_sacrebleu_over_the_aligned_passages() -> None:
    machine = checked("a.txt", "fr", *zip(ENGLISH, MACHINE, strict=True))
    human = checked("human/a.txt", "fr", *zip(ENGLISH, HUMAN, strict=True))
    (compared,) = compare([(machine, human)]).documents
    assert (compared.path, compared.human_path) == ("a.txt", "human/a.txt")
    expected = {
        score.name: round(score.score, 2)
        for metric in (BLEU(), CHRF(), TER())
        for score in [metric.corpus_score(list(MACHINE), [list(HUMAN)])]
    }
    assert values(compared.metrics) == expected
    assert 0 < expected["BLEU"] < 100


def test_the_same_text_is_as_near_as_can_be() -> None:
    same = checked("a.txt", "fr", *zip(ENGLISH, MACHINE, strict=True))
    compared = compare([(same, same)])
    assert values(compared.documents[0].metrics) == {"BLEU": 100, "chrF2": 100, "TER": 0}


def test_different_cuts_of_the_same_text_make_no_difference() -> None:
    cut = checked("a.txt", "fr", *zip(ENGLISH, MACHINE, strict=True))
    joined = checked("b.txt", "fr", (" ".join(ENGLISH[:2]), " ".join(MACHINE[:2])), (ENGLISH[2], MACHINE[2]))
    assert values(compare([(cut, joined)]).documents[0].metrics) == {"BLEU": 100, "chrF2": 100, "TER": 0}


def test_what_one_side_leaves_out_or_adds_counts_where_it_is() -> None:
    whole = checked("a.txt", "fr", *zip(ENGLISH, MACHINE, strict=True))
    shorter = checked(
        "b.txt", "fr", (ENGLISH[0], MACHINE[0]), (ENGLISH[1], ""), ("", "Voilà."), (ENGLISH[2], MACHINE[2])
    )
    for pair in ((whole, shorter), (shorter, whole)):
        metrics = values(compare([pair]).documents[0].metrics)
        assert 40 < metrics["chrF2"] < 100
        assert 0 < metrics["TER"] < 100


def test_languages_are_kept_apart_and_everything_is_sorted() -> None:
    french = [checked(name, "fr", *zip(ENGLISH, MACHINE, strict=True)) for name in ("b.txt", "c.txt")]
    japanese = checked("a.txt", "ja", (ENGLISH[0], "フェリーは早く出発した。"))
    compared = compare([(document, document) for document in (*reversed(french), japanese)])
    assert [item.path for item in compared.documents] == ["a.txt", "b.txt", "c.txt"]
    assert [item.language for item in compared.languages] == ["fr", "ja"]


@pytest.mark.parametrize(
    ("language", "tokenizer"), [("fr", "13a"), ("zh", "zh"), ("ja", "char"), ("ko", "char")]
)
def test_the_signature_says_how_words_were_cut(language: str, tokenizer: str) -> None:
    one = checked("a.txt", language, (ENGLISH[0], "早い。"))
    signatures = [metric.signature for metric in compare([(one, one)]).languages[0].metrics]
    assert f"|tok:{tokenizer}|" in signatures[0]


def test_nothing_to_compare() -> None:
    assert compare([]).documents == ()
