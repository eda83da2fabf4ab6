"""Damages human translations the way bad machine translation does: seeded, typed, with marked spans.

``resources = gather(pairs, "fr")`` learns once what a language needs; ``damage(...)`` then makes one
piece of damage of one kind and ``damage_some(...)`` several in one passage.
"""

from training.damage.edit import Damaged, Edit, MarkedSpan
from training.damage.kinds import KINDS, damage, damage_some
from training.damage.resources import Resources, gather

__all__ = ["KINDS", "Damaged", "Edit", "MarkedSpan", "Resources", "damage", "damage_some", "gather"]
