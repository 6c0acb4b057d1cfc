"""The words of the command line, and their help."""

from __future__ import annotations

import argparse
from typing import Any

from clustering import __version__

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
    _add_analyze(commands)
    _add_duplicates(commands)
    _add_explain(commands)
    _add_compare(commands)
    _add_label(commands)
    _add_evaluate(commands)
    _add_synth(commands)
    _add_tune(commands)
    _add_config(commands)
    _add_train(commands)
    _add_train_copies(commands)
    _add_background(commands)
    _add_completion(commands)
    return parser


def _add_analyze(commands: Any) -> None:  # noqa: ANN401 - argparse's own type is private
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
    ).complete = _files()
    command.add_argument(
        "--out", "-o", required=True, metavar="DIR", help="folder of the report"
    ).complete = _files()
    _add_settings(command)
    command.add_argument(
        "--previous",
        metavar="RUN",
        help="folder of an earlier report, DIR itself too: groups that go on keep their ids, and "
        "lineage.csv tells what became of each",
    ).complete = _files()
    _add_constraints(command)
    command.add_argument("--quiet", "-q", action="store_true", help="print nothing but errors")
    command.add_argument("--json", action="store_true", help="print the summary as JSON")
    command.set_defaults(command="analyze")


def _add_duplicates(commands: Any) -> None:  # noqa: ANN401
    command = commands.add_parser(
        "duplicates",
        help="find copies alone, from a stream",
        description="Reads articles once, keeps prints of their words and finds copies: "
        "copies.csv, links.csv and run.json. Texts are compared as given, without cleaning.",
    )
    command.add_argument("input", nargs="+", metavar="INPUT").complete = _files()
    command.add_argument(
        "--out", "-o", required=True, metavar="DIR", help="folder of the tables"
    ).complete = _files()
    _add_settings(command)
    _add_constraints(command)
    command.add_argument("--against", metavar="INDEX", help="compare with a stored index, too")
    command.add_argument("--save-index", metavar="DIR", help="store the prints for --against")
    command.add_argument(
        "--export-signatures", metavar="FILE", help="signatures for datasketch, as .npz"
    )
    command.add_argument("--quiet", "-q", action="store_true", help="print nothing but errors")
    command.add_argument("--json", action="store_true", help="print the counts as JSON")
    command.set_defaults(command="duplicates")


def _add_explain(commands: Any) -> None:  # noqa: ANN401
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
    ).complete = _files()
    command.add_argument(
        "--quick", action="store_true", help="only what the report's tables say, at once"
    )
    command.add_argument("--run", required=True, metavar="DIR", help="folder of the report")
    command.add_argument(
        "--input", nargs="+", metavar="INPUT", help="where the articles are, if they were moved"
    ).complete = _files()
    command.set_defaults(command="explain")


def _add_compare(commands: Any) -> None:  # noqa: ANN401
    command = commands.add_parser(
        "compare",
        help="what became of the groups of one report in another",
        description="Matches the groups of two reports by the articles they have in common and "
        "tells which are kept, grew, shrank, split, merged, appeared or vanished, which articles "
        "moved, and which settings differ. With --out also as comparison.csv, moves.csv and a "
        "page.",
        epilog="exit code 1 with --fail-on-change if a group is not what it was",
    )
    command.add_argument("first", metavar="RUN_A", help="folder of a report").complete = _files()
    command.add_argument(
        "second", metavar="RUN_B", help="folder of a later report"
    ).complete = _files()
    command.add_argument(
        "--out", "-o", metavar="DIR", help="folder for the tables and the page"
    ).complete = _files()
    command.add_argument(
        "--fail-on-change", action="store_true", help="exit code 1 if any group changed"
    )
    command.add_argument("--json", action="store_true", help="print the counts as JSON")
    command.set_defaults(command="compare")


