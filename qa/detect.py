"""Which language a text is in: by its script, its small words and, where those leave doubt, langdetect."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Set
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from qa.function_words import languages_of_words
from qa.languages import LANGUAGES

# Code points of the letters of a script, as the inside of a character class.
SCRIPTS = {
    "Latin": "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff",
    "Greek": "\u0370-\u03ff\u1f00-\u1fff",
    "Cyrillic": "\u0400-\u052f",
    "Hebrew": "\u0590-\u05ff",
    "Arabic": "\u0600-\u06ff\u0750-\u077f",
    "Devanagari": "\u0900-\u097f",
    "Hangul": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3",
    "Kana": "\u3040-\u30ff",
    "Han": "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
}
_OF_LANGUAGE = {
    **dict.fromkeys(("bg", "ru", "uk"), ("Cyrillic",)),
    **dict.fromkeys(("ar", "fa"), ("Arabic",)),
    "sr": ("Cyrillic", "Latin"),
    "el": ("Greek",),
    "he": ("Hebrew",),
    "hi": ("Devanagari",),
    "ja": ("Kana", "Han"),
    "ko": ("Hangul", "Han"),
    "zh": ("Han",),
}
_COUNTERS = {script: re.compile(f"[{letters}]") for script, letters in SCRIPTS.items()}
_WORD = re.compile(r"[^\W\d_]+")
# The languages without a langdetect profile, and the one that it takes them for.
STAND_INS = {"ms": "id", "sr": "hr"}
# Letters that one language alone has among those of its script.
_TELLING = {"fa": "پچژگ", "ru": "ыэё", "sr": "ђјљњћџ", "uk": "їєґ"}
# Languages that share so much that one sentence may be of either.
_CLOSE = tuple(
    frozenset(group.split())
    for group in ("nb da sv", "hr sr sl", "ms id", "pt es ca", "bg ru uk sr", "ar fa", "cs sl")
)
_SAMPLE = 4000
_CLEAR_HITS = 8
_CLEAR_MARGIN = 1.5
_PROFILE_NAMES = {"nb": "no", "zh": "zh-cn"}


def scripts_of(language: str) -> tuple[str, ...]:
    """The scripts that a language is written in, its own first."""
    return _OF_LANGUAGE.get(language, ("Latin",))


def are_close(one: str, other: str) -> bool:
    """Whether two languages share so many words that single sentences are hard to tell apart."""
    return any(one in group and other in group for group in _CLOSE)


def detect(text: str) -> str | None:
    """The language of a text, or ``None`` where too little of it is there to say.

    Only the first few thousand characters are looked at.
    """
    sample = text[:_SAMPLE]
    counts = {script: len(pattern.findall(sample)) for script, pattern in _COUNTERS.items()}
    if counts["Kana"] * 10 > counts["Han"] and counts["Kana"] + counts["Han"] > sum(counts.values()) / 2:
        return "ja"
    script = max(counts, key=lambda name: counts[name])
    if counts[script] < 2:
        return None
    plausible = [
        code for code in LANGUAGES if scripts_of(code)[0] == script or (code, script) == ("sr", "Latin")
    ]
    plausible = [code for code in plausible if code != "ja"] if script == "Han" else plausible
    if len(plausible) == 1:
        return plausible[0]
    hits = count_small_words(frozenset(_WORD.findall(sample.lower())))
    for code, letters in _TELLING.items():
        hits[code] += 2 * sum(letter in sample for letter in letters)
    first, second, *_ = sorted(plausible, key=lambda code: -hits[code])
    if hits[first] >= max(_CLEAR_HITS, hits[second] * _CLEAR_MARGIN):
        return first
    found = probabilities(sample, plausible)
    if not found:
        return None
    best = max(found, key=lambda code: found[code])
    twin = next((code for code, other in STAND_INS.items() if other == best and code in plausible), best)
    return twin if hits[twin] > hits[best] else best


def count_small_words(words: Set[str]) -> Counter[str]:
    """How many of the lower-case ``words`` are small words of each language."""
    known = languages_of_words()
    return Counter(chain.from_iterable(map(known.__getitem__, known.keys() & words)))


def probabilities(text: str, languages: Iterable[str]) -> dict[str, float]:
    """What langdetect makes of a text when only ``languages`` are possible; empty where it cannot tell.

    Languages without a profile, the keys of :data:`STAND_INS`, are left out.
    """
    from langdetect.lang_detect_exception import LangDetectException

    factory = _factory(tuple(sorted({*languages, "en", "fr"} - STAND_INS.keys())))
    detector = factory.create()
    detector.append(text)
    try:
        ranked = detector.get_probabilities()
    except LangDetectException:
        return {}
    names = {name: code for code, name in _PROFILE_NAMES.items()}
    return {names.get(item.lang, item.lang): item.prob for item in ranked}


@cache
def _factory(languages: tuple[str, ...]) -> Any:
    """A seeded detector of a few languages: reading only their profiles takes a fraction of the time."""
    from langdetect import detector_factory

    folder = Path(detector_factory.PROFILES_DIRECTORY)
    paths = [folder / _PROFILE_NAMES.get(code, code) for code in languages]
    factory = detector_factory.DetectorFactory()
    factory.seed = 0
    factory.load_json_profile([path.read_text("utf-8") for path in paths if path.is_file()])
    return factory
