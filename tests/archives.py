"""Small invented archives for tests of the kernels and stages."""

from __future__ import annotations

import random
from datetime import date

import numpy as np
import numpy.typing as npt

from clustering.model import Article, Corpus, PartialDate
from clustering.text.tfidf import Rows

_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ar", "en")]


def invented_word(dice: random.Random) -> str:
    """A word of two or three syllables."""
    return "".join(dice.choice(_SYLLABLES) for _ in range(dice.choice((2, 3))))


def invented_text(dice: random.Random, n_words: int) -> list[str]:
    """Words by dice: two such texts share hardly a shingle."""
    return [invented_word(dice) for _ in range(n_words)]


def edited(dice: random.Random, words: list[str], n_edits: int) -> list[str]:
    """The words with some of them exchanged, at random places."""
    changed = list(words)
    for place in dice.sample(range(len(words)), n_edits):
        changed[place] = invented_word(dice)
    return changed


def note(name: str, title: str, body: str, when: str = "", outlet: str = "") -> Article:
    """An article dated in ISO form (``--09-10`` without a year, empty without a date)."""
    if when.startswith("--"):
        stamp = PartialDate(None, int(when[2:4]), int(when[5:7]), "body")
    elif when:
        day = date.fromisoformat(when)
        stamp = PartialDate(day.year, day.month, day.day, "metadata")
    else:
        stamp = PartialDate()
    return Article(name, f"{name}.txt", 0, title, body, date=stamp, outlet=outlet)


def rows_of(matrix: list[list[float]]) -> Rows:
    """Sparse rows with the values of an ordinary matrix."""
    dense = np.array(matrix, np.float32).reshape(len(matrix), -1 if matrix else 0)
    row, column = np.nonzero(dense)
    offsets = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=len(dense)))])
    return Rows(
        offsets.astype(np.int64), column.astype(np.int32), dense[row, column], dense.shape[1]
    )


def onto(whole: Rows, part: Rows) -> Rows:
    """``part`` with the entries of ``whole``, which has all of its own; 0 where it has none."""

    def cells(rows: Rows) -> npt.NDArray[np.int64]:
        row = np.repeat(np.arange(len(rows), dtype=np.int64), np.diff(rows.offsets))
        return row * rows.n_columns + rows.columns

    values = np.zeros(len(whole.columns), np.float32)
    values[np.searchsorted(cells(whole), cells(part))] = part.values
    return Rows(whole.offsets, whole.columns, values, whole.n_columns)


MEETING = [
    note(
        "m1",
        "Norway and Iceland open mackerel talks in Bergen",
        "BERGEN – The fisheries ministers of Norway and Iceland opened talks on mackerel quotas "
        "in the port of Bergen on Monday. Norway's minister said that the catch had to be "
        "halved to save the stock. Iceland asked for the right to send 40 trawlers. The two "
        "countries have quarrelled over mackerel for ten years.",
        "2019-03-04",
        "Harbour News",
    ),
    note(
        "m2",
        "Norway wants mackerel catch halved",
        "At the talks with Iceland that began on Monday in Bergen, Norway demanded that the "
        "mackerel catch be halved. Iceland's fisheries minister asked for the right to send "
        "40 trawlers to the disputed waters.",
        "2019-03-05",
        "Evening Courier",
    ),
]
"""Two reports of one meeting."""

LATER = note(
    "l1",
    "Norway and Iceland agree on student exchange",
    "The education ministers of Norway and Iceland met in Reykjavik and agreed on an exchange "
    "of 300 students a year. Universities in Oslo and Akureyri will recognise each other's "
    "degrees. The ministers praised the close ties of the two countries.",
    "2020-01-10",
    "Harbour News",
)
"""The same actors ten months later, at another event."""

ELSEWHERE = note(
    "e1",
    "Volcano closes airport in Indonesia",
    "Ash from a volcano closed the airport of Denpasar in Indonesia. Some 900 travellers slept "
    "in the departure hall while the wind blew the ash across the island.",
    "2019-03-05",
    "Island Today",
)
"""Another event on the same day."""


def corpus_of(*articles: Article) -> Corpus:
    """The articles as a corpus."""
    return Corpus.of(articles)


TREATY = [
    note(
        "t1",
        "Putin and Abe discuss a peace treaty over the Kuril Islands",
        "Russian President Vladimir Putin and Japanese Prime Minister Shinzo Abe discussed a "
        "peace treaty in Tokyo. The Kuril Islands, which Japan claims, have kept Russia and "
        "Japan from a peace treaty since the war.",
        "2018-09-10",
        "Harbour News",
    ),
    note(
        "t2",
        "Japan presses Russia on peace treaty",
        "Japan wants Russia to give back the Kuril Islands before a peace treaty is signed, "
        "the foreign ministry in Tokyo said. Moscow would not hear of it.",
        "2018-11-14",
        "Evening Courier",
    ),
    note(
        "t3",
        "Moscow: no peace treaty until Japan recognises the outcome of the war",
        "The Russian foreign minister said that Japan must recognise that the Kuril Islands "
        "are Russian before a peace treaty is signed.",
        "2019-01-15",
        "Harbour News",
    ),
]
"""Three stories of one affair over four months."""

CEASEFIRE = [
    note(
        "y1",
        "Saudi Arabia halts air strikes in Yemen for ceasefire",
        "Saudi Arabia halted its air strikes in Yemen for a ceasefire around the port of "
        "Hodeidah. The Houthis said that they would keep the ceasefire.",
        "2018-12-18",
        "Evening Courier",
    ),
    note(
        "y2",
        "Yemen ceasefire holds in Hodeidah",
        "The ceasefire in the port of Hodeidah held on its first day. The Houthis and Saudi "
        "Arabia accused each other of breaking it.",
        "2018-12-19",
        "Harbour News",
    ),
]
"""Two stories of another affair in the same months."""

CONCERT = note(
    "c1",
    "Festival of jazz opens",
    "A festival of jazz opened with a concert of two pianists who played until midnight.",
    "2018-12-20",
    "Evening Courier",
)
"""A story that names no actor."""


def invented_archive(dice: random.Random, n_events: int) -> list[Article]:
    """Events of one to three reports each, some of them copies, some without a date."""
    articles: list[Article] = []
    for event in range(n_events):
        shared, day = invented_text(dice, 40), dice.randrange(300)
        for report in range(dice.randint(1, 3)):
            words = [*shared, *invented_text(dice, 30)]
            dice.shuffle(words)
            actors = dice.choice(("Japan and Russia", "Norway", "Saudi Arabia and Yemen", ""))
            body = f"{actors} {' '.join(words)}."
            if report and dice.random() < 0.3:
                body = articles[-1].body + " Copied."
            when = date.fromordinal(date(2018, 1, 1).toordinal() + day + report).isoformat()
            stamp = dice.choice((when, when, when, "", f"--{when[5:]}"))
            title = " ".join([*shared[:3], *words[:3]])
            articles.append(note(f"{event}-{report}", title, body, stamp, f"Outlet {report}"))
    return articles