def _add_label(commands: Any) -> None:  # noqa: ANN401
    command = commands.add_parser(
        "label",
        help="answer for pairs of articles whether they belong together",
        description="Draws the pairs whose answers teach most about the thresholds, those near "
        "them, shows the two articles side by side with what they share marked, and takes one "
        "key for an answer: 1 same text, 2 same story, 3 same thread, 4 unrelated, s skip, b "
        "back, q quit. Every answer is on the disk before the next question; the same command "
        "goes on where you stopped. Elsewhere than on a terminal the answers are read from "
        "standard input, one a line.",
        epilog="The file holds the whole sampling design, so that `evaluate` and `tune` can tell "
        "from it how the archive as a whole does.",
    )
    command.add_argument(
        "--run", metavar="DIR", help="folder of the report whose articles are asked about"
    ).complete = _files()
    command.add_argument(
        "--input", nargs="+", metavar="INPUT", help="where the articles are, if they were moved"
    ).complete = _files()
    command.add_argument(
        "--labels", default="labels.csv", metavar="FILE", help="file of the answers (labels.csv)"
    ).complete = _files()
    command.add_argument("--annotator", metavar="NAME", help="whose answers (your login name)")
    command.add_argument(
        "--n", type=int, default=200, metavar="N", help="pairs to draw for a new file (200)"
    )
    command.add_argument(
        "--level",
        choices=("story", "thread", "both"),
        default="both",
        help="draw pairs near the threshold of stories, of threads, or half of each",
    )
    command.add_argument(
        "--among", metavar="FILE", help="draw only from the articles in this table's column id"
    ).complete = _files()
    command.add_argument("--seed", type=int, default=1, metavar="N", help="other seed, other pairs")
    command.add_argument(
        "--page", metavar="FILE", help="write a page to label with, instead of asking here"
    ).complete = _files()
    command.add_argument(
        "--agreement",
        nargs="+",
        metavar="FILE",
        help="compare two people's answers, in two files or in one: agreement and Cohen's kappa",
    ).complete = _files()
    command.add_argument(
        "--to-constraints",
        metavar="FILE",
        help="write the answers marked to hold as constraints for later runs",
    ).complete = _files()
    command.set_defaults(command="label")


def _add_evaluate(commands: Any) -> None:  # noqa: ANN401
    command = commands.add_parser(
        "evaluate",
        help="score a report against gold groups or labelled pairs",
        description="Compares the groups in a report's articles.csv with gold groups and prints "
        "B-cubed, pairwise, ARI and AMI scores over the labelled articles. With labelled pairs "
        "(columns left, right, answer; docs/labels.md) it prints precision, recall and F1 of "
        "the links with 95 % intervals, for all pairs that the sample was drawn from.",
    )
    command.add_argument("directory", metavar="DIR", help="folder of the report")
    command.add_argument(
        "gold",
        metavar="GOLD",
        help="JSON Lines or CSV (.gz .bz2 .xz) with id and the level, or labelled pairs",
    ).complete = _files()
    command.add_argument(
        "--level",
        choices=("duplicate_group", "story", "thread"),
        help="which groups; may be left out for labelled pairs",
    )
    command.add_argument("--json", action="store_true", help="print the scores as JSON")
    command.set_defaults(command="evaluate")


def _add_tune(commands: Any) -> None:  # noqa: ANN401
    command = commands.add_parser(
        "tune",
        help="try many thresholds at once and suggest values",
        description="Reads articles, runs the expensive stages once and groups at many values "
        "of duplicates.jaccard, duplicates.containment, stories.link_probability and "
        "threads.affinity: how many groups, how stable, how good. With gold groups or labelled "
        "pairs each value is scored, with intervals; without, internal signs are shown, which "
        "know nothing of right and wrong. Suggests values with their reasons and prints the "
        "lines to paste. How to go about it: docs/tuning.md.",
    )
    command.add_argument(
        "input", nargs="+", metavar="INPUT", help="as for analyze"
    ).complete = _files()
    command.add_argument(
        "--gold",
        "--labels",
        metavar="FILE",
        help="gold groups (id and a column story, thread or duplicate_group) or labelled pairs "
        "(left, right, answer)",
    ).complete = _files()
    command.add_argument(
        "--level",
        action="append",
        choices=("duplicate_group", "story", "thread"),
        help="only this level; may be repeated",
    )
    command.add_argument(
        "--out",
        "-o",
        default="tuning",
        metavar="DIR",
        help="folder of the page, the pictures and tune.csv (default: tuning)",
    ).complete = _files()
    _add_settings(command)
    _add_constraints(command)
    command.add_argument("--quiet", "-q", action="store_true", help="print nothing but errors")
    command.add_argument("--json", action="store_true", help="print the suggestions as JSON")
    command.set_defaults(command="tune")


def _add_config(commands: Any) -> None:  # noqa: ANN401
    command = commands.add_parser(
        "config",
        help="the settings in force, each with its origin and meaning; or check a file",
        description="Prints every setting as a run with the same options would use it: its "
        "value, where the value comes from (default, profile, file, command line) and what it "
        "means. The output is a settings file itself.",
    )
    _add_settings(command)
    command.add_argument(
        "--check", metavar="FILE", help="only tell whether FILE can be used: one line; 0 or 2"
    ).complete = _files()
    command.add_argument("--changed", action="store_true", help="leave out what has its default")
    command.add_argument("--json", action="store_true", help="print as JSON")
    command.add_argument(
        "--markdown", action="store_true", help="print docs/configuration.md: every key explained"
    )
    command.set_defaults(command="config")


