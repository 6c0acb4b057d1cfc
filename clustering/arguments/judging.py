"""The words of the commands that judge reports and choose thresholds."""

from __future__ import annotations

from clustering.arguments.options import Commands, add_constraints, add_settings, files


def add_judging(commands: Commands) -> None:
    """label, evaluate, tune, config."""
    _label(commands)
    _evaluate(commands)
    _tune(commands)
    _config(commands)


def _label(commands: Commands) -> None:
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
    ).complete = files()
    command.add_argument(
        "--input", nargs="+", metavar="INPUT", help="where the articles are, if they were moved"
    ).complete = files()
    command.add_argument(
        "--labels", default="labels.csv", metavar="FILE", help="file of the answers (labels.csv)"
    ).complete = files()
    command.add_argument("--annotator", metavar="NAME", help="whose answers (your login name)")
    command.add_argument(
        "--n", type=int, default=200, metavar="N", help="pairs to draw for a new file (200)"
    )
    command.add_argument(
        "--level",
        choices=("story", "thread", "both"),
        default="both",
        help="draw pairs of stories, of threads, or half of each",
    )
    command.add_argument(
        "--among", metavar="FILE", help="draw only from the articles in this table's column id"
    ).complete = files()
    command.add_argument("--seed", type=int, default=1, metavar="N", help="other seed, other pairs")
    command.add_argument(
        "--page",
        nargs="?",
        const="",
        metavar="FILE",
        help="write a page to label with, instead of asking here (label.html of the report)",
    ).complete = files()
    command.add_argument(
        "--agreement",
        nargs="+",
        metavar="FILE",
        help="compare two people's answers, in two files or in one: agreement and Cohen's kappa",
    ).complete = files()
    command.add_argument(
        "--to-constraints",
        metavar="FILE",
        help="write the answers marked to hold as constraints for later runs",
    ).complete = files()
    command.set_defaults(command="label")


def _evaluate(commands: Commands) -> None:
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
    ).complete = files()
    command.add_argument(
        "--level",
        choices=("duplicate_group", "story", "thread"),
        help="which groups; may be left out for labelled pairs",
    )
    command.add_argument("--json", action="store_true", help="print the scores as JSON")
    command.set_defaults(command="evaluate")


def _tune(commands: Commands) -> None:
    command = commands.add_parser(
        "tune",
        help="try many thresholds at once and suggest values",
        description="Reads articles, runs the expensive stages once and groups at many values "
        "of duplicates.jaccard, duplicates.containment, stories.link_probability, "
        "threads.affinity and threads.stray: how many groups, how stable, how good. With gold "
        "groups or labelled "
        "pairs each value is scored, with intervals; without, internal signs are shown, which "
        "know nothing of right and wrong. Suggests values with their reasons and prints the "
        "lines to paste. How to go about it: docs/tuning.md.",
    )
    command.add_argument(
        "input", nargs="+", metavar="INPUT", help="as for analyze"
    ).complete = files()
    command.add_argument(
        "--gold",
        "--labels",
        metavar="FILE",
        help="gold groups (id and a column story, thread or duplicate_group) or labelled pairs "
        "(left, right, answer)",
    ).complete = files()
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
    ).complete = files()
    add_settings(command)
    add_constraints(command)
    command.add_argument("--quiet", "-q", action="store_true", help="print nothing but errors")
    command.add_argument("--json", action="store_true", help="print the suggestions as JSON")
    command.set_defaults(command="tune")


def _config(commands: Commands) -> None:
    command = commands.add_parser(
        "config",
        help="the settings in force, each with its origin and meaning; or check a file",
        description="Prints every setting as a run with the same options would use it: its "
        "value, where the value comes from (default, profile, file, command line) and what it "
        "means. The output is a settings file itself.",
    )
    add_settings(command)
    command.add_argument(
        "--check", metavar="FILE", help="only tell whether FILE can be used: one line; 0 or 2"
    ).complete = files()
    command.add_argument("--changed", action="store_true", help="leave out what has its default")
    command.add_argument("--json", action="store_true", help="print as JSON")
    command.add_argument(
        "--markdown", action="store_true", help="print docs/configuration.md: every key explained"
    )
    command.set_defaults(command="config")
