import os
import subprocess
import sys

import pytest

from training.damage.lexicon import learn
from training.damage.negation import NEGATIONS
from training.damage.words import inflected, like, related, words


def lists(*pairs: tuple[str, str]) -> list[tuple[list[str], list[str]]]:
    return [(english.split(), other.split()) for english, other in pairs]


def test_words_that_go_together_are_found() -> None:
    lexicon = learn(lists(*[("a b", "x y"), ("a c", "x z"), ("b c", "y z"), ("b", "y")] * 3))
    assert next(iter(lexicon.forward["a"])) == "x"
    assert next(iter(lexicon.forward["b"])) == "y"
    assert next(iter(lexicon.backward["z"])) == "c"
    assert lexicon.renders("b", "y") > 0.5
    assert lexicon.renders("b", "nothing") == 0.0


def test_rows_are_probabilities_with_the_likeliest_first() -> None:
    lexicon = learn(lists(*[("a b", "x y")] * 5, *[("a", "x")] * 3, *[("a", "w")] * 3))
    for row in (*lexicon.forward.values(), *lexicon.backward.values()):
        assert list(row.values()) == sorted(row.values(), reverse=True)
        assert 0 < sum(row.values()) <= 1 + 1e-9
    assert list(lexicon.forward["a"])[:1] == ["x"]
    assert "w" in lexicon.forward["a"]


@pytest.mark.parametrize("pairs", [[], lists(("", "")), lists(("a", "x")), lists(("a " * 99, "x " * 99))])
def test_nothing_to_learn_from(pairs: list[tuple[list[str], list[str]]]) -> None:
    assert learn(pairs).forward == {}


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("fr", "L’eau d'Ève, peut-être 3,5", ["L", "eau", "d", "Ève", "peut", "être", "3", "5"]),
        ("uk", "п’ять об'єктів", ["п’ять", "об'єктів"]),
        ("he", 'צה"ל הודיע', ['צה"ל', "הודיע"]),
        ("hi", "कि हिन्दी में", ["कि", "हिन्दी", "में"]),
        ("fa", "می‌رود", ["می‌رود"]),
        ("zh", "猫 eats鱼", ["猫", "eats", "鱼"]),
        ("ko", "고양이가 잔다", ["고양이가", "잔다"]),
    ],
)
def test_words(language: str, text: str, found: list[str]) -> None:
    assert [text[span.start : span.end] for span in words(text, language)] == found


@pytest.mark.parametrize(
    ("word", "model", "result"),
    [
        ("pont", "Port", "Pont"),
        ("pont", "PORT", "PONT"),
        ("Pont", "port", "Pont"),
        ("pont", "À", "Pont"),
        ("", "À", ""),
    ],
)
def test_like(word: str, model: str, result: str) -> None:
    assert like(word, model) == result


def test_related() -> None:
    assert related("fermer", "fermées")
    assert related("an", "ans")
    assert not related("port", "pont")
    assert not related("parlement", "parlons" + "zzzzz")


def test_the_form_that_ends_like_the_model() -> None:
    forms = {"ferm": ("fermer", "fermés", "fermées", "fermentation")}
    assert inflected("fermer", "ouvertes", forms) == "fermées"
    assert inflected("fermer", "xyz", forms) == "fermer"
    assert inflected("oui", "non", forms) == "oui"


@pytest.mark.parametrize(
    ("language", "negative", "positive"),
    [
        ("fr", "n’existe pas", "existe"),
        ("de", "ist nicht", "ist"),
        ("de", "keine", "eine"),
        ("ru", "не может", "может"),
        ("cs", "nebyla", "byla"),
        ("pl", "nie może", "może"),
        ("hr", "nije", "je"),
        ("fi", "ei voi", "voi"),
        ("ja", "できない", "できる"),
        ("zh", "不能", "能"),
        ("ko", "수 없", "수 있"),
        ("tr", "yok", "var"),
        ("hi", "करता नहीं", "करता"),
        ("lv", "nebija", "bija"),
        ("fa", "نمی‌رود", "می‌رود"),
    ],
)
def test_a_negation_is_dropped(language: str, negative: str, positive: str) -> None:
    results = [
        match.expand(new) for pattern, new in NEGATIONS[language].drop for match in pattern.finditer(negative)
    ]
    assert positive in results


@pytest.mark.parametrize("language", sorted(NEGATIONS))
def test_no_rule_leaves_a_word_as_it_was_or_nothing(language: str) -> None:
    table = NEGATIONS[language]
    assert table.drop
    negated = table.negate("abc")
    assert negated is None or (negated != "abc" and "abc" in negated)
    assert all(replacement for _, replacement in (*table.drop, *table.add))


def test_the_order_of_a_hash_decides_nothing() -> None:
    program = (
        "from training.damage.lexicon import learn\n"
        "words = [chr(97 + n) * 3 for n in range(20)]\n"
        "print(learn([(words, [word.upper() for word in words])] * 60, least=0.0))"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1
    assert b"aaa" in printed.pop()
