"""The embedded model, and any sentence-transformers model beside it; the latter are made here."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from numpy.testing import assert_allclose

from qa import model
from qa.calibrate import read_pairs
from qa.checker import Checker
from qa.cli import main
from qa.embed import static, unit
from qa.errors import ModelError
from qa.languages import LANGUAGES
from qa.localise.network import DoubtNetwork
from qa.localise.support import SupportDoubter
from qa.model import Model, load_model
from tests import tiny
from tests.cli.articles import SOUND, SOURCE

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

TEXTS = (
    "The quiet painter.",
    "  Le vieux pont\u00a0: « la tour » ! ",
    "Строители мост закрыли",
    "鉄道の駅は来年の春に再開します。",
    "기차역이 다시 문을 엽니다",
    "محطة القطار القديمة",
    "पुराना रेलवे स्टेशन",
    "Ｆｕｌｌ ｗｉｄｔｈ １２",
    "e\u0301te\u0301 cafe\u0301, a\u0308\u0323",
    "…½№ﬁ\ufdfa",
    "😀 👩‍👩‍👧 🇫🇷",
    "a\u2028b\tc\r\nd\x1ce\x85f",
    "▁▁ x▁y",
    "Donaudampfschifffahrtsgesellschaft" * 5,
    "",
    " \n",
)


@pytest.fixture(scope="module")
def bert(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BERT of two layers that was never trained, saved as sentence-transformers does."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import Pooling, Transformer
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("bert")
    words = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    words.normalizer = normalizers.BertNormalizer()
    words.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    words.train_from_iterator(
        [text for pair in read_pairs() for text in (pair.english, pair.other)],
        trainers.WordPieceTrainer(vocab_size=600, special_tokens=[*special.values()], show_progress=False),
    )
    PreTrainedTokenizerFast(tokenizer_object=words, **special).save_pretrained(folder / "parts")
    torch.manual_seed(1)
    sizes = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32}
    config = BertConfig(vocab_size=words.get_vocab_size(), max_position_embeddings=128, **sizes)
    BertModel(config).save_pretrained(folder / "parts")
    transformer = Transformer(str(folder / "parts"), max_seq_length=128)
    SentenceTransformer(modules=[transformer, Pooling(16)], device="cpu").save(str(folder / "tiny-bert"))
    return folder / "tiny-bert"


@pytest.fixture(scope="module")
def bag(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny embedding as any sentence-transformers model: without our manifest, doubts and calibration."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import StaticEmbedding

    folder = tmp_path_factory.mktemp("bag") / "tiny-bag"
    embedding = StaticEmbedding(tiny.tokenizer(), embedding_weights=tiny.embedding())
    SentenceTransformer(modules=[embedding], device="cpu").save(str(folder))
    return folder


@pytest.fixture(scope="module")
def with_bert(bert: Path) -> Model:
    return load_model(str(bert))


@pytest.fixture(scope="module")
def with_bag(bag: Path) -> Model:
    return load_model(str(bag))


def sentence_transformer(folder: Path) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(folder), device="cpu")


def test_the_embedded_model_is_the_default() -> None:
    loaded = load_model()
    assert isinstance(loaded.doubter, DoubtNetwork)
    assert loaded.identity == static.load(model.EMBEDDED).identity
    assert 0 < loaded.doubter.trained_share < 0.5


def test_the_embedded_model_is_calibrated_for_every_language_it_promises() -> None:
    promised = set(LANGUAGES) - {"en"}
    assert set(load_model().calibration.usual) - {""} <= promised
    assert {"ar", "cs", "de", "es", "fr", "it", "ja", "ko", "nl"} <= set(load_model().calibration.usual)
    assert {"pl", "pt", "ru", "sv", "tr", "uk", "zh", ""} <= set(load_model().calibration.usual)


def test_the_manifest_says_how_the_weights_were_made() -> None:
    content = json.loads((model.EMBEDDED / "manifest.json").read_text(encoding="utf-8"))
    assert {"command", "seed", "versions", "data", "sources", "precision_at_1", "files"} <= set(content)
    assert all(source["licence"] for source in content["sources"].values())
    for figures in content["precision_at_1"].values():
        assert figures["int8"] >= figures["float32"] - 0.005


@pytest.mark.parametrize("which", ["tiny", "shipped"])
def test_sentence_transformers_and_numpy_give_the_same_vectors(which: str, tiny_weights: Path) -> None:
    folder = tiny_weights if which == "tiny" else model.EMBEDDED
    expected = sentence_transformer(folder).encode(list(TEXTS), normalize_embeddings=True)
    found = unit(static.load(folder).encode(TEXTS).sums)
    assert_allclose(found, expected, atol=1e-5)
    assert np.linalg.norm(found, axis=1)[0] == pytest.approx(1)


def test_any_model_embeds_texts_as_it_always_does(with_bert: Model, bert: Path) -> None:
    texts = ["The old lamp.", "Le vieux pont, la tour", ""]
    expected = sentence_transformer(bert).encode(texts, normalize_embeddings=True)
    found = with_bert.embedder.encode(texts).sums
    assert_allclose(unit(found)[:2], expected[:2], atol=1e-5)
    # As heavy as its words are many, so that a joined text points where its parts do.
    assert_allclose(np.linalg.norm(found, axis=1), [4, 6, 0], atol=1e-5)


def test_any_model_embeds_a_word_as_a_text(with_bert: Model, bert: Path) -> None:
    words = with_bert.embedder.encode(["old lamp", "", "lamp"]).words(0, 3)
    assert words.starts.tolist() == [0, 2, 2, 3]
    assert words.offsets.tolist() == [[0, 3], [4, 8], [0, 4]]
    assert words.which.tolist() == [0, 1, 1]
    expected = sentence_transformer(bert).encode(["old", "lamp"], normalize_embeddings=True)
    assert_allclose(words.vectors, expected, atol=1e-5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'eau, x_y", ["L", "'", "eau", ",", "x", "_", "y"]),
        ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
        ("عَرَبِيّ", ["عَرَبِيّ"]),
        ("עִבְרִית", ["עִבְרִית"]),
        ("می\u200cرود", ["می\u200cرود"]),
        ("e\u0301te\u0301", ["e\u0301te\u0301"]),
        ("漢字かな", ["漢", "字", "か", "な"]),
        ("ab漢1", ["ab", "漢", "1"]),
        ("한국어", ["한국어"]),
        ("12,5 %", ["12", ",", "5", "%"]),
        ("…😀", ["…", "😀"]),
    ],
)
def test_words_of_any_model(with_bag: Model, text: str, expected: list[str]) -> None:
    offsets = with_bag.embedder.encode([text]).words(0, 1).offsets.tolist()
    assert [text[start:end] for start, end in offsets] == expected


def test_no_text_has_no_words(with_bert: Model) -> None:
    encoded = with_bert.embedder.encode(["", "old"])
    words = encoded.words(0, 1)
    assert not encoded.sums[0].any()
    assert (words.vectors.shape, words.offsets.shape, words.usual.shape) == ((0, 16), (0, 2), (0, 2))
    assert len(with_bert.embedder.encode([]).sums) == 0


def test_every_model_has_a_calibration_of_its_own(with_bert: Model, with_bag: Model) -> None:
    for one in (with_bert, with_bag):
        assert isinstance(one.doubter, SupportDoubter)
        assert 0 < one.doubter.trained_share < 0.5
        assert np.isfinite(one.doubter.weights).all()
        assert max(map(abs, one.doubter.weights)) < 1000
        assert len(one.calibration.usual) == 17
    assert with_bert.calibration != with_bag.calibration
    assert with_bert.doubter != with_bag.doubter
    assert with_bert.calibration.usual["fr"] != with_bag.calibration.usual["fr"]


def test_the_identity_is_the_name(with_bert: Model) -> None:
    assert with_bert.identity == "tiny-bert"


def test_any_model_finds_a_wrong_word_if_it_knows_the_words(with_bag: Model, tiny_model: Model) -> None:
    english, french = tiny.article(12, "en"), tiny.article(12, "fr")
    # The shipped pairs say little of a model that knows a hundred words; its vectors say all.
    checker = Checker(model=Model(with_bag.embedder, tiny_model.doubter, tiny_model.calibration))
    assert checker.check(french, source=english, language="fr").findings == ()
    garbled = french.replace("bouilloire", "forêt", 1)
    (finding,) = checker.check(garbled, source=english, language="fr").findings
    assert finding.text == "forêt"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "fr.txt").write_text(SOUND, encoding="utf-8")
    (tmp_path / "en.txt").write_text(SOURCE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("kind", ["bert", "bag"])
def test_the_command_line_takes_any_model(
    kind: str, desk: Path, request: pytest.FixtureRequest, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = request.getfixturevalue(kind)
    command = ["check", "fr.txt", "--source", "en.txt", "--model", str(folder), "--format", "json"]
    code = main([*command, "--language", "fr", "--fail-on", "never"])
    report = json.loads(capfd.readouterr().out)
    assert report["signature"].split(" | ")[1] == folder.name
    assert code == (2 if report["skipped"] else 0)
    assert len(report["documents"]) + len(report["skipped"]) == 1
    for document in report["documents"]:
        assert len(document["segments"]) >= 7
        assert all(0 <= one.get("quality", 0) <= 1 for one in document["segments"])


def failure(capfd: pytest.CaptureFixture[str], name: str) -> str:
    """The one line that a run with the model ``name`` ends with."""
    assert main(["check", "fr.txt", "--source", "en.txt", "--model", name]) == 2
    captured = capfd.readouterr()
    assert captured.out == ""
    return captured.err.strip().splitlines()[-1]


def test_without_the_extra_one_sentence_says_what_to_do(
    desk: Path, bag: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ModelError):
        load_model(str(bag))
    expected = r"needs sentence-transformers: pip install 'translation-qa[transformers]'"
    assert failure(capfd, str(bag)).endswith(f"--model {bag} {expected}")


def test_a_hub_name_without_a_network_says_what_to_do(desk: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ModelError):
        load_model("nobody/nothing-of-the-kind")
    message = failure(capfd, "nobody/nothing-of-the-kind")
    assert "--model nobody/nothing-of-the-kind cannot be fetched from the model hub (" in message
    assert message.endswith("; check the name and the network, or fetch it elsewhere and give its folder")


@pytest.mark.parametrize("name", ["minilm", "./models/minilm", "/models/minilm", "~/minilm", "a/b/c"])
def test_what_is_no_folder_and_no_hub_name(desk: Path, name: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ModelError):
        load_model(name)
    assert f"--model {name}: there is no such folder" in failure(capfd, name)


def test_a_folder_that_holds_no_model(desk: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (desk / "empty").mkdir()
    message = failure(capfd, "empty")
    assert "--model empty is not a sentence-transformers model (" in message
    assert message.endswith("; name a folder that SentenceTransformer.save wrote")
