from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from qa.translate.quantised import GROUP, Bytes, Nibbles, matrix, times
from training.translation import nibbles, table

RANDOM = np.random.default_rng(0)


def test_four_bits_hold_what_fits_into_them() -> None:
    steps = RANDOM.integers(-7, 8, (5, 2 * GROUP))
    steps[:, [0, GROUP]] = 7
    exact = (steps * np.repeat(2.0 ** -np.arange(10).reshape(5, 2), GROUP, axis=1)).astype(np.float32)
    found = matrix(nibbles("x", exact), "x")
    assert isinstance(found, Nibbles)
    assert found.pairs.shape == (5, GROUP)
    assert_array_equal(found.spread(), exact)


@pytest.mark.parametrize(("make", "worst"), [(nibbles, 0.12), (table, 0.01)])
def test_little_is_lost(make, worst: float) -> None:  # type: ignore[no-untyped-def]
    weight = RANDOM.normal(size=(40, 3 * 2 * GROUP)).astype(np.float32) * 0.05
    lost = matrix(make("x", weight), "x").spread() - weight
    assert np.sqrt((lost**2).mean() / (weight**2).mean()) < worst


def test_rows_of_a_table_are_those_of_the_whole() -> None:
    weight = RANDOM.normal(size=(9, 16)).astype(np.float32)
    weight[4] = 0
    found = matrix(table("x", weight), "x")
    assert isinstance(found, Bytes)
    chosen = np.array([8, 0, 4, 0])
    assert_array_equal(found.rows(chosen), found.spread()[chosen])
    assert not found.rows(np.array([4])).any()


@pytest.mark.parametrize("count", [1, 127, 128, 129, 300])
def test_a_row_has_the_same_product_in_any_company(count: int) -> None:
    rows, weight = (RANDOM.normal(size=(n, 64)).astype(np.float32) for n in (count, 50))
    whole = times(rows, weight)
    np.testing.assert_allclose(whole, rows @ weight.T, rtol=1e-4, atol=1e-4)
    for n in {0, count // 2, count - 1}:
        assert_array_equal(times(rows[n : n + 1], weight)[0], whole[n])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing forks here")
def test_a_forked_child_does_not_wait_for_its_parents_threads() -> None:
    program = (
        "import os, sys, numpy as np\n"
        "from qa.translate.quantised import times\n"
        "rows, weight = np.ones((300, 64), np.float32), np.ones((8, 64), np.float32)\n"
        "times(rows, weight)\n"
        "child = os.fork()\n"
        "good = bool((times(rows, weight) == 64).all())\n"
        "if child == 0: os._exit(not good)\n"
        "sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) or not good)\n"
    )
    environment = {name: value for name, value in os.environ.items() if name != "OMP_NUM_THREADS"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        env=environment | {"OPENBLAS_NUM_THREADS": "1"},
        timeout=60,
        check=False,
    )
    assert done.returncode == 0
