"""Why each story is in its thread, as a table."""

from __future__ import annotations

from math import exp

from clustering.model import Story, Thread
from clustering.render.archive import Archive
from clustering.render.cards import score_text
from clustering.render.site import Context
from clustering.render.story_section import and_more, heading_words
from clustering.render.terms import THREAD_TERMS, term_names
from clustering.render.words import clipped

_TEXT, _NEAR_TEXT = 50, 40


def fits_of(archive: Archive, thread: Thread, most: int) -> Context | None:
    """The stories that fit least first, with what their affinity to the rest is made of.

    Args:
        archive: What was found.
        thread: Whose stories.
        most: So many at most.

    Returns:
        Heads and rows; None for a thread of one story.
    """
    fits = archive.findings.story_fits
    stories = [archive.stories[name] for name in thread.stories]
    placed = [(fits.place(story.rows[0]), story) for story in stories]
    found = [(at, story) for at, story in placed if at is not None]
    if not found:
        return None
    found.sort(key=lambda pair: (float(fits.affinity[pair[0]]), pair[1].rows))
    names = term_names(fits.terms, THREAD_TERMS)
    return {
        "caption": "Affinity of each story to all the rest of the thread, least first. It is the "
        "product of the columns after it: 1 means that nothing speaks against the story.",
        "heads": [name.capitalize() for name in dict.fromkeys(names)],
        "rows": [_row(archive, at, story, names) for at, story in found[:most]],
        "more": and_more(len(found) - most, "story", "threads.json"),
    }


def _row(archive: Archive, at: int, story: Story, names: list[str]) -> Context:
    fits = archive.findings.story_fits
    sums = dict.fromkeys(names, 0.0)
    for name, column in zip(names, fits.terms.values(), strict=True):
        sums[name] += float(column[at])
    nearest = int(fits.nearest[at])
    near = archive.stories[archive.story_of[nearest]] if nearest >= 0 else None
    return {
        "id": story.id,
        "text": clipped(heading_words(archive, story), _TEXT),
        "cells": [score_text(float(fits.affinity[at])), *(f"{exp(s):.2f}" for s in sums.values())],
        "near": "" if near is None else near.id,
        "near_text": "" if near is None else clipped(heading_words(archive, near), _NEAR_TEXT),
    }
