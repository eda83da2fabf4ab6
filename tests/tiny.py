"""A model and a parallel corpus small enough to be made in a test.

A hundred words in three languages; a word and its translations have nearly the same vector, so texts that
are translated word by word mean the same.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from qa.embed.static import StaticEmbedder
from qa.localise.features import FEATURES
from qa.localise.network import NETWORK
from qa.localise.support import SupportDoubter
from qa.model import Model
from qa.score import CALIBRATION, Calibration, Usual
from training import export
from training.tokenizer import learn

DIMENSIONS = 48

# English, French, German.
GLOSSARY = tuple(
    tuple(line.split())
    for line in """
    the le der
    old vieux alt
    green vert grün
    quiet calme still
    heavy lourd schwer
    narrow étroit schmal
    yellow jaune gelb
    painter peintre maler
    baker boulanger bäcker
    sailor marin matrose
    teacher professeur lehrer
    gardener jardinier gärtner
    cousin cousine vetter
    neighbour voisin nachbar
    sold vendait verkaufte
    found trouvait fand
    carried portait trug
    washed lavait wusch
    painted peignait malte
    hid cachait versteckte
    lamp lampe leuchte
    basket panier korb
    ladder échelle leiter
    kettle bouilloire kessel
    carpet tapis teppich
    bicycle vélo fahrrad
    clock pendule uhr
    letter lettre brief
    behind derrière hinter
    beside près neben
    under sous unter
    bridge pont brücke
    tower tour turm
    kitchen cuisine küche
    cellar cave keller
    forest forêt wald
    station gare bahnhof
    """.strip().splitlines()
)
LANGUAGES = ("en", "fr", "de")
_THE, _ADJECTIVE, _PERSON, _DID = range(1), range(1, 7), range(7, 14), range(14, 20)
_THING, _WHERE, _PLACE = range(20, 28), range(28, 31), range(31, 37)
_PATTERN = (_THE, _ADJECTIVE, _PERSON, _DID, _THE, _ADJECTIVE, _THING, _WHERE, _THE, _PLACE)


def in_language(words: tuple[int, ...], language: str) -> str:
    """The sentence with the glossary's words ``words``."""
    column = LANGUAGES.index(language)
    text = " ".join(GLOSSARY[word][column] for word in words)
    return text[0].upper() + text[1:] + "."


def sentences(count: int, seed: int = 1) -> list[tuple[int, ...]]:
    """Different sentences as numbers of words: who did what to which thing, and where."""
    random = Random(seed)
    return list({tuple(map(random.choice, _PATTERN)): None for _ in range(2 * count)})[:count]


def article(count: int, language: str, seed: int = 1) -> str:
    """Paragraphs of two sentences; the same ones in every language."""
    written = [in_language(words, language) for words in sentences(count, seed)]
    return "\n\n".join(" ".join(written[at : at + 2]) for at in range(0, count, 2)) + "\n"


@cache
def tokenizer() -> Tokenizer:
    """A vocabulary in which every word of the glossary is one token."""
    words = sorted({word for entry in GLOSSARY for word in entry})
    alphabet = list(
        "abcdefghijklmnopqrstuvwxyzäéèêöüß0123456789.,;:!?()'’-«»…漢字仮名かなカナガ한국어русصلىاهعيوسم"
    )
    return learn(lambda: iter([*words * 3, *(alphabet * 3)]), 2_000)


def embedding() -> npt.NDArray[np.float32]:
    """float32 [vocabulary, DIMENSIONS]."""
    random = np.random.default_rng(7)
    rows = random.normal(size=(tokenizer().get_vocab_size(), DIMENSIONS)).astype(np.float32)
    for entry in GLOSSARY:
        meaning = random.normal(size=DIMENSIONS)
        for word in entry:
            (number,) = tokenizer().encode(word).ids
            rows[number] = meaning + 0.2 * random.normal(size=DIMENSIONS)
    return rows


def write_weights(folder: Path) -> Path:
    """A whole weights folder; what its network says of words means nothing."""
    export.write_embedding(embedding(), tokenizer(), folder)
    save_file(network_tensors(DIMENSIONS), folder / NETWORK)
    content = asdict(calibration()) | {"weights": calibration().named_weights()}
    (folder / CALIBRATION).write_text(json.dumps(content), encoding="utf-8")
    export.write_manifest(folder, "tiny", {})
    return folder


