"""Asks a person about pairs of articles, and keeps the answers."""
