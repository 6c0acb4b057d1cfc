"""Tokens: what a word is, which flags it has, when two words are one."""

import unicodedata
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustering.text import scan
from clustering.text.scan import ALL_CAPITALS, CAPITAL, NUMBER, SENTENCE_START, SINGLE
from clustering.text.tokens import hash_word, normalize, token_blocks, tokenize


def words_of(text):
    """The tokens of one text, as they stand there."""
    found, whole = tokenize([text]), normalize(text)
    places = zip(found.starts.tolist(), found.lengths.tolist(), strict=True)
    return [whole[start : start + length] for start, length in places]


def flags_of(text):
    """Word to flags in one text; a word that stands twice keeps its last flags."""
    return dict(zip(words_of(text), tokenize([text]).flags.tolist(), strict=True))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Putin met Abe.", ["Putin", "met", "Abe"]),
        ("peace-treaty, 10.11.2017", ["peace", "treaty", "10", "11", "2017"]),
        ("don’t", ["don", "t"]),
        ("snake_case", ["snake", "case"]),
        ("Ёлка и мёд", ["Ёлка", "и", "мёд"]),
        ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
        ("e\u0301te\u0301", ["été"]),
        ("日本とロシア", ["日", "本", "と", "ロ", "シ", "ア"]),
        ("G7首脳2018年", ["G7", "首", "脳", "2018", "年"]),
        ("ไทย", ["ไ", "ท", "ย"]),
        ("한국 정부", ["한국", "정부"]),
        ("ＡＢＣ ﬁle ①", ["ABC", "file", "1"]),
        ("\ud800 lone\udfffword", ["lone", "word"]),
        ("𠀀𠀁", ["𠀀", "𠀁"]),
        ("🙂 — … !", []),
        ("", []),
        ("   \n\t", []),
    ],
)
def test_words_of_a_text(text, words):
    """Runs of letters, digits and marks are words; scripts without spaces give characters."""
    assert words_of(text) == words


def test_flags_of_a_sentence():
    """Capitals, acronyms and numbers are told apart, and what stands first in a sentence."""
    flags = flags_of("The UN and Abe met 26 times, 2nd in A. Then NATO’s 日 left")
    assert flags["The"] == CAPITAL | SENTENCE_START
    assert flags["UN"] == CAPITAL | ALL_CAPITALS
    assert flags["and"] == 0
    assert flags["Abe"] == CAPITAL
    assert flags["26"] == NUMBER
    assert flags["2nd"] == NUMBER
    assert flags["A"] == CAPITAL
    assert flags["Then"] == CAPITAL | SENTENCE_START
    assert flags["NATO"] == CAPITAL | ALL_CAPITALS
    assert flags["日"] == SINGLE


@pytest.mark.parametrize("mark", [*'.!?:\n“"', "。"])
def test_a_sentence_starts_after(mark):
    """A word after the end of a sentence, a line, a colon or an opening quote starts one."""
    assert flags_of(f"one two{mark} three four") == {
        "one": SENTENCE_START,
        "two": 0,
        "three": SENTENCE_START,
        "four": 0,
    }


def test_a_comma_starts_no_sentence():
    """A comma, a dash or a closing bracket does not begin a sentence."""
    assert flags_of("one, two – three) four")["two"] == 0
    assert flags_of("one, two – three) four")["three"] == 0
    assert flags_of("one, two – three) four")["four"] == 0


def test_each_text_starts_afresh():
    """The first word of every text starts a sentence, and offsets keep the texts apart."""
    tokens = tokenize(["one two", "", "three"])
    assert tokens.offsets.tolist() == [0, 2, 2, 3]
    assert tokens.flags.tolist() == [SENTENCE_START, 0, SENTENCE_START]
    assert tokens.starts.tolist() == [0, 4, 0]
    assert tokens.lengths.tolist() == [3, 3, 5]


def test_no_texts():
    """No text gives no tokens and one offset."""
    assert tokenize([]).offsets.tolist() == [0]
    assert len(tokenize([]).hashes) == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kremlin", "KREMLIN"),
        ("élysée", "ÉLYSÉE"),
        ("Кремль", "КРЕМЛЬ"),
        ("κόσμος", "ΚΌΣΜΟΣ"),
        ("cafe\u0301", "café"),
        ("ａｂｅ", "Abe"),
    ],
)
def test_case_and_composition_do_not_matter(one, other):
    """A word has one hash, whatever its capitals and however its accents are written."""
    assert hash_word(one) == hash_word(other)


