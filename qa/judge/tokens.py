"""The words of a passage as the rules see them."""

from __future__ import annotations

import re
from functools import cached_property

from qa.detect import SCRIPTS

# Python's \w leaves out the vowel signs of Indic scripts, Arabic and Hebrew points and combining accents;
# Persian joins the parts of a word with a zero-width non-joiner.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0962\u0963\u200c"
_LATIN = SCRIPTS["Latin"]
_CJK = SCRIPTS["Kana"] + SCRIPTS["Han"] + SCRIPTS["Hangul"]
# A Latin word in a Chinese sentence has no space around it.  Ukrainian writes an apostrophe inside a word
# ("п'ять"); between Latin letters it separates words.
_WORD = re.compile(
    rf"[{_LATIN}][{_LATIN}{_MARKS}]*|[{_CJK}]+"
    rf"|[^\W\d_](?:[^\W\d_{_LATIN}{_CJK}]++|[{_MARKS}]|['’ʼ](?=[\u0400-\u04ff]))*"
)


class Tokens:
    """The words of one text: runs of letters, in order, with their lower-cased forms.

    Where they stand is worked out when first asked for: most passages have nothing to report.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[str] = _WORD.findall(text)
        self.lower: list[str] = (
            "\n".join(self.words).lower().replace("’", "'").split("\n") if self.words else []
        )

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The lower-cased words without order."""
        return frozenset(self.lower)

    @cached_property
    def starts(self) -> list[int]:
        """Where each word begins: no letter stands between two words, so the next one is the first found."""
        starts, at = [], 0
        for word in self.words:
            starts.append(self.text.index(word, at))
            at = starts[-1] + len(word)
        return starts

    @cached_property
    def ends(self) -> list[int]:
        """Where each word ends."""
        return [start + len(word) for start, word in zip(self.starts, self.words, strict=True)]

    def between(self, index: int) -> str:
        """What stands between word ``index`` and the next one."""
        return self.text[self.ends[index] : self.starts[index + 1]]
