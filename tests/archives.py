"""Small invented archives for tests of the kernels and stages."""

from __future__ import annotations

import random
from datetime import date

import numpy as np

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


MEETING = [
    note(
        "m1",
        "Envoys of Freedonia and Sylvania open fishing talks in Port Amber",
        "PORT AMBER – The envoys of Freedonia and Sylvania, Rufus Firefly and Vera Marcal, "
        "opened talks on fishing quotas in Port Amber on Monday. Firefly said that the quotas "
        "for herring in the Strait of Osprey had to be halved. Marcal asked for 40 boats. "
        "The two countries have disputed the Strait of Osprey for decades.",
        "2019-03-04",
        "Amber Post",
    ),
    note(
        "m2",
        "Freedonia wants herring quotas in the Strait of Osprey halved",
        "At the fishing talks with Sylvania that began on Monday in Port Amber, Freedonia's "
        "envoy Rufus Firefly demanded that herring quotas in the Strait of Osprey be halved. "
        "Vera Marcal, who speaks for Sylvania, asked for the right to send 40 boats there.",
        "2019-03-05",
        "Sylvan Herald",
    ),
]
"""Two reports of one meeting."""

LATER = note(
    "l1",
    "Freedonia and Sylvania sign a treaty on cables",
    "Ten months after their quarrel over herring, Rufus Firefly and Vera Marcal met again, "
    "this time in the Sylvanian capital Mirador, and signed a treaty on two undersea power "
    "cables. Engineers will begin to lay the first cable in summer; a loan of 300 million "
    "crowns pays for it. Freedonia and Sylvania hope to sell each other wind power.",
    "2020-01-10",
    "Amber Post",
)
"""The same actors ten months later, at another event."""

ELSEWHERE = note(
    "e1",
    "Volcano closes airport on Tomania's northern island",
    "Ash from the volcano Grimble closed the airport of Bacteria City in Tomania. Some 900 "
    "travellers slept in the departure hall while the wind blew from the north.",
    "2019-03-05",
    "Tomania Today",
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
