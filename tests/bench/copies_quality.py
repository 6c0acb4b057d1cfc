"""Planted copies and what looks like them, found or not, by kind."""
# ruff: noqa: T201 - prints for a person

import argparse
import csv
import os
import tempfile
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import orjson
from scipy.sparse import csr_array

from clustering.config import load_config
from clustering.duplicates.bands import candidate_pairs
from clustering.duplicates.contained import contained_candidates
from clustering.duplicates.detect import detect_duplicates, plan_of, recipe_of
from clustering.duplicates.judge import judge_pairs
from clustering.duplicates.postings import index_samples
from clustering.duplicates.prints import print_texts
from clustering.synth import write_newswire
from clustering.text.shingles import shingle
from clustering.text.tokens import tokenize
from clustering.training.copy_model import plant, texts_of
from clustering.training.planted import Planter

REAL = ("diplomacy", "gva", "wikinews", "allsides", "newscluster")
CONFIG = load_config().duplicates


def main():
    """Prints recall and false joins by kind, then exactness against all pairs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--real", type=int, default=60, help="texts of each real set")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        write_newswire(folder, n_articles=chosen.articles, seed=chosen.seed)
        newswire(Path(folder))
        exactness(Path(folder))
    beside = Path(__file__).parents[3] / "shared" / "benchmarks"
    place = Path(os.environ.get("CLUSTERING_BENCHMARKS") or beside)
    for name in REAL:
        if (place / f"{name}.jsonl.xz").is_file():
            planted(place / f"{name}.jsonl.xz", chosen.real, chosen.seed)
            families(place / f"{name}.jsonl.xz", chosen.seed)
        else:
            print(f"{name}: skipped, its file is missing")


def read(folder):
    """Texts and truth of a newswire."""
    with (folder / "newswire.jsonl").open("rb") as lines:
        texts = [orjson.loads(line)["text"] for line in lines]
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        return texts, list(csv.DictReader(file))


def newswire(folder):
    """Group recall of each kind of copy, and wrong joins of each kind of other text."""
    texts, truth = read(folder)
    labels = detect_duplicates(texts, CONFIG).groups.labels
    gold = np.array([row["duplicate_group"] for row in truth])
    found, members = defaultdict(list), defaultdict(list)
    for row, label in enumerate(labels.tolist()):
        members[label].append(row)
    original = {
        row["duplicate_group"]: k for k, row in enumerate(truth) if "copy-" not in row["kind"]
    }
    for k, row in enumerate(truth):
        if "copy-" in row["kind"]:
            found[row["kind"]].append(labels[k] == labels[original[row["duplicate_group"]]])
        else:
            wrong = any(gold[other] != gold[k] for other in members[labels[k]])
            found[row["kind"]].append(not wrong)
    print(f"synthetic newswire, {len(texts):,} articles")
    for kind, right in sorted(found.items()):
        told = "found" if "copy-" in kind else "left alone"
        print(f"  {kind:<18}{len(right):>6} {told} {np.mean(right):.4f}")
    pairs = [0, 0, 0]  # right, found, planted
    for rows in members.values():
        sizes = Counter(gold[row] for row in rows)
        pairs[0] += sum(n * (n - 1) // 2 for n in sizes.values())
        pairs[1] += len(rows) * (len(rows) - 1) // 2
    pairs[2] = sum(n * (n - 1) // 2 for n in Counter(gold).values())
    print(f"  pairs: recall {pairs[0] / pairs[2]:.4f}, precision {pairs[0] / pairs[1]:.4f}")


def exactness(folder):
    """Links by jaccard and candidates for containment against all pairs."""
    texts, _ = read(folder)
    texts = list(dict.fromkeys(texts))
    tokens = tokenize(texts)
    plain = replace(CONFIG, max_common_groups=0)
    links = detect_duplicates(texts, plain).links
    near = links.accepted & (links.evidence["kind"] == "near")
    ours = set((links.left[near].astype(np.int64) << 32 | links.right[near]).tolist())
    exact = all_pairs(shingle(tokens, CONFIG.shingle_size), CONFIG.jaccard, "jaccard")
    both = len(ours & exact)
    print(
        f"jaccard {CONFIG.jaccard} against all pairs of {len(texts):,} distinct texts: "
        f"recall {both / len(exact):.5f}, precision {both / len(ours):.5f} ({len(exact):,} pairs)"
    )
    prints = print_texts(texts, recipe_of(CONFIG))
    found = set(candidate_pairs(prints.signatures, plan_of(CONFIG)).tolist())
    found |= set(contained_candidates(prints.samples, index_samples(prints.samples)).tolist())
    small = shingle(tokens, CONFIG.containment_shingle_size)
    for share in (0.4, 0.6, 0.8):
        keys = all_pairs(small, share, "containment")
        judged = judge_pairs(prints.codes, np.array(sorted(keys), np.int64), CONFIG)
        left, right = judged.left[judged.accepted], judged.right[judged.accepted]
        exact = set((left.astype(np.int64) << 32 | right).tolist())
        print(
            f"containment {share} and more: of {len(keys):,} pairs, {len(exact):,} are copies by "
            f"all that is measured; candidates hold {len(found & exact) / len(exact):.4f} of these"
        )


def all_pairs(sets, threshold, measure):
    """Keys of every pair from the threshold on, by a sparse product in slices."""
    _, column = np.unique(sets.values, return_inverse=True)
    shape = (len(sets.sizes), int(column.max()) + 1)
    ones = np.ones(len(column), np.int32)
    matrix = csr_array((ones, column.ravel(), sets.offsets), shape=shape)
    turned, keys = matrix.T.tocsc(), set()
    for first in range(0, shape[0], 500):
        shared = (matrix[first : first + 500] @ turned).tocoo()
        left, right = shared.coords[0] + first, shared.coords[1]
        a, b = sets.sizes[left], sets.sizes[right]
        below = a + b - shared.data if measure == "jaccard" else np.minimum(a, b)
        hit = (left < right) & (shared.data >= threshold * below - 1e-9)
        keys |= set((left[hit].astype(np.int64) << 32 | right[hit]).tolist())
    return keys


def planted(path, n_texts, seed):
    """Pairs planted on real texts: are the two in one group?"""
    found = defaultdict(list)
    for pair in plant(path, n_texts, seed):
        labels = detect_duplicates([pair.left, pair.right], CONFIG).groups.labels
        found[pair.is_copy, pair.kind].append(labels[0] == labels[1])
    print(f"planted on {path.name.split('.')[0]}, {n_texts} texts")
    for is_copy in (True, False):
        told = ", ".join(
            f"{kind} {np.mean(joined):.3f}"
            for (copy, kind), joined in found.items()
            if copy == is_copy
        )
        every = [joined for (copy, _), some in found.items() if copy == is_copy for joined in some]
        print(f"  {'copies joined' if is_copy else 'others joined'} {np.mean(every):.4f}: {told}")


def families(path, seed):
    """One archive of footers with many notices each, wires with many new leads, and edits."""
    planter = Planter(texts_of(path), Random(seed))
    texts, family, kinds = [], [], []

    def add(kind, new, *some):
        for text in some:
            texts.append(text)
            kinds.append(kind)
            family.append(len(texts) if new else family[-1])

    for _ in range(6):
        footer = planter.piece(80, 250)
        for _ in range(15):
            add("notice above a footer", True, f"{planter.piece(12, 80)}\n\n{footer}")
        for _ in range(5):
            notice = planter.piece(12, 60)
            told = planter.replaced(planter.retold(notice, 0.2), 0.4)
            add("like notice", True, f"{notice}\n\n{footer}", f"{told}\n\n{footer}")
        notice = planter.piece(30, 80)
        add("copy of a notice", True, f"{notice}\n\n{footer}")
        add("copy of a notice", False, f"{planter.replaced(notice, 0.08)}\n\n{footer}")
    for _ in range(6):
        wire = planter.text()
        add("wire", True, wire)
        add("new lead", False, *(planter.led_anew(wire) for _ in range(12)))
        add("cut", False, *(planter.cut(wire, 0.5, 0.9) for _ in range(4)))
    labels = detect_duplicates(texts, CONFIG).groups.labels
    told = defaultdict(list)
    for row, label in enumerate(labels.tolist()):
        mates = np.flatnonzero((labels == label) & (np.arange(len(labels)) != row))
        own = np.array(family)[mates] == family[row]
        told[kinds[row]].append((own.any(), (~own).any()))
    print(f"families planted on {path.name.split('.')[0]}, {len(texts)} texts in one archive")
    for kind, some in told.items():
        found, wrong = np.array(some).mean(axis=0)
        print(f"  {kind:<22}{len(some):>4} with their own {found:.3f}, with others {wrong:.3f}")


if __name__ == "__main__":
    main()
