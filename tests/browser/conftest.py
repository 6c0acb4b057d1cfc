"""A headless Chromium of the distribution, and reports to open in it."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace

import pytest
from samples import hostile, random_findings

from clustering.render import write_report

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]


@pytest.fixture(scope="session")
def browser():
    """One browser for all tests; none installed means they are skipped."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        stop = pytest.fail if os.environ.get("CLUSTERING_REQUIRE_BROWSER") == "1" else pytest.skip
        stop(f"no browser here: looked for {', '.join(NAMES)}")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield chromium
        chromium.close()


class Visit:
    """A page that remembers what it asked for and complained of."""

    def __init__(self, browser, **options):
        self.page = browser.new_page(**options)
        self.requests, self.complaints = [], []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))

    def open(self, path):
        """Opens a file of a report."""
        self.page.goto(path.as_uri())
        return self.page


@pytest.fixture
def visit(browser):
    """Makes pages and closes them."""
    made = []

    def make(**options):
        made.append(Visit(browser, **options))
        return made[-1]

    yield make
    for one in made:
        one.page.close()


@pytest.fixture(scope="session")
def reports(tmp_path_factory, two, sixty):
    """Reports by name."""
    folder = tmp_path_factory.mktemp("reports")
    made = {"two": two, "sixty": sixty, "hostile": hostile(), "many": random_findings(800, 120)}
    report = {**made["hostile"].config["report"], "thread_pages": 0}
    config = {**made["hostile"].config, "report": report}
    made["capped"] = replace(made["hostile"], config=config)  # its threads share a page
    return {name: write_report(found, folder / name).parent for name, found in made.items()}


@pytest.fixture(scope="session")
def largest(reports):
    """The largest thread page of each report."""
    return {
        name: max((folder / "threads").glob("*.html"), key=lambda p: p.stat().st_size)
        for name, folder in reports.items()
        if name != "capped"
    }
