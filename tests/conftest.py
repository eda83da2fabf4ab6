"""What tests of several folders share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from qa.model import Model

# Before torch is imported anywhere: small matrices gain nothing from threads, and no test asks a hub.
os.environ["OMP_NUM_THREADS"] = "1"
os.environ["HF_HUB_OFFLINE"] = "1"

# How long an example takes depends on what else the machine does.
settings.register_profile("project", deadline=None)
settings.load_profile("project")


@pytest.fixture(scope="session")
def tiny_weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The weights folder of :mod:`tests.tiny`; not to be written to."""
    from tests import tiny

    return tiny.write_weights(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def tiny_model(tiny_weights: Path) -> Model:
    """:func:`tests.tiny.model` on the tiny weights."""
    from qa.embed import static
    from tests import tiny

    return tiny.model(static.load(tiny_weights))
