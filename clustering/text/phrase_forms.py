"""Phrases as they are written."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from clustering.text.phrases import Phrases, join_hashes
from clustering.text.tokens import (
    ALL_CAPITALS,
    CAPITAL,
    SENTENCE_START,
    normalize,
    tokenize,
)
from clustering.text.vocabulary import JOINED, Words, in_body, spell

UInt64 = npt.NDArray[np.uint64]
Int64 = npt.NDArray[np.int64]

_MAX_NAME_WORDS = 4
_BLOCK = 2000


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
    chosen = np.flatnonzero(np.isin(phrases.key, keys))
    order = chosen[np.lexsort((phrases.token[chosen], phrases.key[chosen]))]
    token, size, key = phrases.token[order], phrases.size[order], phrases.key[order]
    inside = in_body(words.offsets, words.n_title) & (words.flags & SENTENCE_START == 0)
    case = _case(words, token, size)
    usual = _most(key, np.where(inside[token], case, -1))
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


def name_tokens(words: Words, names: Sequence[str]) -> npt.NDArray[np.bool_]:
    """(n_tokens,) bool: the token stands in one of the names, written with a capital.

    Args:
        words: Of the articles.
        names: Of any number of words; those of more than four are cut.
    """
    tokens = tokenize(list(names))
    sizes = np.diff(tokens.offsets)
    covered = np.zeros(len(words.terms), np.bool_)
    joined, capital = words.flags & JOINED > 0, words.flags & CAPITAL > 0
    hashes = words.hashes[words.terms]
    run, begin = np.flatnonzero(capital), hashes[capital]
    for n in range(1, _MAX_NAME_WORDS + 1):
        wanted = tokens.offsets[:-1][sizes == n]
        name = tokens.hashes[wanted]
        for step in range(1, n):
            name = join_hashes(name, tokens.hashes[wanted + step])
        hit = run[np.isin(begin, name)]
        for step in range(n):
            covered[hit + step] = True
        more = (run + n < len(hashes)) & joined[np.minimum(run + n, len(hashes) - 1)]
        run, begin = run[more], join_hashes(begin[more], hashes[run[more] + n])
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
    texts = sorted(set(phrases.text[places].tolist()))
    of_text: dict[int, list[int]] = {text: [] for text in texts}
    for at in places.tolist():
        of_text[int(phrases.text[at])].append(at)
    written = {}
    for begin in range(0, len(texts), _BLOCK):
        block = texts[begin : begin + _BLOCK]
        whole = [normalize(f"{titles[text]}\n\n{bodies[text]}") for text in block]
        tokens = tokenize(whole)
        for index, text in enumerate(block):
            for at in of_text[text]:
                first = tokens.offsets[index] + phrases.token[at] - words.offsets[text]
                last = first + phrases.size[at] - 1
                end = tokens.starts[last] + tokens.lengths[last]
                surface = whole[index][tokens.starts[first] : end]
                written[int(phrases.key[at])] = " ".join(surface.split())
    return written
