"""What ``make`` does before it runs the program."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]


@pytest.fixture
def place(tmp_path):
    """A project that is set up, whose Python does nothing, with compiled code of one kernel."""
    if not (shutil.which("make") and (_ROOT / "Makefile").is_file()):
        pytest.skip("needs make and the project's Makefile")
    shutil.copy(_ROOT / "Makefile", tmp_path)
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/python").symlink_to(shutil.which("true"))
    for name in ("pyproject.toml", "constraints.txt", ".venv/.installed", ".venv/.installed-dev"):
        (tmp_path / name).touch()
    (tmp_path / "clustering/graph/__pycache__").mkdir(parents=True)
    (tmp_path / "clustering/graph/kernel.py").write_text("@nb.njit\n")
    (tmp_path / "clustering/plain.py").write_text("no kernel\n")
    _make(tmp_path)
    (tmp_path / "clustering/graph/__pycache__/kernel.nbi").touch()
    return tmp_path


def _make(place):
    subprocess.run(["make", "all"], cwd=place, check=True, capture_output=True)


def _later(place, name):
    """Changes a file after the last ``make``, whatever the clock's steps."""
    stamp = place / ".venv/.compiled-fresh"
    before = stamp.stat().st_mtime - 10
    os.utime(stamp, (before, before))
    for older in ("pyproject.toml", "constraints.txt", ".venv/.installed", ".venv/.installed-dev"):
        os.utime(place / older, (before - 10, before - 10))
    for other in place.glob("clustering/**/*.py"):
        os.utime(other, (before - 10, before - 10))
    os.utime(place / name)


@pytest.mark.parametrize(("changed", "stays"), [("plain.py", True), ("graph/kernel.py", False)])
def test_compiled_code_goes_when_a_kernel_changes(place, changed, stays):
    """It holds copies of the kernels that it calls, which its own date does not tell."""
    _later(place, f"clustering/{changed}")
    _make(place)
    assert (place / "clustering/graph/__pycache__/kernel.nbi").exists() == stays
