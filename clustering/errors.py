"""Mistakes that a user can mend, each one line."""


class ClusteringError(Exception):
    """A mistake the user can mend; its text is one line that says what and where."""


class ConfigError(ClusteringError):
    """A config file that cannot be used: names the file, the key, the value and the range."""


class InputError(ClusteringError):
    """Input that cannot be analysed: missing paths, no articles, clashing ids."""


class OutputError(ClusteringError):
    """An output folder that cannot be written or is not ours to replace."""


class GoldError(ClusteringError):
    """A gold file that cannot be scored: no labels, unknown level, unreadable."""


class ConstraintError(ClusteringError):
    """Constraints that cannot be read, or that contradict each other."""
