"""How each language says no: what to strike out and what to put in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

Rule = tuple[re.Pattern[str], str]


@dataclass(frozen=True, slots=True)
class Negation:
    """Rules of one language.

    ``drop`` turns a negated stretch into a positive one, ``add`` the other way; both leave at least a word.
    ``template`` negates a finite verb in place of ``{}``, ``irregular`` verbs have their own form.
    """

    drop: tuple[Rule, ...]
    add: tuple[Rule, ...] = ()
    template: str = ""
    irregular: Mapping[str, str] = field(default_factory=dict)

    def negate(self, verb: str) -> str | None:
        """The negation of a lower-case finite verb; ``None`` where the language has no simple one."""
        if verb in self.irregular:
            return self.irregular[verb]
        return self.template.format(verb) if self.template else None


def _rules(*pairs: tuple[str, str]) -> tuple[Rule, ...]:
    return tuple((re.compile(pattern, re.IGNORECASE), replacement) for pattern, replacement in pairs)


def _before(particles: str, template: str, irregular: Mapping[str, str] | None = None) -> Negation:
    """A particle before the verb; ``particles`` is an alternation.  Irregular forms are dropped as well."""
    irregular = irregular or {}
    forms = [(rf"(?<!\w){negative}(?!\w)", positive) for positive, negative in irregular.items()]
    return Negation(_rules((rf"(?<!\w)(?:{particles})\s(\S*\w)", r"\1"), *forms), (), template, irregular)


def _after(particles: str, template: str, *more: tuple[str, str]) -> Negation:
    return Negation(_rules((rf"(\w+) (?:{particles})(?!\w)", r"\1"), *more), (), template)


_SOUTH_SLAVIC = {"je": "nije", "su": "nisu", "će": "neće", "sam": "nisam", "smo": "nismo", "ima": "nema"}
_SERBIAN = _SOUTH_SLAVIC | {
    "је": "није",
    "су": "нису",
    "ће": "неће",
    "сам": "нисам",
    "смо": "нисмо",
    "има": "нема",
}
_FRENCH_VOWELS = {
    verb: f"n’{verb} pas"
    for verb in ("est", "était", "étaient", "a", "ont", "avait", "avaient", "aura", "auront")
}

NEGATIONS: Mapping[str, Negation] = {
    "ar": _before("لا|لم|لن|ليس|ليست", "لا {}"),
    "bg": _before("не", "не {}", {"има": "няма", "ще": "няма да"}),
    "ca": _before("no", "no {}"),
    "cs": Negation(
        _rules((r"\bne((?:byl|bud|mů[žh]|má|moh|chc|mus)\w*)\b", r"\1"), (r"\bnení\b", "je")),
        template="ne{}",
        irregular={"je": "není", "jsou": "nejsou"},
    ),
    "da": _after("ikke", "{} ikke"),
    "de": _after("nicht", "{} nicht", (r"\bk(ein(?:e[mnrs]?)?)\b", r"\1")),
    "el": _before("δεν|δε|μην|μη", "δεν {}"),
    "es": _before("no", "no {}"),
    "fa": Negation(
        _rules((r"\bنمی(\S+)", r"می\1"), (r"\bنیست", "است")),
        _rules((r"\bمی‌(\S+)", r"نمی‌\1"), (r"\bاست\b", "نیست")),
    ),
    "fi": Negation(
        _rules((r"\b(?:ei|eivät|en|emme) (\w+)", r"\1")),
        template="ei {}",
        irregular={"on": "ei ole", "ovat": "eivät ole", "oli": "ei ollut", "olivat": "eivät olleet"},
    ),
    "fr": Negation(
        _rules((r"\b(?:ne |n['’])(\w+) (?:pas|plus|jamais)\b", r"\1")),
        template="ne {} pas",
        irregular=_FRENCH_VOWELS,
    ),
    "he": _before("לא|אין|אינו|אינה", "לא {}"),
    "hi": Negation(_rules((r"(\S+) नहीं", r"\1")), template="नहीं {}"),
    "hr": _before("ne", "ne {}", _SOUTH_SLAVIC),
    "hu": _before("nem", "nem {}"),
    "id": _before("tidak|bukan|belum|tak", "tidak {}"),
    "it": _before("non", "non {}"),
    "ja": Negation(
        _rules(
            (r"ではありません", "です"),
            (r"ません", "ます"),
            (r"できない", "できる"),
            (r"しない", "する"),
            (r"されない", "される"),
            (r"いない", "いる"),
            (r"なければ", "あれば"),
        ),
        _rules(
            (r"です", "ではありません"),
            (r"ます", "ません"),
            (r"できる", "できない"),
            (r"される", "されない"),
            (r"している", "していない"),
            (r"する(?=。)", "しない"),
            (r"だった", "ではなかった"),
        ),
    ),
    "ko": Negation(
        _rules(
            (r"지 않습니다", "ㅂ니다"),
            (r"수 없", "수 있"),
            (r"없습니다", "있습니다"),
            (r"아닙니다", "맞습니다"),
        ),
        _rules(
            (r"수 있", "수 없"),
            (r"합니다", "하지 않습니다"),
            (r"있습니다", "없습니다"),
            (r"했다", "하지 않았다"),
        ),
    ),
    "lv": Negation(
        _rules((r"\bne((?:var|būs|bija|drīkst)\w*)\b", r"\1"), (r"\bnav\b", "ir")),
        template="ne{}",
        irregular={"ir": "nav"},
    ),
    "ms": _before("tidak|bukan|belum|tak", "tidak {}"),
    "nb": _after("ikke", "{} ikke"),
    "nl": _after("niet", "{} niet", (r"\bg(een)\b", r"\1")),
    "pl": _before("nie", "nie {}"),
    "pt": _before("não", "não {}"),
    "ro": _before("nu", "nu {}"),
    "ru": _before("не", "не {}", {"есть": "нет"}),
    "sl": _before("ne", "ne {}", {"je": "ni", "so": "niso", "bo": "ne bo", "ima": "nima"}),
    "sr": _before("ne|не", "не {}", _SERBIAN),
    "sv": _after("inte", "{} inte"),
    "tr": Negation(
        _rules((r"(\w+) değil\b", r"\1"), (r"\byok\b", "var"), (r"(\w+)([ae])m[ae]z\b", r"\1\2bilir")),
        _rules((r"\bvar\b", "yok"), (r"(\w+)([ae])bilir\b", r"\1\2m\2z"), (r"\b(\w+)acak\b", r"\1mayacak")),
    ),
    "uk": _before("не", "не {}", {"є": "не є"}),
    "vi": _before("không", "không {}"),
    "zh": Negation(
        _rules(
            (r"不([能会會是可要应應需得])", r"\1"),
            (r"[没沒]有", "有"),
            (r"[无無]法", "可以"),
            (r"未能", "已"),
        ),
        _rules(
            (r"(?<!不)(可以|需要|能够|能夠|应该|應該|必须|必須|允许)", r"不\1"),
            (r"[将將](?=[在于於被会會成为為])", "将不"),
            (r"(?<![但于还可就只要总或不])是(?=[一个个在])", "不是"),
        ),
    ),
}