def tagger_tensors(dimensions: int, seed: int = 4) -> dict[str, npt.NDArray[np.float32]]:
    """A small contextual tagger that was never trained."""
    random = np.random.default_rng(seed)
    width, inner, heads, compared, projected, words = 24, 32, 4, 6, 8, 40
    shapes: dict[str, tuple[int, ...]] = {
        "keys": (words, dimensions),
        "values": (words, width),
        "direction.weight": (width, dimensions),
        "measured.weight": (width, len(FEATURES)),
        "begin": (2, width),
        "sides": (2, width),
        "places.weight": (64, width),
        "decide.weight": (2, width),
        "decide.bias": (2,),
        "weigh.weight": (2, len(FEATURES)),
        "weigh.bias": (2,),
        "comparison.project.weight": (projected, width),
        "comparison.project.bias": (projected,),
        "comparison.compare.weight": (2 * compared, 4 * projected + len(FEATURES)),
        "comparison.compare.bias": (2 * compared,),
        "comparison.decide": (2, compared),
        **{f"entered.{part}": (width,) for part in ("weight", "bias")},
    }
    for layer in ("layers.0", "layers.1"):
        shapes |= {f"{layer}.guidance": (heads,), f"{layer}.across": (heads,)}
        sizes = {"attend": (3 * width, width), "mix": (width, width)}
        sizes |= {"widen": (inner, width), "narrow": (width, inner)}
        for name, size in sizes.items():
            shapes |= {f"{layer}.{name}.weight": size, f"{layer}.{name}.bias": size[:1]}
        for name in ("attended", "thought"):
            shapes |= {f"{layer}.{name}.weight": (width,), f"{layer}.{name}.bias": (width,)}
    tensors = {name: random.normal(size=shape, scale=0.3) for name, shape in shapes.items()}
    fixed = {"mean": np.zeros(len(FEATURES)), "deviation": np.ones(len(FEATURES))}
    fixed |= {"sharpness": np.array([9.0]), "share": np.array([0.1]), "comparison.sharpness": np.ones(2)}
    return {name: tensor.astype(np.float32) for name, tensor in (tensors | fixed).items()}


def network_tensors(dimensions: int, seed: int = 3) -> dict[str, npt.NDArray[np.float32]]:
    """A small word-doubt network that was never trained."""
    random = np.random.default_rng(seed)
    projected, compared, combined = 8, 12, 6
    shapes: dict[str, tuple[int, ...]] = {"project": (dimensions, projected)}
    for side in ("translation", "source"):
        shapes |= {
            f"{side}.mean": (len(FEATURES),),
            f"{side}.compare.weight": (compared, 4 * projected + len(FEATURES)),
            f"{side}.compare.bias": (compared,),
            f"{side}.combine.weight": (combined, 4 * compared),
            f"{side}.combine.bias": (combined,),
            f"{side}.decide.weight": (1, combined),
            f"{side}.decide.bias": (1,),
        }
    tensors = {name: random.normal(size=shape).astype(np.float32) / 3 for name, shape in shapes.items()}
    fixed = {"sharpness": [5.0, 10.0], "share": [0.1]}
    fixed |= {f"{side}.deviation": [1.0] * len(FEATURES) for side in ("translation", "source")}
    return tensors | {name: np.array(values, np.float32) for name, values in fixed.items()}


def calibration() -> Calibration:
    """Quality falls with distance from the usual similarity and with doubt."""
    weights = (1.0, 0.2, -4.0, -2.0, -1.0, -0.5, -0.2, 0.1)
    return Calibration({"": Usual(0.95, 0.05, 0.0), "fr": Usual(0.96, 0.05, 0.0)}, weights, 5.0)


def model(embedder: StaticEmbedder) -> Model:
    """The tiny embedding, with doubts that follow from the support of a word alone."""
    weights = tuple(-20.0 if name == "support" else 0.0 for name in FEATURES)
    return Model(embedder, SupportDoubter(weights, 13.0, 0.1), calibration())


def write_corpus(data: Path, count: int, languages: tuple[str, ...] = ("de", "fr")) -> Path:
    """Parallel files of ``count`` pairs each, and the sets that training leaves out."""
    (data / "parallel").mkdir(parents=True)
    for folder in ("heldout/word_alignment", "qe", "garble-dev/fr_01_lamp"):
        (data / folder).mkdir(parents=True)
    for language in languages:
        with lzma.open(data / "parallel" / f"{language}.tsv.xz", "wt", encoding="utf-8") as file:
            for words in sentences(count):
                file.write(f"made\t{in_language(words, 'en')}\t{in_language(words, language)}\n")
        rows = [(in_language(words, "en"), in_language(words, language)) for words in sentences(30, seed=5)]
        heldout = "".join(f"{english}\t{other}\n" for english, other in rows)
        (data / "heldout" / f"ntrex.{language}.tsv").write_text(heldout, encoding="utf-8")
    for name, seed in (("train", 11), ("dev", 12)):
        for pair in ("en-de", "en-ru", "zh-en"):
            with lzma.open(data / "qe" / f"wmt23_{name}.{pair}.jsonl.xz", "wt", encoding="utf-8") as file:
                file.write("".join(json.dumps(item) + "\n" for item in judged(20, seed)))
    return data


def judged(count: int, seed: int) -> Iterator[dict[str, Any]]:
    """Translations in which the first word is a major error and the last a minor one."""
    for words in sentences(count, seed):
        text = in_language(words, "de")
        first, last = text.index(" "), text.rindex(" ")
        spans = [
            {"start": 0, "end": first, "severity": "major"},
            {"start": last + 1, "end": len(text), "severity": "minor"},
            {"start": 3, "end": 3, "severity": "major"},
        ]
        yield {"src": in_language(words, "en"), "mt": text, "spans": spans}
