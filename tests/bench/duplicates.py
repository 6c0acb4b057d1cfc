"""The duplicate job beside its peers: CPU seconds, memory, growth."""
# ruff: noqa: T201 - prints for a person, runs its own programs

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random

import numpy as np

JOB = Path(__file__).with_name("peer_job.py")
ROOT = Path(__file__).parents[2]
PEERS = ("datasketch_bulk", "rensa", "gaoya")
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ar", "en")]


def main():
    """Prints a line a job and size, the ratios within the run, and the growth exponent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 30_000, 100_000])
    parser.add_argument("--words", type=int, default=325, help="words of an article on average")
    parser.add_argument("--peers", help="Python of an environment that has the peers")
    parser.add_argument("--peers-to", type=int, default=30_000, help="largest size for peers")
    chosen = parser.parse_args()
    seconds = []
    print(f"{'articles':>9} {'job':<18}{'CPU s':>8}{'wall s':>8}{'per CPU s':>11}{'MB':>7} ratio")
    with tempfile.TemporaryDirectory() as folder:
        warm = Path(folder) / "warm.jsonl"
        write(warm, 200, chosen.words)
        for size in chosen.sizes:
            path = Path(folder) / f"{size}.jsonl"
            write(path, size, chosen.words)
            base = show(size, "ours", measure(sys.executable, "ours", path, warm), None)
            seconds.append(base)
            two = measure(sys.executable, "ours", path, warm, "--workers", "2")
            show(size, "ours, 2 threads", two, base)
            for job in PEERS if chosen.peers and size <= chosen.peers_to else ():
                show(size, job, measure(chosen.peers, job, path, warm), base)
            path.unlink()
    if len(seconds) > 1:
        slope = np.polyfit(np.log(chosen.sizes), np.log(seconds), 1)[0]
        print(f"growth exponent of CPU seconds: {slope:.3f}")


def measure(python, job, path, warm, *more):
    """What one job took, in a process of its own."""
    command = [python, str(JOB), job, str(path), "--warm", str(warm), *more]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return json.loads(done.stdout.splitlines()[-1])


def show(size, job, told, base):
    """Prints a line; returns the CPU seconds."""
    cpu = told["cpu_seconds"]
    ratio = f"{cpu / base:5.1f}" if base else ""
    print(
        f"{size:>9,} {job:<18}{cpu:8.2f}{told['wall_seconds']:8.2f}{size / cpu:11,.0f}"
        f"{told['peak_mb']:7.0f} {ratio}",
        flush=True,
    )
    return cpu


def write(path, n_articles, n_words):
    """Invented articles with a natural spread of words; one in five is a copy of a recent one.

    Half of the copies have up to eight other words, a third is cut, the rest has an addition.
    """
    dice = Random(3)
    words = [
        "".join(dice.choices(SYLLABLES, k=dice.choice((1, 2, 2, 3, 3, 4)))) for _ in range(60_000)
    ]
    weights = np.cumsum(1 / (np.arange(len(words)) + 8)).tolist()
    recent = []
    with path.open("w", encoding="utf-8") as file:
        for number in range(n_articles):
            if recent and dice.random() < 0.2:
                text = altered(list(dice.choice(recent)), words, dice)
            else:
                size = round(n_words * dice.uniform(0.77, 1.23))
                text = dice.choices(words, cum_weights=weights, k=size)
                recent.append(text)
                del recent[: max(0, len(recent) - 3000)]
            article = {"id": str(number), "title": "", "text": " ".join(text), "date": "2025-01-01"}
            file.write(json.dumps(article) + "\n")


def altered(text, words, dice):
    """A copy."""
    kind = dice.random()
    if kind < 0.5:
        for _ in range(dice.randint(0, 8)):
            text[dice.randrange(len(text))] = dice.choice(words)
        return text
    if kind < 0.8:
        return text[: int(len(text) * dice.uniform(0.4, 0.9))]
    return dice.choices(words, k=20) + text


if __name__ == "__main__":
    main()
