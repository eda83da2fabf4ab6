"""``python -m benchmarks.quality.synthetic``: damage held-out translations, as a set that ``--garble`` takes.

The sentences are of the test part of the corpus, which nothing was trained on; what is drawn on to damage
them comes from the training part.  Every third sentence gets one piece of damage, all kinds in turn.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from random import Random

from benchmarks.quality.clean import SENTENCES, paragraphs
from benchmarks.quality.garble import write_marked
from qa.embed.static import TOKENIZER
from qa.languages import LANGUAGES
from qa.model import EMBEDDED
from training import corpus
from training.damage import KINDS, Damaged, Resources, damage, gather
from training.damage.words import Cutter, by_character, by_token

_EVERY = 3
_LEAST = 40
"""Characters of an English sentence; shorter ones hold too little to damage."""


def main(arguments: list[str] | None = None) -> None:
    """Write the documents of each language."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality.synthetic", description=__doc__)
    parser.add_argument(
        "--data", type=Path, required=True, help="folder with parallel/ and the held-out sets"
    )
    parser.add_argument("--language", action="append", required=True, metavar="CODE")
    parser.add_argument(
        "--documents", type=int, default=20, help="documents a language (default: %(default)s)"
    )
    parser.add_argument(
        "--learn-from", type=int, default=25_000, metavar="PAIRS", help="(default: %(default)s)"
    )
    parser.add_argument("--output", type=Path, required=True, help="the folder to write")
    options = parser.parse_args(arguments)
    excluded = corpus.evaluation_keys(options.data)
    for language in options.language:
        learnt = islice(corpus.pairs(options.data, language, "train", excluded), options.learn_from)
        foreign = _foreign(options.data, language, excluded)
        resources = gather(learnt, language, cutter=_cutter(language), foreign=foreign)
        pairs = list(
            _usable(corpus.pairs(options.data, language, "test", excluded), options.documents * SENTENCES)
        )
        for number, first in enumerate(range(0, len(pairs), SENTENCES), 1):
            write(
                options.output / f"{language}_{number:03}_synthetic",
                pairs[first : first + SENTENCES],
                resources,
            )


def write(folder: Path, pairs: Sequence[corpus.Pair], resources: Resources) -> None:
    """Write one document: source, clean and garbled translation."""
    random = Random(folder.name)
    kinds = cycle(random.sample(sorted(KINDS), len(KINDS)))
    garbled = [
        write_marked(_damaged(pair, kinds, random, resources)) if number % _EVERY == 0 else pair.other
        for number, pair in enumerate(pairs)
    ]
    language = resources.language
    between = " " if LANGUAGES[language].spaced else ""
    folder.mkdir(parents=True)
    for name, sentences, gap in (
        ("source.en.txt", [pair.english for pair in pairs], " "),
        (f"clean.{language}.txt", [pair.other for pair in pairs], between),
        (f"garbled.{language}.txt", garbled, between),
    ):
        (folder / name).write_bytes(paragraphs(sentences, gap).encode("utf-8"))


def _damaged(pair: corpus.Pair, kinds: Iterator[str], random: Random, resources: Resources) -> Damaged:
    """Try the kinds in turn until one applies; most do."""
    for kind in islice(kinds, len(KINDS)):
        if result := damage(pair.english, pair.other, kind, random, resources):
            return result
    return Damaged(pair.other, ())


def _usable(pairs: Iterator[corpus.Pair], count: int) -> Iterator[corpus.Pair]:
    marks = set("⟦⟧\n\r")
    whole = (p for p in pairs if len(p.english) >= _LEAST and not marks & {*p.english, *p.other})
    return islice(whole, count)


def _cutter(language: str) -> Cutter:
    if LANGUAGES[language].spaced:
        return by_character
    from tokenizers import Tokenizer

    return by_token(Tokenizer.from_file(str(EMBEDDED / TOKENIZER)))


def _foreign(data: Path, language: str, excluded: frozenset[str]) -> list[str]:
    others = [code for code in ("de", "es", "fr", "it", "nl", "pl") if code != language]
    return [
        pair.other for code in others for pair in islice(corpus.pairs(data, code, "train", excluded), 300)
    ]


if __name__ == "__main__":
    main()
