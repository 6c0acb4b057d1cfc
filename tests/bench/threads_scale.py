"""Measures the whole thread stage at scale, on many copies of a set's articles.

python tests/bench/threads_scale.py [--copies N …] [--workers N] [--set SET]

Every copy keeps half of its words and makes the others its own, exchanges the actors that it names
and begins 97 days after the one before, so that threads of different copies are near each other as
those of an archive are, and none is its neighbour's double. 26 copies of `diplomacy` are 101,088
articles. Stories are those of the set, copy by copy; all that follows up to the report is done as
`analyze` does it, the sentences of stories included, which a process of its own weighs meanwhile.
Prints processor seconds and wall-clock seconds of every step and the most memory. The steps of
`find_threads` overlap when there are workers: their processor seconds are true with one.
"""

# ruff: noqa: T201 - prints for a person
from __future__ import annotations

import argparse
import gc
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

import numpy as np
import numpy.typing as npt

from clustering.allocation import give_back_large_arrays
from clustering.benchmarks import benchmark_file
from clustering.collecting import uncollected
from clustering.config import ThreadsConfig, load_config
from clustering.forked import Later, spread
from clustering.model import Article, Corpus, Groups, PartialDate, Story
from clustering.pipeline import analyze
from clustering.stories.summary import Summary, summarize
from clustering.stories.views import LEAD_WORDS
from clustering.text.actors import find_mentions, load_actors
from clustering.text.background import archive_idf
from clustering.text.tfidf import lead_spans, vectors
from clustering.text.tokens import Tokens, normalize, tokenize
from clustering.text.vocabulary import number_words
from clustering.threads import find
from clustering.threads.affairs import describe_affairs
from clustering.threads.describe import describe_outside, describe_threads

OWN_WORDS = 0.5
COMMON = 0.1
"""Words in more than this share of the articles are everybody's: they make the grammar."""
DAYS_BETWEEN = 97
NO_ACTOR, BETWEEN = -1, -2

STEPS = (
    "find_who",
    "find_subjects",
    "story_material",
    "find_candidates",
    "join_candidates",
    "take_in",
    "join_umbrellas",
    "name_threads",
    "fit_stories",
    "nearest_threads",
    "find_alone",
)
"""What is timed inside ``find_threads``."""


@dataclass(frozen=True, eq=False)
class Pieces:
    """Articles cut into words, actors and what stands between.

    Attributes:
        articles: The representatives of a set.
        stories: (n,) int32 story of each, 0 to n_stories - 1.
        pieces: For each article the numbers of its pieces; the title's come first.
        n_title: (n,) pieces of each title.
        written: Every piece by its number.
        word: Number of the word that a piece is, in lower case; -1 for what may not change.
        actor: Number of the actor that a piece names, ``NO_ACTOR`` for other words and
            ``BETWEEN`` for what is no word.
        actors: Display name of each.
    """

    articles: tuple[Article, ...]
    stories: npt.NDArray[np.int32]
    pieces: list[list[int]]
    n_title: list[int]
    written: list[str]
    word: npt.NDArray[np.int64]
    actor: npt.NDArray[np.int64]
    actors: tuple[str, ...]


def cut_up(name: str) -> Pieces:
    """The representatives and stories of a run with the shipped settings, in pieces."""
    found = analyze([benchmark_file(name)])
    rows = found.duplicate_groups.roots
    chosen = found.corpus.take(rows)
    stories = np.unique(found.story_groups.labels[rows], return_inverse=True)[1].astype(np.int32)
    table = load_actors()
    texts = [normalize(f"{a.title}\n\n{a.body}") for a in chosen.articles]
    tokens, mentions = tokenize(texts), find_mentions(texts, table)
    length = np.diff(tokenize([row.alias for row in table.rows]).offsets)[mentions.row]
    begins = tokens.offsets[mentions.text] + mentions.token
    named = dict(zip(begins.tolist(), zip(mentions.actor, length, strict=True), strict=True))
    number: dict[tuple[str, int], int] = {}
    pieces, n_title = [], []
    for text, whole in enumerate(texts):
        head = len(normalize(chosen.articles[text].title))
        own, size = _cut(whole, head, tokens, text, named)
        pieces.append([number.setdefault(piece, len(number)) for piece in own])
        n_title.append(size)
    written = [text for text, _ in number]
    actor = np.array([kind for _, kind in number])
    word = np.where(actor != NO_ACTOR, -1, _number_words(written, pieces))
    return Pieces(chosen.articles, stories, pieces, n_title, written, word, actor, table.actors)


