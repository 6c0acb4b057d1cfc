"""Who published it: the host of an address."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_ARCHIVE = re.compile(r"^https?://web\.archive\.org/web/\d+[a-z_]*/(.+)$", re.IGNORECASE)
_PREFIXES = ("www.", "www2.", "m.", "mobile.", "amp.")


def inner_url(url: str) -> str:
    """The address inside a web archive's, else the address itself."""
    match = _ARCHIVE.match(url)
    if not match:
        return url
    inner = match[1]
    return inner if "://" in inner else f"http://{inner}"


def host(url: str) -> str:
    """The host without ``www.``; empty when the address has none.

    >>> host("http://web.archive.org/web/2014/http://www.example.org:80/news/1.html")
    'example.org'
    """
    if "//" not in url:
        return ""
    try:
        name = urlsplit(inner_url(url)).hostname or ""
    except ValueError:  # such as an unclosed IPv6 bracket
        return ""
    for prefix in _PREFIXES:
        if name.startswith(prefix) and name.count(".") > 1:
            return name[len(prefix) :]
    return name
