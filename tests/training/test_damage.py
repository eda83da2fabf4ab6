"""Every kind of damage on invented sentences."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.records import Severity
from qa.spans import Span
from training.corpus import Pair
from training.damage import KINDS, Damaged, Edit, MarkedSpan, Resources, damage, damage_some, gather
from training.damage.edit import apply
from training.damage.facts import names
from training.damage.lexicon import Lexicon
from training.damage.material import prepare

_GLOSSARY = {
    "after": "après", "bank": "banque rive", "beside": "près", "bridge": "pont", "closed": "fermé",
    "does": "voit", "dollars": "dollars", "euros": "euros", "four": "quatre", "garden": "jardin",
    "harbour": "port", "hier": "hier", "in": "en", "is": "est", "january": "janvier", "lender": "banque",
    "lends": "prête", "lisbon": "Lisbon", "march": "mars", "market": "marché", "million": "millions",
    "money": "argent", "months": "mois", "odessa": "Odessa", "open": "ouvert", "quiet": "tranquille",
    "see": "voit", "seven": "sept", "shore": "rive", "sold": "vendu", "tallinn": "Tallinn",
    "thousand": "mille", "three": "trois", "two": "deux", "was": "était", "weeks": "semaines",
    "years": "ans", "yesterday": "hier", "not": "pas", "and": "et", "february": "février",
}  # fmt: skip


def glossary(entries: dict[str, str]) -> Lexicon:
    """A lexicon in which the first rendering of a word is likelier than the second."""
    forward: dict[str, dict[str, float]] = {}
    backward: dict[str, dict[str, float]] = {}
    for english, renderings in entries.items():
        for word, probability in zip(renderings.lower().split(), (0.6, 0.3), strict=False):
            forward.setdefault(english, {})[word] = probability
            backward.setdefault(word, {})[english] = 0.5
    # The river bank is above all a shore.
    backward["rive"] = {"shore": 0.7, "bank": 0.2}
    backward["banque"] = {"bank": 0.7, "lender": 0.2}
    return Lexicon(forward, backward)


@pytest.fixture(scope="module")
def resources() -> Resources:
    return Resources(
        language="fr",
        lexicon=glossary(_GLOSSARY),
        vocabulary=("lumière", "fenêtre", "montagne", "rivière", "chanson"),
        common=frozenset({"le", "la", "les", "de", "en", "et", "à", "un", "une", "du"}),
        forms={},
        sentences=("Le peintre dort à midi, mais la cuisine est froide.", "La neige tombe depuis ce matin."),
        proper=frozenset({"lisbon", "odessa", "tallinn"}),
        names=("Lisbon", "Odessa", "Tallinn"),
        phrases={"": ("la morale sans question",)},
        neighbours={
            "port": ("quai", "navire"),
            "pont": ("tunnel",),
            "jardin": ("parc",),
            "tranquille": ("calme",),
        },
        foreign=("Der alte Turm steht seit langem neben der Kirche.",),
    )


ENGLISH = "Yesterday Lisbon sold the harbour, near a quiet garden (SMQ), for two million dollars in 1987."
FRENCH = (
    "Hier Lisbon a vendu le port, près de un jardin tranquille (SMQ), pour deux millions de dollars en 1987."
)
NEGATED = ("Odessa does not see the bridge after four years.", "Odessa ne voit pas le pont après quatre ans.")
BANK = ("The bank lends money.", "La banque prête de l’argent.")


def all_of(
    kind: str, resources: Resources, pair: tuple[str, str] = (ENGLISH, FRENCH), tries: int = 60
) -> list[Damaged]:
    made = [damage(*pair, kind, Random(seed), resources) for seed in range(tries)]
    return [one for one in made if one is not None]


def marked(damaged: Damaged) -> str:
    return damaged.text[damaged.spans[0].span.start : damaged.spans[0].span.end]


def restored(damaged: Damaged, intact: str) -> bool:
    """Whether ``intact`` is the damaged text with nothing but the marked stretches replaced."""
    at = 0
    for index, mark in enumerate(damaged.spans):
        kept = damaged.text[(damaged.spans[index - 1].span.end if index else 0) : mark.span.start]
        at = intact.find(kept, at)
        if at < 0 or (index == 0 and at != 0):
            return False
        at += len(kept)
    return intact[at:].endswith(damaged.text[damaged.spans[-1].span.end :])


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_applies_and_leaves_the_rest_alone(kind: str, resources: Resources) -> None:
    pairs = [
        (ENGLISH, FRENCH),
        NEGATED,
        BANK,
        ("In March Lisbon sold Tallinn.", "En mars Lisbon a vendu Tallinn."),
    ]
    made = [(pair, one) for pair in pairs for one in all_of(kind, resources, pair)]
    assert made, f"{kind} never applies"
    for (_, french), one in made:
        assert one.text != french
        assert restored(one, french)
        assert len(one.spans) == 1
        assert (len(one.spans[0].span) == 0) == (kind == "omission")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_same_seed_gives_the_same_damage(kind: str, resources: Resources) -> None:
    assert all_of(kind, resources) == all_of(kind, resources)


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("pair", [("", ""), ("Yes.", "…"), ("", "Oui."), ("No", "")])
def test_nothing_applies_where_there_is_nothing(
    kind: str, pair: tuple[str, str], resources: Resources
) -> None:
    for one in all_of(kind, resources, pair, tries=5):
        assert one.text != pair[1]
        assert restored(one, pair[1])


def test_a_wrong_sense_is_the_other_rendering_of_the_same_word(resources: Resources) -> None:
    assert {one.text for one in all_of("sense", resources, BANK)} == {"La rive prête de l’argent."}


def test_a_synonym_is_no_wrong_sense(resources: Resources) -> None:
    assert all_of("sense", replace(resources, neighbours={"banque": ("rive",)}), BANK) == []
    forward = {**resources.lexicon.forward, "shore": {"rive": 0.6, "banque": 0.1}}
    lexicon = Lexicon(forward, resources.lexicon.backward)
    assert all_of("sense", replace(resources, lexicon=lexicon), BANK) == []


def test_a_known_synonym_is_no_neighbour_damage(resources: Resources) -> None:
    assert all_of("neighbour", replace(resources, neighbours={"banque": ("rive",)}), BANK) == []
    wrong = replace(resources, neighbours={"banque": ("gare",)})
    assert {one.text for one in all_of("neighbour", wrong, BANK)} == {"La gare prête de l’argent."}


def test_a_chance_word_takes_the_capital(resources: Resources) -> None:
    words = {marked(one) for one in all_of("chance", resources, ("The bridge.", "Pont."))}
    assert words
    assert words <= {word.capitalize() for word in resources.vocabulary}


def test_a_tortured_phrase_spins_every_word(resources: Resources) -> None:
    assert "parc calme" in {marked(one) for one in all_of("tortured", resources)}


def test_a_literal_rendering_uses_words_of_the_lexicon(resources: Resources) -> None:
    for one in all_of("literal", resources):
        for word in marked(one).lower().split():
            assert word in resources.lexicon.backward


def test_an_acronym_is_spelt_out(resources: Resources) -> None:
    spelt = replace(resources, phrases={"mqs": ("morale sans question",), "": ("autre chose",)})
    assert {marked(one) for one in all_of("acronym", spelt)} == {"morale sans question"}
    unspelt = replace(resources, phrases={"": ("autre chose",)})
    assert {marked(one) for one in all_of("acronym", unspelt)} == {"autre chose"}


def test_capitals_everywhere_are_no_acronym(resources: Resources) -> None:
    assert all_of("acronym", resources, ("THE BRIDGE IS OPEN", "LE PONT EST OUVERT")) == []
    assert all_of("acronym", resources, ("Set MAX_PQR.", "Réglez MAX_PQR.")) == []


def test_a_number_keeps_its_shape(resources: Resources) -> None:
    made = {marked(one) for one in all_of("number", resources, ("It cost 3.50.", "Prix : 3,50."), tries=200)}
    assert made
    for figure in made:
        assert figure != "3,50"
        assert figure[1:2] == ","
        assert len(figure) == 4


def test_a_number_may_grow_tenfold_or_turn(resources: Resources) -> None:
    made = {marked(one) for one in all_of("number", resources, ("Room 27.", "Salle 27."), tries=200)}
    assert {"270", "72"} <= made
    assert not any(figure.startswith("0") for figure in made)


def test_digits_keep_their_script(resources: Resources) -> None:
    for one in all_of("number", replace(resources, language="ar"), ("Room 27.", "غرفة ٢٧.")):
        assert set(marked(one)) <= set("٠١٢٣٤٥٦٧٨٩")


def test_months_units_and_currencies_change_for_their_like(resources: Resources) -> None:
    pair = (
        "In January the harbour was closed for three weeks.",
        "En janvier le port était fermé pendant trois semaines.",
    )
    assert {marked(one) for one in all_of("number", resources, pair, tries=200)} <= {
        "mars",
        "février",
        "sept",
        "deux",
        "quatre",
        "mois",
        "ans",
    }
    assert {marked(one) for one in all_of("number", resources, ("It costs $.", "Il coûte $."))} == set("€£¥₽")


def test_negation_is_dropped_with_both_its_parts(resources: Resources) -> None:
    texts = {one.text for one in all_of("antonym", resources, NEGATED)}
    assert "Odessa voit le pont après quatre ans." in texts


def test_negation_is_put_in(resources: Resources) -> None:
    pair = ("The bridge is beside the market.", "Le pont est près de le marché.")
    assert "Le pont n’est pas près de le marché." in {one.text for one in all_of("antonym", resources, pair)}


def test_a_word_becomes_its_opposite(resources: Resources) -> None:
    pair = ("The market was open.", "Le marché était ouvert.")
    assert "Le marché était fermé." in {one.text for one in all_of("antonym", resources, pair)}


def test_names_are_what_has_a_capital_within_the_sentence(resources: Resources) -> None:
    material = prepare(
        "The harbour of Lisbon was sold to Fernanda.", "Le port de Lisbon est vendu à Fernanda.", resources
    )
    assert [material.text(place, place) for place in names(material, resources)] == ["Lisbon", "Fernanda"]


def test_a_name_is_deformed_or_exchanged(resources: Resources) -> None:
    pair = ("The harbour of Lisbon.", "Le port de Lisbon.")
    for one in all_of("name", resources, pair):
        name = marked(one)
        assert name != "Lisbon"
        assert name in ("Tallinn", "Odessa") or (name[0] == "L" and set(name.lower()) <= set("lisbon"))


def test_roles_are_exchanged(resources: Resources) -> None:
    pair = ("Lisbon sold the harbour to Odessa.", "Lisbon a vendu le port à Odessa.")
    assert {one.text for one in all_of("roles", resources, pair)} == {"Odessa a vendu le port à Lisbon."}


def test_repetition_says_again_what_stands_before(resources: Resources) -> None:
    for one in all_of("repetition", resources):
        again = marked(one).split()
        assert one.text[: one.spans[0].span.start].endswith(again[-1])
        assert " ".join(again) in one.text[: one.spans[0].span.start] or again == [again[0]] * len(again)


def test_an_omission_is_a_clause_a_parenthesis_or_the_second_of_two(resources: Resources) -> None:
    texts = {one.text for one in all_of("omission", resources, tries=200)}
    assert FRENCH.replace(", près de un jardin tranquille (SMQ)", "") in texts
    assert FRENCH.replace(", pour deux millions de dollars en 1987", "") in texts


def test_an_addition_comes_from_another_sentence(resources: Resources) -> None:
    sources = " ".join(resources.sentences).lower()
    for one in all_of("addition", resources):
        assert marked(one).startswith(", ")
        assert marked(one)[2:].lower() in sources


def test_word_salad_keeps_the_words(resources: Resources) -> None:
    for one in all_of("syntax", resources):
        assert Counter(re.findall(r"\w+", one.text)) == Counter(re.findall(r"\w+", FRENCH))
        assert 4 <= len(re.findall(r"\w+", marked(one))) <= 7


def test_leftovers_are_words_of_the_source(resources: Resources) -> None:
    for one in all_of("untranslated", resources):
        assert marked(one) in ENGLISH


def test_a_third_language_prefers_the_same_sentence(resources: Resources) -> None:
    assert all(marked(one) in resources.foreign[0] for one in all_of("wronglang", resources))
    same = replace(resources, parallels={"the bank lends money": ("Die Bank verleiht das Geld gern.",)})
    assert all(marked(one) in "Die Bank verleiht das Geld gern." for one in all_of("wronglang", same, BANK))
    assert all_of("wronglang", replace(resources, foreign=()), BANK) == []


@pytest.mark.parametrize("language", ["zh", "ja"])
def test_languages_without_spaces(language: str) -> None:
    pairs = [
        Pair("invented", "The cat sleeps.", "猫在睡觉。"),
        Pair("invented", "The dog eats, and the cat sleeps.", "狗在吃饭，猫在睡觉。"),
    ]
    resources = gather(pairs * 5, language)
    for kind in ("repetition", "syntax", "omission", "untranslated"):
        made = [one for pair in pairs for one in all_of(kind, resources, (pair.english, pair.other))]
        assert made
        assert kind == "untranslated" or not any(" " in one.text for one in made)


def test_several_pieces_of_damage_do_not_touch(resources: Resources) -> None:
    for seed in range(40):
        one = damage_some(ENGLISH, FRENCH, sorted(KINDS), Random(seed), resources)
        assert one is not None
        assert len(one.spans) > 2
        assert restored(one, FRENCH)
        for before, after in zip(one.spans, one.spans[1:], strict=False):
            assert before.span.end < after.span.start


def test_edits_become_spans_in_the_new_text() -> None:
    edits = [
        Edit(Span(8, 8), " loin", "addition", Severity.MAJOR),
        Edit(Span(0, 2), "Un", "sense", Severity.MINOR),
        Edit(Span(13, 18), "", "omission", Severity.MAJOR),
    ]
    assert apply("Le pont- dort bien.", edits) == Damaged(
        "Un pont- loin dort.",
        (
            MarkedSpan(Span(0, 2), "sense", Severity.MINOR),
            MarkedSpan(Span(8, 13), "addition", Severity.MAJOR),
            MarkedSpan(Span(18, 18), "omission", Severity.MAJOR),
        ),
    )


@pytest.mark.parametrize("second", [Span(3, 5), Span(2, 3), Span(4, 4), Span(4, 6)])
def test_edits_that_touch_are_refused(second: Span) -> None:
    edits = [Edit(Span(2, 4), "x", "sense", Severity.MINOR), Edit(second, "y", "sense", Severity.MINOR)]
    with pytest.raises(ValueError, match="overlapping"):
        apply("abcdefgh", edits)


@settings(max_examples=60, deadline=None)
@given(
    other=st.text(st.sampled_from("le port pont, 12 SMQ. Lisbon (猫) ٢'’-\n"), max_size=60),
    kinds=st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=5),
    seed=st.integers(0, 2**32),
)
def test_whatever_the_text_only_marked_stretches_change(
    other: str, kinds: Sequence[str], seed: int, resources: Resources
) -> None:
    one = damage_some(ENGLISH, other, kinds, Random(seed), resources)
    assert one is None or (one.text != other and restored(one, other))


def test_what_a_corpus_gives() -> None:
    lines = [
        ("The harbour of Lisbon is old.", "Le port de Lisbonne est vieux."),
        ("The harbour of Odessa is old.", "Le port d’Odessa est vieux."),
        ("An old friend saw Lisbon.", "Un vieux copain a vu Lisbonne."),
        ("An old friend saw Odessa.", "Un vieux copain a vu Odessa."),
    ]
    gathered = gather([Pair("invented", *line) for line in lines * 3], "fr", foreign=["Der Turm."])
    assert gathered.proper == {"lisbon", "odessa"}
    assert gathered.names == ("Lisbonne", "Odessa")
    assert gathered.common >= {"le", "vieux"}
    assert gathered.phrases["cv"] == ("vieux copain",)
    assert gathered.sentences[0] == "Le port de Lisbonne est vieux."
    assert gathered.foreign == ["Der Turm."]
    assert next(iter(gathered.lexicon.forward["lisbon"])) == "lisbonne"
