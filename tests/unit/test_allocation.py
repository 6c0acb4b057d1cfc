"""What is freed goes back to the system."""

import subprocess
import sys

import pytest

from clustering import allocation, cli

_PROGRAM = """
import resource
import numpy as np
from clustering.allocation import give_back_large_arrays

if {asked}:
    assert give_back_large_arrays()

def resident():
    with open("/proc/self/statm") as told:
        return int(told.read().split()[1]) * resource.getpagesize() >> 20

np.ones(8 << 17).sum()  # 8 MB: freed, it raises the threshold
before, large, small = resident(), [], []
for _ in range(20):
    large.append(np.ones(8 << 17))
    small.append(np.ones(100))
del large
print(resident() - before)
"""


def _left(asked: bool) -> int:
    """MB that stay in the process after twenty arrays of 8 MB were freed."""
    told = subprocess.run(
        [sys.executable, "-c", _PROGRAM.format(asked=asked)],
        capture_output=True,
        text=True,
        check=True,
    )
    return int(told.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="speaks to the GNU C library")
def test_freed_arrays_leave_the_process():
    """Small arrays that stay keep the large ones between them, unless the allocator is told."""
    assert _left(asked=True) < 10


@pytest.mark.skipif(sys.platform != "linux", reason="speaks to the GNU C library")
def test_other_allocators_are_left_alone(monkeypatch):
    """A C library without ``mallopt`` is no reason to fail."""
    monkeypatch.setattr(allocation.ctypes, "CDLL", lambda _: object())
    assert not allocation.give_back_large_arrays()


def test_the_program_tells_the_allocator_first(monkeypatch):
    """Before any article is read; a caller of ``main`` keeps the allocator that it had."""
    told = []

    def end(code):
        told.append(code)
        raise SystemExit(code)

    monkeypatch.setattr(cli, "give_back_large_arrays", lambda: told.append("told"))
    monkeypatch.setattr(cli, "main", lambda: told.append("main") or 0)
    monkeypatch.setattr(cli.os, "_exit", end)
    with pytest.raises(SystemExit):
        cli.program()
    assert told == ["told", "main", 0]
