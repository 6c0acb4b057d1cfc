"""Which phrases may tell the matter of a thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clustering.text.vocabulary import Words
from clustering.threads.choosing import LEAST_WORTH, Candidate
from clustering.threads.matter import Weighed
from clustering.threads.subjects import Subjects

Bools = npt.NDArray[np.bool_]
Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
Float64 = npt.NDArray[np.float64]

_SIZES, _MIN_ARTICLES, _MIN_SHARE = (1, 2, 4, 12), (1, 2, 2, 3), (0.4, 0.2, 0.08, 0.03)
"""From a size on, a phrase must stand in that many of a thread's articles and be so prominent."""
_TERRITORY_WORTH = 0.5
"""A territory that half of the articles name is worth at least this share of the best phrase."""
_LEAST_WHOLE = 0.03
"""A phrase of this share may still stand for its part …"""
_PHRASE_FACTOR = 1.4
"""Two words say more exactly what it is than one."""
_NAME_FACTOR = 0.8
_PERSON_FACTOR = 0.35
"""Names of persons say who once more; the matter is preferably a thing."""
_VAGUE_FACTOR = 0.4
_VAGUE_PHRASE_FACTOR = 0.6


@dataclass(frozen=True, eq=False)
class Forms:
    """What kind of phrases there are.

    Attributes:
        key: (n,) uint64, ascending.
        terms: (n, 3) int32 their words; -1 behind the last, and all of them for a territory or a
            person of the table, who are written in several ways.
        size: (n,) int64 words; a territory or such a person is one.
        telling: (n,) bool, says something by itself.
        exact: (n,) bool, a name, a territory or several words, of which some are telling.
        factor: (n,) float64 what the worth is multiplied with.
    """

    key: npt.NDArray[np.uint64]
    terms: Int32
    size: Int64
    telling: Bools
    exact: Bools
    factor: Float64

    def take(self, kept: Bools) -> Forms:
        """Some of them."""
        return Forms(
            self.key[kept],
            self.terms[kept],
            self.size[kept],
            self.telling[kept],
            self.exact[kept],
            self.factor[kept],
        )


@dataclass(frozen=True, eq=False)
class Possible:
    """The worthiest phrases of each thread, weighed by what kind of phrase they are.

    Attributes:
        thread: (n,) int32.
        form: (n,) int64 which of the forms.
        worth: (n,) float64.
        share: (n,) float64 prominence in the thread.
        forms: Of all threads.
    """

    thread: Int32
    form: Int64
    worth: Float64
    share: Float64
    forms: Forms


def possible_phrases(
    weighed: Weighed, wanted: Bools, subjects: Subjects, words: Words, sizes: Int64
) -> Possible:
    """The phrases that enough of a thread's articles are about and that are worth enough.

    Args:
        weighed: Phrases of every thread.
        wanted: Which of them to look at.
        subjects: What kind of word is what.
        words: Of the articles.
        sizes: (n_threads,) articles of each.
    """
    territories = np.array(sorted(subjects.territories), np.uint64)
    territory = np.isin(weighed.key, territories)
    kept = _prominent(weighed, sizes, territory)
    kept = kept[wanted[kept]]
    keys, form = np.unique(weighed.key[kept], return_inverse=True)
    forms = _forms(keys, subjects, words)
    worth = weighed.worth[kept] * forms.factor[form]
    thread = weighed.thread[kept]
    best = np.zeros(len(sizes))
    np.maximum.at(best, thread, worth)
    widely = territory[kept] & (2 * weighed.n_articles[kept] >= sizes[thread])
    worth = np.where(widely, np.maximum(worth, _TERRITORY_WORTH * best[thread]), worth)
    least = np.where(forms.size[form] > 1, _LEAST_WHOLE, LEAST_WORTH)
    chosen = worth >= least * best[thread]
    used = np.zeros(len(keys), np.bool_)
    used[form[chosen]] = True
    place = (np.cumsum(used) - 1)[form[chosen]]
    share = weighed.share[kept][chosen]
    return Possible(thread[chosen], place, worth[chosen], share, forms.take(used))


def as_candidates(
    possible: Possible, written: Mapping[int, str], n_threads: int
) -> list[list[Candidate]]:
    """The phrases of each thread, the worthiest first.

    Args:
        possible: The phrases.
        written: How each is written, by key.
        n_threads: How many there are.
    """
    forms = possible.forms
    kinds = [
        (key, tuple(terms[:size]), written[key], telling, exact)
        for key, terms, size, telling, exact in zip(
            forms.key.tolist(),
            forms.terms.tolist(),
            forms.size.tolist(),
            forms.telling.tolist(),
            forms.exact.tolist(),
            strict=True,
        )
    ]
    found: list[list[Candidate]] = [[] for _ in range(n_threads)]
    for thread, form, worth, share in zip(
        possible.thread.tolist(),
        possible.form.tolist(),
        possible.worth.tolist(),
        possible.share.tolist(),
        strict=True,
    ):
        key, terms, text, telling, exact = kinds[form]
        found[thread].append(Candidate(key, round(worth, 5), share, terms, text, telling, exact))
    return [sorted(group, key=lambda c: (-c.worth, c.key)) for group in found]


def size_class(sizes: Int64) -> Int64:
    """(n_threads,) place of each size among those from which on others limits hold."""
    return np.asarray(np.searchsorted(_SIZES, sizes, side="right") - 1)


def _prominent(weighed: Weighed, sizes: Int64, territory: Bools) -> Int64:
    """The phrases that enough of their thread's articles are about.

    For a territory it is enough to be named: it has no other words to be told by.
    """
    size = size_class(sizes)[weighed.thread]
    wide = weighed.n_articles >= np.array(_MIN_ARTICLES)[size]
    wide &= (weighed.share >= np.array(_MIN_SHARE)[size]) | territory
    wide &= weighed.worth > 0
    return np.flatnonzero(wide)


def _forms(keys: npt.NDArray[np.uint64], subjects: Subjects, words: Words) -> Forms:
    """What kind of phrase each is."""
    phrases = subjects.phrases
    example = phrases.distinct.example[np.searchsorted(phrases.distinct.known, keys)]
    land, known_person = (
        np.isin(keys, np.array(sorted(names), np.uint64))
        for names in (subjects.territories, subjects.persons)
    )
    named = land | known_person
    size = np.where(named, 1, phrases.size[example]).astype(np.int64)
    step = np.arange(3)
    at = np.minimum(phrases.token[example].reshape(-1, 1) + step, len(words.terms) - 1)
    behind = (step >= size.reshape(-1, 1)) | named.reshape(-1, 1)
    terms = np.where(behind, -1, words.terms[at]).astype(np.int32)
    name = (subjects.is_name[terms] | behind).all(1)
    person = (subjects.is_person[terms] & ~behind).any(1)
    telling = ~(subjects.is_vague[terms] | behind).all(1) | named
    of_names = np.where(person | known_person, _PERSON_FACTOR, _NAME_FACTOR)
    single = np.where(telling, 1.0, _VAGUE_FACTOR)
    several = np.where(telling, _PHRASE_FACTOR, _VAGUE_PHRASE_FACTOR)
    factor = np.where(name, of_names, np.where(size == 1, single, several))
    exact = np.where(named, land, telling & ((size > 1) | name))
    return Forms(keys, terms, size, telling, exact, np.where(land, 1.0, factor))
