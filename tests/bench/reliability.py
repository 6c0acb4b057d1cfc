"""Draws how true the probabilities of the pair model are on sets it has not seen.

python tests/bench/reliability.py [--picture PATH]

Each set is judged by a model that is fitted to the other sets: told probability against the share
of pairs that are of one story, in ten bins, below it how many pairs each bin has.
"""

# ruff: noqa: T201 - prints for a person
from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from clustering.benchmarks import benchmark_file
from clustering.config import load_config
from clustering.training.labelled import adapted, read_pairs
from clustering.training.pair_model import fit
from clustering.training.validation import judged, reliability, together

SETS = ("allsides", "newscluster", "wikinews", "ecbplus", "gva", "diplomacy")
PICTURE = Path(__file__).parents[2] / "docs" / "images" / "reliability.png"
MIN_PAIRS = 20
"""A point of fewer pairs is not drawn for a single set: its share is chance."""
SET_COLOUR, ALL_COLOUR, INK = "#9db4c8", "#1f5a92", "#444444"

Curve = list[tuple[float, float, int]]


def main() -> None:
    """Fits, judges, prints the curves and draws them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--picture", type=Path, default=PICTURE)
    options = parser.parse_args()
    config = load_config().stories
    sets = [read_pairs(benchmark_file(name), config) for name in SETS]
    parts = [
        judged(
            labelled,
            adapted(labelled, fit([other for other in sets if other is not labelled]), config),
        )
        for labelled in sets
    ]
    pooled = np.concatenate([told for told, _ in parts]), np.concatenate([s for _, s in parts])
    curves = {"each set counts the same": reliability(*together(parts))}
    curves["each pair counts the same"] = reliability(*pooled, np.ones(len(pooled[0])))
    for name, part in zip(SETS, parts, strict=True):
        curves[name] = reliability(*part, np.ones(len(part[0])))
    for name, curve in curves.items():
        print(name)
        for told, share, n in curve:
            print(f"{told:6.3f} {share:6.3f} {n:9,}")
    draw(curves, options.picture)


def draw(curves: dict[str, Curve], path: Path) -> None:
    """Curves over the diagonal of a model that is always true, and the pairs of each bin."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    figure, (above, below) = plt.subplots(
        2, 1, figsize=(6.4, 7.2), sharex=True, height_ratios=(4, 1), layout="constrained"
    )
    above.plot([0, 1], [0, 1], color=INK, linewidth=0.8, linestyle=":")
    above.annotate("true", (0.93, 0.955), color=INK, ha="right")
    for name in SETS:
        points = [(told, share) for told, share, n in curves[name] if n >= MIN_PAIRS]
        above.plot(*zip(*points, strict=True), color=SET_COLOUR, linewidth=1)
        told, share = max(points, key=lambda point: abs(point[1] - point[0]))
        beside, side = (8, "left") if share < told or told < 0.1 else (-8, "right")
        above.annotate(
            name, (told, share), (beside, 0), textcoords="offset points", ha=side, size=8, color=INK
        )
    for name, style in (("each set counts the same", "-"), ("each pair counts the same", "--")):
        told, share, _ = zip(*curves[name], strict=True)
        above.plot(told, share, style, color=ALL_COLOUR, marker="o", markersize=4, label=name)
    above.plot([], [], color=SET_COLOUR, label=f"one set (bins of {MIN_PAIRS} pairs or more)")
    above.set(ylabel="share of pairs of one story", xlim=(0, 1), ylim=(0, 1))
    above.legend(frameon=False, loc="upper left")
    told, _, n = zip(*curves["each pair counts the same"], strict=True)
    below.bar(np.floor(np.array(told) * 10) / 10 + 0.05, n, 0.09, color=ALL_COLOUR)
    below.set(yscale="log", ylabel="pairs", xlabel="probability told by a model of the other sets")
    for axes in (above, below):
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=110)
    print(f"drew {path}")


if __name__ == "__main__":
    main()
