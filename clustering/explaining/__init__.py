"""Tells at every level why two articles are together, or not."""
