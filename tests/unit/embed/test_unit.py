import numpy as np
from numpy.testing import assert_allclose, assert_array_equal

from qa.embed import unit


def test_rows_get_length_one_and_keep_their_direction() -> None:
    rows = unit(np.array([[3, 4], [0, -2]], np.float32))
    assert_allclose(rows, [[0.6, 0.8], [0, -1]], rtol=1e-6)
    assert rows.dtype == np.float32


def test_a_row_of_zeros_stays_as_it_is() -> None:
    assert_array_equal(unit(np.zeros((2, 3), np.float32)), np.zeros((2, 3)))


def test_no_rows() -> None:
    assert unit(np.zeros((0, 3), np.float32)).shape == (0, 3)
