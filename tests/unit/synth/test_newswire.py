"""The synthetic newswire is repeatable, and its truth is true."""

import csv
import difflib
import itertools
import json
import re
from collections import Counter, defaultdict
from statistics import median

import pytest

from clustering.errors import OutputError
from clustering.synth import write_newswire
from clustering.synth.copies import COPY_KINDS
from clustering.synth.world import table


def read(written):
    """Articles and truth by id."""
    lines = written.articles.read_text(encoding="utf-8").splitlines()
    articles = {row["id"]: row for row in map(json.loads, lines)}
    with written.truth.open(encoding="utf-8", newline="") as file:
        truth = {row["id"]: row for row in csv.DictReader(file)}
    return articles, truth


@pytest.fixture(scope="module")
def newswire(tmp_path_factory):
    """The default newswire, three times as long."""
    return read(write_newswire(tmp_path_factory.mktemp("synth"), n_articles=1080))


def groups(truth, level):
    """Label to the ids that bear it."""
    found = defaultdict(list)
    for identifier, row in truth.items():
        found[row[level]].append(identifier)
    return found


def copies(newswire, kind):
    """Pairs of (original's text, copy's text) for a kind of copy."""
    articles, truth = newswire
    for members in groups(truth, "duplicate_group").values():
        original = [i for i in members if truth[i]["kind"] not in COPY_KINDS]
        assert len(original) == 1
        for member in members:
            if truth[member]["kind"] == kind:
                yield articles[original[0]], articles[member]


def shingles(text, size):
    """Distinct runs of words."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[k : k + size]) for k in range(len(words) - size + 1)}


def containment(left, right, size=3):
    """Share of the shorter text's shingles that stand in the other."""
    a, b = shingles(left, size), shingles(right, size)
    return len(a & b) / min(len(a), len(b))


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    """Two runs write identical files, and another seed writes others."""
    one, two = write_newswire(tmp_path / "1"), write_newswire(tmp_path / "2")
    other = write_newswire(tmp_path / "3", seed=2)
    assert one.articles.read_bytes() == two.articles.read_bytes()
    assert one.truth.read_bytes() == two.truth.read_bytes()
    assert one.articles.read_bytes() != other.articles.read_bytes()


@pytest.mark.parametrize("n_articles", [0, 1, 7, 360])
def test_as_many_articles_as_asked_for(tmp_path, n_articles):
    """Articles, truth and the summary agree on the number."""
    written = write_newswire(tmp_path, n_articles=n_articles)
    articles, truth = read(written)
    assert len(articles) == len(truth) == written.n_articles == n_articles
    assert list(articles) == list(truth)
    assert written.n_stories == len(groups(truth, "story"))
    assert written.n_threads == len(groups(truth, "thread"))
    plural = [g for g in groups(truth, "duplicate_group").values() if len(g) > 1]
    assert written.n_duplicate_groups == len(plural)


def test_every_article_says_that_it_is_invented(newswire):
    """The mark stands in a field and in the outlet's name, not in the text."""
    articles, truth = newswire
    assert all(a["synthetic"] is True for a in articles.values())
    assert all(a["source"].startswith("Synthetic ") for a in articles.values())
    assert all(row["synthetic"] == "true" for row in truth.values())
    assert not any("invented" in a["text"].lower() for a in articles.values())


def test_no_slot_or_choice_is_left_open(newswire):
    """Every template was filled in."""
    articles, _ = newswire
    for article in articles.values():
        assert not re.search(r"[\[\]{}|]", article["title"])
        assert not re.search(r"[\[\]{}]", article["text"])


def test_levels_are_nested(newswire):
    """Each duplicate group lies in one story and each story in one thread."""
    _, truth = newswire
    for inner, outer in (("duplicate_group", "story"), ("story", "thread")):
        for members in groups(truth, inner).values():
            assert len({truth[i][outer] for i in members}) == 1


def test_everything_promised_is_there(newswire):
    """All kinds are planted, and affairs make up about two thirds."""
    _, truth = newswire
    kinds = Counter(row["kind"] for row in truth.values())
    others = {"single", "twin", "weather", "market", "notice", "results", "courts"}
    assert set(kinds) == {"report", "independent", *COPY_KINDS, *others}
    in_affairs = sum(n for kind, n in kinds.items() if kind not in others)
    assert 0.6 < in_affairs / len(truth) < 0.7


def test_no_article_is_short(newswire):
    """Reports have 200 words and more, templates and cut copies at least 95, a third 60."""
    articles, truth = newswire
    for identifier, article in articles.items():
        n_words = len(article["text"].split())
        whole = truth[identifier]["kind"] in ("report", "independent")
        third = truth[identifier]["kind"] == "copy-third"
        assert (190 if whole else 60 if third else 95) <= n_words <= 650


def test_threads_are_long_and_rest_between_bursts(newswire):
    """Affairs of several events span two hundred days: close in bursts, with long gaps."""
    articles, truth = newswire
    days = defaultdict(list)
    for identifier, row in truth.items():
        if row["kind"] == "report" and articles[identifier]["date"]:
            days[row["thread"]].append(articles[identifier]["date"])
    long = 0
    median_gaps = []
    for dates in days.values():
        ordinals = sorted(int(d[5:7]) * 30 + int(d[8:]) for d in dates)
        if len(ordinals) >= 5:
            long += 1
            gaps = [b - a for a, b in itertools.pairwise(ordinals)]
            assert ordinals[-1] - ordinals[0] > 200
            assert max(gaps) > 40
            median_gaps.append(median(gaps))
    assert long >= 12
    assert median(median_gaps) <= 20


