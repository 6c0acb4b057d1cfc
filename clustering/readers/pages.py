"""HTML pages: text by trafilatura, facts by explicit metadata."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from clustering.readers.records import Record
from clustering.readers.whitespace import normalise_line

# Where publishers state the day of publication, most explicit first. A modification
# date is none, and neither is anything that has to be guessed from the page's text.
_DATE_NAMES = (
    *("article:published_time", "og:article:published_time", "datepublished"),
    *("parsely-pub-date", "sailthru.date", "publishdate", "publish-date", "publish_date"),
    *("pubdate", "article.published", "published_time", "dc.date.issued", "dcterms.issued"),
    *("citation_publication_date", "dc.date", "dcterms.date", "date"),
)
_TITLE_NAMES = ("og:title", "twitter:title", "headline", "dc.title", "title")
_OUTLET_NAMES = ("og:site_name", "application-name", "dc.publisher", "citation_journal_title")
_CHARSET = re.compile(rb"<meta[^>]{1,200}charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_MAX_STATED = 400


def declared_charset(content: bytes) -> str:
    """The encoding that the page says it has; empty when it does not."""
    match = _CHARSET.search(content[:4096])
    return match[1].decode("ascii") if match else ""


def read_page(text: str, shown: str) -> Record:
    """The record of one HTML page; nothing is fetched and no date is guessed."""
    record = Record(shown, 0, "page")
    # lxml refuses characters that XML has no place for.
    content = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text).encode("utf-8", "replace")
    try:
        tree = document_fromstring(content, parser=HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):  # nothing but white space or comments
        return record
    stated = {**_from_json(tree), **_metas(tree)}
    record.title = _chosen(stated, _TITLE_NAMES) or _heading(tree)
    record.date = _chosen(stated, _DATE_NAMES) or _time_element(tree)
    record.outlet = _chosen(stated, _OUTLET_NAMES) or stated.get("publisher", "")
    record.url = _link(tree) or stated.get("og:url", "")
    record.language = str(tree.get("lang") or stated.get("og:locale", ""))
    record.text = _main_text(tree)
    return record


def _main_text(tree: HtmlElement) -> str:
    from trafilatura import bare_extraction

    found = bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False)
    return str(found.text or "") if found is not None else ""


def _metas(tree: HtmlElement) -> dict[str, str]:
    stated: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        value = normalise_line(element.get("content") or "")
        if name and value:
            stated.setdefault(name.strip().lower(), value)
    for element in tree.xpath("//*[@itemprop='datePublished'][@datetime]"):
        stated.setdefault("datepublished", element.get("datetime"))
    return stated


def _from_json(tree: HtmlElement) -> dict[str, str]:
    """``datePublished``, ``headline`` and ``publisher`` of JSON-LD blocks (schema.org)."""
    stated: dict[str, str] = {}
    for element in tree.xpath("//script[@type='application/ld+json']"):
        try:
            value = json.loads(element.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in _articles(value, 0):
            publisher = thing.get("publisher")
            if isinstance(publisher, dict):
                publisher = publisher.get("name")
            pairs = (
                ("datepublished", thing.get("datePublished")),
                ("headline", thing.get("headline")),
                ("publisher", publisher),
            )
            for name, given in pairs:
                if isinstance(given, str) and given.strip():
                    stated.setdefault(name, normalise_line(given))
    return stated


def _articles(value: Any, depth: int) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON
    if depth > 5:
        return
    if isinstance(value, list):
        for item in value:
            yield from _articles(item, depth + 1)
    elif isinstance(value, dict):
        kind = str(value.get("@type", ""))
        if "Article" in kind or "Posting" in kind or "Report" in kind:
            yield value
        yield from _articles(value.get("@graph"), depth + 1)


def _chosen(stated: dict[str, str], names: tuple[str, ...]) -> str:
    return next((stated[name] for name in names if stated.get(name)), "")


def _heading(tree: HtmlElement) -> str:
    for path in ("//h1", "//title"):
        for element in tree.xpath(path):
            text = normalise_line(element.text_content())
            if text:
                return text
    return ""


def _time_element(tree: HtmlElement) -> str:
    """``<time pubdate>`` or the one ``<time datetime>`` of the page's only article."""
    marked = tree.xpath("//time[@pubdate][@datetime]")
    times = marked or tree.xpath("//article[not(ancestor::article)]//time[@datetime]")
    stated = {str(element.get("datetime"))[:_MAX_STATED] for element in times}
    return stated.pop() if len(stated) == 1 else ""


def _link(tree: HtmlElement) -> str:
    for element in tree.xpath("//link[@rel='canonical'][@href]"):
        href = str(element.get("href")).strip()
        if href.startswith(("http://", "https://")):
            return href
    return ""
