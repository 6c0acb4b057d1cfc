"""Agreement of what was found with gold labels."""

from clustering.evaluation.compare import evaluate, format_scores
from clustering.evaluation.gold import LEVELS, Level, read_gold
from clustering.evaluation.metrics import Scores, score

__all__ = ["LEVELS", "Level", "Scores", "evaluate", "format_scores", "read_gold", "score"]
