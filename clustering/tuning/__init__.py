"""Other thresholds, tried before one is set."""

from clustering.tuning.report import closing_lines, tuning_account, write_tuning
from clustering.tuning.sweeps import LEVELS, Tuning, tune

__all__ = ["LEVELS", "Tuning", "closing_lines", "tune", "tuning_account", "write_tuning"]
