"""``python -m training.common_words --data DIR``: English words written with a capital and without.

Titles, offices, institutions, peoples, products: what translators translate, where they
would keep a name.  Counted in the part of the parallel texts that trains the embedding; the result is
``qa/judge/lexica/common.txt``.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from training import corpus

LEXICON = Path(__file__).parents[1] / "qa" / "judge" / "lexica" / "common.txt"
LANGUAGES = ("cs", "de", "es", "fr", "it", "ja", "nl", "pt", "ru", "zh")
_WORD = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?![\w'’-])|(?<![\w'’-])[a-z]{4,}(?![\w'’-])")
"""A word with a capital inside a sentence, or one in small letters."""
_LEAST, _SHARE = 3, 0.1
"""Times that a word has to stand in both ways, and the share without a capital: less is a slip."""
_HEAD = (
    "# English words written with a capital and without: translators translate them, and keep names.\n"
    "# Counted by training/common_words.py in the texts that trained the embedding (see its model card).\n"
)


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(prog="python -m training.common_words", description=__doc__)
    parser.add_argument(
        "--data", type=Path, required=True, help="folder with parallel/ and what is kept apart"
    )
    data = parser.parse_args().data
    excluded = corpus.evaluation_keys(data)
    texts = (
        pair.english for language in LANGUAGES for pair in corpus.pairs(data, language, "train", excluded)
    )
    LEXICON.write_text(_HEAD + "\n".join(common_words(texts)) + "\n", encoding="utf-8", newline="\n")


def common_words(texts: Iterable[str]) -> list[str]:
    """The words, in lower case and sorted; a text that comes again is not counted."""
    names, words = Counter[str](), Counter[str]()
    for text in dict.fromkeys(texts):
        for word in _WORD.findall(text):
            (words if word.islower() else names)[word.lower()] += 1
    return sorted(
        word
        for word, count in names.items()
        if min(count, words[word]) >= _LEAST and words[word] >= _SHARE * (count + words[word])
    )


if __name__ == "__main__":
    main()
