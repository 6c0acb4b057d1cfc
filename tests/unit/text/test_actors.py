from pathlib import Path

import numpy as np
import pytest

from clustering.text import actor_table
from clustering.text.actors import count_actors, find_mentions, load_actors
from clustering.text.vocabulary import number_texts

SHIPPED = Path(actor_table.__file__).with_name("actors.csv")


@pytest.fixture(scope="module")
def table():
    """The shipped table."""
    return load_actors()


def named(text, table, year=0):
    """Actor to weight, as found in one text."""
    counts = count_actors([text], table, np.array([year]))
    names = [table.actors[at] for at in counts.indices]
    return dict(zip(names, counts.data.tolist(), strict=True))


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("talks in Japan's capital", {"Japan"}),
        ("a U.S.-Russia deal", {"United States", "Russia"}),
        ("the Sino-Japanese quarrel", {"China", "Japan"}),
        ("a Franco-German motor", {"France", "Germany"}),
        ("the Kremlin and Foggy Bottom", {"Russia", "United States"}),
        ("the Diaoyu Islands", {"Senkaku/Diaoyu"}),
        ("fights with Daesh", {"Islamic State"}),
        ("В Москве японский министр", {"Russia", "Japan"}),
        ("der russische Außenminister in Tokio", {"Russia", "Japan"}),
        ("le président russe à Pékin", {"Russia", "China"}),
        ("la embajada estadounidense", {"United States"}),
        ("Moammar Gadhafi fell, Muammar Qaddafi fled", {"Libya"}),
        ("Kim Jong-un wrote", {"North Korea"}),
        ("envoys in Côte d’Ivoire", {"Ivory Coast"}),
        ("envoys in Cote d'Ivoire", {"Ivory Coast"}),
    ],
)
def test_names_of_all_sorts_are_found(text, actors, table):
    """States, seats of government, prefixes, territories, groups, leaders, other languages."""
    assert set(named(text, table)) == actors


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("in Equatorial Guinea", {"Equatorial Guinea"}),
        ("in Guinea-Bissau", {"Guinea-Bissau"}),
        ("in Papua New Guinea", {"Papua New Guinea"}),
        ("in South Sudan", {"South Sudan"}),
        ("the Republic of the Congo", {"Republic of the Congo"}),
        ("the Democratic Republic of the Congo", {"Democratic Republic of the Congo"}),
        ("says the Washington Post", set()),
        ("on American Airlines", set()),
        ("fans of Cuba Gooding", set()),
        ("with Paris Hilton", set()),
        ("the Paris attacks", {"France"}),
        ("in New Mexico", set()),
    ],
)
def test_longest_name_wins(text, actors, table):
    """A longer name keeps its parts from being found, also one that means no actor."""
    assert set(named(text, table)) == actors


def test_names_need_their_capitals(table):
    """Birds, china and pronouns are no states."""
    assert not named("we ate turkey off the china, all of us, and who is chad", table)
    assert set(named("so US and UN envoys met in Turkey", table)) == {
        "United States", "United Nations", "Turkey",
    }  # fmt: skip


def test_short_acronyms_need_all_their_capitals(table):
    """Us, Un and Is at the start of a sentence are words; Nato and Isis are written so."""
    assert not named("Us? Un jour. Is it Eu?", table)
    assert set(named("Nato and Isis", table)) == {"NATO", "Islamic State"}


def test_shouted_pronouns_are_no_states(table):
    """Among words in capitals, US and WHO may be words; names of states stay names."""
    assert set(named("RUSSIA TALKS WITH US WHO FAIL", table)) == {"Russia"}
    rest = "it was asked today, and nobody had an answer to give"
    assert not named(f"BUT IF NOT NOW WHO CARES, {rest}", table)
    # two thirds of the three words on either side, and two at least
    assert not named("HE SAW WHO was", table)
    assert set(named("then HE SAW WHO was", table)) == {"WHO"}
    assert not named("a man AND HIS WHO", table)
    assert not named("WHO GOT HIS man today", table)
    assert set(named("HIS WHO", table)) == {"WHO"}


def test_georgia_is_told_from_the_state_of_the_us(table):
    """Words of the whole text decide which Georgia is meant."""
    assert "Georgia" in named("Georgia votes. Crowds gather in Tbilisi.", table)
    assert "Georgia" not in named("Georgia votes. Crowds gather in Atlanta.", table)
    assert "Georgia" not in named("Georgia votes.", table)


