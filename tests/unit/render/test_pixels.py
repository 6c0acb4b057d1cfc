"""Passes over pixels, by hand."""

import numpy as np
import pytest

from clustering.render.pixels import N_BINS, count_colours, cut_ink, look_up, print_ink


@pytest.mark.parametrize(
    ("x", "y", "printed"),
    [
        (0, 0, {(0, 1): 80, (1, 0): 60, (1, 1): 40}),
        (2, 0, {(1, 2): 60}),
        (-1, -1, {(0, 0): 40}),
        (-1, 1, {(1, 0): 80}),
        (5, 0, {}),
        (0, -3, {}),
    ],
)
def test_a_stamp_is_blended_and_cut_at_the_edges(x, y, printed):
    """Thirds of the ink go a third of the way to the colour; what is outside is left out."""
    pixels = np.full((2, 3, 4), 100, np.uint8)
    stamp, colour = np.array([[0, 1], [2, 3]], np.uint8), np.array([100, 40, 100], np.float32)
    print_ink(pixels, stamp, x, y, colour)
    for row in range(2):
        for column in range(3):
            green = printed.get((row, column), 100)
            assert pixels[row, column].tolist() == [100, green, 100, 100]


def test_ink_is_cut_out_in_thirds():
    """The first and last inked rows and columns bound it; 42 is none of a third, 43 is one."""
    ink = np.zeros((4, 5), np.uint8)
    ink[1, 2], ink[1, 3], ink[2, 2], ink[2, 3] = 42, 43, 128, 255
    cut, left = cut_ink(ink)
    assert (cut.tolist(), left) == ([[0, 1], [2, 3]], 2)
    assert cut_ink(np.zeros((3, 3), np.uint8))[0].size == 0


def test_colours_are_counted_and_looked_up_by_five_bits():
    """Red is in the lowest byte; three bits of each channel and all of the fourth do not count."""
    pixels = np.array([[0xFF0000FF, 0xFF0000F8, 0], [0x00FF00, 0x00FF00, 0xFF0000]], np.uint32)
    counts = count_colours(pixels)
    assert {int(at): int(counts[at]) for at in np.flatnonzero(counts)} == (
        {31 << 10: 2, 0: 1, 31 << 5: 2, 31: 1}
    )
    table, places = np.zeros(N_BINS, np.uint8), np.empty((2, 3), np.uint8)
    table[[31 << 10, 31 << 5, 31]] = 1, 2, 3
    look_up(pixels, table, places)
    assert places.tolist() == [[1, 1, 0], [2, 2, 3]]
