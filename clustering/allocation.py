"""The C library's allocator, told to give memory back."""

from __future__ import annotations

import ctypes
import sys

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""M_TRIM_THRESHOLD and M_MMAP_THRESHOLD of the GNU C library's <malloc.h>."""
_LARGE = 4 << 20
"""Bytes. From 1 MB on a run of 4,000 articles takes longer and needs no less."""


def give_back_large_arrays() -> bool:
    """Has arrays of 4 MB and more go back to the system when they are freed.

    The GNU C library begins that way, but each large array that is freed raises its threshold, up
    to 32 MB: later ones of that size come from its heap, where small objects that stay keep what
    is freed between them. So the most memory of a run was half as much again as what it used.

    It holds for the whole process and is for programs, not for libraries.

    Returns:
        Whether the allocator took it; another one than GNU's goes its own way.
    """
    if sys.platform != "linux":
        return False
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except AttributeError:  # another C library
        return False
    return bool(mallopt(_MMAP_THRESHOLD, _LARGE)) and bool(mallopt(_TRIM_THRESHOLD, _LARGE))
