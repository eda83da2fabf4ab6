"""Damage that says the opposite: a negation dropped or put in, an antonym."""

from __future__ import annotations

from random import Random

from qa.records import Severity
from qa.spans import Span
from training.damage.classes import ANTONYMS, AUXILIARIES
from training.damage.edit import Edit
from training.damage.facts import LEAST_LINK, exchange
from training.damage.material import Material
from training.damage.negation import NEGATIONS, Negation, Rule
from training.damage.resources import Resources
from training.damage.words import like


def antonym(material: Material, resources: Resources, random: Random) -> Edit | None:
    """The opposite: a negation dropped or put in, or a word exchanged for its antonym."""
    options = [_negated(material, resources, random), exchange(material, resources, random, ANTONYMS)]
    found = [option for option in options if option is not None]
    if not found:
        return None
    span, text = random.choice(found)
    return Edit(span, text, "antonym", Severity.CRITICAL)


def _negated(material: Material, resources: Resources, random: Random) -> tuple[Span, str] | None:
    table = NEGATIONS.get(resources.language)
    if table is None:
        return None
    return (
        _by_rule(material, table.drop, random)
        or _with_negation(material, resources, table, random)
        or _by_rule(material, table.add, random)
    )


def _by_rule(material: Material, rules: tuple[Rule, ...], random: Random) -> tuple[Span, str] | None:
    matches = [(match, new) for pattern, new in rules for match in pattern.finditer(material.other)]
    if not matches:
        return None
    match, new = random.choice(matches)
    return Span(*match.span()), like(match.expand(new), match[0])


def _with_negation(
    material: Material, resources: Resources, table: Negation, random: Random
) -> tuple[Span, str] | None:
    """Negate a word that renders an English auxiliary, which is nearly always a finite verb."""
    places = [
        place
        for place, link in enumerate(material.links)
        if link is not None
        and material.source_words[link] in AUXILIARIES
        and resources.lexicon.renders(material.source_words[link], material.words[place]) >= LEAST_LINK
    ]
    if not places:
        return None
    place = random.choice(places)
    negated = table.negate(material.words[place])
    return (material.spans[place], like(negated, material.text(place, place))) if negated else None
