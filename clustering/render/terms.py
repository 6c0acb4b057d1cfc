"""What the terms of a score are called."""

from __future__ import annotations

from collections.abc import Mapping

STORY_TERMS = {
    "words of the whole text": ("cosine_text", "cosine_text_flat"),
    "words of the opening": ("cosine_lead", "cosine_lead_rare"),
    "words of the headline": ("cosine_title",),
    "headline found in the other text": ("title_in_text",),
    "opening found in the other text": ("lead_in_text",),
    "names": ("cosine_names", "cosine_lead_names", "names_in_names"),
    "rare names and words": (
        "rare_names",
        "rare_words",
        "rare_lead",
        "rare_title",
        "rare_numbers",
        "rare_name_pair",
    ),
    "numbers": ("cosine_numbers",),
    "pairs of words": ("cosine_bigrams",),
    "nearer than to other articles": (
        "contrast",
        "contrast_text",
        "contrast_names",
        "no_contrast",
    ),
    "the same words in a row": ("rare_runs",),
    "days told in the text": (
        "cosine_days_named",
        "other_days_named",
        "shared_days",
        "shared_weekdays",
        "other_weekdays",
    ),
    "ages told in the text": ("shared_ages", "other_ages"),
    "days apart": ("days_near", "days_far", "days_log", "undated"),
    "same outlet": ("same_outlet",),
    "a headline alone": ("no_body",),
    "unequal lengths": ("length_ratio",),
    "the company they keep": ("company_shared", "company_size"),
    "their groups agree": ("groups_agree",),
    "their groups contradict each other": ("groups_contradict",),
}
"""What a person understands, and the columns of the evidence that say it together."""

THREAD_TERMS = {
    "words": ("matter_mean", "matter_cosine"),
    "words other than actors": ("topic_mean", "topic_cosine", "topic_relative"),
    "actors": ("actors_relative",),
    "time between": ("distance", "gap", "pause"),
    "sizes": ("smaller", "larger"),
    "one about an election, the other not": ("election",),
}
"""The same for two stories of one affair; see ``threads.trace.trace_threads``. Article by article
and taken together are two columns, and one thing to a reader."""

_MEASURED_BY = {"days apart": "days", "time between": "days"}


def term_names(columns: Mapping[str, object], names: Mapping[str, tuple[str, ...]]) -> list[str]:
    """For each column the name of the term it belongs to; a column nobody named is spelled out."""
    name_of = {column: name for name, parts in names.items() for column in parts}
    return [name_of.get(column, column.replace("_", " ")) for column in columns]


def measure_of(name: str, parts: list[str], evidence: Mapping[str, object]) -> str:
    """The evidence column that shows what a term measured; empty where several make one."""
    if name in _MEASURED_BY:
        return _MEASURED_BY[name] if _MEASURED_BY[name] in evidence else ""
    return parts[0] if len(parts) == 1 and parts[0] in evidence else ""
