"""The duplicate job beside its peers: CPU seconds, memory, growth, exactness."""
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
PEERS = {
    "datasketch_bulk": "datasketch",
    "datasketch_loop": "datasketch",
    "rensa": "rensa",
    "gaoya": "gaoya",
    "text_dedup": "text_dedup",
}
SLOW = {"datasketch_loop", "text_dedup"}
_LARGE = 100_000
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ar", "en")]


def main():
    """Prints a line a job and size, the ratios within the run, growth and exactness."""
    chosen = arguments()
    sizes = [10_000, 30_000, 100_000, 300_000] if chosen.full else [10_000, 30_000]
    figures = {}
    print(f"{'articles':>9} {'job':<18}{'CPU s':>8}{'wall s':>8}{'per CPU s':>11}{'MB':>7} ratio")
    with tempfile.TemporaryDirectory() as folder:
        figures["long"] = compare(Path(folder), chosen.sizes or sizes, chosen.words, chosen)
        if chosen.full:
            print("articles of 40 words")
            figures["short"] = compare(Path(folder), [100_000, 1_000_000], 40, chosen, peers=False)
        if not chosen.sizes:
            exactness(Path(folder), chosen.words)
    if chosen.plot:
        plot(figures, Path(chosen.plot))


def arguments():
    """The words of the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--full", action="store_true", help="to 300,000 articles and a million short"
    )
    parser.add_argument("--sizes", type=int, nargs="+", help="these numbers of articles alone")
    parser.add_argument("--words", type=int, default=325, help="words of an article on average")
    parser.add_argument("--peers", default=str(ROOT / ".venv-peers" / "bin" / "python"))
    parser.add_argument("--peers-to", type=int, default=30_000, help="largest size for peers")
    parser.add_argument("--slow-to", type=int, default=10_000, help="… and for the slow ones")
    parser.add_argument("--rounds", type=int, default=3, help="the least of so many runs counts")
    parser.add_argument("--plot", help="write a picture there")
    return parser.parse_args()


def compare(folder, sizes, words, chosen, *, peers=True):
    """CPU seconds by size and job; every job in a process of its own, in turns."""
    jobs = installed(chosen.peers) if peers else []
    warm = folder / "warm.jsonl"
    write(warm, 200, words)
    seconds = {}
    for size in sizes:
        path = folder / f"{size}.jsonl"
        write(path, size, words)
        runs = [(sys.executable, "ours", ()), (sys.executable, "ours", ("--workers", "2"))]
        runs += [
            (chosen.peers, job, ())
            for job in jobs
            if size <= (chosen.slow_to if job in SLOW else chosen.peers_to)
        ]
        told = {}
        for turn in range(chosen.rounds if size < _LARGE else 1):
            for python, job, more in runs:
                if turn and job in SLOW:
                    continue
                got = measure(python, job, path, warm, *more)
                old = told.get((job, more), got)
                told[job, more] = {name: min(old[name], got[name]) for name in got}
        base = told["ours", ()]["cpu_seconds"]
        for (job, more), got in told.items():
            show(size, f"{job}, 2 threads" if more else job, got, base)
        seconds[size] = {f"{job} {' '.join(more)}".strip(): t for (job, more), t in told.items()}
        path.unlink()
    if len(seconds) > 1:
        ours = [seconds[size]["ours"]["cpu_seconds"] for size in sizes]
        print(
            f"growth exponent of CPU seconds: {np.polyfit(np.log(sizes), np.log(ours), 1)[0]:.3f}"
        )
    return seconds


def installed(python):
    """The peers that this Python has."""
    if not Path(python).exists():
        print("no peers: make bench-peers installs them into .venv-peers", file=sys.stderr)
        return []
    found = "import importlib.util as u, sys; sys.exit(u.find_spec(sys.argv[1]) is None)"
    return [
        job
        for job, module in PEERS.items()
        if not subprocess.run([python, "-c", found, module], check=False).returncode
    ]


def measure(python, job, path, warm, *more):
    """What one job took, in a process of its own."""
    command = [python, str(JOB), job, str(path), "--warm", str(warm), *more]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return json.loads(done.stdout.splitlines()[-1])


def show(size, job, told, base):
    """Prints a line."""
    cpu = told["cpu_seconds"]
    print(
        f"{size:>9,} {job:<18}{cpu:8.2f}{told['wall_seconds']:8.2f}{size / cpu:11,.0f}"
        f"{told['peak_mb']:7.0f} {cpu / base:5.1f}",
        flush=True,
    )


def exactness(folder, n_words):
    """Links by jaccard among 10,000 articles against all pairs, as shipped and without commons."""
    from dataclasses import replace

    from copies_quality import CONFIG, all_pairs

    from clustering.duplicates.detect import detect_duplicates
    from clustering.text.shingles import shingle
    from clustering.text.tokens import tokenize

    write(folder / "exact.jsonl", 10_000, n_words)
    with (folder / "exact.jsonl").open(encoding="utf-8") as lines:
        texts = list(dict.fromkeys(json.loads(line)["text"] for line in lines))
    exact = all_pairs(shingle(tokenize(texts), CONFIG.shingle_size), CONFIG.jaccard, "jaccard")
    for config, told in ((CONFIG, "as shipped"), (replace(CONFIG, max_common_groups=0), "plain")):
        links = detect_duplicates(texts, config).links
        near = links.accepted & (links.evidence["kind"] == "near")
        ours = set((links.left[near].astype(np.int64) << 32 | links.right[near]).tolist())
        both = len(ours & exact)
        print(
            f"jaccard {CONFIG.jaccard} against all pairs of {len(texts):,} texts, {told}: recall "
            f"{both / len(exact):.5f}, precision {both / len(ours):.5f} ({len(exact):,} pairs)"
        )


def plot(figures, path):
    """Articles per CPU second beside the peers at the smallest size, and growth."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    size, jobs = next(iter(figures["long"].items()))
    rates = {job: size / told["cpu_seconds"] for job, told in jobs.items() if "--" not in job}
    order = sorted(rates, key=rates.get)
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.6), layout="constrained")
    bars = left.barh(order, [rates[job] for job in order], color="#9aa7b5")
    bars[order.index("ours")].set_color("#1f5fa8")
    left.bar_label(bars, [f"{rates[job]:,.0f}" for job in order], padding=3)
    left.set(title=f"articles per CPU second, {size:,} articles")
    left.set_xlim(right=1.2 * max(rates.values()))
    for name, label in (("long", "325 words"), ("short", "40 words")):
        if len(figures.get(name, ())) > 1:
            sizes = list(figures[name])
            cpu = [figures[name][n]["ours"]["cpu_seconds"] for n in sizes]
            right.plot(sizes, cpu, "o-", label=label)
    right.set(title="CPU seconds by articles", xscale="log", yscale="log")
    right.legend()
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=110)


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
