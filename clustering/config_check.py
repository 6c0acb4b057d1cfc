"""Can a settings file be used?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from clustering.config import load_config
from clustering.readers.constraints import read_constraints
from clustering.stories.model import load_pair_model
from clustering.text.actors import load_actors


def check_file(path: str | Path) -> Iterator[str]:
    """Reads the file, and the files that it names, as a run would.

    Yields:
        A line that says how many keys it sets, and one for each renamed key.

    Raises:
        ClusteringError: The first mistake.
    """
    config = load_config(path)
    load_pair_model(config.stories.model_file)
    if config.threads.actors_file:
        load_actors(Path(config.threads.actors_file))
    if config.constraints.file:
        read_constraints(config.constraints.file)
    yield from config.notes
    n_keys = sum(origin == config.name for origin in config.origins.values())
    yield f"{path}: {n_keys} {'key' if n_keys == 1 else 'keys'} set, all known and in range"
