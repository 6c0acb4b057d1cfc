"""Seconds and memory by stage, against a plain MinHash loop."""
# ruff: noqa: T201 - prints for a person

import argparse
import re
import tempfile
import time
from pathlib import Path

import orjson
from datasketch import MinHash

from clustering.pipeline import analyze
from clustering.synth import write_newswire

N_REFERENCE = 500


def main():
    """Prints a line a stage: seconds, articles a second, ratio to the loop, peak memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    n_articles = parser.parse_args().articles
    with tempfile.TemporaryDirectory() as folder:
        analyze([write_newswire(Path(folder) / "warm", n_articles=200).articles])  # compiles
        newswire = write_newswire(folder, n_articles=n_articles)
        loop = reference_seconds(newswire.articles) * n_articles
        start = time.perf_counter()
        findings = analyze([newswire.articles])
        whole = time.perf_counter() - start
    print(f"{n_articles:,} articles; a datasketch loop would sign them in {loop:.1f} s")
    print(f"{'stage':<16}{'seconds':>9}{'articles/s':>12}{'of the loop':>13}{'peak MB':>9}")
    for cost in findings.costs:
        print(row(cost.stage, cost.seconds, n_articles, loop), f"{cost.peak_bytes / 1e6:8.0f}")
    print(row("all", whole, n_articles, loop))


def row(stage, seconds, n_articles, loop):
    """One line of the table, without memory."""
    per_second = n_articles / seconds if seconds else float("inf")
    return f"{stage:<16}{seconds:9.2f}{per_second:12,.0f}{seconds / loop:13.2f}"


def reference_seconds(path):
    """Seconds an article to sign with datasketch, 128 values, 5-word shingles, in a loop."""
    with path.open("rb") as lines:
        texts = [orjson.loads(line)["text"] for line, _ in zip(lines, range(N_REFERENCE))]  # noqa: B905 - the first few
    start = time.perf_counter()
    for text in texts:
        words = re.findall(r"\w+", text.lower())
        signature = MinHash(num_perm=128)
        for k in range(len(words) - 4):
            signature.update(" ".join(words[k : k + 5]).encode())
    return (time.perf_counter() - start) / len(texts)


if __name__ == "__main__":
    main()
