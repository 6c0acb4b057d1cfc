"""Runs the command line: ``python -m clustering``."""

from clustering.cli import program

if __name__ == "__main__":
    program()
