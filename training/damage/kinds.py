"""Every kind of damage by name, and the two ways to ask for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from random import Random

from training.damage import facts, opposites, structure, substitution
from training.damage.edit import Damaged, Edit, apply
from training.damage.material import Material, prepare
from training.damage.resources import Resources

Kind = Callable[[Material, Resources, Random], Edit | None]

KINDS: Mapping[str, Kind] = {
    "acronym": facts.acronym,
    "addition": structure.addition,
    "antonym": opposites.antonym,
    "chance": substitution.chance,
    "literal": substitution.literal,
    "name": facts.name,
    "neighbour": substitution.neighbour,
    "number": facts.number,
    "omission": structure.omission,
    "repetition": structure.repetition,
    "roles": facts.roles,
    "sense": substitution.sense,
    "syntax": structure.syntax,
    "tortured": substitution.tortured,
    "untranslated": structure.untranslated,
    "wronglang": structure.wronglang,
}


def damage(english: str, other: str, kind: str, random: Random, resources: Resources) -> Damaged | None:
    """The translation ``other`` of ``english`` with one piece of damage of ``kind``, one of :data:`KINDS`.

    ``None`` where the kind cannot apply: no number to change, no word with a second sense.
    """
    return damage_some(english, other, [kind], random, resources)


def damage_some(
    english: str, other: str, kinds: Iterable[str], random: Random, resources: Resources
) -> Damaged | None:
    """The same with one attempt at each of ``kinds`` in turn; what would touch earlier damage is left out.

    ``None`` where not one of them applies.
    """
    material = prepare(english, other, resources)
    edits: list[Edit] = []
    for kind in kinds:
        edit = KINDS[kind](material, resources, random)
        if (
            edit is not None
            and _changes(material, edit)
            and not any(_touch(edit, before) for before in edits)
        ):
            edits.append(edit)
    return apply(other, edits) if edits else None


def _changes(material: Material, edit: Edit) -> bool:
    return material.other[edit.span.start : edit.span.end] != edit.text


def _touch(one: Edit, other: Edit) -> bool:
    return one.span.start <= other.span.end and other.span.start <= one.span.end