@pytest.mark.parametrize(("one", "other"), [("Abe", "Abo"), ("ab", "ba"), ("resume", "résumé")])
def test_other_words_have_other_hashes(one, other):
    """Letters, their order and their accents count."""
    assert hash_word(one) != hash_word(other)


@pytest.mark.parametrize("text", ["two words", "", "…"])
def test_hash_word_takes_one_word(text):
    """What is not exactly one word is refused."""
    with pytest.raises(ValueError, match="tokens"):
        hash_word(text)


def plain_tokens(text):
    """The definition of a token, written out character by character."""
    found, word = [], ""

    def is_single(c):
        return any(first <= ord(c) <= last for first, last in scan._SINGLE_RANGES)

    def is_word(c):
        mark = ord(c) > 0x2FF and unicodedata.category(c)[0] == "M"
        return ord(c) < 0x40000 and (c.isalnum() or mark or ord(c) >= 0x20000)

    for c in [*normalize(text), " "]:
        if is_word(c) and not is_single(c):
            word += c
            continue
        if word:
            found.append(word)
        word = ""
        if is_word(c):
            found.append(c)
    return found


MIXED = st.text(st.sampled_from("aB1é̀日カไǅß. \n“—\ud800𝔸१Ω"), max_size=30)


LONG = st.lists(
    st.text(st.sampled_from("aBz09AZ"), min_size=1, max_size=20) | st.sampled_from("é — `{@[/:"),
    max_size=8,
).map("".join)


@given(st.one_of(MIXED, LONG, st.text(max_size=40)))
def test_scan_follows_the_definition(text):
    """The compiled pass finds the words of the written definition in any text."""
    assert words_of(text) == plain_tokens(text)


@given(LONG)
def test_flags_follow_the_definition(text):
    """Capitals, all capitals and numbers, whether a word is read by eights or by code point."""
    for word, flag in zip(words_of(text), tokenize([text]).flags.tolist(), strict=True):
        letters = [c for c in word if not c.isdecimal()]
        assert bool(flag & CAPITAL) == word[0].isupper()
        assert bool(flag & NUMBER) == word[0].isdecimal()
        every = len(letters) >= 2 and all(c.isupper() for c in letters)
        assert bool(flag & ALL_CAPITALS) == every


@given(st.text(st.sampled_from("abz09éжд"), min_size=1, max_size=30))
def test_a_hash_is_made_of_eight_bytes_at_a_time(word):
    """Words of one, two and more bytes a character follow one definition."""
    h, content = int(scan._BASIS), normalize(word).lower().encode()
    for at in range(0, len(content), 8):
        chunk = int.from_bytes(content[at : at + 8], "little")
        h = mixed(h ^ chunk)
    assert hash_word(word) == h


def mixed(value):
    """SplitMix64's finalizer in whole numbers."""
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9 % 2**64
    value = (value ^ value >> 27) * 0x94D049BB133111EB % 2**64
    return value ^ value >> 31


@given(st.lists(MIXED, max_size=6))
def test_a_text_is_alone_among_others(texts):
    """The tokens of a text do not depend on the texts around it."""
    together = tokenize(texts)
    bounds = together.offsets.tolist()
    for index, text in enumerate(texts):
        part = slice(bounds[index], bounds[index + 1])
        alone = tokenize([text])
        for column in ("hashes", "starts", "lengths", "flags"):
            assert np.array_equal(getattr(together, column)[part], getattr(alone, column))


@pytest.mark.parametrize("size", [1, 7, 12, 1000])
def test_blocks_hold_every_text_once(monkeypatch, size):
    """Cut into blocks of any size, the texts give the same tokens in the same order."""
    monkeypatch.setattr("clustering.text.tokens._BLOCK_CHARACTERS", size)
    texts = ["one two three", "", "four", "five six", ""]
    seen, counts = [], []
    for first, tokens in token_blocks(texts):
        assert first == len(counts)
        counts += np.diff(tokens.offsets).tolist()
        seen += tokens.hashes.tolist()
    assert counts == [3, 0, 1, 2, 0]
    assert seen == tokenize(texts).hashes.tolist()


def test_no_text_no_block():
    """No texts give no block."""
    assert list(token_blocks([])) == []


def test_the_first_run_is_told_from_the_next(monkeypatch, tmp_path):
    """Compiled is what numba's cache has, wherever that is."""
    tokenize(["one"])
    assert scan.is_compiled()
    elsewhere = SimpleNamespace(stats=SimpleNamespace(cache_path=str(tmp_path)))
    monkeypatch.setattr(scan, "scan_texts", elsewhere)
    assert not scan.is_compiled()
