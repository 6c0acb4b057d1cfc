"""Fitting what the package ships: pair model, background counts."""

from clustering.training.background import count_background
from clustering.training.pair_model import train_files

__all__ = ["count_background", "train_files"]
