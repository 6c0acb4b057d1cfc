"""Phrases as they are written."""

from __future__ import annotations

from collections.abc import Sequence

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
    number = phrases.distinct.number
    chosen = np.flatnonzero(np.isin(phrases.distinct.known, keys)[number])
    order = chosen[np.argsort(number[chosen], kind="stable")]
    token, size, key = phrases.token[order], phrases.size[order], phrases.key[order]
    body = token >= (words.offsets[:-1] + words.n_title)[phrases.text[order]]
    inside = body & (words.flags[token] & SENTENCE_START == 0)
    case = _case(words, token, size)
    usual = _most(key, np.where(inside, case, -1))
    written: dict[int, str] = {}
    examples = []
    for at, value in usual.items():
        if value < 0:
            terms = words.terms[token[at] : token[at] + size[at]]
            written[int(key[at])] = " ".join(spell(words, terms, titles, bodies))
        else:
            examples.append(at)
    written |= _cut(phrases, words, order[np.array(examples, np.int64)], titles, bodies)
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


def _case(words: Words, token: Int64, size: npt.NDArray[np.int32]) -> Int64:
    """(n,) how the words of each occurrence are written, as one number."""
    case = np.zeros(len(token), np.int64)
    for step in range(int(size.max(initial=0))):
        flags = words.flags[np.minimum(token + step, len(words.flags) - 1)]
        own = (flags & CAPITAL > 0) + 2 * (flags & ALL_CAPITALS > 0)
        case += np.where(step < size, own << (2 * step), 0)
    return case


def _most(key: UInt64, case: Int64) -> dict[int, int]:
    """For each key the first place with its most frequent case, and that case.

    Case -1 does not count unless there is no other.
    """
    order = np.lexsort((np.arange(len(key)), case, key))
    fresh = np.ones(len(order), np.bool_)
    fresh[1:] = (np.diff(case[order]) != 0) | (key[order][1:] != key[order][:-1])
    start = np.flatnonzero(fresh)
    count = np.diff(np.append(start, len(order)))
    best: dict[int, tuple[int, int, int]] = {}
    for first, n in zip(order[start].tolist(), count.tolist(), strict=True):
        rank = (n if case[first] >= 0 else 0, -first)
        name = int(key[first])
        if name not in best or rank > best[name][:2]:
            best[name] = (*rank, first)
    return {first: int(case[first]) for _, _, first in best.values()}


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
