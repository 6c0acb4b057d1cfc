"""The command line: arguments to exit code."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from clustering.allocation import give_back_large_arrays
from clustering.arguments import build_parser
from clustering.errors import ClusteringError, GoldError, InputError

if TYPE_CHECKING:
    from clustering.config import Config
    from clustering.pipeline import Analysis
    from clustering.terminal import Terminal

DONE, USER_CAN_FIX, BUG, INTERRUPTED = 0, 2, 1, 130
CHANGED = 1
"""What ``compare --fail-on-change`` returns where a group is not what it was."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command.

    Args:
        arguments: Words of the command line; None for the process's own.

    Returns:
        The exit code.
    """
    chosen = build_parser().parse_args(arguments)
    try:
        code = _COMMANDS[chosen.command](chosen)
        sys.stdout.flush()
    except ClusteringError as error:
        return _complain(str(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        print("\ninterrupted; no report was changed", file=sys.stderr)
        return INTERRUPTED
    except MemoryError:
        return _complain("out of memory: analyse fewer articles at a time")
    except Exception:  # noqa: BLE001 - whatever gets here is our bug and is told as such
        traceback.print_exc()
        print("this is a bug in clustering, not in your input; please report it", file=sys.stderr)
        return BUG
    return DONE if code is None else code


def program() -> NoReturn:
    """The process of the command line: ``main``, and an end at once.

    All is written and every worker has ended when ``main`` returns. Freeing an archive's objects
    one by one before the process goes would take most of a second for 4,000 articles.
    """
    give_back_large_arrays()
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def _analyze(chosen: argparse.Namespace) -> None:
    from clustering.terminal import Terminal

    terminal = Terminal(quiet=chosen.quiet or chosen.json)
    from clustering.render import check_directory

    settings = _settings(chosen, terminal)
    check_directory(Path(chosen.out))
    terminal.say_if_compiling()
    from clustering.pipeline import analyze

    with terminal.progress() as advance:
        analysis = analyze(chosen.input, settings, advance, chosen.previous)
        index = analysis.write(chosen.out, advance)
    if chosen.json:
        print(json.dumps(_summary(analysis, index), ensure_ascii=False, indent=2))
    else:
        terminal.summarize(analysis, index)


def _duplicates(chosen: argparse.Namespace) -> None:
    from clustering import deduplicate as stage
    from clustering.render import check_directory
    from clustering.terminal import Terminal

    terminal = Terminal(quiet=chosen.quiet or chosen.json)
    settings = _settings(chosen, terminal)
    check_directory(Path(chosen.out))
    terminal.say_if_compiling()
    terminal.say(stage.promise(settings))
    begin = time.perf_counter()
    against = Path(chosen.against) if chosen.against else None
    with terminal.progress() as advance:
        tell = (lambda done, total: advance("reading", done, total)) if advance else None
        found = stage.deduplicate(chosen.input, settings, against, tell)
    stage.write_copies(found, Path(chosen.out), settings, time.perf_counter() - begin)
    if chosen.save_index:
        stage.keep_index(found, Path(chosen.save_index), settings)
    if chosen.export_signatures:
        stage.export_signatures(found, Path(chosen.export_signatures), settings)
    told = stage.counts(found)
    if chosen.json:
        print(json.dumps(told, indent=2))
    elif not chosen.quiet:
        groups, copies = told["n_duplicate_groups"], told["n_copies"]
        print(f"{told['n_read']:,} articles, {groups:,} groups of copies with {copies:,} copies")
        print(f"see {chosen.out}/copies.csv")


def _settings(chosen: argparse.Namespace, terminal: Terminal) -> Config:
    """The settings of the command line, and a line that says what lies over the defaults."""
    settings, assignments = _loaded(chosen)
    over = [f"profile {settings.profile}"] if "profile" in settings.origins else []
    over += [f"--set {assignment}" for assignment in assignments]
    terminal.say(f"settings: {', '.join([settings.name, *over])}")
    for note in settings.notes:
        terminal.say(f"note: {note}")
    return settings


def _loaded(chosen: argparse.Namespace) -> tuple[Config, list[str]]:
    """The settings of the command line, and what it puts over those of the file."""
    from clustering.config import load_config

    assignments = list(chosen.set)
    if getattr(chosen, "constraints", None):
        assignments.append(f"constraints.file={json.dumps(chosen.constraints)}")
    settings = load_config(chosen.config, profile=chosen.profile, assignments=assignments)
    return settings, assignments


def _config(chosen: argparse.Namespace) -> None:
    from clustering import config_account
    from clustering.terminal import printable

    if chosen.check:
        from clustering.config_check import check_file

        for line in check_file(chosen.check):
            print(printable(line))
        return
    if chosen.markdown:
        print(config_account.configuration_markdown(), end="")
        return
    settings, _ = _loaded(chosen)
    for note in settings.notes:
        print(f"note: {printable(note)}", file=sys.stderr)
    if chosen.json:
        print(config_account.effective_json(settings))
    else:
        print(config_account.effective_toml(settings, changed_only=chosen.changed))


def _explain(chosen: argparse.Namespace) -> None:
    from clustering.explain import Wanted, explain_pair
    from clustering.explaining.picture import check_picture
    from clustering.terminal import Terminal, printable

    picture = Path(chosen.picture) if chosen.picture else None
    if picture:
        check_picture(picture)
    if picture and chosen.quick:
        raise InputError("--picture needs the run repeated: leave out --quick")
    wanted = Wanted(chosen.input, picture, chosen.quick)
    with Terminal(quiet=not sys.stderr.isatty()).progress() as advance:
        lines = list(explain_pair(chosen.left, chosen.right, Path(chosen.run), wanted, advance))
    print("\n".join(map(printable, lines)))


def _compare(chosen: argparse.Namespace) -> int:
    from clustering.comparison import compare_reports, comparison_summary, write_comparison
    from clustering.terminal import comparison_lines, printable

    found = compare_reports(chosen.first, chosen.second)
    told = comparison_summary(found)
    if chosen.out:
        told["page"] = str(write_comparison(found, chosen.out))
    if chosen.json:
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        lines = [*comparison_lines(found), *([f"open {told['page']}"] if chosen.out else [])]
        print("\n".join(map(printable, lines)))
    return CHANGED if chosen.fail_on_change and found.changed else DONE


def _label(chosen: argparse.Namespace) -> int:
    from clustering import labels_command as command
    from clustering.terminal import Terminal, printable

    if chosen.agreement:
        lines = command.agreement_lines(chosen.agreement)
    elif chosen.to_constraints:
        lines = command.constraint_lines(Path(chosen.labels), Path(chosen.to_constraints))
    elif not chosen.run:
        raise InputError("label: name the report to label with --run DIR")
    else:
        terminal = Terminal(quiet=False)
        with terminal.progress() as advance:
            opened = command.open_labels(chosen, advance)
        try:
            lines = command.ask(opened, chosen)
        except KeyboardInterrupt:
            print(f"\ninterrupted; every answer is kept in {chosen.labels}", file=sys.stderr)
            return INTERRUPTED
    print("\n".join(map(printable, lines)))
    return DONE


def _train_copies(chosen: argparse.Namespace) -> None:
    from clustering.training.copy_model import train_copies

    for line in train_copies(chosen.input, Path(chosen.out)):
        print(line)


def _summary(analysis: Analysis, index: Path) -> dict[str, Any]:
    from clustering.render import summary

    return {**summary(analysis), "report": str(index)}


def _evaluate(chosen: argparse.Namespace) -> None:
    from clustering import evaluation

    run, gold = Path(chosen.directory), Path(chosen.gold)
    if evaluation.is_labels(gold):
        pairs = evaluation.evaluate_pairs(run, gold, chosen.level or "")
        if chosen.json:
            print(json.dumps([scores.to_dict() for scores in pairs], indent=2))
        else:
            print("\n\n".join(map(evaluation.format_pair_scores, pairs)))
        return
    if chosen.level is None:
        raise GoldError(f"{gold}: name its groups with --level {'|'.join(evaluation.LEVELS)}")
    scores = evaluation.evaluate(run, gold, chosen.level)
    as_text = evaluation.format_scores(scores)
    print(json.dumps(scores.to_dict(), indent=2) if chosen.json else as_text)


def _tune(chosen: argparse.Namespace) -> None:
    from clustering.render import check_directory
    from clustering.terminal import Terminal, printable

    terminal = Terminal(quiet=chosen.quiet or chosen.json)
    settings = _settings(chosen, terminal)
    check_directory(Path(chosen.out))
    terminal.say_if_compiling()
    from clustering import tuning

    with terminal.progress() as advance:
        tried = tuning.tune(
            chosen.input, settings, chosen.gold, chosen.level or tuning.LEVELS, advance
        )
        index = tuning.write_tuning(tried, chosen.out)
    if chosen.json:
        account = tuning.tuning_account(tried)
        print(json.dumps({**account, "report": str(index)}, ensure_ascii=False, indent=2))
    elif not chosen.quiet:
        print("\n".join(map(printable, tuning.closing_lines(tried, index))))


def _synth(chosen: argparse.Namespace) -> None:
    from clustering.synth import write_newswire

    write_newswire(Path(chosen.directory), n_articles=chosen.articles, seed=chosen.seed)
    print(f"wrote {chosen.directory}/newswire.jsonl and truth.csv (synthetic)")


def _train(chosen: argparse.Namespace) -> None:
    from clustering.terminal import printable
    from clustering.training import train_answers, train_files

    out = Path(chosen.out)
    if chosen.labels and chosen.leave_one_out:
        raise InputError("--leave-one-out compares files of articles: leave it out with --labels")
    lines = (
        train_answers(chosen.gold, Path(chosen.labels), out)
        if chosen.labels
        else train_files(chosen.gold, out, leave_one_out=chosen.leave_one_out)
    )
    for line in lines:
        print(printable(line))


def _background(chosen: argparse.Namespace) -> None:
    from clustering.training import count_background, count_nouns

    print(f"wrote {chosen.out}: {count_background(chosen.input, Path(chosen.out)):,} words")
    if chosen.nouns:
        print(f"wrote {chosen.nouns}: {count_nouns(chosen.input, Path(chosen.nouns)):,} words")


def _complain(text: str) -> int:
    print(f"clustering: {text}", file=sys.stderr)
    return USER_CAN_FIX


def _completion(chosen: argparse.Namespace) -> None:
    import shtab

    print(shtab.complete(build_parser(), shell=chosen.shell))


_COMMANDS: dict[str, Callable[[argparse.Namespace], int | None]] = {
    "analyze": _analyze,
    "duplicates": _duplicates,
    "explain": _explain,
    "compare": _compare,
    "label": _label,
    "evaluate": _evaluate,
    "config": _config,
    "tune": _tune,
    "synth": _synth,
    "train": _train,
    "train-copies": _train_copies,
    "background": _background,
    "completion": _completion,
}
