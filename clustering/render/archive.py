"""Look-ups over findings that tables, pictures and pages share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from clustering.model import (
    Affair,
    DuplicateGroup,
    Findings,
    Outside,
    Story,
    Thread,
    copy_names,
    stable_ids,
)
from clustering.render.held import Held, held_by
from clustering.render.told import Places, strongest_links
from clustering.render.words import dates_words, title_of

MAX_COMPARED = 150
"""Groups of copies with a page of their own; of the others articles.csv tells the members."""

SMALLER_STORIES = 2_000
"""Stories on a page of threads that have none of their own, unless one thread has more."""


@dataclass(frozen=True, eq=False)
class Archive:
    """Findings with the way back from a row to its groups.

    Attributes:
        findings: What the run found.
    """

    findings: Findings

    @cached_property
    def ids(self) -> list[str]:
        """Article ids by row."""
        return self.findings.corpus.ids

    @cached_property
    def titles(self) -> list[str]:
        """Printable titles by row."""
        return [title_of(a) for a in self.findings.corpus.articles]

    @cached_property
    def stories(self) -> dict[str, Story]:
        """Stories by id."""
        return {s.id: s for s in self.findings.stories}

    @cached_property
    def threads(self) -> dict[str, Thread]:
        """Threads by id."""
        return {t.id: t for t in self.findings.threads}

    @cached_property
    def affairs(self) -> dict[str, Affair]:
        """Umbrella affairs by id."""
        return {a.id: a for a in self.findings.affairs}

    @cached_property
    def story_of(self) -> list[str]:
        """Story id by row."""
        ids = [""] * len(self.ids)
        for story in self.findings.stories:
            for row in story.rows:
                ids[row] = story.id
        return ids

    @cached_property
    def thread_of(self) -> list[str]:
        """Thread id by row."""
        ids = [""] * len(self.ids)
        for thread in self.findings.threads:
            for row in thread.rows:
                ids[row] = thread.id
        return ids

    @cached_property
    def representative(self) -> list[int]:
        """Row of the representative of a row's duplicate group, by row."""
        labels: list[int] = self.findings.duplicate_groups.labels.tolist()
        return labels

    @cached_property
    def group_of(self) -> list[str]:
        """Duplicate group id by row; an article without copies is a group of one."""
        return copy_names(self.findings)

    @cached_property
    def duplicate_at(self) -> dict[int, DuplicateGroup]:
        """Groups of two or more copies by the row of their representative."""
        return {g.rows[0]: g for g in self.findings.duplicates}

    @cached_property
    def busiest(self) -> list[Thread]:
        """Threads of two or more articles, most articles first, then earliest."""
        several = [t for t in self.findings.threads if len(t.rows) > 1]
        return sorted(several, key=lambda t: (-len(t.rows), -len(t.stories), t.rows))

    @cached_property
    def singles(self) -> list[Thread]:
        """Threads of one article, by row."""
        return [t for t in self.findings.threads if len(t.rows) == 1]

    @cached_property
    def outside(self) -> dict[int, Outside]:
        """Why articles are in no thread with others, by the row of their representative."""
        return {outside.row: outside for outside in self.findings.outside}

    @cached_property
    def paged_threads(self) -> list[Thread]:
        """Threads with a page of their own, the largest."""
        return self.busiest[: self.findings.config["report"]["thread_pages"]]

    @cached_property
    def paged(self) -> frozenset[str]:
        """Their ids."""
        return frozenset(t.id for t in self.paged_threads)

    @cached_property
    def smaller(self) -> list[list[Thread]]:
        """The other threads of two or more articles, by the page that they share."""
        pages: list[list[Thread]] = []
        room = 0
        for thread in self.busiest[len(self.paged_threads) :]:
            if room < len(thread.stories):
                pages.append([])
                room = SMALLER_STORIES
            pages[-1].append(thread)
            room -= len(thread.stories)
        return pages

    @cached_property
    def _smaller_place(self) -> dict[str, int]:
        return {thread.id: place for place, page in enumerate(self.smaller) for thread in page}

    @cached_property
    def once_on(self) -> dict[str, list[tuple[str, int]]]:
        """Thread to the stories that stood on its page once, each with its first row of today."""
        first: dict[str, int] = {}
        for row, story in enumerate(self.story_of):
            first.setdefault(story, row)
        found: dict[str, list[tuple[str, int]]] = {}
        for moved in self.findings.moved:
            if moved.level == "story" and moved.after in first:
                found.setdefault(moved.page, []).append((moved.before, first[moved.after]))
        return found

    @cached_property
    def pictured(self) -> frozenset[str]:
        """Ids of the threads that have a picture of their own."""
        if not self.findings.config["report"]["thread_pictures"]:
            return frozenset()
        return frozenset(t.id for t in self.paged_threads if len(t.stories) > 1)

    @cached_property
    def compared(self) -> frozenset[str]:
        """Ids of the groups of copies that have a page of their own, the largest ones."""
        return frozenset(g.id for g in self.compared_groups)

    @cached_property
    def compared_groups(self) -> list[DuplicateGroup]:
        """Those groups, most copies first."""
        groups = sorted(self.findings.duplicates, key=lambda g: (-len(g.rows), g.rows))
        return groups[:MAX_COMPARED]

    @cached_property
    def copy_links(self) -> dict[tuple[int, int], int]:
        """Pair of rows to its position in ``duplicate_links``."""
        links = self.findings.duplicate_links
        pairs = zip(links.left.tolist(), links.right.tolist(), strict=True)
        return {pair: place for place, pair in enumerate(pairs)}

    @cached_property
    def told_of_stories(self) -> Places:
        """Ascending places in ``story_links`` of those that tables and the graph tell."""
        most = self.findings.config["report"]["max_links"]
        return strongest_links(self.findings.story_links, most)

    @cached_property
    def stories_held(self) -> Held:
        """What holds stories together: pairs of articles by their places in ``story_links``."""
        return held_by(self.findings.story_links, self.findings.story_groups)

    @cached_property
    def threads_held(self) -> Held:
        """What holds threads together: pairs of stories by their places in ``thread_links``."""
        return held_by(self.findings.thread_links, self.findings.thread_groups)

    @cached_property
    def single_place(self) -> dict[str, int]:
        """Place among the threads of one article, by thread id."""
        return {thread.id: place for place, thread in enumerate(self.singles)}

    @cached_property
    def _busy_place(self) -> dict[str, int]:
        return {thread.id: place for place, thread in enumerate(self.paged_threads)}

    def neighbours(self, thread: Thread) -> tuple[Thread | None, Thread | None]:
        """The threads before and after in the order of the index, as far as they have pages."""
        place = self._busy_place[thread.id]
        before = self.paged_threads[place - 1] if place else None
        after = self.paged_threads[place + 1] if place + 1 < len(self.paged_threads) else None
        return before, after

    def dates(self, rows: Iterable[int]) -> str:
        """The dates of the rows in words."""
        articles = self.findings.corpus.articles
        return dates_words(articles[row].date for row in rows)

    def outlets(self, rows: tuple[int, ...]) -> Counter[str]:
        """Articles by outlet among the rows; unknown outlets under the empty name."""
        articles = self.findings.corpus.articles
        return Counter(articles[row].outlet for row in rows)

    def anchor(self, row: int) -> str:
        """An id for an article on a page, the same on every run."""
        return stable_ids("a", [self.ids[row]])[0]

    def side_by_side(self, left: int, right: int, up: str = "") -> str:
        """Where two copies stand beside each other; empty where they do not."""
        head = self.representative[right]
        if self.representative[left] != head or self.group_of[head] not in self.compared:
            return ""
        other = left if right == head else right
        return f"{up}copies/{self.group_of[head]}.html#{self.anchor(other)}"

    def thread_page(self, thread: str) -> str:
        """Page of a thread of two or more articles, from the report's top folder; else empty."""
        if thread in self.paged:
            return f"threads/{thread}.html"
        place = self._smaller_place.get(thread)
        return "" if place is None else smaller_name(place)

    def thread_path(self, thread: str) -> str:
        """Where on its page a thread is read; empty when nowhere."""
        page = self.thread_page(thread)
        return page if thread in self.paged or not page else f"{page}#{thread}"


def smaller_name(place: int) -> str:
    """The n-th page of threads that share one."""
    return f"smaller-{place + 1}.html" if place else "smaller.html"
