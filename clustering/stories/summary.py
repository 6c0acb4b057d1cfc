"""What a story is about, in its own words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

import numba as nb
import numpy as np
import numpy.typing as npt

from clustering.model import Corpus
from clustering.text.overlap import cosines
from clustering.text.quotable import quotable_share
from clustering.text.sentences import split_sentences
from clustering.text.tfidf import Rows, pool
from clustering.text.tokens import tokenize
from clustering.text.vocabulary import Words, spell

_N_TERMS = 6
_HEADLINE_WORDS = 10
_MIN_SENTENCE_WORDS = 8
_MAX_SENTENCE_WORDS = 60
_LEAD_BONUS = 1.15
"""The first sentences of news say most; a later one must be this much better."""

_N_MARKS = 1 << 12
_MARK = np.uint64(_N_MARKS - 1)
"""By so many bits of its hash a word is known to be none of a group's few hundred."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Headline, terms and key sentence of one story; rows are those given."""

    headline_row: int
    headline: str
    terms: tuple[str, ...]
    key_sentence: str


def summarize(
    corpus: Corpus, words: Words, lead: Rows, labels: npt.NDArray[np.int32]
) -> list[Summary]:
    """Summarises every group of rows.

    Args:
        corpus: The rows that were clustered.
        words: Their words.
        lead: Their TF-IDF rows over title and first words.
        labels: (n_rows,) int32 group of each row, 0 to n_groups - 1.

    Returns:
        One summary a group: the headline is the title nearest to the group's pooled vector.
    """
    n_groups = int(labels.max()) + 1 if len(labels) else 0
    pooled = pool(lead, labels, n_groups)
    central = _central_rows(corpus, lead, pooled, labels).tolist()
    terms = _terms(corpus, words, lead, pooled, labels)
    sentences = [split_sentences(corpus.articles[row].body) for row in central]
    tokens = tokenize([*chain.from_iterable(sentences)])  # of all at once: a call has its price
    of_group = np.repeat(np.arange(n_groups), [len(own) for own in sentences])
    weights = _sentence_weights(
        tokens.offsets,
        tokens.hashes,
        of_group,
        pooled.offsets,
        words.hashes[pooled.columns],
        pooled.values,
    ).tolist()
    sizes = np.diff(tokens.offsets).tolist()
    summaries, first = [], 0
    for group, row in enumerate(central):
        here = slice(first, first + len(sentences[group]))
        first = here.stop
        article = corpus.articles[row]
        headline = article.title or _first_words(article.body)
        sentence = _heaviest_sentence(
            sentences[group], sizes[here], weights[here], article.language
        )
        summaries.append(Summary(row, headline, terms[group], sentence))
    return summaries


def key_sentence(body: str, weight_of: dict[int, float], language: str = "") -> str:
    """The sentence with most of the story's terms for its length.

    Early ones are preferred, and such as can be quoted alone.

    Args:
        body: Text of the article.
        weight_of: Word hash to its weight in the story.
        language: Of the article; empty where unknown.

    Returns:
        A sentence of 8 to 60 words, or the first sentence when there is none such; empty
        for a body without a whole sentence in its first part.
    """
    sentences = split_sentences(body)
    tokens = tokenize(sentences)
    terms = sorted(weight_of)
    weights = _sentence_weights(
        tokens.offsets,
        tokens.hashes,
        np.zeros(len(sentences), np.int64),
        np.array([0, len(terms)], np.int64),
        np.array(terms, np.uint64),
        np.array([weight_of[term] for term in terms], np.float32),
    )
    sizes = np.diff(tokens.offsets).tolist()
    return _heaviest_sentence(sentences, sizes, weights.tolist(), language)


