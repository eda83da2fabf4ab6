from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from qa.embed.manifest import MANIFEST, Manifest
from qa.errors import ModelError
from qa.model import load_model

FILES = (
    "calibration.json",
    "config_sentence_transformers.json",
    "doubt.safetensors",
    "model.safetensors",
    "modules.json",
    "tokenizer.json",
)


@pytest.fixture
def weights(tiny_weights: Path, tmp_path: Path) -> Path:
    """A copy that a test may damage."""
    return Path(shutil.copytree(tiny_weights, tmp_path / "weights"))


def test_every_file_is_in_the_manifest(weights: Path) -> None:
    assert sorted(Manifest.read(weights).digests) == sorted(FILES)
    assert load_model(str(weights)).identity.startswith("tiny ")


@pytest.mark.parametrize("name", FILES)
def test_a_changed_byte_is_found(weights: Path, name: str) -> None:
    content = bytearray((weights / name).read_bytes())
    content[len(content) // 2] ^= 1
    (weights / name).write_bytes(content)
    with pytest.raises(ModelError, match=rf"{name} is not the file .*install the package again"):
        load_model(str(weights))


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(weights: Path, name: str) -> None:
    (weights / name).unlink()
    with pytest.raises(ModelError, match=rf"{name} cannot be read \(No such file.*install the package again"):
        load_model(str(weights))


@pytest.mark.parametrize("name", [name for name in FILES if "modules" not in name and "config" not in name])
def test_a_file_that_is_not_in_the_manifest_is_not_trusted(weights: Path, name: str) -> None:
    content = json.loads((weights / MANIFEST).read_text())
    del content["files"][name]
    (weights / MANIFEST).write_text(json.dumps(content))
    with pytest.raises(ModelError, match=name):
        load_model(str(weights))


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b'{"name": "x"}', b'{"files": {}}', b"[]", b'{"name": "x", "files": 3}', b"\xff\xfe", b'"x"'],
)
def test_a_damaged_manifest_is_named(weights: Path, content: bytes) -> None:
    (weights / MANIFEST).write_bytes(content)
    with pytest.raises(ModelError, match=r"manifest\.json is damaged"):
        load_model(str(weights))


def test_a_missing_manifest_is_named(weights: Path) -> None:
    (weights / MANIFEST).unlink()
    with pytest.raises(ModelError, match=r"manifest\.json is missing"):
        Manifest.read(weights)


def test_another_file_gives_another_identity(weights: Path) -> None:
    before = Manifest.read(weights)
    content = json.loads((weights / MANIFEST).read_text())
    content["files"]["modules.json"] = "0" * 64
    (weights / MANIFEST).write_text(json.dumps(content))
    after = Manifest.read(weights)
    assert before.name == after.name
    assert before.identity != after.identity
