"""``python -m training.word_lists --data DIR``: what the rules know of words, counted in the parallel texts.

Five lists in ``qa/judge/lexica``, counted in the part of the texts that trains the embedding:

- ``common.txt``: English words that are written with a capital and without, like titles and institutions.
  Translators translate them where they would keep a name.
- ``english.safetensors``: English words that translators do not keep, by language.
- ``others.safetensors``: common words of each language, and the others of its script that never have them.
- ``letters.tsv``: the letters of the languages that are known well.
- ``han.tsv``: the Han characters that Chinese writes and Japanese does not, and the other way about.

Nothing is drawn by chance: the same texts give the same lists.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from safetensors.numpy import save_file

from qa.detect import SCRIPTS, scripts_of
from qa.judge.tokens import Tokens
from qa.judge.wordbook import FOLDER, Wordbook
from training import corpus
from training.corpus import Pair
from training.strangers import Counts, Vocabulary, english_rows, other_rows, packed

_PAIRS, _TEXTS = 300_000, 150_000
"""At most, of a language: for what translators write, and for how English is written."""
_ENGLISH = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?![\w'’-])|(?<![\w'’-])[a-z]{4,}(?![\w'’-])")
"""A word with a capital inside a sentence, or one in small letters."""
_IN_BOTH, _SMALL = 3, 0.1
"""Times that a word has to stand with a capital and without, and the share without: less is a slip."""
_ENOUGH = 100_000
"""Words of a language from which enough of its letters are known to tell what it does not write."""
_LETTER = 1e-5
"""Share of the letters of a language from which one is its own."""
_CAPITALISED = ("de",)
"""Languages that write their common nouns with a capital."""
_HAN, _OFTEN = re.compile(f"[{SCRIPTS['Han']}]"), 10
"""A Han character, and the times from which a language often has one."""
_GROUPS = ("Latin", "Cyrillic", "Arabic")
"""Scripts that several of the languages share."""


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
        pairs = corpus.pairs(data, language, "train", excluded)
        if "Latin" in scripts_of(language):
            texts.update(dict.fromkeys(pair.english for pair in islice(pairs, _TEXTS)))
            pairs = corpus.pairs(data, language, "train", excluded)
        counts[language] = count(islice(pairs, _PAIRS), language)
        print(language, counts[language].own.total(), flush=True)
    _write("common.txt", "English words written with a capital and without.", common_words(texts))
    write_tables(counts)


def write_tables(counts: Mapping[str, Counts]) -> None:
    """Write what is known of the languages that share a script."""
    english, others, letters = {}, {}, {}
    for script in _GROUPS:
        group = {language: some for language, some in counts.items() if scripts_of(language)[0] == script}
        spelled = {language: letters_of(some) for language, some in group.items()}
        letters.update({language: [row] for language, row in spelled.items()})
        own = {
            language: Vocabulary(some.own, some.small, spelled[language]) for language, some in group.items()
        }
        if script == "Latin":
            english = english_rows(group, own)
            sources = Counter[str]()
            for some in group.values():
                sources.update(some.english)
            own["en"] = Vocabulary(sources, sources, "")
        others.update(other_rows(own))
    languages = sorted({"en", *counts})
    _save("english", packed(english, languages))
    _save("others", packed(others, languages))
    known = {language: row for language, row in letters.items() if counts[language].own.total() >= _ENOUGH}
    _write("han.tsv", "Han characters that a language does not write.", _rows(strange_characters(counts)))
    _write("letters.tsv", "The letters of languages, beside a to z.", _rows(known))


def count(pairs: Iterable[Pair], language: str) -> Counts:
    """Count the words of the pairs of one language."""
    counts = Counts()
    for pair in pairs:
        source, translation = Tokens(pair.english), Tokens(pair.other)
        words = {word for word in source.words if word.isascii() and word.islower()}
        own = translation.vocabulary - source.vocabulary
        counts.english.update(words)
        counts.both.update(words.intersection(translation.words))
        counts.own.update(own)
        # Arabic knows no capitals.
        small = {word for word in translation.words if word == word.lower()}
        counts.small.update(own if language in _CAPITALISED else own & small)
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


def letters_of(counts: Counts) -> str:
    """The letters beside a to z that the own words of a language have."""
    letters = Counter[str]()
    for word, times in counts.own.items():
        for letter in word:
            letters[letter] += times
    least = _LETTER * letters.total()
    return "".join(sorted(letter for letter, times in letters.items() if times >= least and letter > "z"))


def strange_characters(counts: Mapping[str, Counts]) -> dict[str, list[str]]:
    """The Han characters that one of Chinese and Japanese often writes and the other never does.

    What the standard sets of a language have is rare there, not strange.
    """
    written = {}
    for language in ("ja", "zh"):
        characters = Counter[str]()
        for word, times in counts[language].own.items():
            for character in set(_HAN.findall(word)):
                characters[character] += times
        written[language] = characters
    found = {}
    for one, other, standard in (("ja", "zh", _in_japanese_set), ("zh", "ja", _in_chinese_set)):
        often = (character for character, times in written[other].items() if times >= _OFTEN)
        found[one] = ["".join(sorted(c for c in often if not written[one][c] and not standard(c)))]
    return found


def _in_japanese_set(character: str) -> bool:
    """Whether a character is of JIS X 0208."""
    return bool(character.encode("shift_jis", "ignore"))


def _in_chinese_set(character: str) -> bool:
    """Whether a character is of the commonest simplified or traditional ones."""
    return bool(character.encode("gb2312", "ignore") or character.encode("big5", "ignore"))


def _rows(table: Mapping[str, Iterable[str]]) -> Iterator[str]:
    return (f"{key}\t{' '.join(values)}" for key, values in table.items())


def _write(name: str, what: str, lines: Iterable[str]) -> None:
    head = f"# {what}\n# Counted by training/word_lists.py in the texts that trained the embedding.\n"
    (FOLDER / name).write_text(head + "\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _save(name: str, table: Wordbook) -> None:
    arrays = {key: getattr(table, key) for key in ("words", "kinds", "alone", "beside", "homes")}
    save_file(arrays, FOLDER / f"{name}.safetensors", {"languages": " ".join(table.languages)})


if __name__ == "__main__":
    main()
