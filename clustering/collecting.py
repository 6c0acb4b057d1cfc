"""Python's search for cyclic garbage, put off while there is none to find."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Keeps the collector from going over all articles again and again.

    The stages make millions of small objects that stay, and no cycles; the collector would look
    at all of them each time they have grown by a quarter. Objects without cycles are freed as ever.
    A collector that was off before stays off.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
