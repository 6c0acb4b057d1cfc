"""What is kept between runs: the prints of articles."""

from clustering.store.index import StoredIndex, load_index, save_index

__all__ = ["StoredIndex", "load_index", "save_index"]