def _add_settings(command: argparse.ArgumentParser) -> None:
    """The options of every command that takes settings."""
    command.add_argument(
        "--config", "-c", metavar="FILE", help="your settings; the rest comes from the defaults"
    ).complete = _files()  # type: ignore[attr-defined]
    command.add_argument(
        "--profile",
        choices=("strict", "balanced", "loose"),
        help="a named set of values under your settings; balanced: the defaults",
    )
    command.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="one setting for this run, over all others; may be repeated: "
        "--set stories.link_probability=0.6",
    )


def _add_synth(commands: Any) -> None:  # noqa: ANN401
    command = commands.add_parser(
        "synth",
        help="write a synthetic newswire with planted groups",
        description="Writes an invented newswire (newswire.jsonl) with planted copies, stories "
        "and threads, and the truth about them (truth.csv). Every article says that it is "
        "synthetic.",
    )
    command.add_argument("directory", metavar="DIR", help="folder to write into")
    command.add_argument("--articles", type=int, default=360, metavar="N", help="about how many")
    command.add_argument("--seed", type=int, default=1, metavar="N", help="other seed, other news")
    command.set_defaults(command="synth")


def _add_train(commands: Any) -> None:  # noqa: ANN401
    command = commands.add_parser(
        "train",
        help="fit the pair model of the story stage to labelled articles or pairs",
        description="Fits the weights of the pair model (which two articles tell the same "
        "event?) to labelled articles and writes a file for the key stories.model_file. With "
        "--labels the shipped weights are moved as far as the answers bear, and it is told "
        "whether that made them better on answers not learned from.",
    )
    command.add_argument(
        "gold",
        nargs="+",
        metavar="INPUT",
        help="articles with a field 'story', any input format; with --labels any articles, or "
        "the folder of a report on them",
    ).complete = _files()
    command.add_argument(
        "--labels", metavar="FILE", help="learn from labelled pairs (left, right, answer)"
    ).complete = _files()
    command.add_argument("--out", "-o", required=True, metavar="FILE", help="model file to write")
    command.add_argument(
        "--leave-one-out",
        action="store_true",
        help="also score each file with a model fitted to the others only",
    )
    command.set_defaults(command="train")


def _add_train_copies(commands: Any) -> None:  # noqa: ANN401
    command = commands.add_parser(
        "train-copies",
        help="fit the copy model of the duplicate stage to edits planted on articles",
        description="Plants cut, edited, merged and furnished copies, templates and footers on "
        "articles and fits the weights that tell copies from the rest.",
    )
    command.add_argument("input", nargs="+", metavar="INPUT").complete = _files()
    command.add_argument("--out", "-o", required=True, metavar="FILE", help="model file to write")
    command.set_defaults(command="train-copies")


def _add_background(commands: Any) -> None:  # noqa: ANN401
    command = commands.add_parser(
        "background",
        help="count how common words are in a collection",
        description="Counts in how many articles each word stands and writes the table from "
        "which small archives learn which words are rare (clustering/text/background.tsv).",
    )
    command.add_argument("input", nargs="+", metavar="INPUT").complete = _files()
    command.add_argument("--out", "-o", required=True, metavar="FILE", help="table to write")
    command.add_argument(
        "--nouns",
        metavar="FILE",
        help="also write the table that tells nouns from verbs (clustering/text/nouns.tsv)",
    )
    command.set_defaults(command="background")


def _add_completion(commands: Any) -> None:  # noqa: ANN401
    command = commands.add_parser(
        "completion",
        help="print a completion script for your shell",
        description="For bash: clustering completion bash > "
        "~/.local/share/bash-completion/completions/clustering",
    )
    command.add_argument("shell", choices=("bash", "zsh", "tcsh"))
    command.set_defaults(command="completion")


def _add_constraints(command: Any) -> None:  # noqa: ANN401
    command.add_argument(
        "--constraints",
        metavar="FILE",
        help="CSV left,right,constraint,level: pairs that you want together (must-link) or apart "
        "(cannot-link) whatever is measured; as constraints.file in the settings",
    ).complete = _files()


def _files() -> dict[str, str]:
    """File-name completion, as shtab spells it."""
    return {"bash": "_shtab_compgen_files", "zsh": "_files", "tcsh": "f"}
