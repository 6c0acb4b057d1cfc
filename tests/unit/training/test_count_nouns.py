"""Counting which words behave like nouns."""

import json

import pytest

from clustering.errors import OutputError
from clustering.training import count_nouns
from clustering.training.nouns import MIN_TEXTS


def write_articles(path, n_texts=MIN_TEXTS):
    """Articles in which "herring" is a noun by itself, "treaty" ends a phrase of two words."""
    with path.open("w") as file:
        for n in range(n_texts):
            text = f"We saw the herring and the herring treaty when they cured the ham number{n}."
            file.write(json.dumps({"id": str(n), "title": "Herring", "text": text}) + "\n")
    return path


def test_places_of_each_word(tmp_path):
    """Word, all places in bodies, alone, last of two, verb; words in order, no numbers."""
    out = tmp_path / "nouns.tsv"
    n_words = count_nouns([write_articles(tmp_path / "a.jsonl")], out)
    lines = out.read_text().splitlines()
    assert lines[0] == "#word\tplaces\talone\tlast\tverb"
    assert n_words == len(lines) - 1
    told = {line.split("\t")[0]: [int(n) for n in line.split("\t")[1:]] for line in lines[1:]}
    assert list(told) == sorted(told)
    assert told["herring"] == [24, 12, 0, 0]
    assert told["treaty"] == [12, 0, 12, 0]
    assert told["cured"] == [12, 0, 0, 12]


def test_rare_words_are_left_out(tmp_path):
    """In fewer than twelve texts a word is not told."""
    out = tmp_path / "nouns.tsv"
    assert count_nouns([write_articles(tmp_path / "a.jsonl", MIN_TEXTS - 1)], out) == 0


def test_an_output_that_cannot_be_written(tmp_path):
    """A folder in place of the file is told in one line."""
    with pytest.raises(OutputError, match="cannot be written"):
        count_nouns([write_articles(tmp_path / "a.jsonl")], tmp_path)
