"""What is kept between runs: the prints of articles, and reports."""

from clustering.store.index import StoredIndex, load_index, save_index
from clustering.store.reports import WrittenReport, read_report

__all__ = ["StoredIndex", "WrittenReport", "load_index", "read_report", "save_index"]
