"""Findings as tables, pictures and pages."""

from clustering.render.account import summary
from clustering.render.folder import check_directory
from clustering.render.notebook import notebook_html
from clustering.render.report import load_templates, write_report
from clustering.render.tables import (
    affairs_table,
    articles_table,
    links_table,
    stories_table,
    threads_table,
)

__all__ = [
    "affairs_table",
    "articles_table",
    "check_directory",
    "links_table",
    "load_templates",
    "notebook_html",
    "stories_table",
    "summary",
    "threads_table",
    "write_report",
]
