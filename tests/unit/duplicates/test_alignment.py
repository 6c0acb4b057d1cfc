"""How two texts line up, by hand."""

import numpy as np
import pytest

from clustering.duplicates.alignment import align, passages
from clustering.duplicates.copy_model import FEATURES, copy_features, copy_probability, kept_share
from clustering.text.codes import encode
from clustering.text.tokens import tokenize


def lined_up(one, other):
    """Counts for one pair, the first text the shorter one."""
    codes = encode(tokenize([one, other]))
    return align(codes, np.array([1], np.int64), np.array([True]))


def found(one, other):
    """Passages as lists."""
    codes = encode(tokenize([one, other]))
    return passages(codes.of(0), codes.of(1)).tolist()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("a b c d e", "a b c d e", [[0, 0, 5]]),
        ("a b c d e", "x a b c y d e", [[0, 1, 3]]),
        ("d e f a b c", "a b c d e f", [[0, 3, 3], [3, 0, 3]]),
        ("a b c x a b c", "a b c y a b c", [[0, 0, 3], [4, 4, 3]]),
        ("a b", "a b", []),
        ("", "a b c", []),
    ],
)
def test_passages_by_hand(one, other, expected):
    """Runs of three words and more, nearest after the last one, from the start if none is."""
    assert found(one, other) == expected


def test_changes_inside_passages_are_counted():
    """A number, a name and a word changed; what stands on both sides of a change is kept."""
    counts = lined_up(
        "he told us that 12 boats left the port of Mirador in the old green night",
        "he told us that 15 boats left the port of Osprey in the old blue night",
    )
    told = {name: int(column[0]) for name, column in counts.items()}
    assert (told["changed_numbers"], told["changed_names"], told["changed_words"]) == (1, 1, 1)
    assert told["kept_numbers"] == told["kept_names"] == 0
    assert told["kept_words"] == 13
    assert kept_share(counts)[0] == pytest.approx(13 / 16)


def test_a_long_gap_is_a_passage_left_out():
    """Nine words that one text lacks are no changes, nor are nine that it adds."""
    more = " ".join(f"w{k}" for k in range(9))
    counts = lined_up("a b c d e f", f"a b c {more} d e f")
    assert (counts["covered"][0], counts["between"][0]) == (6, 0)
    counts = lined_up(f"a b c {more} d e f", "a b c d e f")
    assert (counts["covered"][0], counts["between"][0]) == (6, 0)


def test_capitals_throughout_are_no_names():
    """In a text in capitals nothing is taken for a name."""
    counts = lined_up("HE TOLD US THAT MIRADOR WAS FAR", "HE TOLD US THAT OSPREY WAS FAR AWAY")
    assert (counts["changed_names"][0], counts["kept_names"][0]) == (0, 0)


def test_facts_speak_against_and_words_do_not():
    """The same share of changes: in figures a template, in words an edited copy."""
    names = [f"w{k}" for k in range(200)]
    form = [str(k) if k % 8 == 4 else word for k, word in enumerate(names)]
    other = [str(k + 900) if k % 8 == 4 else word for k, word in enumerate(names)]
    edited = [f"x{k}" if k % 8 == 0 else word for k, word in enumerate(form)]
    template, copy = (lined_up(" ".join(form), " ".join(text)) for text in (other, edited))
    assert copy_probability(template)[0] < 0.1
    assert copy_probability(copy)[0] > 0.8
    excess = FEATURES.index("number_excess")
    assert copy_features(template)[0, excess] > 5
    assert copy_features(copy)[0, excess] < 0


def test_facts_outside_the_passages():
    """A name or figure beside the passages is strange when the other text nowhere has it."""
    same = "it was said at the meeting of all sides on that day by one of them"
    told = lined_up(f"So Abe and Putin met 26 times. {same}", f"So Putin and Merkel met. {same}")
    assert (told["facts"][0], told["strange"][0]) == (3, 2)
    assert (told["longer_facts"][0], told["longer_strange"][0]) == (2, 1)
