"""Pages of the articles that stand alone."""

from __future__ import annotations

from collections.abc import Iterator

from clustering.render.archive import Archive
from clustering.render.cards import SINGLES_A_PAGE, card_of, singles_name
from clustering.render.outside import Parts, outside_sentence
from clustering.render.site import page
from clustering.render.words import counted, number


def singles_pages(archive: Archive) -> Iterator[tuple[str, str]]:
    """File name and text of each page, a thousand articles a page; at least one page."""
    singles = archive.singles
    starts = range(0, max(1, len(singles)), SINGLES_A_PAGE)
    for start in starts:
        shown = singles[start : start + SINGLES_A_PAGE]
        account = f"{counted(len(singles), 'article')} in no thread with others, and why."
        if len(starts) > 1:
            end = number(start + len(shown))
            account += f" Here {number(start + 1)} to {end}, in order of time."
        yield (
            singles_name(start),
            page(
                "singles.html",
                title="Single articles",
                synthetic=archive.findings.reading.synthetic,
                account=account,
                articles=[
                    (card_of(archive, row), _reason(archive, row))
                    for row in (thread.rows[0] for thread in shown)
                ],
                before=singles_name(start - 1) if start else "",
                after=singles_name(start + SINGLES_A_PAGE)
                if start + SINGLES_A_PAGE < len(singles)
                else "",
            ),
        )


def _reason(archive: Archive, row: int) -> Parts:
    """Why the article stands alone, as a sentence with links."""
    outside = archive.outside.get(row)
    return [] if outside is None else outside_sentence(archive, outside)
