"""One look for all pictures: sizes, roles and colours."""

from __future__ import annotations

WIDTH = 1200
"""Pixels; the layout is made for it, both drawers scale it."""

FONT = "DejaVu Sans"
"""Shipped with matplotlib, so that pictures do not depend on the machine's fonts …"""

FALLBACK_FONTS = (
    *("Noto Sans CJK SC", "Noto Sans CJK JP", "Source Han Sans SC", "WenQuanYi Micro Hei"),
    *("PingFang SC", "Hiragino Sans", "Apple SD Gothic Neo", "Microsoft YaHei", "Yu Gothic"),
    *("Malgun Gothic", "Noto Sans Devanagari", "Nirmala UI", "Noto Sans Thai", "Noto Sans"),
)
"""… but for scripts that it lacks, where one of these is installed."""

TEXT_SIZE = 13.5
SMALL_SIZE = 12.5
HEADING_SIZE = 17.0

# Okabe and Ito, "Color universal design" (2008), without black and the yellow that drowns on
# white paper; ordered so that neighbours differ in lightness too.
SERIES = ("#0072b2", "#e69f00", "#009e73", "#d55e00", "#56b4e9", "#cc79a7")

HEATS = ("#deebf7", "#b5d3ea", "#7fb5dc", "#0b5394")
"""Few to many; ink is read on the first three, paper on the last."""

PAPER = "#ffffff"
COLOURS = {
    "ink": "#1a1a1a",
    "muted": "#595959",
    "rule": "#d9d6cf",
    "track": "#8c8c8c",
    "burst": "#f9e3b4",
    "side": "#f4f2ed",
    "band": "#faf8f4",
    "other": "#9a9a9a",
    "paper": PAPER,
    **dict(zip(("heat0", "heat1", "heat2", "heat3"), HEATS, strict=True)),
    **{f"s{place}": colour for place, colour in enumerate(SERIES)},
}
"""Role to colour on paper; the pages' stylesheet has the same roles for light and dark."""


def series(place: int) -> str:
    """The role of the n-th thing that needs a colour of its own."""
    return f"s{place % len(SERIES)}"
