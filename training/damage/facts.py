"""Damage to facts: numbers, dates and units, names, acronyms and who did what to whom."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from random import Random

from qa.records import Severity
from qa.spans import Span
from training.damage.classes import FIGURES
from training.damage.edit import Edit
from training.damage.material import Material
from training.damage.resources import Resources
from training.damage.words import inflected, like, related, shared_end

_NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,  '’]\d+)*(?![\w])")
_SYMBOLS = "$€£¥₽"
_CURRENCY = re.compile(f"[{_SYMBOLS}]")
LEAST_LINK = 0.1
"""How firmly two words must be translations of each other before one is exchanged on the strength of it."""


def number(material: Material, resources: Resources, random: Random) -> Edit | None:
    """Another figure, or another number word, month, day, unit, scale or currency."""
    options: list[tuple[Span, str]] = []
    if figures := list(_NUMBER.finditer(material.other)):
        match = random.choice(figures)
        options.append((Span(*match.span()), _other_figure(match[0], random)))
    if symbols := list(_CURRENCY.finditer(material.other)):
        match = random.choice(symbols)
        options.append((Span(*match.span()), random.choice(_SYMBOLS.replace(match[0], ""))))
    if word := exchange(material, resources, random, FIGURES):
        options.append(word)
    if not options:
        return None
    span, text = random.choice(options)
    return Edit(span, text, "number", Severity.MAJOR)


def exchange(
    material: Material, resources: Resources, random: Random, classes: dict[str, tuple[str, ...]]
) -> tuple[Span, str] | None:
    """A word that renders a member of a class, and the rendering of another member in the likest form."""
    options = [
        (place, english)
        for place, link in enumerate(material.links)
        if link is not None
        and (english := material.source_words[link]) in classes
        and resources.lexicon.renders(english, material.words[place]) >= LEAST_LINK
    ]
    if not options:
        return None
    place, english = random.choice(options)
    old = material.words[place]
    for other in random.sample(classes[english], len(classes[english])):
        fitting = {
            word: probability * (1 + min(3, shared_end(word, old)))
            for word, probability in resources.lexicon.forward.get(other, {}).items()
            if resources.lexicon.renders(other, word) >= LEAST_LINK and not related(word, old)
        }
        if fitting:
            new = inflected(max(fitting, key=lambda word: (fitting[word], word)), old, resources.forms)
            return material.spans[place], like(new, material.text(place, place))
    return None


def name(material: Material, resources: Resources, random: Random) -> Edit | None:
    """A proper name with its letters out of order, or another name."""
    places = names(material, resources)
    if not places:
        return None
    place = random.choice(places)
    old = material.text(place, place)
    another = resources.names and random.random() < 0.4
    new = random.choice(resources.names) if another else _deformed(old, random)
    if new is None or new.lower() in material.other.lower():
        return None
    return Edit(material.spans[place], new, "name", Severity.MAJOR)


def roles(material: Material, resources: Resources, random: Random) -> Edit | None:
    """Two names that change places."""
    places = names(material, resources)
    couples = [
        (one, other)
        for one in places
        for other in places
        if one < other <= one + 6 and material.words[one] != material.words[other]
    ]
    if not couples:
        return None
    one, other = random.choice(couples)
    between = material.other[material.spans[one].end : material.spans[other].start]
    text = material.text(other, other) + between + material.text(one, one)
    if not re.search(r"\w", between):
        return None
    return Edit(material.over(one, other), text, "antonym", Severity.CRITICAL)


def names(material: Material, resources: Resources) -> list[int]:
    """Words that render a proper name: one the corpus knows, or a capitalised word that both sides share."""
    found: list[int] = []
    for place, link in enumerate(material.links):
        if link is None:
            continue
        english, own = material.source_text(link, link), material.text(place, place)
        known = material.source_words[link] in resources.proper
        if not english.istitle() or not (known or (own == english and not _begins(material, link))):
            continue
        if len(english) > 2 and (own[:1].isupper() or own.lower() == own.upper()):
            found.append(place)
    return found


def acronym(material: Material, resources: Resources, random: Random) -> Edit | None:
    """Initials spelt out as words that have nothing to do with them."""
    places = [
        place
        for place, span in enumerate(material.spans)
        if 2 <= len(span) <= 6 and _is_acronym(material.text(place, place)) and _stands_alone(material, span)
    ]
    if not places:
        return None
    place = random.choice(places)
    initials = "".join(sorted(material.words[place]))
    phrases = resources.phrases.get(initials) or resources.phrases.get("")
    if not phrases:
        return None
    return Edit(material.over(place, place), random.choice(phrases), "acronym", Severity.CRITICAL)


def _begins(material: Material, link: int) -> bool:
    """Whether the source word begins a sentence, where a capital says nothing."""
    before = material.english[: material.source_spans[link].start].rstrip(" \"“'‘(")
    return not before or before[-1] in ".!?:\n"


def _other_figure(figure: str, random: Random) -> str:
    """Another digit, two digits exchanged, or ten times as much, as the script and the grouping have it."""
    digits = [at for at, character in enumerate(figure) if character.isdigit()]
    ways = [lambda: _digit_changed(figure, random.choice(digits), random)]
    exchangeable = [(one, other) for one, other in pairwise(digits) if figure[one] != figure[other]]
    if exchangeable:
        ways.append(lambda: _digits_exchanged(figure, *random.choice(exchangeable)))
    if len(digits) == len(figure):
        ways.append(lambda: figure + _digit(figure[0], 0))
    return random.choice(ways)()


def _digit_changed(figure: str, at: int, random: Random) -> str:
    old = unicodedata.digit(figure[at])
    new = random.choice([value for value in range(0 if at else 1, 10) if value != old])
    return figure[:at] + _digit(figure[at], new) + figure[at + 1 :]


def _digits_exchanged(figure: str, one: int, other: int) -> str:
    return figure[:one] + figure[other] + figure[one + 1 : other] + figure[one] + figure[other + 1 :]


def _digit(like_this: str, value: int) -> str:
    """A digit of the same script: Arabic, Persian and Hindi texts have their own."""
    return chr(ord(like_this) - unicodedata.digit(like_this) + value)


def _deformed(word: str, random: Random) -> str | None:
    """The word with two letters exchanged, one left out, one doubled or one replaced; the first stays."""
    if len(word) < 4:
        return None
    at = random.randrange(1, len(word) - 1)
    return random.choice(
        (
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + random.choice(word.lower()) + word[at + 1 :],
        )
    )


def _is_acronym(word: str) -> bool:
    return word.isalpha() and word.isupper()


def _stands_alone(material: Material, span: Span) -> bool:
    """Not one capital word among others: a line in capitals holds no acronyms."""
    beside = material.other[max(0, span.start - 1) : span.start] + material.other[span.end : span.end + 1]
    if any(character in "_/-.*" for character in beside.rstrip(".")):
        return False
    around = material.other[max(0, span.start - 12) : span.start] + material.other[span.end : span.end + 12]
    return any(character.islower() or character in "()（）" for character in around) or not around.isupper()
