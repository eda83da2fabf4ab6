"""Single words that a text says twice side by side, or again in another form beside themselves."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from operator import eq

from qa.judge.echoes import Echo
from qa.judge.lexicon import load
from qa.judge.tokens import Tokens

_SPACE = re.compile(r"[ \u00a0\u202f]")
_MARK = re.compile(r"[^\w\s'’]|\d")
_SMALL = 3
_NAME = 4
_REACH = 3
_KIN = 6
# Languages that double words to say "many", "very" or "each".
_DOUBLING = frozenset(("fa", "he", "hi", "id", "ja", "ko", "ms", "tr", "vi", "zh"))
# Small words that grammar lets stand twice ("das Kind, das das Brot holt"), as sound translations have them.
_RIGHTLY_DOUBLE = {
    "bg": "ми си",
    "ca": "ens",
    "cs": "se",
    "da": "det den de der at så",
    "de": "die der das den dem sie wie",
    "en": "that had",
    "es": "no",
    "fr": "nous vous très bla",
    "hu": "az",
    "it": "via piano man ben",
    "pl": "nie to",
    "nb": "det den de som at så",
    "nl": "die dat er ze en je haar",
    "pt": "se",
    "sl": "si",
    "sv": "det den de som att så",
}
# Compiled by the first text that needs them.
_TWICE_IN_HAN = r"([\u3400-\u9fff]{2,8})\1"
_HAN_PHRASE = 5
_HAN_REACH = 32
_HAN_OR_KANA = r"[\u3040-\u30ff\u3400-\u9fff]"


def doubled_word(tokens: Tokens, language: str) -> Echo | None:
    """A word that stands twice side by side, where the language does not double words."""
    lower = tokens.lower
    if language in _DOUBLING or not any(map(eq, lower, lower[1:])):
        return None
    shortest = _SMALL + 1 if language == "ar" else 2
    right = _RIGHTLY_DOUBLE.get(language, "").split()
    for at, word in enumerate(lower[:-1]):
        if (
            word == lower[at + 1]
            and len(word) >= shortest
            and word not in right
            and _SPACE.fullmatch(tokens.between(at))
            and not (tokens.words[at][0].isupper() and tokens.words[at + 1][0].isupper())
        ):
            return Echo(tokens.starts[at], tokens.ends[at + 1], 1, 0.85)
    return None


def name_around_word(tokens: Tokens) -> Echo | None:
    """A name that says itself again around another word ("Harbour Forum Harbour").

    The very same word around a small one is left alone: "step by step" is idiom in many languages.
    """
    words = tokens.words
    if not any(map(eq, words, words[2:])):
        return None
    for at, word in enumerate(words[:-2]):
        if (
            word == words[at + 2]
            and len(word) >= _NAME
            and word[0].isupper()
            and words[at + 1][0].isupper()
            and not _MARK.search(tokens.text, tokens.ends[at], tokens.starts[at + 2])
        ):
            return Echo(tokens.starts[at], tokens.ends[at + 2], 2, 0.7)
    return None


def kindred_words(tokens: Tokens, language: str, own: Collection[str]) -> Echo | None:
    """A long word with its plural around a small word ("the team of teams"), or three of one stem in a row.

    Two words of one stem are often a language's only way to say it ("to print on a printer"), or both
    genders; three are a stutter.  ``own`` are the small words of the language.
    """
    heads = [word[:_KIN] for word in tokens.lower]
    long = [head for head in heads if len(head) == _KIN]
    if len(set(long)) == len(long):
        return None
    for first, head in enumerate(heads):
        if len(head) < _KIN or head not in heads[first + 1 : first + 1 + _REACH]:
            continue
        last = heads.index(head, first + 1)
        found = last == first + 2 and _are_word_and_plural(tokens.lower[first : last + 1], language)
        if head in heads[last + 1 : last + 1 + _REACH]:
            last = heads.index(head, last + 1)
            between = (word for word in tokens.lower[first:last] if not word.startswith(head))
            found = all(len(word) <= _SMALL or word in own for word in between)
        if found and not _MARK.search(tokens.text, tokens.ends[first], tokens.starts[last]):
            return Echo(tokens.starts[first], tokens.ends[last], last - first, 0.7)
    return None


def _are_word_and_plural(words: Sequence[str], language: str) -> bool:
    one, middle, other = words
    return (
        one != other
        and (one.startswith(other) or other.startswith(one))
        and len(middle) <= _SMALL
        and not any(sense.kind == "joiner" for sense in load(language).senses(middle))
    )


def doubled_characters(text: str) -> Echo | None:
    """Doubled stretches of Chinese characters, with the longer stretch that they stutter on."""
    for match in re.finditer(_TWICE_IN_HAN, text):
        unit = match[1]
        if len(set(unit)) < 2:
            continue
        start, end = match.span()
        longer = text[max(0, start - _HAN_PHRASE + len(unit)) : start + len(unit)]
        if text.rfind(longer, max(0, start - _HAN_REACH), start) >= 0:
            return Echo(start - len(longer) + len(unit), end, len(unit) // 2, 0.75)
        # 大学大学生, 馬鹿馬鹿しい are words of their own
        if len(unit) > 2 or not re.match(_HAN_OR_KANA, text[end : end + 1]):
            return Echo(start, end, len(unit) // 2, 0.75)
    return None
