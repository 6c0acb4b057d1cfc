"""Takes page furniture out of an article, and says what it took."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from clustering.readers.date_places import TOP_LINES, is_date_line
from clustering.readers.notices import is_notice
from clustering.readers.paragraphs import ENDS_SENTENCE, join_paragraphs
from clustering.readers.phrases import (
    LABELS,
    LINK_HEADINGS,
    MAX_PREFIX_WORDS,
    PREFIXES,
    TAIL_HEADINGS,
    WHOLE_LINES,
)
from clustering.readers.records import Form

MAX_REMOVED_SHARE = 0.6
"""Share of an article's words from which on only the careful rules are applied."""

MAX_TAIL_SHARE, MAX_TAIL_WORDS = 0.4, 400
"""A block under a heading at the end is only cut when it is no larger than this."""

_CAREFUL = frozenset(("navigation", "title", "repeated", "separator", "label"))
_MIN_REPEATED_WORDS = 4
_MAX_TITLE_WORDS = 40
_MAX_FURNITURE_CHARACTERS = 400
_LINK_WORDS = 25
_TOP_CRUMBS = 10
_CRUMB = re.compile(r"\s[/>»›→|]\s|^[/>»›→|]\s")
_CRUMB_SIGN = re.compile("[/>»›→|]")
_COPYRIGHT = re.compile(r"\(?(?:©|copyright\b)")
_LETTER = re.compile(r"[^\W_]")
_CLOSING = tuple(".,;:!?’'”)")
_SUFFIX = re.compile(r"\s+[-–—|·:»]\s+(?=[^-–—|·»]{2,60}$)")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Title, body and (line, reason, text) of everything removed, in order; line 0: the title."""

    title: str
    body: str
    removed: tuple[tuple[int, str, str], ...]


@dataclass(slots=True)
class _Draft:
    """Lines of an article while rules mark what goes.

    Attributes:
        lines: The lines as they stand, white space normalised; a label cut out shortens one.
        reasons: Line index to reason, for lines that go as a whole.
        cut: (line index, what was cut out of a line that stays).
        heading: Index of the line that is the title, or -1.
    """

    lines: list[str]
    reasons: dict[int, str] = field(default_factory=dict)
    cut: list[tuple[int, str]] = field(default_factory=list)
    heading: int = -1

    def kept(self) -> list[int]:
        return [
            i
            for i, line in enumerate(self.lines)
            if line and i not in self.reasons and i != self.heading
        ]

    def n_words(self, indices: Sequence[int]) -> int:
        return sum(self.lines[i].count(" ") + 1 for i in indices)


def clean(
    title: str,
    lines: Sequence[str],
    *,
    form: Form,
    outlet: str = "",
    host: str = "",
    recurring: frozenset[int] = frozenset(),
) -> Cleaned:
    """The article without furniture.

    Args:
        title: As given; empty for flattened text, where it is the first real line. So it is
            when a date stands in the title's place.
        lines: The text's lines after white space is normalised.
        form: HTML that was extracted (``page``) is spared the rules for the end of a page.
        outlet: Its name, to recognise it as a line or behind the title.
        host: The address's host, for the same.
        recurring: Hashes of lines that are furniture of the outlet.
    """
    given = [line.strip() for line in lines]
    dated = title if is_date_line(title) else ""
    title = "" if dated else _without_outlet(title, outlet, host)
    draft = _Draft(list(given))
    _mark_lines(draft, outlet, recurring, title)
    if not title and (form == "text" or dated):
        title = _find_title(draft, outlet, host)
    _mark_repeated(draft, title)
    if form != "page":
        _mark_tail(draft)
    total = sum(line.count(" ") + 1 for line in given if line)
    if draft.n_words(list(draft.reasons)) > MAX_REMOVED_SHARE * total:
        draft.reasons = {i: r for i, r in draft.reasons.items() if r in _CAREFUL}
    if draft.heading < 0 and not draft.kept():  # a text that only says the title again
        draft.reasons = {i: r for i, r in draft.reasons.items() if r != "title"}
    kept = draft.kept()
    if title and is_notice(title, "\n".join(draft.lines[i] for i in kept)):
        draft.reasons |= dict.fromkeys(kept, "notice")
    told = ((0, "date", dated),) if dated else ()
    return Cleaned(
        title, join_paragraphs(draft.lines, set(draft.kept())), told + _removed(draft, given)
    )


def keep_all(title: str, lines: Sequence[str], *, form: Form) -> Cleaned:
    """The article as it is; only a title that is not given is taken from the first line."""
    draft = _Draft([line.strip() for line in lines])
    if not title and form == "text":
        title = _find_title(draft, "", "")
    return Cleaned(title, join_paragraphs(draft.lines, set(draft.kept())), ())


def _mark_lines(draft: _Draft, outlet: str, recurring: frozenset[int], title: str) -> None:
    text = "\n".join(draft.lines)
    labels = [pattern for sign, pattern in LABELS if sign in text]
    outlet_fold = outlet.casefold()
    top = 0
    for i, line in enumerate(draft.lines):
        if not line:
            continue
        top += 1
        if labels:
            line = _cut_labels(draft, i, line, labels)  # noqa: PLW2901 - shorter from here on
        if not line:
            draft.reasons[i] = "label"
        elif recurring and hash(line) in recurring:
            draft.reasons[i] = "recurring"
        elif len(line) <= _MAX_FURNITURE_CHARACTERS and line != title:
            reason = _phrase_reason(line) or _shape_reason(line, outlet_fold, top)
            if reason:
                draft.reasons[i] = reason


def _phrase_reason(line: str) -> str:
    """Why a line goes because of its words."""
    fold = line.casefold()
    reason = WHOLE_LINES.get(fold.rstrip(" :"))
    if reason:
        return reason
    first = fold.split(" ", 1)[0].strip("(:,.…[•*")
    patterns = PREFIXES.get(first)
    if patterns and line.count(" ") < MAX_PREFIX_WORDS:
        bare = line.lstrip("(•* [")
        for reason, pattern in patterns:
            if pattern.match(bare):
                return reason
    return "copyright" if line[0] in "©(" and _COPYRIGHT.match(fold) else ""


def _shape_reason(line: str, outlet_fold: str, top: int) -> str:
    """Why a line goes because of what it looks like and where it stands."""
    if len(line) < 60:
        if not _LETTER.search(line):
            return "separator"
        bare = line.casefold().rstrip(" :")
        if len(bare) > 3 and (bare == outlet_fold or outlet_fold.startswith(f"{bare} ")):
            return "outlet"
    if top <= TOP_LINES and is_date_line(line):
        return "date"
    return "breadcrumb" if top <= _TOP_CRUMBS and _is_breadcrumb(line) else ""


def _is_breadcrumb(line: str) -> bool:
    """Home > World > Asia: at least two separators, short steps, the last may be a title."""
    if not _CRUMB_SIGN.search(line):
        return False
    parts = [part for part in _CRUMB.split(line) if part.strip()]
    n_separators = len(_CRUMB.findall(line))
    return (
        n_separators >= 2
        and len(parts) >= 2
        and all(part.count(" ") < 6 for part in parts[:-1])
        and not line.endswith((".", "?”", ".”", '."'))
    )


def _cut_labels(draft: _Draft, i: int, line: str, labels: list[re.Pattern[str]]) -> str:
    for pattern in labels:
        match = pattern.search(line)
        while match and match[0]:
            draft.cut.append((i, match[0].strip()))
            before, after = line[: match.start()], line[match.end() :].lstrip()
            gap = "" if after[:1] in _CLOSING else " "
            line = f"{before.rstrip()}{gap}{after}".strip()
            match = pattern.search(line)
    draft.lines[i] = line
    return line


def _find_title(draft: _Draft, outlet: str, host: str) -> str:
    """The first real line, when it is short enough for a headline or stands alone."""
    kept = draft.kept()
    if not kept:
        return ""
    i = kept[0]
    line = draft.lines[i].lstrip("#").strip()
    if line.count(" ") >= _MAX_TITLE_WORDS and len(kept) > 1:
        return ""
    draft.heading = i
    return _without_outlet(line, outlet, host)


def _mark_repeated(draft: _Draft, title: str) -> None:
    bare_title = _bare(title)
    seen: set[str] = set()
    for i in draft.kept():
        line = draft.lines[i]
        if line in seen:
            draft.reasons[i] = "repeated"
        elif bare_title and len(line) < 2 * len(title) + 20 and _bare(line) == bare_title:
            draft.reasons[i] = "title"
        elif line.count(" ") + 1 >= _MIN_REPEATED_WORDS:
            seen.add(line)


def _mark_tail(draft: _Draft) -> None:
    """Blocks that advertise other articles: all of one at the end, links of one before it."""
    kept = draft.kept()
    total = draft.n_words(kept)
    after = 0
    cut_from = 0
    for at in range(len(kept) - 1, -1, -1):
        bare = draft.lines[kept[at]].casefold().rstrip(" :….")
        if len(bare) < 40 and bare in TAIL_HEADINGS and at > 0:
            cut_from = at
        after += draft.lines[kept[at]].count(" ") + 1
        if after > min(MAX_TAIL_WORDS, MAX_TAIL_SHARE * total):
            break
    if cut_from > 0:
        while cut_from > 1 and _is_label(draft.lines[kept[cut_from - 1]]):
            cut_from -= 1
        draft.reasons.update(dict.fromkeys(kept[cut_from:], "trailing"))
    for i, line in enumerate(draft.lines):
        if (
            i != draft.heading
            and len(line) < 40
            and line.casefold().rstrip(" :….") in LINK_HEADINGS
        ):
            draft.reasons.setdefault(i, "link")
            _mark_links_below(draft, i)


def _mark_links_below(draft: _Draft, heading: int) -> None:
    for i in range(heading + 1, min(heading + 12, len(draft.lines))):
        line = draft.lines[i]
        if not line or i in draft.reasons:
            continue
        if i == draft.heading or line.count(" ") >= _LINK_WORDS or line.endswith(ENDS_SENTENCE):
            return
        draft.reasons[i] = "link"


def _is_label(line: str) -> bool:
    return line.count(" ") < 3 and not line.endswith(ENDS_SENTENCE) and line[:1].isupper()


def _bare(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _without_outlet(title: str, outlet: str, host: str) -> str:
    """Strips " - Outlet" only when that is the outlet's name or its host."""
    cuts = list(_SUFFIX.finditer(title))
    if not cuts or not (outlet or host):
        return title
    suffix = _bare(title[cuts[-1].end() :]).replace(" ", "")
    names = {_bare(outlet).replace(" ", ""), _bare(host).replace(" ", "")}
    names |= {_bare(part) for part in host.split(".")[:-1] if len(part) > 3}
    return title[: cuts[-1].start()].strip() if suffix in names - {""} else title


def _removed(draft: _Draft, given: Sequence[str]) -> tuple[tuple[int, str, str], ...]:
    whole = [(i + 1, reason, given[i]) for i, reason in draft.reasons.items()]
    part = [(i + 1, "label", text) for i, text in draft.cut if i not in draft.reasons]
    return tuple(sorted(whole + part))
