"""``python -m training.word_lists --data DIR``: what the rules know of words, counted in the parallel texts.

Four lists in ``qa/judge/lexica``, counted in the part of the texts that trains the embedding:

- ``common.txt``: English words that are written with a capital and without, like titles and institutions.
  Translators translate them where they would keep a name.
- ``english.tsv``: English words that translators into languages of the Latin script do not keep, with the few
  languages that do.
- ``latin.tsv``: the commonest words of the languages of the Latin script, with those that use each.
- ``letters.tsv``: the letters of those of them that are known well.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from qa.detect import scripts_of
from training import corpus
from training.corpus import Pair

LEXICA = Path(__file__).parents[1] / "qa" / "judge" / "lexica"
_PAIRS = 150_000
"""At most, of a language."""
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?![\w'’-])|(?<![\w'’-])[a-z]{4,}(?![\w'’-])")
"""A word with a capital inside a sentence, or one in small letters."""
_IN_BOTH, _SMALL = 3, 0.1
"""Times that a word has to stand with a capital and without, and the share without: less is a slip."""
_KNOWN, _KEPT, _SLIP = 200, 0.002, 0.001
"""Times that a word has to stand in the sources, and the shares of these in which all translations, and those
of one language, may have it too: a loan is kept in several."""
_COMMONEST = 2_000
_ENOUGH = 14_000
"""Pairs from which enough of the words of a language are known to tell what it does not use."""
_LETTER = 1e-5
"""Share of the letters of a language from which one is its own."""
_USED, _SHARE = 3, 2e-6
"""Times that a language has to have a word to use it, and the share of its words."""


@dataclass(slots=True)
class Counts:
    """In how many pairs of a language a word stands: ``own`` only in the translation, ``both`` in both."""

    pairs: int = 0
    english: Counter[str] = field(default_factory=Counter)
    both: Counter[str] = field(default_factory=Counter)
    own: Counter[str] = field(default_factory=Counter)


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(prog="python -m training.word_lists", description=__doc__)
    parser.add_argument(
        "--data", type=Path, required=True, help="folder with parallel/ and what is kept apart"
    )
    data = parser.parse_args().data
    excluded = corpus.evaluation_keys(data)
    texts: dict[str, None] = {}
    counts = {}
    for language in corpus.languages(data):
        pairs = islice(corpus.pairs(data, language, "train", excluded), _PAIRS)
        if "Latin" in scripts_of(language):
            counts[language] = count(pairs, language, texts)
    _write("common.txt", "English words written with a capital and without.", common_words(texts))
    _write(
        "english.tsv",
        "English words that translators do not keep, and the languages that do.",
        _rows(english_words(counts)),
    )
    _write(
        "latin.tsv", "The commonest words of languages, and all that use them.", _rows(latin_words(counts))
    )
    letters = ((language, [letters_of(some)]) for language, some in counts.items() if some.pairs >= _ENOUGH)
    _write("letters.tsv", "The letters of languages, beside a to z.", _rows(dict(letters)))


def count(pairs: Iterable[Pair], language: str, texts: dict[str, None]) -> Counts:
    """Count the words of the pairs of one language; add their English sides to ``texts``."""
    counts = Counts()
    for pair in pairs:
        counts.pairs += 1
        texts[pair.english] = None
        source, translation = _WORD.findall(pair.english), _WORD.findall(pair.other)
        small = {word for word in source if word.islower()}
        # German writes its nouns with a capital.
        here = {word.lower() for word in translation if word.islower() or language == "de"}
        counts.english.update(small)
        counts.both.update(small & here)
        counts.own.update(here - {word.lower() for word in source})
    return counts


def common_words(texts: Iterable[str]) -> list[str]:
    """English words that are written in both ways, in lower case and sorted."""
    names, words = Counter[str](), Counter[str]()
    for text in texts:
        for word in _ENGLISH.findall(text):
            (words if word.islower() else names)[word.lower()] += 1
    return sorted(
        word
        for word, times in names.items()
        if min(times, words[word]) >= _IN_BOTH and words[word] >= _SMALL * (times + words[word])
    )


def english_words(counts: Mapping[str, Counts]) -> dict[str, list[str]]:
    """English words of four letters or more that translators do not keep, with the few languages that do."""
    english, both = Counter[str](), Counter[str]()
    for some in counts.values():
        english.update(some.english)
        both.update(some.both)
    least = {language: _least(some.own) for language, some in counts.items()}
    found = {}
    for word in sorted(word for word, times in english.items() if times >= _KNOWN and len(word) >= 4):
        have = {language for language, some in counts.items() if some.own[word] >= least[language]}
        keep = {language for language, some in counts.items() if some.both[word] > _SLIP * some.english[word]}
        if word.isascii() and len(have) <= 1 and both[word] <= _KEPT * english[word]:
            found[word] = sorted(have | keep)
    return found


def latin_words(counts: Mapping[str, Counts]) -> dict[str, list[str]]:
    """The commonest words of each language, sorted, with all languages that use them."""
    english = Counter[str]()
    for some in counts.values():
        english.update(some.english)
    own = {"en": english, **{language: some.own for language, some in counts.items()}}
    least = {language: _least(words) for language, words in own.items()}
    commonest = {word for words in own.values() for word, _ in words.most_common(_COMMONEST)}
    return {
        word: [language for language in sorted(own) if own[language][word] >= least[language]]
        for word in sorted(commonest)
    }


def letters_of(counts: Counts) -> str:
    """The letters beside a to z that the own words of a language have."""
    letters = Counter[str]()
    for word, times in counts.own.items():
        for letter in word:
            letters[letter] += times
    least = _LETTER * letters.total()
    return "".join(sorted(letter for letter, times in letters.items() if times >= least and letter > "z"))


def _least(words: Counter[str]) -> float:
    """How often a language has a word that it uses."""
    return max(_USED, _SHARE * words.total())


def _rows(table: Mapping[str, Iterable[str]]) -> Iterator[str]:
    return (f"{key}\t{' '.join(values)}" for key, values in table.items())


def _write(name: str, what: str, lines: Iterable[str]) -> None:
    head = f"# {what}\n# Counted by training/word_lists.py in the texts that trained the embedding.\n"
    (LEXICA / name).write_text(head + "\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
