"""Phrases as they are written."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, islice

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.text.phrases import Phrases, join_hashes
from clustering.text.scan import ALL_CAPITALS, CAPITAL, SENTENCE_START
from clustering.text.tokens import normalize, tokenize
from clustering.text.vocabulary import JOINED, Words, spell

UInt64 = npt.NDArray[np.uint64]
Int64 = npt.NDArray[np.int64]

_MAX_NAME_WORDS = 4
_BLOCK = 2000
_N_CASES = 64
"""Of three words, each as it is, with a capital, or in capitals."""
_LETTERS = 10
"""Only so many characters for each word are read up to an occurrence, if they are enough."""


def spell_phrases(
    phrases: Phrases, words: Words, keys: UInt64, titles: Sequence[str], bodies: Sequence[str]
) -> dict[int, str]:
    """Phrases with the capitals and hyphens that they usually have.

    Usual is what most places inside the sentences of bodies have; a phrase that stands only in
    titles or at beginnings is spelt word by word, each as it is usual for the word.

    Args:
        phrases: All occurrences.
        words: Of the same titles and bodies.
        keys: (n,) uint64 the phrases to write, distinct.
        titles: By article.
        bodies: By article.

    Returns:
        The written form by key.
    """
    distinct = phrases.distinct
    wanted = np.searchsorted(distinct.known, keys)
    asked = np.full(len(distinct.known), -1, np.int64)
    asked[wanted] = np.arange(len(wanted))
    place, case = _usual(
        asked,
        distinct.number,
        phrases.token,
        phrases.size,
        words.flags,
        (words.offsets[:-1] + words.n_title)[phrases.text],
        len(wanted),
    )
    inside = case >= 0
    written = _cut(phrases, words, place[inside], titles, bodies)
    alone = place[~inside]
    at = [range(a, a + n) for a, n in zip(phrases.token[alone], phrases.size[alone], strict=True)]
    terms = words.terms[[*chain.from_iterable(at)]]
    spelt = iter(spell(words, terms, titles, bodies))
    for key, n in zip(phrases.key[alone].tolist(), phrases.size[alone].tolist(), strict=True):
        written[key] = " ".join(islice(spelt, n))
    return written


def name_tokens(
    words: Words, names: Sequence[str], zone: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    """(n_tokens,) bool: the token stands in one of the names, written with a capital.

    Args:
        words: Of the articles.
        names: Those of more than four words are left out.
        zone: (n_tokens,) bool, where a name may begin.
    """
    tokens = tokenize(list(names))
    sizes = np.diff(tokens.offsets)
    covered = np.zeros(len(words.terms), np.bool_)
    joined, capital = words.flags & JOINED > 0, words.flags & CAPITAL > 0
    begins = np.isin(words.hashes, tokens.hashes[tokens.offsets[:-1][sizes > 0]])
    run = np.flatnonzero(capital & zone & begins[words.terms])
    begin = words.hashes[words.terms[run]]
    for n in range(1, _MAX_NAME_WORDS + 1):
        wanted = tokens.offsets[:-1][sizes == n]
        name = tokens.hashes[wanted]
        for step in range(1, n):
            name = join_hashes(name, tokens.hashes[wanted + step])
        hit = run[np.isin(begin, name)]
        for step in range(n):
            covered[hit + step] = True
        more = (run + n < len(joined)) & joined[np.minimum(run + n, len(joined) - 1)]
        run = run[more]
        begin = join_hashes(begin[more], words.hashes[words.terms[run + n]])
    return covered


@nb.njit(cache=True, nogil=True)
def _usual(
    asked: Int64,
    number: npt.NDArray[np.int32],
    token: Int64,
    size: npt.NDArray[np.int32],
    flags: npt.NDArray[np.uint8],
    body: Int64,
    n_asked: int,
) -> tuple[Int64, Int64]:
    """For each asked phrase the first place with its most frequent case, and that case.

    Of cases as frequent as each other it is the one that comes first. Where the phrase never
    stands inside the sentences of bodies, the first place of all, and -1.

    Args:
        asked: (n_phrases,) which one of the asked phrases it is, or -1.
        number: (n,) of each occurrence, which phrase.
        token: (n,) its first token.
        size: (n,) tokens.
        flags: Of the words.
        body: (n,) first token of its body.
        n_asked: How many are asked.
    """
    places, ends = _places_of(asked, number, n_asked)
    found, cases = np.empty(n_asked, np.int64), np.full(n_asked, -1, np.int64)
    count, first = np.zeros(_N_CASES, np.int64), np.empty(_N_CASES, np.int64)
    for phrase in range(n_asked):
        own = places[ends[phrase] : ends[phrase + 1]]
        found[phrase] = own[0]
        for at in own:
            if token[at] >= body[at] and flags[token[at]] & SENTENCE_START == 0:
                case = _case(flags, token[at], size[at])
                if count[case] == 0:
                    first[case] = at
                count[case] += 1
        best = 0
        for case in np.flatnonzero(count):
            if count[case] > best or (count[case] == best and first[case] < found[phrase]):
                best, found[phrase], cases[phrase] = count[case], first[case], case
        count[:] = 0
    return found, cases


@nb.njit(cache=True, nogil=True)
def _places_of(asked: Int64, number: npt.NDArray[np.int32], n_asked: int) -> tuple[Int64, Int64]:
    """The occurrences of the first asked phrase, of the second …; (n_asked + 1,) their ends."""
    ends = np.zeros(n_asked + 1, np.int64)
    for phrase in number:
        if asked[phrase] >= 0:
            ends[asked[phrase] + 1] += 1
    ends = np.cumsum(ends)
    free, places = ends[:-1].copy(), np.empty(ends[-1], np.int64)
    for at in range(len(number)):
        phrase = asked[number[at]]
        if phrase >= 0:
            places[free[phrase]] = at
            free[phrase] += 1
    return places, ends


@nb.njit(cache=True, nogil=True)
def _case(flags: npt.NDArray[np.uint8], token: int, size: int) -> int:
    """How the words of an occurrence are written, as one number."""
    case = 0
    for step in range(size):
        flag = flags[token + step]
        case |= ((flag & CAPITAL > 0) + 2 * (flag & ALL_CAPITALS > 0)) << (2 * step)
    return case


def _cut(
    phrases: Phrases,
    words: Words,
    places: Int64,
    titles: Sequence[str],
    bodies: Sequence[str],
) -> dict[int, str]:
    """The characters of the given occurrences, white space made one blank."""
    of_text: dict[int, list[int]] = {}
    for at in places.tolist():
        of_text.setdefault(int(phrases.text[at]), []).append(at)
    first = phrases.token - words.offsets[:-1][phrases.text]
    last = first + phrases.size - 1
    written = {}
    todo = [(text, _LETTERS * (int(last[own].max()) + 20)) for text, own in sorted(of_text.items())]
    while todo:
        block, todo = todo[:_BLOCK], todo[_BLOCK:]
        whole = [normalize(f"{titles[text]}\n\n{bodies[text]}"[:cut]) for text, cut in block]
        tokens = tokenize(whole)
        for index, (text, cut) in enumerate(block):
            here = slice(int(tokens.offsets[index]), int(tokens.offsets[index + 1]))
            starts, ends = tokens.starts[here], tokens.starts[here] + tokens.lengths[here]
            if cut <= len(whole[index]) and len(starts) < last[of_text[text]].max() + 2:
                todo.append((text, 4 * cut))  # unusually long words
                continue
            for at in of_text[text]:
                surface = whole[index][starts[first[at]] : ends[last[at]]]
                written[int(phrases.key[at])] = " ".join(surface.split())
    return written
