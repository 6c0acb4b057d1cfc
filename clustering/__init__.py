"""Finds duplicates, stories and diplomatic threads in news archives."""

__version__ = "0.1.0"
