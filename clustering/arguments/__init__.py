"""The words of the command line, and their help."""

from __future__ import annotations

import argparse

from clustering import __version__
from clustering.arguments.analysis import add_analysis
from clustering.arguments.judging import add_judging
from clustering.arguments.making import add_making

__all__ = ["build_parser"]

_EPILOG = """\
examples:
  clustering analyze seeds --out reports
  clustering analyze archive.jsonl.xz more/ --out reports --config my.toml
  zcat export.csv.gz | clustering analyze - --out reports
  clustering analyze archive.jsonl.xz --out trial --set stories.link_probability=0.6
  clustering config --config my.toml --changed
  clustering evaluate reports gold.csv --level story
  clustering evaluate reports labels.csv
  clustering tune archive.jsonl.xz --gold labels.csv
  clustering compare reports trial --out comparison

exit codes: 0 done; 2 something you can fix, told in one line; 1 a change found by
compare --fail-on-change; anything else is our bug.
"""


def build_parser() -> argparse.ArgumentParser:
    """All commands with their help."""
    parser = argparse.ArgumentParser(
        prog="clustering",
        description="Finds duplicates, stories and diplomatic threads in news archives, "
        "and shows the evidence.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"clustering {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add_analysis(commands)
    add_judging(commands)
    add_making(commands)
    return parser
