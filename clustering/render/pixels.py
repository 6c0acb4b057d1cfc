"""Compiled passes over the pixels of a picture."""

from __future__ import annotations

import numba as nb
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]

N_BINS = 1 << 15
"""Colours by five bits a channel."""


@nb.njit(cache=True, nogil=True)
def print_ink(pixels: Pixels, ink: Pixels, x: int, y: int, colour: npt.NDArray[np.float32]) -> None:
    """Blends a stamp into a picture; what lies outside is cut off.

    Args:
        pixels: (height, width, 3 or 4), changed in place.
        ink: (rows, columns) from 0 to 3, thirds of the ink.
        x: Column of the stamp's left edge.
        y: Row of its upper edge.
        colour: (3,) float32, 0 to 255.
    """
    for row in range(max(0, -y), min(len(ink), pixels.shape[0] - y)):
        for column in range(max(0, -x), min(ink.shape[1], pixels.shape[1] - x)):
            if ink[row, column]:
                share = np.float32(ink[row, column]) / np.float32(3)
                for channel in range(3):
                    under = np.float32(pixels[y + row, x + column, channel])
                    over = under + (colour[channel] - under) * share
                    pixels[y + row, x + column, channel] = np.uint8(over + np.float32(0.5))


@nb.njit(cache=True, nogil=True)
def cut_ink(ink: Pixels) -> tuple[Pixels, int]:
    """The part that has ink, in thirds, and its first column.

    Four shades suffice, and more than halve the picture file.

    Args:
        ink: (height, width) from 0 to 255.

    Returns:
        (rows, columns) uint8 from 0 to 3, empty when there is no ink; its left edge.
    """
    top, bottom, left, right = ink.shape[0], -1, ink.shape[1], -1
    for row in range(ink.shape[0]):
        for column in range(ink.shape[1]):
            if ink[row, column]:
                top, bottom = min(top, row), row
                left, right = min(left, column), max(right, column)
    cut = np.zeros((max(bottom - top + 1, 0), max(right - left + 1, 0)), np.uint8)
    for row in range(cut.shape[0]):
        for column in range(cut.shape[1]):
            cut[row, column] = (np.int64(ink[top + row, left + column]) + 42) * 3 // 255
    return cut, left


@nb.njit(cache=True, nogil=True)
def count_colours(pixels: npt.NDArray[np.uint32]) -> npt.NDArray[np.int64]:
    """(N_BINS,) pixels of each colour, by five bits a channel.

    Args:
        pixels: (height, width), red in the lowest byte.
    """
    counts = np.zeros(N_BINS, np.int64)
    last, run = np.uint32(0), 0
    for row in range(pixels.shape[0]):
        for column in range(pixels.shape[1]):
            if pixels[row, column] != last:  # most are as their neighbour
                counts[_bin(last)] += run
                last, run = pixels[row, column], 0
            run += 1
    counts[_bin(last)] += run
    return counts


@nb.njit(cache=True, nogil=True)
def look_up(pixels: npt.NDArray[np.uint32], table: Pixels, places: Pixels) -> None:
    """Writes to (height, width) ``places`` what the table has for each pixel's colour."""
    last, place = np.uint32(0), table[0]
    for row in range(pixels.shape[0]):
        for column in range(pixels.shape[1]):
            if pixels[row, column] != last:
                last = pixels[row, column]
                place = table[_bin(last)]
            places[row, column] = place


@nb.njit(cache=True, nogil=True, inline="always")
def _bin(packed: np.uint32) -> np.int64:
    """The colour's bin; what is not red, green or blue falls out."""
    return (
        np.int64(packed) << 7 & 0x7C00
        | np.int64(packed) >> 6 & 0x3E0
        | np.int64(packed) >> 19 & 0x1F
    )
