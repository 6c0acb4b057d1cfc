"""What the words mean: articles, links, groups, findings."""

from clustering.model.article import (
    UNKNOWN_DATE,
    Article,
    PartialDate,
    Precision,
    Provenance,
    Reading,
    Rejection,
    RemovedLine,
)
from clustering.model.constraints import CONSTRAINT_LEVELS, Decision, Ruling, Rulings, rule
from clustering.model.copies import BandPlan, Change, DuplicateGroup, Origin
from clustering.model.corpus import NO_DAY, Corpus
from clustering.model.findings import Findings, StageCost, Story
from clustering.model.fits import StoryFits
from clustering.model.groups import Groups, stable_ids
from clustering.model.inherit import LEVELS, copy_names, inherit_ids
from clustering.model.lineage import FATES, Descent, Fate, Kin, trace_lineage
from clustering.model.links import Links
from clustering.model.moved import Moved
from clustering.model.sweep import Basis, Estimate, Sweep, Trial
from clustering.model.threads import (
    Affair,
    Burst,
    KeyReason,
    KeyStory,
    Outside,
    OutsideReason,
    Related,
    Reporter,
    Thread,
)

__all__ = [
    "CONSTRAINT_LEVELS",
    "FATES",
    "LEVELS",
    "NO_DAY",
    "UNKNOWN_DATE",
    "Affair",
    "Article",
    "BandPlan",
    "Basis",
    "Burst",
    "Change",
    "Corpus",
    "Decision",
    "Descent",
    "DuplicateGroup",
    "Estimate",
    "Fate",
    "Findings",
    "Groups",
    "KeyReason",
    "KeyStory",
    "Kin",
    "Links",
    "Moved",
    "Origin",
    "Outside",
    "OutsideReason",
    "PartialDate",
    "Precision",
    "Provenance",
    "Reading",
    "Rejection",
    "Related",
    "RemovedLine",
    "Reporter",
    "Ruling",
    "Rulings",
    "StageCost",
    "Story",
    "StoryFits",
    "Sweep",
    "Thread",
    "Trial",
    "copy_names",
    "inherit_ids",
    "rule",
    "stable_ids",
    "trace_lineage",
]
