"""Every format in every packing gives the same articles."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma

import pytest

from clustering.config import config_from
from clustering.readers import read_articles

TITLE = "Talks resume in Vienna"
BODY = (
    "The foreign ministers of both countries met in Vienna on Monday to talk about the border.\n\n"
    "They agreed to meet again in the spring, as officials told reporters after the talks ended."
)
DATE, OUTLET = "2018-09-10", "The Daily"


def _rows() -> list[dict[str, str]]:
    return [{"title": TITLE, "text": BODY, "date": DATE, "outlet": OUTLET}]


def _table(delimiter: str) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(_rows()[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(_rows())
    return text.getvalue()


def _front_matter() -> str:
    return f"---\ntitle: {TITLE}\ndate: {DATE}\noutlet: {OUTLET}\n---\n{BODY}"


def _page() -> str:
    paragraphs = "".join(f"<p>{p}</p>" for p in BODY.split("\n\n"))
    return (
        f'<html><head><meta property="og:title" content="{TITLE}">'
        f'<meta property="og:site_name" content="{OUTLET}">'
        f'<meta property="article:published_time" content="{DATE}T08:00:00Z"></head>'
        f"<body><article>{paragraphs}</article></body></html>"
    )


FORMATS = {
    ".txt": _front_matter(),
    ".md": _front_matter(),
    ".html": _page(),
    ".htm": _page(),
    ".jsonl": json.dumps(_rows()[0]) + "\n",
    ".ndjson": json.dumps(_rows()[0]) + "\n",
    ".json": json.dumps({"articles": _rows()}, indent=1),
    ".csv": _table(","),
    ".tsv": _table("\t"),
}
PACKINGS = {"": bytes, ".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_packing_and_encoding(tmp_path, ending, packing, encoding):
    """Title, body, date and outlet are the same whatever they came in."""
    content = FORMATS[ending].encode(encoding)
    (tmp_path / f"in{ending}{packing}").write_bytes(PACKINGS[packing](content))
    config = config_from({})
    found = read_articles([tmp_path], config=config.input, cleaning=config.cleaning)
    [article] = found.articles
    assert (article.title, article.body) == (TITLE, BODY)
    assert (article.date.iso(), article.date.provenance) == (DATE, "metadata")
    assert (article.outlet, article.language) == (OUTLET, "en")
    assert article.path == f"in{ending}{packing}"
    assert (found.n_inputs, found.rejections, found.notes) == (1, (), ())
    if article.line == 0:
        assert article.id == "in"
    else:
        assert article.id.startswith("x-")
