"""Train the byte-pair vocabulary that all languages share.

NFKC and lower case; white space, punctuation and digits are cut off first, so that a word has the
same tokens beside a quotation mark, an elided article or a unit.  A word starts with U+2581; runs of
Han and kana, which have no word boundaries, are cut away from that mark.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import BPE
from tokenizers.trainers import BpeTrainer

from training.corpus import pairs

UNKNOWN = "[UNK]"
_UNSPACED = Regex(r"[\p{Han}\p{Hiragana}\p{Katakana}ー]+")
_HANGUL = Regex(r"\p{Hangul}+")


def untrained() -> Tokenizer:
    """The normaliser and the pre-tokenisers, with an empty vocabulary."""
    tokenizer = Tokenizer(BPE(unk_token=UNKNOWN))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.WhitespaceSplit(),
            pre_tokenizers.Punctuation("isolated"),
            pre_tokenizers.Digits(individual_digits=True),
            pre_tokenizers.Split(_HANGUL, "isolated"),
            pre_tokenizers.Metaspace(prepend_scheme="always", split=False),
            pre_tokenizers.Split(_UNSPACED, "isolated"),
        ]
    )
    return tokenizer


def train(data: Path, languages: list[str], excluded: frozenset[str], *, size: int, seed: int) -> Tokenizer:
    """A vocabulary of ``size`` tokens.

    A language is represented by about the square root of its pairs, so that French does not crowd out
    the small ones; English stands beside each at a lower rate, as it comes with all of them.
    """
    tokenizer = untrained()
    trainer = BpeTrainer(
        vocab_size=size,
        special_tokens=[UNKNOWN],
        limit_alphabet=9_000,
        min_frequency=3,
        max_token_length=24,
        show_progress=False,
    )
    tokenizer.train_from_iterator(_sample(data, languages, excluded, seed), trainer)
    return tokenizer


def _sample(data: Path, languages: list[str], excluded: frozenset[str], seed: int) -> Iterator[str]:
    for language in languages:
        everything = list(pairs(data, language, "train", excluded))
        wanted = int(300 * len(everything) ** 0.5)
        chosen = random.Random(f"{seed} {language}").sample(everything, min(wanted, len(everything)))
        for position, pair in enumerate(chosen):
            yield pair.other
            if position % 4 == 0:
                yield pair.english
