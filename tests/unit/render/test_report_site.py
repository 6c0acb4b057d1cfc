"""What every page is made with."""

from __future__ import annotations

import pytest

from clustering.render.site import filed


@pytest.mark.parametrize(
    ("text", "up", "markup"),
    [
        ("3 links more: see links.csv.", "", '<a href="links.csv">links.csv</a>.'),
        ("see threads.json.", "../", '<a href="../threads.json">threads.json</a>.'),
        ("<b>stories.csv</b>", "", '&lt;b&gt;<a href="stories.csv">stories.csv</a>&lt;/b&gt;'),
        ("mylinks.csv and links.csvs", "", "mylinks.csv and links.csvs"),
    ],
)
def test_tables_that_are_named_are_a_click_away(text, up, markup):
    """Where the page says that the rest is in a table, the table opens; the rest is escaped."""
    assert str(filed(text, up)).endswith(markup)
