"""Which words a text has, whatever their endings: what establishes the sense of another word."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

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


def cues(text: str) -> frozenset[str]:
    """The words of a text in lower case, each as it stands and without the endings that it may have."""
    return frozenset(form for word in set(WORD.findall(text.lower())) for form in _forms(word))


@lru_cache(4)
def document_cues(text: str) -> frozenset[str]:
    """The same for a whole document, which is asked about at many places."""
    return cues(text)


def _forms(word: str) -> Iterator[str]:
    yield word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            stem = word.removesuffix(ending)
            yield stem + instead
            if stem[-1] == stem[-2] and ending in ("ed", "ing"):
                yield stem[:-1]
