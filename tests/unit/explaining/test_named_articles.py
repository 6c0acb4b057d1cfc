"""Which article a person means."""

import pytest

from clustering.errors import InputError
from clustering.explaining.names import find_article

ARTICLES = {
    "a1": {"path": "news/one.txt", "title": "Putin meets Abe"},
    "a2": {"path": "news/two.txt", "title": "Putin meets Kim"},
    "Kim": {"path": "other/two.txt", "title": "A treaty is signed"},
}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("a1", "a1"),
        ("news/one.txt", "a1"),
        ("one.txt", "a1"),
        ("meets abe", "a1"),
        ("TREATY", "Kim"),
        ("Kim", "Kim"),  # an id goes before a title
    ],
)
def test_an_id_a_path_or_a_part_of_a_title(words, found):
    """Whatever is unique is enough."""
    assert find_article(ARTICLES, words, "r") == found


@pytest.mark.parametrize("words", ["Putin", "two.txt"])
def test_several_hits_are_listed_in_one_line(words):
    """With ids and titles, so that the next try can be exact."""
    with pytest.raises(InputError, match=r"may be 2 articles: a.*; ") as stop:
        find_article(ARTICLES, words, "r")
    assert "\n" not in str(stop.value)


def test_many_hits_are_counted():
    """Five are listed."""
    many = {f"x{k}": {"path": "", "title": "Talks"} for k in range(8)}
    with pytest.raises(InputError, match=r"may be 8 articles: .*; and 3 more$"):
        find_article(many, "talks", "r")


def test_no_hit_names_the_nearest_id():
    """An empty word is no part of every title."""
    with pytest.raises(InputError, match=r"path or title 'Kims'; the nearest id is 'Kim'"):
        find_article(ARTICLES, "Kims", "r")
    with pytest.raises(InputError, match="no article"):
        find_article(ARTICLES, "", "r")
