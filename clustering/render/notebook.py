"""Findings as a notebook shows them."""

from __future__ import annotations

from clustering.model import Findings
from clustering.render.account import counts, summary
from clustering.render.archive import Archive


def notebook_html(findings: Findings) -> str:
    """The account in a sentence and the five largest threads, escaped, without a style."""
    from clustering.render.masthead import account_words
    from clustering.render.site import page

    return page(
        "notebook.html",
        synthetic=findings.reading.synthetic,
        account=account_words(Archive(findings), counts(findings)),
        threads=summary(findings)["largest_threads"],
    )
