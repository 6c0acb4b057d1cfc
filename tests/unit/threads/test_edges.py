"""Archives of every odd form, from end to end: threads, names and accounts hold."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from archives import CEASEFIRE, CONCERT, TREATY, note

from clustering.config import config_from
from clustering.model import PartialDate, Reading
from clustering.pipeline import analyze_reading


def analyzed(*articles, **settings):
    """The analysis of articles."""
    reading = Reading(tuple(articles), (), (), (), len(articles), "00")
    return analyze_reading(reading, config_from(settings))


def check(found):
    """What holds for every thread of every archive."""
    rows = sorted(row for thread in found.threads for row in thread.rows)
    assert rows == list(range(len(found.corpus)))
    firsts = {story.rows[0] for story in found.stories}
    for thread in found.threads:
        assert thread.name
        assert len(thread.actors) <= 4
        assert len(thread.returns) == len(thread.gaps)
        told = [key.row for key in thread.key_stories]
        behind = [burst.story_row for burst in thread.bursts]
        assert firsts >= {*told, *thread.returns, *behind}
        assert len(told) <= 6
        assert all(key.reasons for key in thread.key_stories)
        for one, other in combinations((*thread.actors, *thread.matter), 2):
            assert one.lower() != other.lower()
    alone = sum(len(thread.stories) == 1 for thread in found.threads)
    assert len(found.story_fits) == len(found.stories) - alone
    return found


def named(found):
    """Names of the threads, sorted."""
    return sorted(thread.name for thread in check(found).threads)


def test_two_articles():
    """Two articles of one affair are one thread."""
    (thread,) = check(analyzed(*TREATY[:2])).threads
    assert thread.name == "Japan, Russia · peace treaty, Kuril Islands"
    assert thread.rows == (0, 1)


def test_one_story():
    """One article: one thread, of which there is nothing to tell but its name."""
    found = check(analyzed(TREATY[0]))
    (thread,) = found.threads
    assert thread.name.startswith("Japan, Russia · ")
    assert (thread.bursts, thread.gaps, thread.key_stories) == ((), (), ())


def test_nobody_named():
    """Without any actor the matter is the name, or the headline."""
    again = note("again", "Jazz festival: two pianists", CONCERT.body, "2019-01-03")
    quiet = note("quiet", "What to do now", "It was what it was, and that was all.")
    names = named(analyzed(CONCERT, again, quiet))
    assert "What to do now" in names
    assert all(" · " not in name for name in names)


def test_unknown_names_stand_in_for_actors():
    """Companies that recur name a thread of which the table knows nobody."""
    texts = [
        (
            "Shares of Zorblax rose after a bid by Quuxly Works for the cable maker. Zorblax makes "
            "undersea cables; the bid by Quuxly Works was the second in a year."
        ),
        (
            "The bid of Quuxly Works for Zorblax is too low, said the cable maker. Its undersea "
            "cables are worth more, and so Zorblax will wait for a better bid."
        ),
    ]
    articles = [
        note("q1", "Quuxly Works bids for Zorblax", texts[0], "2019-02-01"),
        note("q2", "Zorblax refuses bid of Quuxly Works", texts[1], "2019-02-20"),
    ]
    (thread,) = check(analyzed(*articles)).threads
    assert set(thread.actors) == {"Quuxly Works", "Zorblax"}
    assert thread.name.startswith("Quuxly Works, Zorblax · ")
    # beside a thread with actors of the table nothing changes for that one
    both = named(analyzed(*articles, *TREATY))
    assert thread.name.split(" · ")[0] in {name.split(" · ")[0] for name in both}
    assert any(name.startswith("Japan, Russia · ") for name in both)


def test_all_in_one_thread():
    """Where all is one affair there is nothing to set it apart from, and it has a name."""
    found = check(analyzed(*TREATY, threads={"affinity": 0.01, "umbrella": 0.01}))
    (thread,) = found.threads
    assert thread.name == "Japan, Russia · peace treaty, Kuril Islands"
    assert found.affairs == ()


def test_one_day():
    """A whole archive of one day has no bursts and no gaps."""
    day = PartialDate(2019, 3, 4, "metadata")
    articles = [replace(a, date=day) for a in (*TREATY, *CEASEFIRE, CONCERT)]
    found = check(analyzed(*articles))
    assert all(thread.bursts == thread.gaps == () for thread in found.threads)


def test_twenty_years():
    """An affair of twenty years comes back after every gap, and each return has its story."""
    articles = []
    for year in range(2001, 2021):
        day = (date(2001, 5, 1) + timedelta(days=365 * (year - 2001))).isoformat()
        text = TREATY[year % 3]
        body = f"{text.body} It was round {year} of the talks, in hall {year * 7} of the old port."
        articles.append(note(f"y{year}", f"{text.title}, {year}", body, day))
    found = check(analyzed(*articles))
    assert all(t.name.startswith("Japan, Russia · peace treaty") for t in found.threads)
    longest = max(found.threads, key=lambda t: len(t.stories))
    assert len(longest.gaps) >= 2
    assert all("return" in key.reasons for key in longest.key_stories[1:2])


@pytest.mark.parametrize(
    "stamp",
    [
        PartialDate(),
        PartialDate(2018, None, None, "body"),
        PartialDate(2018, 9, None, "body"),
        PartialDate(None, 9, 10, "body"),
    ],
    ids=["none", "year", "month", "month-day"],
)
def test_missing_and_imprecise_dates(stamp):
    """Threads and names do not depend on dates that are not known."""
    articles = [replace(a, date=stamp) for a in (*TREATY, *CEASEFIRE)]
    names = named(analyzed(*articles))
    assert "Japan, Russia · peace treaty, Kuril Islands" in names


def test_headlines_only():
    """Titles without any text: actors and matter come from the titles."""
    titles = [
        "Japan and Russia resume talks on peace treaty",
        "Peace treaty: Russia warns Japan over islands",
        "Japan hopes for peace treaty with Russia",
        "Yemen: ceasefire holds in Hodeidah",
    ]
    articles = [note(f"h{k}", title, "", f"2018-0{k + 1}-01") for k, title in enumerate(titles)]
    names = named(analyzed(*articles))
    assert any(name.startswith("Japan, Russia · peace treaty") for name in names)
    assert any(name.startswith("Yemen") for name in names)


LANGUAGES = {
    "de": (
        "Friedensvertrag",
        """
        Putin und Abe sprechen über einen Friedensvertrag

        Der russische Präsident Wladimir Putin und der japanische Ministerpräsident Shinzo Abe
        haben in Tokio über einen Friedensvertrag gesprochen. Japan fordert von Russland die
        Kurilen zurück. Der Friedensvertrag fehlt seit dem Krieg.

        Japan drängt Russland zum Friedensvertrag

        Japan will, dass Russland die Kurilen zurückgibt, ehe ein Friedensvertrag unterschrieben
        wird. In Moskau hieß es, der Friedensvertrag habe Zeit.
        """,
    ),
    "fr": (
        "traité de paix",
        """
        Poutine et Abe discutent d'un traité de paix

        Le président russe Vladimir Poutine et le Premier ministre japonais Shinzo Abe ont discuté
        à Tokyo d'un traité de paix. Le Japon réclame à la Russie les îles Kouriles. Un traité de
        paix manque depuis la guerre.

        Le Japon presse la Russie de signer le traité de paix

        Le Japon veut que la Russie rende les îles Kouriles avant la signature d'un traité de
        paix. À Moscou, on répond que le traité de paix peut attendre.
        """,
    ),
    "es": (
        "tratado de paz",
        """
        Putin y Abe hablan de un tratado de paz

        El presidente ruso Vladímir Putin y el primer ministro japonés Shinzo Abe hablaron en
        Tokio de un tratado de paz. Japón reclama a Rusia las islas Kuriles. Un tratado de paz
        falta desde la guerra.

        Japón urge a Rusia a firmar el tratado de paz

        Japón quiere que Rusia devuelva las islas Kuriles antes de la firma de un tratado de paz.
        En Moscú dicen que el tratado de paz puede esperar.
        """,
    ),
    "ru": (
        "мирный договор",
        """
        Путин и Абэ обсудили мирный договор

        Президент России Владимир Путин и премьер-министр Японии Синдзо Абэ обсудили в Токио
        мирный договор. Япония требует от России вернуть Курильские острова. Мирный договор не
        подписан со времен войны.

        Япония торопит Россию с договором

        Япония хочет, чтобы Россия отдала Курильские острова, прежде чем мирный договор будет
        подписан. В Москве ответили, что мирный договор может подождать.
        """,
    ),
}
"""Matter, and two articles: title, text, title, text."""


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_other_languages(language):
    """Actors by their names in that language, matter from its own nouns."""
    matter, text = LANGUAGES[language]
    parts = [" ".join(part.split()) for part in text.split("\n\n")]
    texts = zip(parts[::2], parts[1::2], strict=True)
    articles = [
        replace(note(f"{language}{k}", title, body, f"2018-0{k + 4}-10"), language=language)
        for k, (title, body) in enumerate(texts)
    ]
    (thread,) = check(analyzed(*articles)).threads
    assert set(thread.actors) == {"Japan", "Russia"}
    assert thread.name.startswith("Japan, Russia · ")
    assert matter in thread.matter
    assert "Kuril Islands" in thread.matter
