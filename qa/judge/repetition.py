"""fluency/repetition: a word or phrase said twice where the source says it once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import eq

from qa.function_words import function_words
from qa.judge.case import Case
from qa.judge.lexicon import load
from qa.judge.tokens import Tokens
from qa.languages import LANGUAGES
from qa.records import ErrorSpan, Severity

RULE = "fluency/repetition"

_STEM = 5
_STEM_OF = 6
_NAME = 4
_WINDOW = 3
_SMALL = 3
_LONGEST_PHRASE = 6
_PHRASE_GAP = 3
_SPACE = re.compile(r"[ \u00a0\u202f]")
_STOP = re.compile(r"[.!?…。！？:;\n\d]")
_MARK = re.compile(r"[^\w\s'’]|\d")
# Languages that double words to say "many", "very" or "each".
_DOUBLING = frozenset(("fa", "he", "hi", "id", "ja", "ko", "ms", "tr", "vi", "zh"))
_RIGHTLY_DOUBLE = {
    "ca": "ens",
    "da": "det den de der at så",
    "de": "die der das den dem sie wie",
    "en": "that had",
    "es": "no",
    "fr": "nous vous très bla",
    "it": "via piano man ben",
    "pl": "nie",
    "nb": "det den de som at så",
    "nl": "die dat er ze en je",
    "pt": "se",
    "sv": "det den de som att så",
}
_TWICE_IN_HAN = re.compile(r"([\u3400-\u9fff]{2,8})\1")
_HAN_PHRASE = 5
_HAN_REACH = 32
_HAN_OR_KANA = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


def check(case: Case) -> Iterator[ErrorSpan]:
    """Look for doubled words, doubled phrases, and one stem twice within a few words."""
    language = case.facts.language
    if language in LANGUAGES and not LANGUAGES[language].spaced:
        yield from _in_han(case)
        return
    tokens = case.translation.tokens
    lower = tokens.lower
    found = None
    if any(map(eq, lower, lower[1:])) or len(set(pairwise(lower))) < len(lower) - 1:
        found = _doubled_phrase(tokens, function_words(language), language)
    stems = [word[:_STEM] for word in lower]
    if found is None and any(map(eq, stems, stems[2:])):
        found = _near(tokens, language)
    if found is None:
        return
    first, last, confidence = found
    if _source_repeats(case.source.tokens):
        return
    start, end = tokens.starts[first], tokens.ends[last]
    yield ErrorSpan(
        case.translation.span(start, end),
        RULE,
        Severity.MAJOR,
        confidence,
        f"“{tokens.text[start:end]}” repeats what the source says once",
    )


def _doubled_phrase(tokens: Tokens, own: frozenset[str], language: str) -> tuple[int, int, float] | None:
    """The longest phrase that is said twice in a row, as first and last word with a confidence."""
    lower = tokens.lower
    places: dict[str, int] = {}
    best: tuple[int, int, float] | None = None
    for at, word in enumerate(lower):
        before = places.get(word)
        places[word] = at
        if before is None or at - before > _LONGEST_PHRASE + _PHRASE_GAP:
            continue
        length = _common(lower, before, at)
        phrase, gap = lower[before : before + length], lower[before + length : at]
        if not set(gap) <= set(phrase) or _STOP.search(tokens.text, tokens.ends[before], tokens.starts[at]):
            continue
        if at - before == 1:
            found = (before, at, 0.85) if _is_doubled_word(tokens, before, language) else None
        elif length > 1 and _says_something(phrase, own):
            found = before, at + length - 1, 0.7 if gap else 0.9
        else:
            found = None
        if found and (best is None or found[1] - found[0] > best[1] - best[0]):
            best = found
    return best


def _common(lower: Sequence[str], first: int, second: int) -> int:
    """How many words the text has in common from both places, up to the second place."""
    length = 0
    while (
        second + length < len(lower)
        and first + length < second
        and lower[first + length] == lower[second + length]
    ):
        length += 1
    return length


def _is_doubled_word(tokens: Tokens, at: int, language: str) -> bool:
    word = tokens.lower[at]
    return (
        bool(_SPACE.fullmatch(tokens.between(at)))
        and len(word) > (_SMALL if language == "ar" else 1)
        and language not in _DOUBLING
        and word not in _RIGHTLY_DOUBLE.get(language, "").split()
        and not (tokens.words[at][0].isupper() and tokens.words[at + 1][0].isupper())
    )


def _says_something(words: Sequence[str], own: frozenset[str]) -> bool:
    return any(len(word) > 3 and word not in own for word in words)


def _near(tokens: Tokens, language: str) -> tuple[int, int, float] | None:
    """A long word, one word, and the first again or its plural ("the team of teams").

    The very same word around a small one is left alone: "step by step" is idiom in many languages.
    """
    lexicon = load(language)
    for at in range(len(tokens) - 2):
        one, other = tokens.lower[at], tokens.lower[at + 2]
        if one[:_STEM] != other[:_STEM]:
            continue
        middle = tokens.words[at + 1]
        joined = any(sense.kind == "joiner" for sense in lexicon.senses(middle))
        if joined or _MARK.search(tokens.text, tokens.ends[at], tokens.starts[at + 2]):
            continue
        in_name = (
            one == other
            and len(one) >= _NAME
            and all(word[0].isupper() for word in tokens.words[at : at + 3])
        )
        plural = (
            one != other
            and min(len(one), len(other)) >= _STEM_OF
            and len(middle) <= _SMALL
            and (one.startswith(other) or other.startswith(one))
        )
        if in_name or plural:
            return at, at + 2, 0.7
    return None


def _source_repeats(tokens: Tokens) -> bool:
    """Whether the source itself says something twice within a sentence's reach."""
    lower = [word[:_STEM] for word in tokens.lower]
    if any(a == b for a, b in pairwise(lower)):
        return True
    places: dict[str, int] = {}
    for at, word in enumerate(lower):
        if len(word) > 3 and word in places and at - places[word] <= 2 * _WINDOW:
            return True
        places[word] = at
    return False


def _in_han(case: Case) -> Iterator[ErrorSpan]:
    """Doubled stretches of Chinese characters, with the longer stretch that they stutter on."""
    text = case.translation.passage.text
    for match in _TWICE_IN_HAN.finditer(text):
        unit = match[1]
        if len(set(unit)) < 2 or _source_repeats(case.source.tokens):
            continue
        start, end = match.span()
        longer = text[max(0, start - _HAN_PHRASE + len(unit)) : start + len(unit)]
        stutter = text.rfind(longer, max(0, start - _HAN_REACH), start) >= 0
        if stutter:
            start += len(unit) - len(longer)
        elif len(unit) == 2 and _HAN_OR_KANA.match(text, end):
            continue  # 大学大学生, 馬鹿馬鹿しい: words of their own
        yield ErrorSpan(
            case.translation.span(start, end),
            RULE,
            Severity.MAJOR,
            0.75,
            f"“{text[start:end]}” repeats what the source says once",
        )
