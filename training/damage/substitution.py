"""Damage by wrong words: a wrong sense, a chance word, a spun set phrase, a rendering word by word."""

from __future__ import annotations

from itertools import combinations
from random import Random

from qa.records import Severity
from training.damage.edit import Edit
from training.damage.material import Material
from training.damage.resources import Resources
from training.damage.words import gap, inflected, like, related

_LEAST_LITERAL = 0.1


def sense(material: Material, resources: Resources, random: Random) -> Edit | None:
    """Another translation of the source word, which shares no sense with the right one as far as known."""
    options = [
        (place, word)
        for place in content(material, resources)
        for word in _other_senses(material, place, resources)
    ]
    if not options:
        return None
    place, word = random.choice(options)
    word = inflected(word, material.words[place], resources.forms)
    return _replace(material, place, word, Severity.CRITICAL)


def neighbour(material: Material, resources: Resources, random: Random) -> Edit | None:
    """A neighbour in the word space: of the same field, often close, not the same."""
    options = [
        (place, word)
        for place in content(material, resources)
        for word in resources.neighbours.get(material.words[place], ())
        if not related(word, material.words[place]) and not _known(material, word, resources)
    ]
    if not options:
        return None
    place, word = random.choice(options)
    return _replace(material, place, word, Severity.MAJOR)


def chance(material: Material, resources: Resources, random: Random) -> Edit | None:
    """Any word of the language, frequent ones more often."""
    places = content(material, resources)
    if not places or not resources.vocabulary:
        return None
    place = random.choice(places)
    word = resources.vocabulary[int(len(resources.vocabulary) * random.random() ** 2)]
    if related(word, material.words[place]) or _known(material, word, resources):
        return None
    return _replace(material, place, word, Severity.CRITICAL)


def tortured(material: Material, resources: Resources, random: Random) -> Edit | None:
    """Two or three content words running, each replaced by another rendering or a neighbour."""
    usable = set(content(material, resources))
    for first in random.sample(sorted(usable), len(usable)):
        run = [place for place in range(first, min(first + 4, len(material.words))) if place in usable]
        run = run[: random.choice((2, 3))]
        if len(run) < 2 or not _unbroken(material, run[0], run[-1]):
            continue
        spun = {place: word for place in run if (word := _spin(material, place, resources, random))}
        if len(spun) == len(run) and not any(related(*two) for two in combinations(spun.values(), 2)):
            text = _rewrite(material, run[0], run[-1], spun)
            return Edit(material.over(run[0], run[-1]), text, "tortured", Severity.CRITICAL)
    return None


def literal(material: Material, resources: Resources, random: Random) -> Edit | None:
    """A stretch of the source rendered word by word, in the order of the source.

    Stretches that the human rendered freely come first: there, each word for itself is wrong.
    """
    stretches = list(_stretches(material))
    random.shuffle(stretches)
    stretches.sort(
        key=lambda stretch: -sum(link is None for link in material.links[stretch[0] : stretch[1] + 1])
    )
    for first, last, source_first, source_last in stretches[:8]:
        rendering: list[str] = []
        for word in material.source_words[source_first : source_last + 1]:
            row = resources.lexicon.forward.get(word, {})
            rendering += [
                best for best, probability in list(row.items())[:1] if probability >= _LEAST_LITERAL
            ]
        before = set(material.words[first : last + 1])
        if len(rendering) >= 2 and sum(word not in before for word in rendering) * 2 >= len(rendering):
            text = gap(resources.language).join(rendering)
            return Edit(
                material.over(first, last), like(text, material.text(first, first)), "literal", Severity.MAJOR
            )
    return None


def content(material: Material, resources: Resources) -> list[int]:
    """The words that carry meaning: neither very common, nor numbers, nor the same in both languages."""
    source = set(material.source_words)
    return [
        place
        for place, word in enumerate(material.words)
        if word not in source and _is_content(word, resources)
    ]


def _is_content(word: str, resources: Resources) -> bool:
    if word in resources.common or any(character.isdigit() for character in word):
        return False
    return len(word) > 2 or not word.isascii()


def _other_senses(material: Material, place: int, resources: Resources) -> list[str]:
    """Words that can render the source word but mostly render something else, which is not said here."""
    link = material.links[place]
    if link is None:
        return []
    right, source = material.words[place], material.source_words[link]
    found: list[str] = []
    for word in resources.lexicon.forward.get(source, {}):
        meant = next(iter(resources.lexicon.backward[word]))
        if related(meant, source) or meant in material.source_words or related(word, right):
            continue
        # Where the right word renders the other meaning as well, or is near, the two are synonyms.
        if right in resources.lexicon.forward.get(meant, {}) or word in resources.neighbours.get(right, ()):
            continue
        if _is_content(word, resources) and word not in material.words:
            found.append(word)
    return found


def _known(material: Material, word: str, resources: Resources) -> bool:
    """Whether ``word`` may render a source word here after all."""
    return bool(resources.lexicon.backward.get(word, {}).keys() & set(material.source_words))


def _spin(material: Material, place: int, resources: Resources, random: Random) -> str | None:
    right = material.words[place]
    senses = _other_senses(material, place, resources)
    near = [word for word in resources.neighbours.get(right, ()) if not related(word, right)]
    some = senses or near
    return inflected(random.choice(some), right, resources.forms) if some else None


def _replace(material: Material, place: int, word: str, severity: Severity) -> Edit:
    span = material.spans[place]
    return Edit(span, like(word, material.other[span.start : span.end]), "sense", severity)


def _rewrite(material: Material, first: int, last: int, new: dict[int, str]) -> str:
    pieces: list[str] = []
    at = material.spans[first].start
    for place in range(first, last + 1):
        span = material.spans[place]
        old = material.other[span.start : span.end]
        pieces += [material.other[at : span.start], like(new[place], old) if place in new else old]
        at = span.end
    return "".join(pieces)


def _unbroken(material: Material, first: int, last: int) -> bool:
    """Whether nothing but spaces, hyphens and apostrophes stands between the words."""
    inside = (
        material.other[one.end : other.start]
        for one, other in zip(material.spans[first:last], material.spans[first + 1 : last + 1], strict=True)
    )
    return all(all(character in " \u00a0-'’" for character in between) for between in inside)


def _stretches(material: Material) -> list[tuple[int, int, int, int]]:
    """Stretches of both sides between two linked words: first and last word here, first and last there."""
    anchors = [(place, link) for place, link in enumerate(material.links) if link is not None]
    found: list[tuple[int, int, int, int]] = []
    for at, (place, link) in enumerate(anchors):
        for next_place, next_link in anchors[at + 1 : at + 6]:
            here, there = next_place - place - 1, next_link - link - 1
            if 2 <= here <= 6 and 2 <= there <= 7 and _unbroken(material, place + 1, next_place - 1):
                found.append((place + 1, next_place - 1, link + 1, next_link - 1))
    return found