def _cut(
    whole: str, head: int, tokens: Tokens, text: int, named: dict[int, tuple[int, int]]
) -> tuple[list[tuple[str, int]], int]:
    """Pieces and kinds of a text, and how many are the title's; a title ends at ``head``."""
    at, last = tokens.offsets[text : text + 2].tolist()
    pieces: list[tuple[str, int]] = []
    n_title, done = 0, 0
    while at < last:
        actor, length = named.get(at, (NO_ACTOR, 1))
        stop = min(at + int(length), last)
        begin = int(tokens.starts[at])
        end = int(tokens.starts[stop - 1] + tokens.lengths[stop - 1])
        if begin >= head and not n_title:
            pieces.append((whole[done:head], BETWEEN))
            n_title, done = len(pieces), head
        pieces += [(whole[done:begin], BETWEEN), (whole[begin:end], int(actor))]
        at, done = stop, end
    pieces.append((whole[done:], BETWEEN))
    return pieces, n_title or len(pieces)


def _number_words(written: Sequence[str], pieces: Sequence[list[int]]) -> npt.NDArray[np.int64]:
    """Number of each word in lower case; -1 for common ones and what is none."""
    n_texts = np.zeros(len(written), np.int64)
    for own in pieces:
        n_texts[list(set(own))] += 1
    lower: dict[str, int] = {}
    word = np.array([lower.setdefault(text.lower(), len(lower)) for text in written])
    widely = np.bincount(word, n_texts) > COMMON * len(pieces)
    return np.where(widely[word] | [not text.isalpha() for text in written], -1, word)


def copies_of(pieces: Pieces, n: int) -> tuple[Corpus, Groups]:
    """The articles n times over, as told above, and their stories."""
    dice = np.random.default_rng(1)
    named = np.unique(pieces.actor[pieces.actor >= 0])
    articles, story_of = [], {}
    n_stories = int(pieces.stories.max()) + 1
    for copy in range(n):
        table = list(pieces.written)
        if copy:
            own = dice.random(int(pieces.word.max()) + 1) < OWN_WORDS
            other = dict(zip(named.tolist(), dice.permutation(named).tolist(), strict=True))
            mark = f"{chr(97 + copy % 26)}{'aeiou'[copy // 26 % 5]}"
            for at in np.flatnonzero((pieces.word >= 0) & own[pieces.word]).tolist():
                text = table[at]
                table[at] = (
                    f"{mark}{text}" if text[0].islower() else f"{mark.title()}{text.lower()}"
                )
            for at in np.flatnonzero(pieces.actor >= 0).tolist():
                table[at] = pieces.actors[other[int(pieces.actor[at])]]
        for row, article in enumerate(pieces.articles):
            whole, cut = [table[at] for at in pieces.pieces[row]], pieces.n_title[row]
            copied = replace(
                article,
                id=f"{copy}/{article.id}",
                title="".join(whole[:cut]).strip(),
                body="".join(whole[cut:]).strip(),
                date=_later(article.date, DAYS_BETWEEN * copy),
            )
            story_of[copied.id] = copy * n_stories + int(pieces.stories[row])
            articles.append(copied)
    corpus = Corpus.of(articles)
    story = np.array([story_of[article.id] for article in corpus.articles])
    first = np.unique(story, return_index=True)[1].astype(np.int32)
    return corpus, Groups(first[story])


