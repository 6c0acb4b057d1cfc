"""Writes the whole report, or nothing."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from clustering.collecting import uncollected
from clustering.model import Findings, StageCost
from clustering.render import tables
from clustering.render.account import counts, run_account
from clustering.render.archive import Archive
from clustering.render.crew import CHUNK, write_text, written
from clustering.render.csvfile import csv_parts, csv_text
from clustering.render.folder import FOLDERS, replaced
from clustering.render.shapes import Label, Scene

Progress = Callable[[int, int], None]


@uncollected()
def write_report(
    findings: Findings, directory: str | Path, *, on_progress: Progress | None = None
) -> Path:
    """Writes pages, pictures, tables and ``run.json``, replacing an earlier report whole.

    Args:
        findings: What to report.
        directory: Where; absent, empty, or an earlier report.
        on_progress: Called with (threads done, threads in all) of those with pages, from the
            beginning on, while tables are written, too.

    Returns:
        The path of ``index.html``.

    Raises:
        OutputError: The folder is not ours to replace or cannot be written; whatever stood
            there is untouched.
    """
    started = time.perf_counter()
    with replaced(directory) as folder:
        archive = Archive(findings)
        files = _write_all(archive, folder, on_progress or (lambda _done, _all: None))
        cost = StageCost.now("report", time.perf_counter() - started)
        names, costs = [*files, "run.json"], [*findings.costs, cost]
        account = run_account(archive, names, costs, Path(directory))
        text = json.dumps(account, ensure_ascii=False, indent=1, default=list)
        write_text(folder, "run.json", text)
    return Path(directory) / "index.html"


def load_templates() -> None:
    """Loads what pages and pictures are made with, so that forked workers have it."""
    from clustering.render.differences import difference_of
    from clustering.render.png import png_bytes
    from clustering.render.site import load

    difference_of("word", "word")  # compiled passes are loaded when they are first used
    png_bytes(Scene(1, 1, "", "", (), (), (), (Label(0, 1, "word"),)))
    load(("index.html", "thread.html", "copies.html", "doubts.html", "thresholds.html"))


def _write_all(archive: Archive, folder: Path, on_progress: Progress) -> list[str]:
    from clustering.render.png import png_bytes

    for inside in FOLDERS:
        (folder / inside).mkdir()
    files = []
    with written(archive, folder) as pages:

        def tell() -> None:
            n_threads = len(archive.paged_threads)
            on_progress(min(pages.n_done * CHUNK, n_threads), n_threads)

        tell()
        for name, text in _top_files(archive):
            write_text(folder, name, text, tell)
            files.append(name)
        for name, scene in _pictures(archive):
            (folder / name).write_bytes(png_bytes(scene, scale=2))
            files.append(name)
            tell()
        for names in pages:
            files += names
            tell()
    return files


def _top_files(archive: Archive) -> Iterator[tuple[str, str | Iterator[str]]]:
    yield from _tables(archive)
    yield from _pages(archive)


def _tables(archive: Archive) -> Iterator[tuple[str, str | Iterator[str]]]:
    from clustering.duplicates.describe import copies_table
    from clustering.render.graphml import graphml_parts
    from clustering.render.markdown import markdown_text
    from clustering.render.threads_json import threads_parts

    findings = archive.findings
    made = {
        "articles.csv": tables.articles_table,
        "stories.csv": tables.stories_table,
        "threads.csv": tables.threads_table,
        "affairs.csv": tables.affairs_table,
        "rejected.csv": tables.rejected_table,
        "cleaning.csv": tables.cleaning_table,
    }
    if findings.lineage is not None:
        made["lineage.csv"] = tables.lineage_table
        made["moved.csv"] = tables.moved_table
    for name, table in made.items():
        yield name, csv_text(table(findings))
    yield "links.csv", csv_parts(tables.links_parts(archive))
    yield "copies.csv", csv_text(copies_table(findings.duplicates, findings.corpus))
    yield "report.md", markdown_text(archive)
    yield "graph.graphml", graphml_parts(archive)
    yield "threads.json", threads_parts(archive)


def _pages(archive: Archive) -> Iterator[tuple[str, str]]:
    from clustering.render.doubts import doubts_html
    from clustering.render.index_page import index_html
    from clustering.render.label_page import undrawn_html
    from clustering.render.moved_page import moved_pages
    from clustering.render.overview import overview_of, overview_scene
    from clustering.render.singles_page import singles_pages
    from clustering.render.site import SHARED_SHEET, shared_style
    from clustering.render.smaller_page import smaller_pages
    from clustering.render.svg import svg_text
    from clustering.render.thresholds_page import thresholds_html

    scene = overview_scene(overview_of(archive), archive, heading=False)
    svg = svg_text(scene, "overview")
    yield "index.html", index_html(archive, counts(archive.findings), svg, scene.account)
    yield "doubts.html", doubts_html(archive)
    yield "thresholds.html", thresholds_html(archive)
    yield "label.html", undrawn_html(synthetic=archive.findings.reading.synthetic)
    yield from smaller_pages(archive)
    yield from singles_pages(archive)
    yield from moved_pages(archive)
    yield SHARED_SHEET, shared_style()


def _pictures(archive: Archive) -> Iterator[tuple[str, Scene]]:
    from clustering.render.figures import figures_of
    from clustering.render.overview import overview_of, overview_scene

    yield "timeline.png", overview_scene(overview_of(archive), archive, heading=True)
    for figure in figures_of(archive):
        yield f"{figure.name}.png", figure.scene(heading=True)