def test_exact_copies_are_exact(newswire):
    """Title and text are the same, the outlet is another."""
    pairs = list(copies(newswire, "copy-exact"))
    assert len(pairs) > 10
    for original, copy in pairs:
        assert (copy["title"], copy["text"]) == (original["title"], original["text"])
        assert copy["source"] != original["source"]


def test_near_copies_have_a_new_headline_and_additions(newswire):
    """The whole original stands in the copy, below another headline."""
    pairs = list(copies(newswire, "copy-near"))
    assert len(pairs) > 10
    for original, copy in pairs:
        assert copy["title"] != original["title"]
        assert original["text"] in copy["text"]
        assert len(copy["text"]) > len(original["text"])


def test_cut_copies_keep_the_first_part(newswire):
    """The copy is the original's beginning, 50 to 80 % of its words."""
    pairs = list(copies(newswire, "copy-cut"))
    assert len(pairs) > 10
    for original, copy in pairs:
        assert original["text"].startswith(copy["text"])
        assert 0.5 <= len(copy["text"].split()) / len(original["text"].split()) <= 0.8


def test_copies_cut_to_a_third_are_that_short(newswire):
    """A third is the beginning of the original, a quarter to two fifths of its words."""
    pairs = list(copies(newswire, "copy-third"))
    assert len(pairs) > 10
    for original, copy in pairs:
        assert original["text"].startswith(copy["text"])
        assert 0.22 <= len(copy["text"].split()) / len(original["text"].split()) <= 0.4


def test_reworded_copies_have_ten_to_twenty_percent_other_words(newswire):
    """Word by word, one in ten to one in five differs, names and figures among them."""
    pairs = list(copies(newswire, "copy-reworded"))
    assert len(pairs) > 10
    for original, copy in pairs:
        left, right = original["text"].split(), copy["text"].split()
        assert len(left) == len(right)
        assert 0.09 <= sum(a != b for a, b in zip(left, right, strict=True)) / len(left) <= 0.2


def test_other_copies_keep_what_they_promise(newswire):
    """No quotation, every paragraph in another order, the original below something else."""
    for _, copy in copies(newswire, "copy-unquoted"):
        assert '"' not in copy["text"]
    for original, copy in copies(newswire, "copy-moved"):
        assert sorted(copy["text"].split("\n\n")) == sorted(original["text"].split("\n\n"))
    for original, copy in copies(newswire, "copy-merged"):
        assert original["text"] in copy["text"]
    for original, copy in copies(newswire, "copy-boilerplate"):
        assert copy["text"].startswith(original["text"] + "\n\n")


def test_edited_copies_have_five_to_ten_percent_other_words(newswire):
    """Word by word, the copy differs from the original in that share."""
    pairs = list(copies(newswire, "copy-edited"))
    assert len(pairs) > 10
    for original, copy in pairs:
        left, right = original["text"].split(), copy["text"].split()
        matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
        kept = sum(block.size for block in matcher.get_matching_blocks())
        assert 0.05 <= 1 - kept / len(left) <= 0.1
        assert containment(original["text"], copy["text"]) >= 0.6


def test_independent_articles_share_facts_but_not_wording(newswire):
    """On one event, names and numbers recur; less than half of any text does."""
    articles, truth = newswire
    n_pairs = 0
    for members in groups(truth, "story").values():
        kinds = ("report", "independent")
        texts = [articles[i]["text"] for i in members if truth[i]["kind"] in kinds]
        for left, right in itertools.pairwise(texts):
            n_pairs += 1
            assert containment(left, right) < 0.55
            names = [set(re.findall(r"\b[A-Z][a-z]{3,}|\d[\d,]*", t)) for t in (left, right)]
            assert len(names[0] & names[1]) >= 5
    assert n_pairs > 100


@pytest.mark.parametrize("kind", ["weather", "market", "notice", "results", "courts"])
def test_templates_look_like_copies_and_are_none(newswire, kind):
    """They share much of their sentences, yet each is a group of its own."""
    articles, truth = newswire
    members = [i for i, row in truth.items() if row["kind"] == kind]
    assert len({truth[i]["duplicate_group"] for i in members}) == len(members) > 3
    texts = [articles[i]["text"] for i in members]
    alike = [containment(a, b) for k, a in enumerate(texts) for b in texts[:k]]
    assert max(alike) > 0.4


def test_twins_are_two_events(newswire):
    """Every other country's twin is another story and another thread."""
    _, truth = newswire
    twins = {i: row for i, row in truth.items() if row["kind"] == "twin"}
    stories = groups(twins, "story")
    assert len(stories) == len(groups(twins, "thread"))
    assert len(stories) >= 4


def test_affairs_grow_in_number_with_the_articles(tmp_path):
    """More articles make more affairs, not longer ones."""
    small = write_newswire(tmp_path / "s", n_articles=500)
    large = write_newswire(tmp_path / "l", n_articles=5000)
    assert 8 < large.n_threads / small.n_threads < 12


def test_grammar_has_enough_wordings():
    """Each part of a report has at least five sentences, and each matter its lists."""
    grammar, matters = table("grammar"), table("matters")
    for kind in grammar["kinds"].values():
        assert all(len(kind[part]) >= 5 for part in ("headline", "lead", "detail"))
    assert all(len(items) >= 6 for items in grammar["parts"].values())
    assert len(matters) >= 12
    for matter in matters.values():
        assert len(matter["background"]) >= 5
        assert min(len(matter["stance_a"]), len(matter["stance_b"])) >= 5


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    """A file in the folder's place is the user's mistake, in one line."""
    (tmp_path / "taken").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="taken: cannot be written"):
        write_newswire(tmp_path / "taken", n_articles=5)


def test_a_negative_number_is_refused(tmp_path):
    """No newswire has fewer than no articles."""
    with pytest.raises(ValueError, match="must not be negative, found -1"):
        write_newswire(tmp_path, n_articles=-1)
