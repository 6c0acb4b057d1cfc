"""A written report scored against gold labels."""

import json

import pytest

from clustering.cli import main
from clustering.errors import GoldError
from clustering.evaluation import evaluate, format_scores


@pytest.fixture
def report(tmp_path):
    """A report of five articles, one with a guarded id."""
    folder = tmp_path / "report"
    folder.mkdir()
    (folder / "articles.csv").write_text(
        "id,title,duplicate_group,story,thread\n"
        'a,"One, two",d1,s1,t1\nb,"A ""quote""\nand a line",d1,s1,t1\n'
        "c,Three,d2,s2,t1\nd,Four,d3,s3,t2\n'=e,Five,d4,s3,t2\n",
        encoding="utf-8",
    )
    return folder


def gold_file(tmp_path, text):
    """A gold file of the given text."""
    path = tmp_path / "gold.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_only_labelled_articles_are_scored(report, tmp_path):
    """Unlabelled articles count neither for nor against, missing ones are counted apart."""
    gold = gold_file(tmp_path, "id,story\na,x\nb,x\nc,x\nd,\nzz,y\n")
    scores = evaluate(report, gold, "story")
    assert (scores.n_labelled, scores.n_gold_groups, scores.n_found_groups) == (3, 1, 2)
    assert scores.n_missing == 1
    assert scores.b_cubed_precision == 1.0
    assert scores.b_cubed_recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3)


@pytest.mark.parametrize(
    ("level", "n_found"), [("duplicate_group", 4), ("story", 3), ("thread", 2)]
)
def test_each_level_reads_its_own_column(report, tmp_path, level, n_found):
    """The level names the column on both sides; a guarded id is found."""
    gold = gold_file(tmp_path, f"id,{level}\na,1\nb,1\nc,1\nd,2\n=e,2\n")
    scores = evaluate(report, gold, level)
    assert (scores.n_labelled, scores.n_found_groups) == (5, n_found)


def test_a_report_scores_perfectly_against_itself(report):
    """A report's own table is a gold file."""
    scores = evaluate(str(report), str(report / "articles.csv"), "thread")
    assert (scores.b_cubed_f1, scores.ari, scores.n_labelled) == (1.0, 1.0, 5)


def test_nothing_in_common_is_refused(report, tmp_path):
    """Gold labels of another archive are no score of zero but a mistake."""
    gold = gold_file(tmp_path, "id,story\ny,1\nz,1\n")
    with pytest.raises(GoldError, match="none of its 2 labelled ids is in"):
        evaluate(report, gold, "story")


def test_a_folder_without_a_report_is_refused(tmp_path):
    """The message names the folder and what is missing."""
    with pytest.raises(GoldError, match=r"no articles\.csv here"):
        evaluate(tmp_path, tmp_path / "gold.csv", "story")


def test_a_foreign_table_is_refused(report, tmp_path):
    """A table without the level's column is named with its line."""
    (report / "articles.csv").write_text("id,title\na,One\n", encoding="utf-8")
    gold = gold_file(tmp_path, "id,story\na,1\n")
    with pytest.raises(GoldError, match=r"articles\.csv:2: no column 'id' or no column 'story'"):
        evaluate(report, gold, "story")


def test_the_table_shows_what_was_scored(report, tmp_path):
    """The terminal's table has each metric, the counts, and missing ids when there are any."""
    gold = gold_file(tmp_path, "id,story\na,x\nb,x\nc,x\nzz,y\n")
    assert format_scores(evaluate(report, gold, "story")).splitlines() == [
        "          precision  recall     F1",
        "B-cubed       1.000   0.556  0.714",
        "pairwise      1.000   0.333  0.500",
        "macro                        0.800  gold groups of two or more",
        "ARI 0.000, AMI 0.000",
        "3 labelled articles: 1 gold groups, 2 found groups",
        "1 labelled ids are not among the articles: not scored",
    ]


def test_labelled_pairs_are_scored_by_level(tmp_path, capsys):
    """The command tells labels from gold by their columns; each level has its table."""
    (tmp_path / "articles.csv").write_text(
        "id,duplicate_group,story,thread\na,d1,s1,t1\nb,d2,s1,t1\nc,d3,s2,t1\n", encoding="utf-8"
    )
    labels = tmp_path / "labels.csv"
    labels.write_text(
        "left,right,level,answer\na,b,story,same-story\na,c,story,same-thread\n"
        "b,c,story,same-story\na,c,thread,same-thread\n",
        encoding="utf-8",
    )
    assert main(["evaluate", str(tmp_path), str(labels), "--json"]) == 0
    story, thread = json.loads(capsys.readouterr().out)
    assert (story["level"], thread["level"]) == ("story", "thread")
    assert story["precision"]["value"] == 1.0
    assert story["recall"]["value"] == 0.5
    assert thread["f1"]["value"] == 1.0
    assert main(["evaluate", str(tmp_path), str(labels), "--level", "story"]) == 0
    assert "3 answered pairs, named and not drawn" in capsys.readouterr().out


def test_gold_groups_need_a_level(tmp_path, capsys):
    """A gold file may have all three; the message names them."""
    gold = tmp_path / "gold.csv"
    gold.write_text("id,story\na,s1\n", encoding="utf-8")
    assert main(["evaluate", str(tmp_path), str(gold)]) == 2
    assert "--level duplicate_group|story|thread" in capsys.readouterr().err
