"""Finds duplicates, stories and diplomatic threads in news archives."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clustering.errors import ClusteringError
    from clustering.pipeline import Analysis, analyze

__version__ = "0.1.0"
__all__ = ["Analysis", "ClusteringError", "__version__", "analyze"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module's attribute may be anything
    """Loads the analysis when it is first asked for, so that importing is quick."""
    homes = {"Analysis": "pipeline", "analyze": "pipeline", "ClusteringError": "errors"}
    if name not in homes:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"clustering.{homes[name]}"), name)
