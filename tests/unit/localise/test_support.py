import numpy as np
import pytest
from numpy.testing import assert_allclose

from qa.localise.features import FEATURES, measure
from qa.localise.support import SupportDoubter
from tests.unit.localise.sides import side


def weights(**given: float) -> tuple[float, ...]:
    return tuple(given.get(name, 0.0) for name in FEATURES)


def test_doubt_is_the_logistic_of_the_weighted_features() -> None:
    translation, source = side([2, 3], 1), side([3, 1], 2)
    doubts = SupportDoubter(weights(support=-4, letters=0.5), 1.5, 0.1)(translation, source)
    for features, found in zip(measure(translation, source).features, doubts, strict=True):
        logits = 1.5 - 4 * features[:, 0] + 0.5 * features[:, FEATURES.index("letters")]
        assert_allclose(found.doubt, 1 / (1 + np.exp(-logits)), rtol=1e-5)


@pytest.mark.parametrize(("bias", "doubt"), [(1e9, 1.0), (-1e9, 0.0), (0.0, 0.5)])
def test_no_weight_is_too_big(bias: float, doubt: float) -> None:
    found, _ = SupportDoubter(weights(), bias, 0.1)(side([2], 1), side([2], 2))
    assert_allclose(found.doubt, doubt, atol=1e-9)
