"""Finds the article that a person means."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from clustering.errors import InputError

_SHOWN = 5


def find_article(articles: Mapping[str, Mapping[str, str]], words: str, run: str) -> str:
    """The id of the article that is meant by an id, a path or a part of a title.

    An id goes before a path, a path (or its last part) before a title.

    Args:
        articles: Rows of the report by id.
        words: What the person wrote.
        run: What the report is called.

    Raises:
        InputError: Nothing, or more than one article, is meant.
    """
    if words in articles:
        return words
    ways = [n for n, row in articles.items() if words and words in _places(row)]
    part = words.casefold().strip()
    titles = [n for n, row in articles.items() if part and part in row.get("title", "").casefold()]
    for found in (ways, titles):
        if len(found) == 1:
            return found[0]
        if found:
            told = "; ".join(f"{n} ({articles[n].get('title', '')[:60]})" for n in found[:_SHOWN])
            more = f"; and {len(found) - _SHOWN:,} more" if len(found) > _SHOWN else ""
            raise InputError(f"{run}: {words!r} may be {len(found):,} articles: {told}{more}")
    near = get_close_matches(words, articles, n=1)
    hint = f"; the nearest id is {near[0]!r}" if near else ""
    raise InputError(f"{run}: no article with the id, path or title {words!r}{hint}")


def _places(row: Mapping[str, str]) -> tuple[str, ...]:
    path = row.get("path") or row.get("place", "")
    return path, path.replace("\\", "/").rpartition("/")[2]
