"""Labels pairs in the terminal: two articles, one key."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TextIO

from clustering.evaluation.labels import Answer, PairLabel
from clustering.labelling.session import Session
from clustering.render.label_page import Shown
from clustering.render.shared_parts import Piece, shared_pieces
from clustering.terminal import printable

if TYPE_CHECKING:
    from rich.text import Text

KEYS: dict[str, Answer] = {
    "1": "same-text",
    "2": "same-story",
    "3": "same-thread",
    "4": "unrelated",
    "s": "skip",
}
HELP = """\
1  same text     copies: the same text, whole, cut down or edited
2  same story    both tell the same event
3  same thread   two events of one long affair: the same actors over the same matter
4  unrelated     none of these; a shared country or topic is not enough
s  skip          cannot be told; counts as no answer
b  back          to the answer before, to change it
m  more          both texts to their ends
h  hold          the next answer shall hold in later runs (--to-constraints)
q  quit          every answer is kept; the same command goes on from here"""
_LINE = "1 same text  2 story  3 thread  4 unrelated  s skip  b back  m more  q quit  ?"
_ENDS = {"\x04", "\x1b"}
"""End of input and escape quit."""


def interview(
    session: Session, articles: Mapping[str, Shown], read: Callable[[], str], screen: Screen
) -> int:
    """Asks until all is answered or the person quits.

    Args:
        session: Questions and answers; every answer is on the disk before the next question.
        articles: Those of the run, by id; a question about another is left out.
        read: Gives the next key or word; an empty text at the end of input.
        screen: Where the questions are shown.

    Returns:
        Answers given.
    """
    known = [
        at for at, q in enumerate(session.questions) if q.left in articles and q.right in articles
    ]
    if len(known) < len(session.questions):
        missing = len(session.questions) - len(known)
        told = "1 pair names" if missing == 1 else f"{missing:,} pairs name"
        screen.say(f"{told} an article that is not in the run: not asked")
    given: list[int] = []
    at = next(iter(session.open_places(known)), None)
    whole = hold = False
    while at is not None:
        question = session.questions[at]
        place = _place(session, question, known.index(at) + 1, len(known))
        screen.show((articles[question.left], articles[question.right]), place, whole=whole)
        key = read()
        whole = key == "m"
        if key in KEYS:
            session.answer(at, KEYS[key], binding=hold)
            given.append(at)
            hold = False
            at = _next_open(session, known, at)
        elif key == "b" and given:
            at = given.pop()
        elif key == "h":
            hold = not hold
            screen.say("the next answer shall hold in later runs" if hold else "held no longer")
        elif key in ("q", ""):
            break
        elif key != "m":
            screen.say(HELP if key in ("?", "b") else f"{printable(key)!r} is no key here\n{HELP}")
    return len(given)


def _next_open(session: Session, known: list[int], at: int) -> int | None:
    """The next open question after this one, else the first that was passed over."""
    left = session.open_places(known)
    return next((place for place in left if place > at), left[0] if left else None)


def _place(session: Session, question: PairLabel, at: int, n: int) -> str:
    before = session.answer_of(question)
    told = f"; answered {before.answer}" if before else ""
    return f"{at:,} of {n:,}{told}"


class Screen:
    """Where questions are shown: side by side on a terminal, in short lines elsewhere."""

    def __init__(self, *, live: bool) -> None:
        self.live = live
        self._said = ""

    def say(self, text: str) -> None:
        """Something beside the questions; on a terminal it stands below the next one."""
        self._said = text
        if not self.live:
            print(printable(text), flush=True)

    def show(self, pair: tuple[Shown, Shown], place: str, *, whole: bool) -> None:
        """A question: both articles, what they share marked, and the keys."""
        if not self.live:
            print(printable(f"{place}: {pair[0].title} | {pair[1].title}"), flush=True)
            return
        self._draw(pair, place, whole=whole)

    def _draw(self, pair: tuple[Shown, Shown], place: str, *, whole: bool) -> None:
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        console = Console(highlight=False)
        room = max(6, console.height - 9 - self._said.count("\n")) * max(20, console.width // 2 - 4)
        table = Table(box=None, expand=True, padding=(0, 1), show_header=False)
        table.add_column(ratio=1)
        table.add_column(ratio=1)
        texts = [f"{one.title}\n{one.byline}\n\n{one.text}" for one in pair]
        if not whole:
            texts = [_shortened(text, room) for text in texts]
        sides = shared_pieces(*texts)
        table.add_row(*(_marked(side) for side in sides))
        if not whole:
            console.clear()
        console.rule(Text(printable(place)))
        console.print(table)
        console.rule()
        if self._said:
            console.print(Text(printable(self._said)))
            self._said = ""
        console.print(Text(_LINE, style="dim"))


def _shortened(text: str, room: int) -> str:
    """About as much as there is room for: every line break takes the rest of a line."""
    return text if len(text) <= room else f"{text[:room].rsplit(' ', 1)[0]} …"


def _marked(pieces: list[Piece]) -> Text:
    from rich.text import Text

    text = Text()
    for piece in pieces:
        text.append(printable(piece.text), style="bold underline" if piece.shared else "")
    return text


def reader(source: TextIO) -> tuple[Callable[[], str], bool]:
    """What gives the next key, and whether it is a person at a terminal.

    On a terminal one key, without Enter; else a line a time: a key, or an answer in full.
    """
    if source.isatty() and sys.stdout.isatty():
        return _key, True
    words: dict[str, str] = {answer: key for key, answer in KEYS.items()}

    def line() -> str:
        text = source.readline()
        if not text:
            return ""
        word = text.strip().lower()
        return words.get(word, word or "?")

    return line, False


def _key() -> str:
    """One key as soon as it is pressed; Ctrl-C interrupts as always."""
    if os.name == "nt":
        import msvcrt

        key = msvcrt.getwch()  # type: ignore[attr-defined]
        if key == "\x03":
            raise KeyboardInterrupt
    else:
        key = _posix_key()
    return "" if key in _ENDS else key.lower()


def _posix_key() -> str:
    import termios
    import tty

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    try:
        tty.setcbreak(terminal, termios.TCSADRAIN)  # a key pressed early is not thrown away
        key = os.read(terminal, 32).decode("utf-8", "replace")
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
    return key if len(key) == 1 else key[:1] if not key.startswith("\x1b[") else "?"
