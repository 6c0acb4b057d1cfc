"""Files in, articles and refusals out."""

from clustering.readers.reading import read_articles

__all__ = ["read_articles"]
