"""Views of articles: what is weighed otherwise shares what is the same."""

import numpy as np

from clustering.stories.views import story_views
from clustering.text.vocabulary import number_words


def test_columns_of_one_part_are_held_once():
    """Text and lead are weighed twice each; the words are the same, and so are their columns."""
    bodies = [
        "Moscow and Tokyo met over the islands. Talks go on in May.",
        "Tokyo hopes for talks with Moscow over the islands in May.",
    ]
    views = story_views(number_words(["Talks", "Hopes"], bodies))
    for one, other in ((views.text, views.text_flat), (views.lead, views.lead_rare)):
        assert np.shares_memory(one.columns, other.columns)
        assert np.shares_memory(one.offsets, other.offsets)
        assert (one.values != other.values).any()
    assert not np.shares_memory(views.text.columns, views.lead.columns)


def test_runs_have_columns_only():
    """Their values are one number, however many entries there are."""
    runs = story_views(number_words(["", ""], ["one two three four five"] * 2)).runs
    assert runs.columns.tolist() == [0, 1, 2, 0, 1, 2]
    assert runs.values.tolist() == [1] * 6
    assert runs.values.strides == (0,)
