"""What of an article is compared: TF-IDF rows over its parts."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from clustering.text.ages import age_vectors
from clustering.text.background import WEIGHT, archive_idf, background_capital, usual_share
from clustering.text.calendar import day_vectors
from clustering.text.name_pairs import name_pair_vectors
from clustering.text.rare_runs import run_vectors
from clustering.text.scan import NUMBER
from clustering.text.tfidf import (
    Floats,
    Rows,
    bigram_vectors,
    body_spans,
    lead_spans,
    title_spans,
    vectors,
    whole_spans,
)
from clustering.text.told_days import told_day_vectors, weekday_vectors
from clustering.text.vocabulary import Words

LEAD_WORDS = 120
"""About 700 characters: where news tells who, what, where and when."""
_RARE_IDF = 4.0
"""Names from here on (in about one text of fifty) point to an event."""
_RARE_PAIR_IDF = 5.0
"""And pairs of names from here on (one of a hundred and fifty): there are many more of them."""


@dataclass(frozen=True, eq=False)
class Views:
    """TF-IDF rows over several parts of each article.

    Where no article has a body, the views of text, lead and title are one and the same.
    ``text_flat`` weighs words by the root of their idf and ``lead_rare`` by its square. Of
    ``name_pairs``, ``told_days``, ``weekdays``, ``ages`` and ``runs`` the columns alone matter.
    """

    text: Rows
    lead: Rows
    title: Rows
    text_flat: Rows
    lead_rare: Rows
    names: Rows
    lead_names: Rows
    numbers: Rows
    bigrams: Rows
    name_pairs: Rows
    days_named: Rows
    told_days: Rows
    weekdays: Rows
    ages: Rows
    runs: Rows
    rareness: Floats
    pair_rareness: Floats
    day_idf: Floats
    age_idf: Floats
    run_rareness: Floats
    has_body: npt.NDArray[np.bool_]


def story_views(
    words: Words,
    published: npt.NDArray[np.float64] | None = None,
    languages: Sequence[str] = (),
    workers: int = 1,
) -> Views:
    """The views of each article, weighted by the blended inverse document frequency.

    Args:
        words: The words of the articles.
        published: (n_articles,) days since 1970-01-01, nan where the day is not known; None when
            no day is.
        languages: (n_articles,) ISO 639-1 codes; none: see ``background.usual_share``.
        workers: Threads, each at a view of its own.
    """
    idf = archive_idf(words, languages)
    whole, lead = whole_spans(words), lead_spans(words, LEAD_WORDS)
    long_lead = lead_spans(words, 3 * LEAD_WORDS)
    names = name_weights(words, idf)
    has_body = np.diff(words.offsets) > words.n_title
    if published is None:
        published = np.full(words.n_texts, np.nan)
    with ThreadPoolExecutor(max(workers, 1)) as pool:
        text = pool.submit(vectors, words, whole, idf)
        text_names = pool.submit(vectors, words, whole, names, never=NUMBER)
        parts = {"lead": text, "title": text, "lead_names": text_names}
        if has_body.any():
            parts["lead"] = pool.submit(vectors, words, lead, idf)
            parts["title"] = pool.submit(vectors, words, title_spans(words), idf)
            parts["lead_names"] = pool.submit(vectors, words, lead, names, never=NUMBER)
        parts |= {
            "text": text,
            "text_flat": pool.submit(vectors, words, whole, np.sqrt(idf)),
            "lead_rare": pool.submit(vectors, words, lead, idf * idf),
            "names": text_names,
            "numbers": pool.submit(vectors, words, body_spans(words), idf, NUMBER),
            "bigrams": pool.submit(bigram_vectors, words, long_lead, idf),
            "days_named": pool.submit(day_vectors, words, long_lead),
            "weekdays": pool.submit(weekday_vectors, words, long_lead),
        }
        weighted = {
            "told_days": pool.submit(told_day_vectors, words, long_lead, published, WEIGHT),
            "ages": pool.submit(age_vectors, words, WEIGHT),
            "runs": pool.submit(run_vectors, words),
        }
        name_pairs, pair_idf = name_pair_vectors(words, names, whole, usual_share(words, languages))
    (told_days, day_idf), (ages, age_idf), (runs, run_rareness) = (
        weighted[name].result() for name in ("told_days", "ages", "runs")
    )
    views = {name: part.result() for name, part in parts.items()}
    for name, like in (("text_flat", "text"), ("lead_rare", "lead")):
        views[name] = _with_columns_of(views[like], views[name])
    return Views(
        name_pairs=name_pairs,
        rareness=np.maximum(idf - _RARE_IDF, 0),
        pair_rareness=np.maximum(pair_idf - _RARE_PAIR_IDF, 0),
        told_days=told_days,
        day_idf=day_idf,
        ages=ages,
        age_idf=age_idf,
        runs=runs,
        run_rareness=run_rareness,
        has_body=has_body,
        **views,
    )


def _with_columns_of(like: Rows, rows: Rows) -> Rows:
    """The same rows; columns that are those of ``like`` are held once."""
    if np.array_equal(rows.offsets, like.offsets) and np.array_equal(rows.columns, like.columns):
        return replace(rows, offsets=like.offsets, columns=like.columns)
    return rows


def name_weights(words: Words, idf: Floats) -> Floats:
    """(n_terms,) float32: the weight of a term that is a name, 0 for other words.

    A name begins with a capital inside sentences, by this archive and, as if two more
    tokens had been seen, by the background. A word that neither knows inside a sentence is a
    name if it never stands in lower case.
    """
    n_in_body, n_capital, n_inside, n_lower = words.capital_counts
    own = n_capital / np.maximum(n_in_body, 1)
    usual = background_capital(words.hashes).astype(np.float64)
    seen = np.where(n_in_body > 0, n_inside, 0)
    known = np.where(np.isnan(usual), 0, 2)
    total = own * seen + np.nan_to_num(usual) * known
    share = np.where(seen + known > 0, total / np.maximum(seen + known, 1), n_lower == 0)
    return np.where(share > 0.5, idf, 0).astype(np.float32)