def _later(when: PartialDate, days: int) -> PartialDate:
    if when.year is None or when.month is None or when.day is None:
        return when if when.year is None else replace(when, year=when.year + days // 365)
    day = date(when.year, when.month, when.day) + timedelta(days)
    return replace(when, year=day.year, month=day.month, day=day.day)


class Clock:
    """Processor and wall-clock seconds by step."""

    def __init__(self) -> None:
        self.spent: dict[str, npt.NDArray[np.float64]] = {}

    @contextmanager
    def timing(self, step: str) -> Iterator[None]:
        """Adds what the block takes to a step."""
        begin = _now()
        yield
        self.spent[step] = self.spent.get(step, np.zeros(2)) + _now() - begin

    @contextmanager
    def watching(self, names: Sequence[str]) -> Iterator[None]:
        """Times the functions that ``find_threads`` calls by these names."""
        before = {name: getattr(find, name) for name in names}
        for name, work in before.items():
            setattr(find, name, self._timed(name, work))
        yield
        for name, work in before.items():
            setattr(find, name, work)

    def _timed(self, name: str, work: Callable[..., object]) -> Callable[..., object]:
        def timed(*given: object, **named: object) -> object:
            with self.timing(name):
                return work(*given, **named)

        return timed


def _now() -> npt.NDArray[np.float64]:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return np.array(
        [time.process_time() + children.ru_utime + children.ru_stime, time.perf_counter()]
    )


def run_stage(
    corpus: Corpus, stories: Groups, config: ThreadsConfig, workers: int, clock: Clock
) -> int:
    """All between stories and report, as ``pipeline.analyze_reading`` does it; n of threads."""
    words = number_words(corpus.titles, corpus.bodies)
    idf = archive_idf(words, corpus.languages)
    lead = vectors(words, lead_spans(words, LEAD_WORDS), idf)
    position = np.searchsorted(stories.roots, stories.labels).astype(np.int32)
    gc.collect()
    with uncollected(), clock.timing("the whole stage"), clock.watching(STEPS):
        work = partial(summarize, corpus, words, lead)
        with spread(work, [position], workers) as told:
            summaries: Later[Summary] = Later(lambda: next(told))
            headlines = Later(lambda: [summary.headline for summary in summaries])
            with clock.timing("find_threads"):
                found = find.find_threads(
                    corpus, words, stories, headlines, config, workers=workers
                )
            with clock.timing("accounts"):
                described = describe_threads(
                    corpus,
                    found.groups,
                    _plain_stories(corpus, stories, summaries),
                    found.namings,
                    found.weakest,
                    found.related,
                    found.fits,
                    config.quiet_days,
                )
                told_of = found.umbrella_namings, found.umbrella_weakest
                described, _ = describe_affairs(corpus, found.umbrellas, described, *told_of)
                describe_outside(found.alone, np.arange(len(corpus), dtype=np.int32), described)
    return len(described)


def _plain_stories(
    corpus: Corpus, stories: Groups, summaries: Sequence[Summary]
) -> tuple[Story, ...]:
    """Stories with what accounts of threads ask for."""
    made = []
    for (root, rows), summary in zip(stories.members().items(), summaries, strict=True):
        first, last = corpus.span_days(rows)
        made.append(
            Story(
                id=f"s-{root}",
                rows=tuple(rows.tolist()),
                headline=summary.headline,
                terms=summary.terms,
                key_sentence=summary.key_sentence,
                key_row=int(rows[0]),
                day_first=first,
                day_last=last,
                outlets=corpus.outlets(rows),
                n_origins=len(rows),
                weakest=1.0,
                thread="",
                cohesion=1.0,
                nearest="",
                nearest_probability=0.0,
            )
        )
    return tuple(made)


def main() -> None:
    """Prints a table for each number of copies."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--set", default="diplomacy", metavar="SET")
    parser.add_argument("--copies", type=int, nargs="+", default=[26])
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    give_back_large_arrays()  # as the program does
    config = load_config().threads
    pieces = cut_up(options.set)
    for n in options.copies:
        corpus, stories = copies_of(pieces, n)
        clock = Clock()
        n_threads = run_stage(corpus, stories, config, options.workers, clock)
        n_stories = len(stories.roots)
        print(f"{len(corpus):,} articles, {n_stories:,} stories, {n_threads:,} threads")
        for name, (spent, took) in clock.spent.items():
            print(f"{name:<18}{spent:7.1f} s of processor time{took:7.1f} s wall-clock")
        print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GB at the most")


if __name__ == "__main__":
    main()
