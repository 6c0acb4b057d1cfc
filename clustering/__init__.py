"""Finds duplicates, stories and diplomatic threads in news archives."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clustering.errors import ClusteringError
    from clustering.pipeline import Analysis, analyze

__version__ = "0.1.0"
__all__ = ["Analysis", "ClusteringError", "__version__", "analyze"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module's attribute may be anything
    """Loads the analysis when it is first asked for, so that importing is quick."""
    if name in {"Analysis", "analyze"}:
        from clustering import pipeline

        return getattr(pipeline, name)
    if name == "ClusteringError":
        from clustering.errors import ClusteringError

        return ClusteringError
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
