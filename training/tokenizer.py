"""Train the vocabulary that all languages share.

NFKC and lower case; white space, punctuation and digits are cut off first, so that a word has the
same tokens beside a quotation mark, an elided article or a unit.  A word starts with U+2581; runs of
Han and kana, which have no word boundaries, are cut away from that mark.

Candidates come from byte-pair merges (Sennrich et al. 2016); what is shipped cuts a word into the longest
tokens from its start (Song et al. 2021), which needs no list of merges: it loads and runs several times
faster.  So the candidates that this cutting uses most are kept.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import BPE, WordPiece
from tokenizers.trainers import BpeTrainer

from training.corpus import pairs

UNKNOWN = "[UNK]"
_UNSPACED = Regex(r"[\p{Han}\p{Hiragana}\p{Katakana}ー]+")
_HANGUL = Regex(r"\p{Hangul}+")
# Longer runs are cut: the longest token is sought at every place of a run.
_RUN = Regex(r".{1,40}")
_LONGEST_TOKEN = 24
_SPARE = 1.4
"""Candidates for each token that is kept."""


def train(data: Path, languages: list[str], excluded: frozenset[str], *, size: int, seed: int) -> Tokenizer:
    """A vocabulary of at most ``size`` tokens.

    A language is represented by about the square root of its pairs, so that French does not crowd out
    the small ones; English stands beside each at a lower rate, as it comes with all of them.
    """
    return learn(lambda: _sample(data, languages, excluded, seed), size)


def learn(texts: Callable[[], Iterator[str]], size: int) -> Tokenizer:
    """The vocabulary of some texts, which are gone through twice: for candidates, and for those in use."""
    candidates = around(BPE(unk_token=UNKNOWN))
    trainer = BpeTrainer(
        vocab_size=int(_SPARE * size),
        special_tokens=[UNKNOWN],
        limit_alphabet=9_000,
        min_frequency=3,
        max_token_length=_LONGEST_TOKEN,
        show_progress=False,
    )
    candidates.train_from_iterator(texts(), trainer)
    numbers = candidates.get_vocab()
    used = _usage(_longest_first(numbers), texts())
    # Single characters all stay: whatever else goes, a word can still be spelt.
    order = sorted(numbers, key=lambda token: (len(token) > 1 and token != UNKNOWN, -used[token], token))
    kept = sorted(order[:size], key=numbers.__getitem__)
    return _longest_first({token: number for number, token in enumerate(kept)})


def around(model: BPE | WordPiece, known: Iterable[str] | None = None) -> Tokenizer:
    """The normaliser and the pre-tokenisers around a model.

    A character that is not ``known`` stands alone, so that it never takes the rest of its word with it.
    """
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    alone = [] if known is None else [pre_tokenizers.Split(_none_of(known), "isolated")]
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.WhitespaceSplit(),
            pre_tokenizers.Punctuation("isolated"),
            pre_tokenizers.Digits(individual_digits=True),
            pre_tokenizers.Split(_HANGUL, "isolated"),
            pre_tokenizers.Metaspace(prepend_scheme="always", split=False),
            pre_tokenizers.Split(_UNSPACED, "isolated"),
            *alone,
            pre_tokenizers.Split(_RUN, "isolated"),
        ]
    )
    return tokenizer


def _usage(tokenizer: Tokenizer, texts: Iterator[str]) -> Counter[str]:
    used: Counter[str] = Counter()
    while some := list(islice(texts, 10_000)):
        for encoding in tokenizer.encode_batch(some, add_special_tokens=False):
            used.update(encoding.tokens)
    return used


def _longest_first(vocabulary: dict[str, int]) -> Tokenizer:
    model = WordPiece(
        vocabulary, unk_token=UNKNOWN, continuing_subword_prefix="", max_input_chars_per_word=100
    )
    return around(model, (token for token in vocabulary if len(token) == 1))


def _none_of(characters: Iterable[str]) -> Regex:
    """A pattern for one character that is none of these; neighbours are written as ranges."""
    ranges: list[list[int]] = []
    for number in sorted(map(ord, characters)):
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return Regex("[^" + "".join(rf"\x{{{first:x}}}-\x{{{last:x}}}" for first, last in ranges) + "]")


def _sample(data: Path, languages: list[str], excluded: frozenset[str], seed: int) -> Iterator[str]:
    for language in languages:
        everything = list(pairs(data, language, "train", excluded))
        wanted = int(300 * len(everything) ** 0.5)
        chosen = random.Random(f"{seed} {language}").sample(everything, min(wanted, len(everything)))
        for position, pair in enumerate(chosen):
            yield pair.other
            if position % 4 == 0:
                yield pair.english
