"""Writes the whole report, or nothing."""

from __future__ import annotations

import json
import os
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

from clustering.model import Findings, StageCost, Thread
from clustering.render import tables
from clustering.render.account import counts, run_account
from clustering.render.archive import Archive
from clustering.render.csvfile import csv_text
from clustering.render.folder import replaced

Progress = Callable[[int, int], None]

_CHUNK = 8
_FEW = 24
"""Below this many threads, starting processes costs more than it saves."""


def write_report(
    findings: Findings, directory: str | Path, *, on_progress: Progress | None = None
) -> Path:
    """Writes pages, pictures, tables and ``run.json``, replacing an earlier report whole.

    Args:
        findings: What to report.
        directory: Where; absent, empty, or an earlier report.
        on_progress: Called with (threads done, threads in all) as the pages are written.

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
        cost = StageCost("report", time.perf_counter() - started, _peak_bytes())
        account = run_account(archive, [*files, "run.json"], [*findings.costs, cost])
        text = json.dumps(account, ensure_ascii=False, indent=1, default=list)
        _write(folder, "run.json", text)
    return Path(directory) / "index.html"


def _write_all(archive: Archive, folder: Path, on_progress: Progress) -> list[str]:
    (folder / "threads").mkdir()
    _warm(archive)
    files = []
    with _threads_written(archive, folder) as written:
        for name, text in _top_files(archive):
            _write(folder, name, text)
            files.append(name)
        (folder / "timeline.png").write_bytes(_overview_png(archive))
        files.append("timeline.png")
        done = 0
        for names in written:
            files += names
            done += sum(name.endswith(".html") for name in names)
            on_progress(done, len(archive.busiest))
    return files


def _write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8", errors="replace", newline="\n")


def _top_files(archive: Archive) -> Iterator[tuple[str, str]]:
    from clustering.render.index_page import index_html
    from clustering.render.overview import overview_of, overview_scene
    from clustering.render.singles_page import singles_pages
    from clustering.render.svg import svg_text

    findings = archive.findings
    made = {
        "articles.csv": tables.articles_table,
        "links.csv": tables.links_table,
        "stories.csv": tables.stories_table,
        "threads.csv": tables.threads_table,
        "rejected.csv": tables.rejected_table,
        "cleaning.csv": tables.cleaning_table,
    }
    for name, table in made.items():
        yield name, csv_text(table(findings))
    scene = overview_scene(overview_of(archive), archive, heading=False)
    svg = svg_text(scene, "overview")
    yield "index.html", index_html(archive, counts(findings), svg, scene.account)
    yield from singles_pages(archive)


def _overview_png(archive: Archive) -> bytes:
    from clustering.render.overview import overview_of, overview_scene
    from clustering.render.png import png_bytes

    return png_bytes(overview_scene(overview_of(archive), archive, heading=True), scale=2)


def _thread_files(archive: Archive, thread: Thread, folder: Path) -> list[str]:
    from clustering.render.storyline import storyline_of
    from clustering.render.storyline_scene import storyline_scene
    from clustering.render.svg import svg_text
    from clustering.render.thread_page import thread_account, thread_html

    line, account = storyline_of(archive, thread), thread_account(archive, thread)
    svg = svg_text(storyline_scene(line, thread, account, heading=False), "line")
    name = f"threads/{thread.id}.html"
    _write(folder, name, thread_html(archive, thread, svg))
    if thread.id not in archive.pictured:
        return [name]
    from clustering.render.png import png_bytes

    scene = storyline_scene(line, thread, account, heading=True)
    (folder / f"threads/{thread.id}.png").write_bytes(png_bytes(scene))
    return [name, f"threads/{thread.id}.png"]


_job: tuple[Archive, Path] | None = None
"""What forked workers inherit, so that findings are never copied through a pipe."""


def _chunk_files(first: int) -> list[str]:
    assert _job is not None
    archive, folder = _job
    threads = archive.busiest[first : first + _CHUNK]
    return [name for thread in threads for name in _thread_files(archive, thread, folder)]


@contextmanager
def _threads_written(archive: Archive, folder: Path) -> Iterator[Iterator[list[str]]]:
    """Thread pages and pictures, by forked processes where that is safe, else one by one.

    Workers only draw and format; they use none of the numeric libraries' threads. Elsewhere
    than on Linux a new process would import the caller's main module again.
    """
    global _job  # noqa: PLW0603 - a fork inherits it
    workers = archive.findings.config["run"]["workers"] or os.cpu_count() or 1
    starts = range(0, len(archive.busiest), _CHUNK)
    _job = archive, folder
    try:
        if workers == 1 or sys.platform != "linux" or len(archive.busiest) < _FEW:
            yield map(_chunk_files, starts)
            return
        with (
            warnings.catch_warnings(),
            ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool,
        ):
            # Python 3.12 and later warn of forks beside threads; see above.
            warnings.simplefilter("ignore", DeprecationWarning)
            tasks = [pool.submit(_chunk_files, start) for start in starts]
            try:
                yield (task.result() for task in as_completed(tasks))
            except BaseException:
                pool.shutdown(wait=True, cancel_futures=True)
                raise
    finally:
        _job = None


def _warm(archive: Archive) -> None:
    """Fills the look-ups and caches once, before the processes part."""
    from clustering.render import png, thread_page  # noqa: F401 - imported for the workers

    _ = archive.links_of, archive.joins_of, archive.busiest, archive.group_of, archive.titles
    _ = archive.single_place, archive.duplicate_at, archive.paged, archive.pictured


def _peak_bytes() -> int:
    try:
        import resource
    except ImportError:  # Windows has no such module
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
