"""One duplicate job, JSON Lines to groups, in a process of its own."""
# ruff: noqa: T201 - prints for a program

import argparse
import json
import os
import re
import resource
import sys
import time

SIZE, THRESHOLD = 5, 0.8
WORD = re.compile(r"\w+")


def texts_of(path):
    """Texts of a JSON Lines file."""
    import orjson

    with open(path, "rb") as lines:  # noqa: PTH123 - the quickest way
        return [orjson.loads(line)["text"] for line in lines]


def shingles(text):
    """Distinct runs of five words."""
    words = WORD.findall(text.lower())
    return {" ".join(words[k : k + SIZE]) for k in range(len(words) - SIZE + 1)}


def ours(path, workers):
    """This package: prints, bands, containment, exact check, groups."""
    from clustering.config import config_from
    from clustering.deduplicate import deduplicate

    settings = config_from({"run": {"workers": workers}})
    return len(deduplicate([path], settings).copies.groups.roots)


def datasketch_bulk(path, _):
    """datasketch: MinHash.bulk, MinHashLSH, union of what a query finds."""
    from datasketch import MinHash, MinHashLSH

    sets = [[s.encode() for s in shingles(text)] for text in texts_of(path)]
    lsh = MinHashLSH(threshold=THRESHOLD, num_perm=128)
    labels = list(range(len(sets)))
    for row, minhash in enumerate(MinHash.bulk(sets, num_perm=128)):
        found = lsh.query(minhash)
        labels[row] = min((labels[k] for k in found), default=row)
        lsh.insert(row, minhash)
    return len(set(labels))


def datasketch_loop(path, _):
    """The loop of datasketch's README: a MinHash updated shingle by shingle."""
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=THRESHOLD, num_perm=128)
    labels = []
    for row, text in enumerate(texts_of(path)):
        minhash = MinHash(num_perm=128)
        for shingle in shingles(text):
            minhash.update(shingle.encode())
        labels.append(min((labels[k] for k in lsh.query(minhash)), default=row))
        lsh.insert(row, minhash)
    return len(set(labels))


def rensa(path, _):
    """rensa: RMinHash, RMinHashLSH with 16 bands of 8."""
    from rensa import RMinHash, RMinHashLSH

    lsh = RMinHashLSH(threshold=THRESHOLD, num_perm=128, num_bands=16)
    labels = []
    for row, text in enumerate(texts_of(path)):
        minhash = RMinHash(num_perm=128, seed=42)
        minhash.update(list(shingles(text)))
        labels.append(min((labels[k] for k in lsh.query(minhash)), default=row))
        lsh.insert(row, minhash)
    return len(set(labels))


def gaoya(path, _):
    """gaoya: MinHashStringIndex with its own tokeniser of word runs."""
    from gaoya.minhash import MinHashStringIndex

    index = MinHashStringIndex(
        hash_size=32,
        jaccard_threshold=THRESHOLD,
        num_bands=25,
        band_size=5,
        analyzer="word",
        lowercase=True,
        ngram_range=(SIZE, SIZE),
    )
    labels = []
    for row, text in enumerate(texts_of(path)):
        labels.append(min((labels[k] for k in index.query(text)), default=row))
        index.insert_document(row, text)
    return len(set(labels))


def text_dedup(path, _):
    """text-dedup: its own command, JSON Lines to the texts that are left."""
    import subprocess
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        job = ["--path", "json", "--data_files", path, "--split", "train", "--column", "text"]
        job += ["--cache_dir", f"{folder}/cache", "--output", f"{folder}/left", "--num_proc", "1"]
        job += ["--ngram", str(SIZE), "--threshold", str(THRESHOLD), "--num_perm", "128"]
        job += ["--hash_func", "xxh3"]
        command = [sys.executable, "-m", "text_dedup.minhash", *job]
        place = {**os.environ, "HF_HOME": folder, "HF_HUB_OFFLINE": "1"}
        subprocess.run(command, check=True, capture_output=True, env=place)
        told = json.loads((Path(folder) / "left" / "dataset_info.json").read_text())
        return told["splits"]["train"]["num_examples"]


def cpu_seconds():
    """Of this process and of those that it waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


JOBS = {f.__name__: f for f in (ours, datasketch_bulk, datasketch_loop, rensa, gaoya, text_dedup)}


def main():
    """Runs one job and prints what it took as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("job", choices=JOBS)
    parser.add_argument("path")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--warm", help="a small file to compile with, before the clock starts")
    chosen = parser.parse_args()
    if chosen.warm:
        JOBS[chosen.job](chosen.warm, chosen.workers)
    if chosen.job == "text_dedup":  # starts a program each time: the seconds of its start are
        warm = cpu_seconds()  # those of a job on a few articles
        JOBS[chosen.job](chosen.warm, chosen.workers)
        start = cpu_seconds() - warm
    else:
        start = 0.0
    cpu, wall = cpu_seconds(), time.perf_counter()
    n_groups = JOBS[chosen.job](chosen.path, chosen.workers)
    who = resource.RUSAGE_CHILDREN if chosen.job == "text_dedup" else resource.RUSAGE_SELF
    peak = resource.getrusage(who).ru_maxrss
    told = {
        "cpu_seconds": cpu_seconds() - cpu - start,
        "wall_seconds": time.perf_counter() - wall,
        "peak_mb": peak / (1024 * 1024 if sys.platform == "darwin" else 1024),
        "n_groups": n_groups,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
