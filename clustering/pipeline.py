"""The stages in reading order."""
