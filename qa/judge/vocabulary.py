"""What is known of single words, whatever stands around them.

The lists are counted by ``training/word_lists.py``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from string import ascii_lowercase

from qa.detect import SCRIPTS
from qa.judge import wordbook
from qa.judge.wordbook import Stranger

_CYRILLIC = re.compile(f"[{SCRIPTS['Cyrillic']}]")


@cache
def common_words() -> frozenset[str]:
    """English words also written without a capital: titles, institutions, what languages translate."""
    return frozenset(word for word, _ in _rows("common.txt"))


def is_english(word: str) -> bool:
    """Whether English texts also have a word without a capital."""
    return word in common_words() or word in wordbook.load("english")


def english_left(words: Collection[str], language: str) -> dict[str, Stranger]:
    """Those lower-case words of the source that translators into ``language`` hardly ever keep."""
    return wordbook.load("english").strangers(words, language)


def words_of_others(words: Collection[str], language: str) -> dict[str, Stranger]:
    """Those lower-case words that other languages of the script use and ``language`` does not.

    Nor does it use a word with a letter that it does not write.
    """
    found = wordbook.load("others").strangers(words, language)
    # A word that its home would not spell so only has the digest of one that the table lists.
    found = {word: stranger for word, stranger in found.items() if _can_spell(stranger.home, word)}
    for word in (word for word in words if not _can_spell(language, word)):
        # Latin letters travel with loans, and Arabic ones with names.
        if _CYRILLIC.match(word):
            found[word] = Stranger("", alone=True)
        else:
            found.setdefault(word, Stranger("", alone=False))
    return found


def _can_spell(language: str, word: str) -> bool:
    letters = _letters(language)
    return not letters or letters.issuperset(word)


@cache
def strange_characters(language: str) -> str:
    """The Han characters that a language does not write though its neighbour does."""
    return dict(_rows("han.tsv")).get(language, "")


@cache
def _letters(language: str) -> frozenset[str]:
    """The letters of a language; none where too little of it was seen to know them."""
    known = dict(_rows("letters.tsv"))
    return frozenset(ascii_lowercase + "'’" + known[language]) if language in known else frozenset()


def _rows(name: str) -> Iterator[tuple[str, str]]:
    for line in (wordbook.FOLDER / name).read_text("utf-8").splitlines():
        if line and line[0] != "#":
            key, _, rest = line.partition("\t")
            yield key, rest
