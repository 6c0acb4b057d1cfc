"""How much an article is about an election."""

import pytest

from clustering.text.vocabulary import number_words
from clustering.threads.elections import election_shares

FILL = "herring " * 60


@pytest.mark.parametrize(
    ("title", "body", "share"),
    [
        ("Norway's election", "Nothing else.", 1),
        ("Norway", "The election is on Monday, and voters are tired.", 1),
        ("Norway", "The ELECTION is on Monday.", 0.5),
        ("Norway", f"{FILL}The election is on Monday, and voters are tired.", 0),
        ("Parliament votes on the treaty", "A vote is due, and all vote.", 0),
        ("Norwegen", "Die Wähler und der Kandidat warten.", 1),
        ("Norvège", "Les électeurs attendent le scrutin.", 1),
        ("Noruega", "Las elecciones y los candidatos.", 1),
        ("Норвегия", "Избиратели ждут выборов.", 1),
        ("Meddling in election: inquiry", "The voters were never asked.", 0),
        ("Election", f"{FILL}Nobody speaks of meddling.", 1),
        ("", "", 0),
    ],
)
def test_elections_by_hand(title, body, share):
    """In the title or twice in the first sixty words it is the matter, once it may be; no votes."""
    assert election_shares(number_words([title], [body])).tolist() == [share]


def test_every_article_is_read_by_itself():
    """What the next article says does not count."""
    words = number_words(["Herring", "Election"], ["A catch.", "Voters."])
    assert election_shares(words).tolist() == [0, 1]
    assert election_shares(number_words([], [])).tolist() == []
