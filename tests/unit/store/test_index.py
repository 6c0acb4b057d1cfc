"""A stored index comes back whole or is refused in one line."""

import json

import numpy as np
import pytest

from clustering.duplicates.prints import Recipe, print_block
from clustering.errors import InputError, OutputError
from clustering.store import StoredIndex, load_index, save_index

RECIPE = Recipe(5, 3, 10, 1)


@pytest.fixture
def index(tmp_path):
    """An index of three texts, one of them empty, on disk."""
    texts = ["one two three four five six seven", "", "Zürich, Tokio 東京 and Kyiv in 2018"]
    kept = StoredIndex(["a", "ß", "\ud83d c"], print_block(texts, RECIPE), RECIPE)
    save_index(tmp_path / "index", kept)
    return tmp_path / "index", kept


def test_what_is_saved_comes_back(index):
    """Ids, words, signatures and samples are those that were saved."""
    folder, kept = index
    read = load_index(folder, RECIPE)
    assert read.ids == kept.ids
    assert np.array_equal(read.prints.identity, kept.prints.identity)
    assert np.array_equal(read.prints.codes.values, kept.prints.codes.values)
    assert np.array_equal(read.prints.signatures, kept.prints.signatures)
    assert np.array_equal(read.prints.samples.values, kept.prints.samples.values)


def test_saved_again_it_is_replaced(index):
    """The same place takes a newer index, and no temporary folder stays."""
    folder, kept = index
    save_index(folder, kept)
    assert load_index(folder, RECIPE).ids == kept.ids
    assert [path.name for path in folder.parent.iterdir()] == ["index"]


@pytest.mark.parametrize("name", ["words", "signatures", "ids", "sample_offsets"])
def test_a_damaged_column_is_refused(index, name):
    """One changed byte, a cut file or a missing one is told by the column's name."""
    folder, _ = index
    column = folder / f"{name}.bin"
    content = column.read_bytes()
    for broken in (bytes([content[0] ^ 1]) + content[1:], content[:-1]):
        column.write_bytes(broken)
        with pytest.raises(InputError, match=rf"damaged: {name}\.bin was changed or cut off"):
            load_index(folder, RECIPE)
    column.unlink()
    with pytest.raises(InputError, match=rf"damaged: {name}\.bin is missing"):
        load_index(folder, RECIPE)


def test_a_foreign_index_is_refused(index, tmp_path):
    """Another format, another version, other settings, no index at all: one line each."""
    folder, _ = index
    with pytest.raises(InputError, match="made with shingle_size 5"):
        load_index(folder, Recipe(4, 3, 10, 1))
    header = json.loads((folder / "index.json").read_text())
    for key, value, told in (("version", 1, "has version 1"), ("format", "x", "not the header")):
        (folder / "index.json").write_text(json.dumps({**header, key: value}))
        with pytest.raises(InputError, match=told):
            load_index(folder, RECIPE)
    (folder / "index.json").write_text("{")
    with pytest.raises(InputError, match="is not JSON"):
        load_index(folder, RECIPE)
    with pytest.raises(InputError, match="no index here"):
        load_index(tmp_path / "nowhere", RECIPE)


def test_other_files_are_not_overwritten(index, tmp_path):
    """A folder that holds something else is left alone."""
    _, kept = index
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("dear")
    with pytest.raises(OutputError, match="holds no index"):
        save_index(tmp_path / "full", kept)
    assert (tmp_path / "full" / "letter.txt").read_text() == "dear"
