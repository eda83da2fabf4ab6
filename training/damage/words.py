"""Words of a text in any of the languages, and how a replacement takes on their looks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from tokenizers import Tokenizer

from qa.languages import LANGUAGES
from qa.spans import Span

Cutter = Callable[[str], Sequence[Span]]
"""Cuts a run of Han and kana, which has no spaces, into words."""

# ``\w`` knows no combining mark: Devanagari vowels, Arabic and Hebrew points, the Persian non-joiner.
_MARKS = (
    "\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670"
    "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u200c"
)
_LETTERS = rf"(?:[^\W_]|[{_MARKS}])+"
_WORD = re.compile(_LETTERS)
_WORD_WITH_APOSTROPHE = re.compile(rf"{_LETTERS}(?:['’ʼ״׳\"]{_LETTERS})*")
_APOSTROPHE_INSIDE = frozenset({"uk", "he"})
_SCRIPT_RUN = re.compile(r"([\u3040-\u30ff\u3400-\u9fff]+)|[^\u3040-\u30ff\u3400-\u9fff]+")


def by_character(run: str) -> Sequence[Span]:
    """The coarsest :data:`Cutter`: every character is a word."""
    return [Span(at, at + 1) for at in range(len(run))]


def words(text: str, language: str, cutter: Cutter = by_character) -> tuple[Span, ...]:
    """Runs of letters and digits; elided articles and the parts of a hyphenated word stand alone."""
    pattern = _WORD_WITH_APOSTROPHE if language in _APOSTROPHE_INSIDE else _WORD
    found = [Span(*match.span()) for match in pattern.finditer(text)]
    if LANGUAGES[language].spaced:
        return tuple(found)
    cut: list[Span] = []
    for run in found:
        for match in _SCRIPT_RUN.finditer(text, run.start, run.end):
            whole = Span(*match.span())
            cut += [part.shift(whole.start) for part in cutter(match[1])] if match[1] else [whole]
    return tuple(cut)


def gap(language: str) -> str:
    """What stands between two words."""
    return " " if LANGUAGES[language].spaced else ""


def like(word: str, model: str) -> str:
    """``word`` in the case of ``model``: capitals, a capital first, or as it is."""
    if len(model) > 1 and model.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if model[:1].isupper() else word


def related(one: str, other: str) -> bool:
    """Whether two words are likely forms of one word: a long common beginning."""
    shared = shared_start(one, other)
    return (shared >= 4 and 2 * shared > min(len(one), len(other))) or shared >= min(len(one), len(other))


def inflected(word: str, model: str, forms: Mapping[str, Sequence[str]]) -> str:
    """The form of ``word`` that ends most like ``model``; ``forms`` holds words by their first four letters.

    A wrong word in the right form is harder to see than one that also breaks the grammar.
    """
    stem = max(4, len(word) - 3)
    known = (
        form for form in forms.get(word[:4], ()) if shared_start(form, word) >= stem and len(form) <= stem + 4
    )
    return max((word, *known), key=lambda form: (min(3, shared_end(form, model)), form == word, form))


def shared_start(one: str, other: str) -> int:
    """How many characters the two have in common at the beginning."""
    length = min(len(one), len(other))
    return next((at for at in range(length) if one[at] != other[at]), length)


def shared_end(one: str, other: str) -> int:
    """How many characters the two have in common at the end."""
    return shared_start(one[::-1], other[::-1])


def by_token(tokenizer: Tokenizer) -> Cutter:
    """Cut where the vocabulary of the embedding cuts."""

    def cut(run: str) -> Sequence[Span]:
        return [Span(start, end) for start, end in tokenizer.encode(run).offsets if start < end]

    return cut
