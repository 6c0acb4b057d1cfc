"""Columns that grow."""

import numpy as np
import pytest

from clustering.duplicates import columns
from clustering.duplicates.columns import Column


@pytest.mark.parametrize("chunk_bytes", [8, 24, 1 << 20])
@pytest.mark.parametrize("width", [0, 2])
def test_rows_come_back_in_order(monkeypatch, chunk_bytes, width):
    """Whatever the size of a chunk, also when one addition fills several."""
    monkeypatch.setattr(columns, "_CHUNK_BYTES", chunk_bytes)
    shape = (width,) if width else ()
    parts = [np.arange(n * max(width, 1), dtype=np.uint32).reshape(n, *shape) for n in (3, 0, 7, 1)]
    column = Column(np.uint32, width)
    for part in parts:
        column.add(part)
    whole = column.close()
    assert whole.dtype == np.uint32
    assert np.array_equal(whole, np.concatenate(parts))


def test_an_empty_column():
    """No rows, of the shape and type asked for."""
    assert Column(np.uint64, 2).close().shape == (0, 2)
    assert Column(np.int64).close().dtype == np.int64
