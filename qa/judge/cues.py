"""Which words a text has, whatever their endings: what establishes the sense of another word."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain

from qa.judge.english import REMEMBERED
from qa.judge.wording import WORD

_ENDINGS = (
    ("ies", "y"),
    ("es", ""),
    ("s", ""),
    ("ed", ""),
    ("ed", "e"),
    ("d", ""),
    ("ing", ""),
    ("ing", "e"),
)
_STEM = 3
_WORDS = 1 << 15


@lru_cache(REMEMBERED)
def cues(text: str) -> frozenset[str]:
    """The words of a text in lower case, each as it stands and without the endings that it may have."""
    return frozenset(chain.from_iterable(map(_forms, set(WORD.findall(text.lower())))))


@lru_cache(4)
def document_cues(text: str) -> frozenset[str]:
    """The same for a whole document, which is asked about at many places."""
    return cues(text)


@lru_cache(_WORDS)
def _forms(word: str) -> tuple[str, ...]:
    found = [word]
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            stem = word.removesuffix(ending)
            found.append(stem + instead)
            if stem[-1] == stem[-2] and ending in ("ed", "ing"):
                found.append(stem[:-1])
    return tuple(found)
