"""Pairs whose English speaks of the same things come into one cluster."""

from __future__ import annotations

import numpy as np

from training.clusters import clusters
from training.encoded import EncodedPairs

TOPICS, WORDS, TEXTS = 3, 5, 40


def corpus() -> EncodedPairs:
    """Texts of four words of one topic each; a topic's words have neighbouring numbers."""
    random = np.random.default_rng(1)
    topics = np.arange(TEXTS) % TOPICS
    texts = [topic * WORDS + random.integers(0, WORDS, 4) for topic in topics for _ in ("english", "other")]
    return EncodedPairs(
        np.concatenate(texts).astype(np.int32), np.arange(2 * TEXTS + 1) * 4, np.arange(TEXTS, dtype=np.int64)
    )


def vectors() -> np.ndarray:
    """A direction for each topic, and a little of its own for each word."""
    noise = np.random.default_rng(2).normal(scale=0.1, size=(TOPICS * WORDS, 8))
    return (noise + np.repeat(np.eye(TOPICS, 8), WORDS, axis=0)).astype(np.float32)


def test_texts_of_different_topics_are_apart() -> None:
    found = clusters({"fr": corpus()}, vectors(), 3 * TOPICS, seed=1)["fr"]
    topics = [set(found[topic::TOPICS]) for topic in range(TOPICS)]
    assert sum(map(len, topics)) == len(set(found)) > TOPICS


def test_the_same_seed_gives_the_same_clusters() -> None:
    first, second = (clusters({"fr": corpus()}, vectors(), 2, seed=4)["fr"] for _ in range(2))
    assert first.tolist() == second.tolist()