def test_words_for_and_against_are_counted(table):
    """More different words must speak for the country than against it."""
    for_two = "Georgia. Tbilisi. Abkhazia. Atlanta."
    even = "Georgia. Tbilisi. Atlanta."
    assert named(for_two, table)["Georgia"] == 2  # its own name and Tbilisi
    assert named(even, table)["Georgia"] == 1  # Tbilisi only
    insistent = "Georgia. Tbilisi. Tbilisi. Tbilisi. Atlanta. Alabama."
    assert named(insistent, table)["Georgia"] == 3  # Tbilisi only


def test_forename_before_a_name_makes_a_person(table):
    """Michelle Jordan is nobody's state; a state after a comma is."""
    assert not named("then Michelle Jordan spoke", table)
    assert set(named("said Michelle, Jordan agreed", table)) == {"Jordan"}
    assert set(named("they mark Jordan on the map", table)) == {"Jordan"}


def test_prefixes_must_be_joined(table):
    """Sino means China only right before another name."""
    assert set(named("Sino-Japanese", table)) == {"China", "Japan"}
    assert set(named("Sino, Japanese artist", table)) == {"Japan"}


def test_koreans_of_unknown_side_are_half_of_each(table):
    """What is said of both Koreas counts for both."""
    assert named("the Korean question", table) == {"North Korea": 0.5, "South Korea": 0.5}
    text = "South Korea on the Korean question"
    assert named(text, table) == {"North Korea": 0.5, "South Korea": 1.5}
    assert named("the South Korean navy", table) == {"South Korea": 1.0}


# Persons.


def test_a_surname_means_the_office_holder_of_the_year(table):
    """Johnson is a prime minister in 2020, nobody known in 2005."""
    assert set(named("said Johnson", table, 2020)) == {"United Kingdom"}
    assert not named("said Johnson", table, 2005)


def test_tolerance_is_one_year(table):
    """Rudd, in office from 2007 to 2013, still counts in 2014 and no more in 2015."""
    assert set(named("said Rudd", table, 2014)) == {"Australia"}
    assert not named("said Rudd", table, 2015)


def test_without_a_year_common_surnames_need_the_full_name(table):
    """Abe alone is nobody; after Shinzo Abe it is he."""
    assert not named("said Abe", table)
    assert named("Shinzo Abe spoke. Then Abe left.", table) == {"Japan": 2.0}


def test_full_name_in_the_text_beats_the_year(table):
    """Lee in 2010 is of Seoul, unless the text names Lee Hsien Loong in full."""
    assert set(named("said Lee", table, 2010)) == {"South Korea"}
    text = "Prime Minister Lee Hsien Loong rose. Then Lee left."
    assert named(text, table, 2010) == {"Singapore": 2.0}


@pytest.mark.parametrize(
    ("full", "surname", "actor"),
    [
        ("Mike Rogers", "Rogers", "United States"),
        ("Geng Shuang", "Geng", "China"),
        ("Max Baucus", "Baucus", "United States"),
    ],
)
def test_a_surname_after_the_full_name(full, surname, actor, table):
    """Who is named in full is meant by the surname in the same text, and nobody without."""
    assert named(f"{full} came. Then {surname} left.", table, 2018) == {actor: 2.0}
    assert not named(f"Then {surname} left.", table, 2018)


def test_changed_offices_follow_the_year(table):
    """Donald Tusk is Warsaw's in 2010 and the European Union's in 2016."""
    assert set(named("Donald Tusk spoke", table, 2010)) == {"Poland"}
    assert set(named("Donald Tusk spoke", table, 2016)) == {"European Union"}


def test_in_office_beats_a_year_before(table):
    """Mark Rutte in 2023 is of the Netherlands, though a year later of NATO."""
    assert set(named("said Rutte", table, 2023)) == {"Netherlands"}


def test_an_actor_named_elsewhere_decides(table):
    """Draghi in 2020, a year from two offices, is whose name stands beside his."""
    assert named("Draghi spoke in Italy", table, 2020) == {"Italy": 2.0}
    assert named("Draghi spoke to the EU", table, 2020) == {"European Union": 2.0}
    assert not named("Draghi spoke", table, 2020)


