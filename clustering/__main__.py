"""Runs the command line: ``python -m clustering``."""

from clustering.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
