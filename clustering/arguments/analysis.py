"""The words of the commands that make reports and look into them."""

from __future__ import annotations

from clustering.arguments.options import Commands, add_constraints, add_settings, files


def add_analysis(commands: Commands) -> None:
    """analyze, duplicates, explain, compare."""
    _analyze(commands)
    _duplicates(commands)
    _explain(commands)
    _compare(commands)


def _analyze(commands: Commands) -> None:
    command = commands.add_parser(
        "analyze",
        help="find copies, stories and threads, and write the report",
        description="Reads articles, finds copies, stories and threads, and writes tables, "
        "pictures and pages into a folder. The folder is replaced as a whole when all is "
        "done; a failed run leaves the last report as it was.",
    )
    command.add_argument(
        "input",
        nargs="+",
        metavar="INPUT",
        help="folder or file: .txt .md .html .jsonl .ndjson .json .csv .tsv, plain or .gz .bz2 "
        ".xz; - for standard input",
    ).complete = files()
    command.add_argument(
        "--out", "-o", required=True, metavar="DIR", help="folder of the report"
    ).complete = files()
    add_settings(command)
    command.add_argument(
        "--previous",
        metavar="RUN",
        help="folder of an earlier report, DIR itself too: groups that go on keep their ids, and "
        "lineage.csv tells what became of each",
    ).complete = files()
    add_constraints(command)
    command.add_argument("--quiet", "-q", action="store_true", help="print nothing but errors")
    command.add_argument("--json", action="store_true", help="print the summary as JSON")
    command.set_defaults(command="analyze")


def _duplicates(commands: Commands) -> None:
    command = commands.add_parser(
        "duplicates",
        help="find copies alone, from a stream",
        description="Reads articles once, keeps prints of their words and finds copies: "
        "copies.csv, links.csv and run.json. Texts are compared as given, without cleaning.",
    )
    command.add_argument("input", nargs="+", metavar="INPUT").complete = files()
    command.add_argument(
        "--out", "-o", required=True, metavar="DIR", help="folder of the tables"
    ).complete = files()
    add_settings(command)
    add_constraints(command)
    command.add_argument("--against", metavar="INDEX", help="compare with a stored index, too")
    command.add_argument("--save-index", metavar="DIR", help="store the prints for --against")
    command.add_argument(
        "--export-signatures", metavar="FILE", help="signatures for datasketch, as .npz"
    )
    command.add_argument("--quiet", "-q", action="store_true", help="print nothing but errors")
    command.add_argument("--json", action="store_true", help="print the counts as JSON")
    command.set_defaults(command="duplicates")


def _explain(commands: Commands) -> None:
    command = commands.add_parser(
        "explain",
        help="why two articles of a report are linked, or not",
        description="Tells at every level whether the two are together, by which threshold, and "
        "the strongest way of links from one to the other, or the best that was not enough; then "
        "what spoke for and against, term by term, what the texts share, and which rules of "
        "copies that meets or misses. For the terms the run is repeated.",
    )
    command.add_argument("left", metavar="A", help="id or path of an article, or part of its title")
    command.add_argument("right", metavar="B", help="another")
    command.add_argument(
        "--picture", metavar="FILE", help="draw what spoke for and against: .png or .svg"
    ).complete = files()
    command.add_argument(
        "--quick", action="store_true", help="only what the report's tables say, at once"
    )
    command.add_argument("--run", required=True, metavar="DIR", help="folder of the report")
    command.add_argument(
        "--input", nargs="+", metavar="INPUT", help="where the articles are, if they were moved"
    ).complete = files()
    command.set_defaults(command="explain")


def _compare(commands: Commands) -> None:
    command = commands.add_parser(
        "compare",
        help="what became of the groups of one report in another",
        description="Matches the groups of two reports by the articles they have in common and "
        "tells which are kept, grew, shrank, split, merged, appeared or vanished, which articles "
        "moved, and which settings differ. With --out also as comparison.csv, moves.csv and a "
        "page.",
        epilog="exit code 1 with --fail-on-change if a group is not what it was",
    )
    command.add_argument("first", metavar="RUN_A", help="folder of a report").complete = files()
    command.add_argument(
        "second", metavar="RUN_B", help="folder of a later report"
    ).complete = files()
    command.add_argument(
        "--out", "-o", metavar="DIR", help="folder for the tables and the page"
    ).complete = files()
    command.add_argument(
        "--fail-on-change", action="store_true", help="exit code 1 if any group changed"
    )
    command.add_argument("--json", action="store_true", help="print the counts as JSON")
    command.set_defaults(command="compare")
