"""Fitting what the package ships: pair model, background counts, nouns."""

from clustering.training.answers import train_answers
from clustering.training.background import count_background
from clustering.training.nouns import count_nouns
from clustering.training.pair_model import train_files

__all__ = ["count_background", "count_nouns", "train_answers", "train_files"]
