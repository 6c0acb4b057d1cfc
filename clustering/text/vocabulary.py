"""Words as small integers, in the order of their hashes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.text.numbering import number_hashes, typical_tokens
from clustering.text.scan import CAPITAL, SENTENCE_START
from clustering.text.tokens import Tokens, normalize, token_blocks, tokenize

JOINED = 32
"""Flag of ``Words``: one character parts the token from the one before it."""
_BLOCK_CHARACTERS = 4_000_000


@dataclass(frozen=True, eq=False)
class Words:
    """The words of an archive: titles and bodies, as term numbers.

    A text is its title followed by its body. Terms are numbered by ascending hash, so the
    numbers depend on the set of words alone, not on the order of the articles.

    Attributes:
        offsets: (n_texts + 1,) int64.
        terms: (n_tokens,) int32 term numbers.
        flags: (n_tokens,) uint8, as in ``Tokens``, and ``JOINED``.
        n_title: (n_texts,) int32, how many of a text's tokens are its title's.
        hashes: (n_terms,) uint64 ascending.
        seen: (n_terms, 3) int64: a text, first character and length where the term stands; the
            length is the same wherever it does.
        gaps: (n_gaps,) int32, characters between a token without ``JOINED`` and the one before it,
            or the beginning of its text; so where a token stands takes no room but these.
        gap_offsets: (n_texts + 1,) int64 where the gaps of each text begin.
    """

    offsets: npt.NDArray[np.int64]
    terms: npt.NDArray[np.int32]
    flags: npt.NDArray[np.uint8]
    n_title: npt.NDArray[np.int32]
    hashes: npt.NDArray[np.uint64]
    seen: npt.NDArray[np.int64]
    gaps: npt.NDArray[np.int32]
    gap_offsets: npt.NDArray[np.int64]

    @property
    def n_terms(self) -> int:
        """Number of distinct words."""
        return len(self.hashes)

    @property
    def n_texts(self) -> int:
        """Number of articles."""
        return len(self.offsets) - 1

    @cached_property  # asked for by stories and by threads
    def document_frequency(self) -> npt.NDArray[np.int64]:
        """(n_terms,) in how many texts each term stands."""
        df = np.asarray(_document_frequency(self.offsets, self.terms, self.n_terms))
        df.flags.writeable = False
        return df

    @cached_property  # likewise
    def capital_counts(self) -> npt.NDArray[np.int64]:
        """How each term is written.

        Returns:
            (4, n_terms) int64: tokens inside the sentences of bodies, and how many of these begin
            with a capital; tokens inside the sentences of titles and bodies; tokens without a
            capital, wherever they stand.
        """
        columns = self.offsets, self.n_title, self.terms, self.flags
        counts = np.asarray(_capital_counts(*columns, self.n_terms))
        counts.flags.writeable = False
        return counts


def number_words(titles: Sequence[str], bodies: Sequence[str]) -> Words:
    """Tokenises every article once and numbers its words.

    Args:
        titles: By article; may be empty.
        bodies: By article, as many as titles; may be empty.

    Returns:
        The words as columns.
    """
    blocks = []
    for part_titles, part_bodies in _blocks(titles, bodies):
        texts = [f"{t}\n\n{b}" for t, b in zip(part_titles, part_bodies, strict=True)]
        tokens = tokenize(texts)
        blocks.append((tokens, _title_tokens(tokens, part_titles)))
    return _numbered(blocks)


def number_texts(texts: Sequence[str]) -> Words:
    """The same for texts that have no titles, as they are."""
    return _numbered([(tokens, np.zeros(0, np.int32)) for _, tokens in token_blocks(texts)])


def _numbered(blocks: list[tuple[Tokens, npt.NDArray[np.int32]]]) -> Words:
    """The words of blocks of texts and how many of each text are its title's; none: 0."""
    if not blocks:
        blocks = [(tokenize([]), np.zeros(0, np.int32))]
    sizes = np.concatenate([np.diff(tokens.offsets) for tokens, _ in blocks])
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    n_title = np.concatenate([n for _, n in blocks])
    if not len(n_title):
        n_title = np.zeros(len(sizes), np.int32)
    columns = [
        _flags_and_gaps(tokens.offsets, tokens.starts, tokens.lengths, tokens.flags)
        for tokens, _ in blocks
    ]
    flags, gaps, n_gaps = (np.concatenate(parts) for parts in zip(*columns, strict=True))
    gap_offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(n_gaps)])
    hashes = np.concatenate([tokens.hashes for tokens, _ in blocks])
    vocabulary, first, terms = number_hashes(hashes)
    example = typical_tokens(first, terms, flags, offsets, n_title)
    starts = np.concatenate([tokens.starts for tokens, _ in blocks])[example]
    lengths = np.concatenate([tokens.lengths for tokens, _ in blocks])[example]
    text = np.searchsorted(offsets, example, side="right") - 1
    seen = np.column_stack([text, starts, lengths]).astype(np.int64)
    return Words(offsets, terms, flags, n_title, vocabulary, seen, gaps, gap_offsets)


