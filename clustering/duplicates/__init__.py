"""Copies: MinHash candidates, exact verification, groups."""
