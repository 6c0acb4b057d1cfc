"""What holds for every two runs."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from clustering.model import trace_lineage
from clustering.model.lineage import inherited_names

RUNS = st.dictionaries(st.integers(0, 14).map(str), st.sampled_from("uvwxyz"), max_size=15)


@given(RUNS, RUNS)
def test_every_group_has_one_fate(before, after):
    """Each later group once; each earlier group once as ancestor or as one without an heir."""
    found = trace_lineage(before, after)
    ends = ("split from", "new")
    assert Counter(d.after for d in found if d.fate not in ("merged into", "vanished")) == Counter(
        set(after.values())
    )
    assert Counter(d.before for d in found if d.fate not in ends) == Counter(set(before.values()))
    for d in found:
        olds = {a for a, group in before.items() if group == d.before}
        news = {a for a, group in after.items() if group == d.after}
        assert (d.n_before, d.n_after, d.n_common) == (len(olds), len(news), len(olds & news))
        assert (d.n_common > 0) == (d.fate not in ("new", "vanished"))
        if d.inherits:
            assert (d.fate == "kept") == (olds == news)
            assert (d.fate == "grown") == (olds < news)
            assert (d.fate == "shrank") == (news < olds)


@given(RUNS, RUNS, st.randoms(use_true_random=False))
def test_the_order_of_the_articles_does_not_matter(before, after, dice):
    """The same groups, the same lineage."""
    shuffled = []
    for run in (before, after):
        pairs = list(run.items())
        dice.shuffle(pairs)
        shuffled.append(dict(pairs))
    assert trace_lineage(*shuffled) == trace_lineage(before, after)


@given(RUNS, RUNS)
def test_nobody_without_an_heir_could_have_had_one(before, after):
    """An earlier group with articles in a later group without an ancestor is that one's."""
    found = trace_lineage(before, after)
    childless = {d.before for d in found if d.fate in ("merged into", "vanished")}
    orphans = {d.after for d in found if d.fate in ("split from", "new")}
    for article in before.keys() & after.keys():
        assert not (before[article] in childless and after[article] in orphans)


@given(RUNS)
def test_the_same_groups_are_kept_whatever_their_names(run):
    """Two runs that differ in names only: every group is kept."""
    renamed = {article: f"{group}!" for article, group in run.items()}
    assert {d.fate for d in trace_lineage(run, renamed)} <= {"kept"}


@given(RUNS, RUNS)
def test_names_stay_different(before, after):
    """Inherited, own and new names never meet, and only heirs have an earlier name."""
    groups = sorted(set(after.values()))
    lineage = trace_lineage(before, after)
    names = inherited_names("s", groups, lineage)
    assert len(set(names)) == len(groups)
    heirs = {d.after: d.before for d in lineage if d.inherits}
    for group, name in zip(groups, names, strict=True):
        assert (name in set(before.values())) == (group in heirs)
        assert name == heirs.get(group, name)