def spell(
    words: Words, terms: npt.NDArray[np.int32], titles: Sequence[str], bodies: Sequence[str]
) -> list[str]:
    """The words behind term numbers, as they stand in a text.

    Args:
        words: From the same titles and bodies.
        terms: (n,) int32 term numbers.
        titles: By article.
        bodies: By article.

    Returns:
        n words; with the capitals that they have inside a sentence, if they occur there.
    """
    seen = words.seen[terms]
    spelled = [""] * len(terms)
    held, whole = -1, ""
    for place in np.argsort(seen[:, 0], kind="stable").tolist():  # each text is normalised once
        text, start, length = seen[place].tolist()
        if text != held:
            held, whole = text, normalize(f"{titles[text]}\n\n{bodies[text]}")
        spelled[place] = whole[start : start + length]
    return spelled


def capital_share(words: Words) -> npt.NDArray[np.float64]:
    """How often each term begins with a capital inside the sentences of bodies.

    Returns:
        (n_terms,) float64, 0 to 1; nan for a term that never stands there.
    """
    n_inside, n_capital, _, _ = words.capital_counts
    return np.where(n_inside > 0, n_capital / np.maximum(n_inside, 1), np.nan)


@nb.njit(cache=True, nogil=True)
def _document_frequency(
    offsets: npt.NDArray[np.int64], terms: npt.NDArray[np.int32], n_terms: int
) -> npt.NDArray[np.int64]:
    df = np.zeros(n_terms, np.int64)
    last = np.full(n_terms, -1, np.int64)
    for text in range(len(offsets) - 1):
        for at in range(offsets[text], offsets[text + 1]):
            term = terms[at]
            if last[term] != text:
                last[term] = text
                df[term] += 1
    return df


@nb.njit(cache=True, nogil=True)
def _capital_counts(
    offsets: npt.NDArray[np.int64],
    n_title: npt.NDArray[np.int32],
    terms: npt.NDArray[np.int32],
    flags: npt.NDArray[np.uint8],
    n_terms: int,
) -> npt.NDArray[np.int64]:
    counts = np.zeros((4, n_terms), np.int64)
    for text in range(len(n_title)):
        body = offsets[text] + n_title[text]
        for at in range(offsets[text], offsets[text + 1]):
            term, capital = terms[at], flags[at] & CAPITAL
            if not capital:
                counts[3, term] += 1
            if flags[at] & SENTENCE_START:
                continue
            counts[2, term] += 1
            if at >= body:
                counts[0, term] += 1
                counts[1, term] += capital
    return counts


@nb.njit(cache=True, nogil=True)
def _flags_and_gaps(
    offsets: npt.NDArray[np.int64],
    starts: npt.NDArray[np.int32],
    lengths: npt.NDArray[np.int32],
    flags: npt.NDArray[np.uint8],
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    """Flags with ``JOINED`` where a token follows another after one character; see ``Words``."""
    found, n_gaps = flags.copy(), np.zeros(len(offsets) - 1, np.int64)
    gaps = np.empty(len(flags), np.int32)
    n = 0
    for text in range(len(n_gaps)):
        end = 0
        for at in range(offsets[text], offsets[text + 1]):
            gap = starts[at] - end
            if gap == 1 and at > offsets[text]:
                found[at] |= JOINED
            else:
                gaps[n] = gap
                n += 1
                n_gaps[text] += 1
            end = starts[at] + lengths[at]
    return found, gaps[:n].copy(), n_gaps


def _blocks(
    titles: Sequence[str], bodies: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    first, size = 0, 0
    for index, body in enumerate(bodies):
        size += len(body) + len(titles[index]) + 2
        if size >= _BLOCK_CHARACTERS:
            yield titles[first : index + 1], bodies[first : index + 1]
            first, size = index + 1, 0
    if first < len(bodies):
        yield titles[first:], bodies[first:]


def _title_tokens(tokens: Tokens, titles: Sequence[str]) -> npt.NDArray[np.int32]:
    length = np.array([len(normalize(title)) for title in titles], np.int64)
    text = np.repeat(np.arange(len(titles)), np.diff(tokens.offsets))
    inside = tokens.starts < length[text]
    return np.bincount(text[inside], minlength=len(titles)).astype(np.int32)
