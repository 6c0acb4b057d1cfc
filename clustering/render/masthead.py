"""The top of the first page: the archive in a sentence and in numbers."""

from __future__ import annotations

from clustering.render.archive import Archive
from clustering.render.site import Context
from clustering.render.words import counted


def account_words(archive: Archive, counts: dict[str, int]) -> str:
    """What the archive holds, in one sentence."""
    if not counts["n_read"]:
        return "No article could be read."
    outlets = f" from {counted(counts['n_outlets'], 'outlet')}" if counts["n_outlets"] else ""
    dated = [row for row in range(counts["n_read"]) if archive.findings.corpus.dated[row]]
    dates = f", {archive.dates(dated)}" if dated else ""
    copies = counts["n_copies"]
    copied = f"{counted(copies, 'article')} {'is a copy' if copies == 1 else 'are copies'}"
    return (
        f"The archive holds {counted(counts['n_read'], 'article')}{outlets}{dates}. They tell "
        f"{counted(counts['n_stories'], 'story')}{_in_threads(counts)}; "
        f"{copied if copies else 'no article is a copy'} of another."
    )


def _in_threads(counts: dict[str, int]) -> str:
    """Threads are told as the table has them: of two or more articles."""
    threads, alone = counts["n_threads_of_several_articles"], _n_alone(counts)
    if not threads:
        return ", none of one affair with another"
    aside = f", with {counted(alone, 'article')} in no thread" if alone else ""
    return f" in {counted(threads, 'thread')}{aside}"


def _n_alone(counts: dict[str, int]) -> int:
    return counts["n_threads"] - counts["n_threads_of_several_articles"]


def count_cards(counts: dict[str, int]) -> list[Context]:
    """The large numbers, each with the place that it leads to."""
    cards = [
        (counts["n_read"], "article", "", "#archive"),
        (counts["n_copies"], "copy", "copies", "#copies"),
        (counts["n_origins"], "independent origin", "", "#copies"),
        (counts["n_stories"], "story", "", "#threads"),
        (counts["n_threads_of_several_articles"], "thread", "", "#threads"),
        (_n_alone(counts), "single article", "", "singles.html"),
        (counts["n_rejected"], "refused", "refused", "#removed"),
    ]
    return [
        dict(zip(("number", "name"), counted(count, one, many).split(" ", 1), strict=True))
        | {"href": href}
        for count, one, many, href in cards
        if count or href != "singles.html"
    ]