def test_months_are_no_prime_ministers(table):
    """In May and May 3 are dates even where Theresa May is named."""
    text = "Theresa May resigned in May. On May 3 she had stayed. Then May left."
    assert named(text, table, 2019) == {"United Kingdom": 2.0}
    near = "Theresa May came. At 3 she told May she had 3 cats. There were 3 or May says so in 3."
    assert named(near, table, 2019) == {"United Kingdom": 3.0}
    assert named("Theresa May came on 3 May", table, 2019) == {"United Kingdom": 1.0}


# The matcher.


def test_datelines_weigh_less(table):
    """A city that opens the text before an agency is where the reporter sat."""
    assert named("MOSCOW (Reuters) - The ship sank.", table) == {"Russia": 0.25}
    assert named("Moscow wants the ship.", table) == {"Russia": 1.0}


def test_counts_by_zone(table):
    """A zone takes the mentions that begin in it, its end excluded."""
    mentions = find_mentions(["Japan, Russia", "Russia, Japan"], table)
    japan, russia = (table.actors.index(name) for name in ("Japan", "Russia"))
    head = mentions.counts(0, np.array([7, 9]))
    assert head.toarray()[:, [japan, russia]].tolist() == [[1, 0], [1, 1]]
    rest = mentions.counts(7)
    assert rest.toarray()[:, [japan, russia]].tolist() == [[0, 1], [1, 0]]


def test_places_count_tokens_and_characters(table):
    """A mention says its text, its first token and its first character."""
    mentions = find_mentions(["", "So said the Kremlin"], table)
    assert (mentions.text.tolist(), mentions.token.tolist()) == ([1], [3])
    assert mentions.start.tolist() == [12]
    assert table.rows[int(mentions.row[0])].alias == "Kremlin"


def test_texts_do_not_touch(table):
    """Names, forenames and voting words do not reach over the end of a text."""
    texts = ["South", "Korea and Georgia", "Tbilisi", "Michelle", "Jordan"]
    counts = count_actors(texts, table)
    names = [{table.actors[at] for at in counts[i].indices} for i in range(5)]
    assert names == [set(), {"North Korea", "South Korea"}, {"Georgia"}, set(), {"Jordan"}]


def test_a_name_is_no_month_by_what_another_text_ends_with(table):
    """The number before it stands in the article before."""
    texts = ["It began in 2018", "May met the herring fleet. So said Theresa May."]
    counts = count_actors(texts, table, np.array([2018, 2018]))
    assert counts[1].data.tolist() == [2.0]


def test_words_do_as_well_as_texts(table, monkeypatch):
    """Words that are there already, and blocks of one text each, give the same mentions."""
    texts = ["Japan and Lee", "Georgia, Tbilisi", "", "the US and Lee Hsien Loong's Lee"]
    years = np.array([2010, 0, 2010, 2012])
    whole = find_mentions(number_texts(texts), table, years)
    monkeypatch.setattr("clustering.text.actors._BLOCK_TOKENS", 1)
    blocks = find_mentions(texts, table, years)
    for column in ("text", "actor", "row", "token", "start", "weight"):
        assert getattr(whole, column).tolist() == getattr(blocks, column).tolist()
    assert len(whole.text) == 7


def test_nothing_gives_nothing(table):
    """No texts give no rows; an empty text gives an empty row."""
    assert count_actors([], table).shape == (0, len(table))
    assert count_actors([""], table).nnz == 0


def test_years_must_fit_the_texts(table):
    """One year for two texts is our own mistake, told at once."""
    with pytest.raises(ValueError, match="1 years for 2 texts"):
        find_mentions(["a", "b"], table, np.array([2000]))


def test_blocks_and_workers_make_no_difference(monkeypatch):
    """One block, or a block for each text or two, shared by three workers."""
    texts = ["Moscow and Tokyo talk.", "", "The Kremlin waits for Beijing and Abe.", "Paris."] * 3
    years = np.full(len(texts), 2018)
    whole = find_mentions(texts, load_actors(), years)
    monkeypatch.setattr("clustering.text.actors._BLOCK_TOKENS", 6)
    parts = find_mentions(texts, load_actors(), years, workers=3)
    assert len(whole.text) >= 15
    for name in ("text", "actor", "row", "token", "start", "weight"):
        assert np.array_equal(getattr(whole, name), getattr(parts, name)), name
