"""Agreement of what was found with gold labels."""

from clustering.evaluation.compare import evaluate, evaluate_pairs, format_scores
from clustering.evaluation.gold import LEVELS, Level, read_gold
from clustering.evaluation.labels import PairLabel, is_labels, read_labels
from clustering.evaluation.metrics import Scores, score
from clustering.evaluation.sampled import PairScores, format_pair_scores, score_pairs

__all__ = [
    "LEVELS",
    "Level",
    "PairLabel",
    "PairScores",
    "Scores",
    "evaluate",
    "evaluate_pairs",
    "format_pair_scores",
    "format_scores",
    "is_labels",
    "read_gold",
    "read_labels",
    "score",
    "score_pairs",
]
