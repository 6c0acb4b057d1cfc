"""The words of the commands that make what others read: models, counts, archives."""

from __future__ import annotations

from clustering.arguments.options import Commands, files


def add_making(commands: Commands) -> None:
    """synth, train, train-copies, background, completion."""
    _synth(commands)
    _train(commands)
    _train_copies(commands)
    _background(commands)
    _completion(commands)


def _synth(commands: Commands) -> None:
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


def _train(commands: Commands) -> None:
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
    ).complete = files()
    command.add_argument(
        "--labels", metavar="FILE", help="learn from labelled pairs (left, right, answer)"
    ).complete = files()
    command.add_argument("--out", "-o", required=True, metavar="FILE", help="model file to write")
    command.add_argument(
        "--leave-one-out",
        action="store_true",
        help="also score each file with a model fitted to the others only",
    )
    command.set_defaults(command="train")


def _train_copies(commands: Commands) -> None:
    command = commands.add_parser(
        "train-copies",
        help="fit the copy model of the duplicate stage to edits planted on articles",
        description="Plants cut, edited, merged and furnished copies, templates and footers on "
        "articles and fits the weights that tell copies from the rest.",
    )
    command.add_argument("input", nargs="+", metavar="INPUT").complete = files()
    command.add_argument("--out", "-o", required=True, metavar="FILE", help="model file to write")
    command.set_defaults(command="train-copies")


def _background(commands: Commands) -> None:
    command = commands.add_parser(
        "background",
        help="count how common words are in a collection",
        description="Counts in how many articles each word stands and writes the table from "
        "which small archives learn which words are rare (clustering/text/background.tsv).",
    )
    command.add_argument("input", nargs="+", metavar="INPUT").complete = files()
    command.add_argument("--out", "-o", required=True, metavar="FILE", help="table to write")
    command.add_argument(
        "--nouns",
        metavar="FILE",
        help="also write the table that tells nouns from verbs (clustering/text/nouns.tsv)",
    )
    command.set_defaults(command="background")


def _completion(commands: Commands) -> None:
    command = commands.add_parser(
        "completion",
        help="print a completion script for your shell",
        description="For bash: clustering completion bash > "
        "~/.local/share/bash-completion/completions/clustering",
    )
    command.add_argument("shell", choices=("bash", "zsh", "tcsh"))
    command.set_defaults(command="completion")
