"""The strongest way between two names."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from clustering.graph.paths import strongest_path

EDGES = st.dictionaries(
    st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")).filter(lambda p: p[0] < p[1]),
    st.integers(1, 5),
    max_size=14,
).map(lambda found: [(a, b, w / 5) for (a, b), w in found.items()])


def test_a_detour_over_strong_edges_beats_a_weak_edge():
    """Its weakest edge counts, and every edge leads on."""
    edges = [("a", "z", 0.3), ("b", "a", 0.9), ("b", "c", 0.5), ("c", "z", 0.8), ("c", "d", 1.0)]
    assert strongest_path(edges, "a", "z") == [("a", "b", 0.9), ("b", "c", 0.5), ("c", "z", 0.8)]
    assert strongest_path(edges, "z", "a")[0] == ("z", "c", 0.8)


def test_where_nothing_leads_there_is_no_way():
    """Neither to another island nor to a name without edges."""
    assert strongest_path([("a", "b", 1.0), ("y", "z", 1.0)], "a", "z") == []
    assert strongest_path([], "a", "b") == []


def reachable(edges, start, least):
    """Names that edges of at least this weight lead to."""
    found = {start}
    while more := {
        other
        for a, b, w in edges
        for one, other in ((a, b), (b, a))
        if w >= least and one in found and other not in found
    }:
        found |= more
    return found


@given(EDGES)
def test_no_way_has_a_stronger_weakest_edge(edges):
    """Against the definition: what stronger edges alone reach."""
    way = strongest_path(edges, "a", "g")
    known = {(a, b): w for a, b, w in edges} | {(b, a): w for a, b, w in edges}
    if not way:
        assert "g" not in reachable(edges, "a", 0)
        return
    assert (way[0][0], way[-1][1]) == ("a", "g")
    assert all(one[1] == other[0] for one, other in pairwise(way))
    assert all(known[a, b] == w for a, b, w in way)
    weakest = min(w for _, _, w in way)
    assert "g" not in reachable(edges, "a", weakest + 0.01)


@given(EDGES, st.randoms(use_true_random=False))
def test_the_order_of_the_edges_does_not_matter(edges, dice):
    """Ties included."""
    shuffled = list(edges)
    dice.shuffle(shuffled)
    assert strongest_path(shuffled, "a", "g") == strongest_path(edges, "a", "g")
