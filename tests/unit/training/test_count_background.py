"""Counting in how many texts each word stands."""

import json

import pytest

from clustering.errors import OutputError
from clustering.training import count_background
from clustering.training.background import MIN_TEXTS


def write_articles(path):
    """Ten articles: 'herring' in seven, 'cable' in six, 'treaty' twice in each."""
    with path.open("w") as file:
        for n in range(10):
            words = ["Herring"] * (n < MIN_TEXTS) + ["cable"] * (n < MIN_TEXTS - 1)
            text = f"A treaty is a treaty for {' '.join(words)} number{n}."
            file.write(json.dumps({"id": str(n), "title": "Treaty", "text": text}) + "\n")
    return path


def test_words_of_seven_texts_and_more(tmp_path):
    """Words are lower-case and sorted, with texts and capitals; rarer ones are left out."""
    out = tmp_path / "background.tsv"
    n_words = count_background([write_articles(tmp_path / "a.jsonl")], out)
    lines = out.read_text().splitlines()
    assert lines[0] == "#texts\t10"
    assert lines[1:] == ["a\t10\t0", "for\t10\t0", "herring\t7\t100", "is\t10\t0", "treaty\t10\t0"]
    assert n_words == 5


def test_an_output_that_cannot_be_written(tmp_path):
    """A folder in place of the file is told in one line."""
    with pytest.raises(OutputError, match="cannot be written"):
        count_background([write_articles(tmp_path / "a.jsonl")], tmp_path)
