from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from qa.localise.reading import FEATURES, READING, Reader
from qa.model import Model
from tests import tiny
from tests.unit.localise.readers import Told, reader, surprised_by
from training import alarms, reading
from training.reading import ReadingOptions

SOUND = [
    (tiny.in_language(words, "en"), tiny.in_language(words, "fr")) for words in tiny.sentences(60, seed=4)
]


@pytest.fixture(scope="module")
def words() -> tuple[np.ndarray, np.ndarray]:
    """Damaged are those that surprise, but for copied ones."""
    random = np.random.default_rng(5)
    features = random.normal(size=(20_000, len(FEATURES))).astype(np.float32)
    features[:, FEATURES.index("copied")] = random.random(20_000) < 0.3
    surprise, copied = features[:, FEATURES.index("surprise")], features[:, FEATURES.index("copied")]
    return features, ((surprise > 1) & (copied == 0)).astype(np.float32)


def test_the_network_learns_and_runs_in_numpy_as_in_torch(
    words: tuple[np.ndarray, np.ndarray], tmp_path: Path
) -> None:
    import torch

    features, labels = words
    network = reading.fit(features, labels, ReadingOptions())
    file = tmp_path / READING
    reading.export_network(network, features, labels, file)
    found = Reader(Told(surprised_by()), load_file(file))
    doubts = found.doubts(features)
    scaled = torch.from_numpy(reading.scaled(features, *reading.scale(features)))
    with torch.no_grad():
        expected = torch.sigmoid(network(scaled)).squeeze(1).numpy()
    np.testing.assert_allclose(doubts, expected, atol=1e-4)
    assert doubts[labels == 1].mean() > 0.8 > 0.1 > doubts[labels == 0].mean()
    assert found.trained_share == pytest.approx(labels.mean())


def test_the_same_seed_gives_the_same_network(words: tuple[np.ndarray, np.ndarray]) -> None:
    features, labels = words
    one, other = (reading.fit(features, labels, ReadingOptions(epochs=2)) for _ in range(2))
    for first, second in zip(one.parameters(), other.parameters(), strict=True):
        assert (first == second).all()


def test_sound_text_that_surprises_is_taken_to_have_fewer_doubtful_words(
    tiny_model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiet = reader(Told(surprised_by()))
    assert alarms.sound_share(tiny_model, quiet, "fr", SOUND) == 0.01
    loud = reader(Told(surprised_by("lampe")))
    share = alarms.sound_share(tiny_model, loud, "fr", SOUND)
    assert share < 0.01
    assert loud.sound_share == pytest.approx(0.01)
    monkeypatch.setattr(alarms, "READING_BUDGET", 1e9)
    assert alarms.sound_share(tiny_model, loud, "fr", SOUND) == 0.01
