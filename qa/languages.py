"""What the checker has to know of a language: its code, its name, how it writes words."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the model.

    ``spaced`` is false where words are not separated by spaces.
    """

    code: str
    name: str
    spaced: bool = True


SOURCE_LANGUAGE = "en"

LANGUAGES: dict[str, Language] = {
    language.code: language
    for language in (
        Language("ar", "Arabic"),
        Language("bg", "Bulgarian"),
        Language("ca", "Catalan"),
        Language("cs", "Czech"),
        Language("da", "Danish"),
        Language("de", "German"),
        Language("el", "Greek"),
        Language("en", "English"),
        Language("es", "Spanish"),
        Language("fa", "Persian"),
        Language("fi", "Finnish"),
        Language("fr", "French"),
        Language("he", "Hebrew"),
        Language("hi", "Hindi"),
        Language("hr", "Croatian"),
        Language("hu", "Hungarian"),
        Language("id", "Indonesian"),
        Language("it", "Italian"),
        Language("ja", "Japanese", spaced=False),
        Language("ko", "Korean"),
        Language("lv", "Latvian"),
        Language("ms", "Malay"),
        Language("nb", "Norwegian Bokmål"),
        Language("nl", "Dutch"),
        Language("pl", "Polish"),
        Language("pt", "Portuguese"),
        Language("ro", "Romanian"),
        Language("ru", "Russian"),
        Language("sl", "Slovenian"),
        Language("sr", "Serbian"),
        Language("sv", "Swedish"),
        Language("tr", "Turkish"),
        Language("uk", "Ukrainian"),
        Language("vi", "Vietnamese"),
        Language("zh", "Chinese", spaced=False),
    )
}

_ALIASES = {"no": "nb", "nn": "nb", "iw": "he", "in": "id", "cmn": "zh"}
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{2,8})*")


def from_tag(tag: str) -> str | None:
    """The code in :data:`LANGUAGES` of a language tag (``pt-BR``, ``zh_Hans``); ``None`` if there is none."""
    match = _TAG.fullmatch(tag)
    if match is None:
        return None
    code = match[1].lower()
    code = _ALIASES.get(code, code)
    return code if code in LANGUAGES else None


def describe(code: str) -> str:
    """The English name of a code, or the code itself where it is not one of ours."""
    return LANGUAGES[code].name if code in LANGUAGES else code