@nb.njit(cache=True, nogil=True)
def _sentence_weights(
    offsets: npt.NDArray[np.int64],
    hashes: npt.NDArray[np.uint64],
    group: npt.NDArray[np.int64],
    starts: npt.NDArray[np.int64],
    terms: npt.NDArray[np.uint64],
    values: npt.NDArray[np.float32],
) -> npt.NDArray[np.float64]:
    """(n_sentences,) what the words of each weigh in its group, each distinct word once.

    Args:
        offsets: (n_sentences + 1,) of ``hashes``.
        hashes: Words of the sentences.
        group: (n_sentences,) group of each, ascending.
        starts: (n_groups + 1,) of ``terms``.
        terms: Words of each group, ascending.
        values: What they weigh.
    """
    weights, marks = np.zeros(len(group)), np.zeros(_N_MARKS, np.bool_)
    own = np.int64(-1)
    for sentence in range(len(group)):
        if sentence == 0 or group[sentence] != own:
            own = group[sentence]
            begin, end = starts[own], starts[own + 1]
            known = terms[begin:end]
            seen = np.full(len(known), -1, np.int64)
            marks[:] = False
            for term in known:
                marks[term & _MARK] = True
        for at in range(offsets[sentence], offsets[sentence + 1]):
            if not marks[hashes[at] & _MARK]:  # most words are none of the group's
                continue
            place = np.searchsorted(known, hashes[at])
            if place < len(known) and known[place] == hashes[at] and seen[place] != sentence:
                seen[place] = sentence
                weights[sentence] += values[begin + place]
    return weights


def _heaviest_sentence(
    sentences: list[str], sizes: list[int], weights: list[float], language: str
) -> str:
    """See ``key_sentence``; of each sentence the number of words and their weight."""
    best, best_score = sentences[0] if sentences else "", -1.0
    for index, (sentence, size, weight) in enumerate(zip(sentences, sizes, weights, strict=True)):
        if not _MIN_SENTENCE_WORDS <= size <= _MAX_SENTENCE_WORDS:
            continue
        score = weight / (size + 10) ** 0.5 * (_LEAD_BONUS if index < 3 else 1.0)
        if (
            score > best_score
            and (score := score * quotable_share(sentence, language)) > best_score
        ):
            best, best_score = sentence, score
    return best


def _first_words(body: str) -> str:
    """Stands for a missing title."""
    words = body.split()
    cut = " ".join(words[:_HEADLINE_WORDS])
    return f"{cut} …" if len(words) > _HEADLINE_WORDS else cut


def _central_rows(
    corpus: Corpus, lead: Rows, pooled: Rows, labels: npt.NDArray[np.int32]
) -> npt.NDArray[np.int32]:
    """(n_groups,) int32: the row with a title that is nearest to its group."""
    n = len(labels)
    both = Rows(
        np.concatenate([lead.offsets, lead.offsets[-1] + pooled.offsets[1:]]),
        np.concatenate([lead.columns, pooled.columns]),
        np.concatenate([lead.values, pooled.values]),
        lead.n_columns,
    )
    near = cosines(both, np.arange(n, dtype=np.int32), (n + labels).astype(np.int32))
    titled = np.array([bool(a.title) for a in corpus.articles], np.bool_)
    order = np.lexsort((np.arange(n), -np.round(near, 5), ~titled, labels))
    first = np.searchsorted(labels[order], np.arange(len(pooled)))
    return order[first].astype(np.int32)


def _terms(
    corpus: Corpus, words: Words, lead: Rows, pooled: Rows, labels: npt.NDArray[np.int32]
) -> list[tuple[str, ...]]:
    """Words of each group: those of two articles or more first, the heaviest first."""
    ones = Rows(lead.offsets, lead.columns, np.ones_like(lead.values), lead.n_columns)
    n_articles = pool(ones, labels, len(pooled), unit=False)  # as many entries as ``pooled``
    chosen = []
    for group in range(len(pooled)):
        columns, values = _columns(pooled, group), _values(pooled, group)
        lone = _values(n_articles, group) < 2
        chosen.append(columns[np.lexsort((columns, -values, lone))[:_N_TERMS]])
    needed = np.unique(np.concatenate(chosen)) if chosen else np.zeros(0, np.int32)
    spelled = dict(
        zip(needed.tolist(), spell(words, needed, corpus.titles, corpus.bodies), strict=True)
    )
    return [tuple(spelled[term] for term in terms.tolist()) for terms in chosen]


def _columns(rows: Rows, row: int) -> npt.NDArray[np.int32]:
    return rows.columns[rows.offsets[row] : rows.offsets[row + 1]]


def _values(rows: Rows, row: int) -> npt.NDArray[np.float32]:
    return rows.values[rows.offsets[row] : rows.offsets[row + 1]]
