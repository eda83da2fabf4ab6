"""What a text needs before a person sees it: its direction, its width, and no character that acts."""

from __future__ import annotations

import re
import unicodedata

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})

# Control characters drive a terminal; bidirectional overrides and isolates reorder what stands around them;
# U+2028 and U+2029 break lines where nothing else does; surrogates cannot be encoded.
_ACTING = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_BLANKS = str.maketrans("\t\n\r", "   ")


def direction(language: str) -> str:
    """``rtl`` or ``ltr``, as HTML's ``dir`` wants it."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def visible(text: str, keep: str = "") -> str:
    """``text`` with every control and bidirectional formatting character, ``keep`` excepted, as ``\\x1b``."""
    return _ACTING.sub(lambda match: match[0] if match[0] in keep else _escape(match[0]), text)


def one_line(text: str) -> str:
    """``text`` for one line of a terminal: visible, with tabs and line ends as spaces."""
    return visible(text.translate(_BLANKS))


def width(text: str) -> int:
    """How many columns of a terminal ``text`` takes: two for a wide character, none for a combining one."""
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
