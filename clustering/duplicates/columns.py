"""Columns that grow without being held twice."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

_CHUNK_BYTES = 1 << 26


class Column:
    """An array that grows at its end.

    It is kept in large chunks, of which only what is written to takes memory, and put into one
    array chunk by chunk, each given back to the system once it is copied.
    """

    def __init__(self, dtype: npt.DTypeLike, width: int = 0) -> None:
        """Rows of ``width`` values, or plain values when that is 0."""
        self._dtype = np.dtype(dtype)
        self._shape = (width,) if width else ()
        self._chunks: list[npt.NDArray[Any]] = []
        self._n_last = 0

    def add(self, rows: npt.NDArray[Any]) -> None:
        """Copies rows to the end."""
        done = 0
        while done < len(rows):
            if not self._chunks or self._n_last == len(self._chunks[-1]):
                n_rows = _CHUNK_BYTES // (self._dtype.itemsize * max(1, *self._shape, 1))
                self._chunks.append(np.empty((n_rows, *self._shape), self._dtype))
                self._n_last = 0
            last = self._chunks[-1]
            n_new = min(len(rows) - done, len(last) - self._n_last)
            last[self._n_last : self._n_last + n_new] = rows[done : done + n_new]
            self._n_last += n_new
            done += n_new

    def close(self) -> npt.NDArray[Any]:
        """All rows in one array; the column is empty then."""
        chunks, self._chunks = self._chunks, []
        if not chunks:
            return np.zeros((0, *self._shape), self._dtype)
        chunks[-1] = chunks[-1][: self._n_last]
        if len(chunks) == 1:
            return chunks[0]
        whole = np.empty((sum(map(len, chunks)), *self._shape), self._dtype)
        at = 0
        while chunks:
            chunk = chunks.pop(0)
            whole[at : at + len(chunk)] = chunk
            at += len(chunk)
        return whole
