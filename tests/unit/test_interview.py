"""Two articles, one key."""

import io
import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

from clustering.evaluation.labels import PairLabel, read_labels
from clustering.interview import HELP, KEYS, Screen, interview, reader
from clustering.labelling.session import Session
from clustering.render.label_page import Shown

ARTICLES = {name: Shown(f"Title {name}", "TASS", f"Text of {name}.") for name in "abcdef"}


@pytest.fixture
def session(tmp_path):
    """Three pairs."""
    rows = [PairLabel(*pair, "story") for pair in ("ab", "cd", "ef")]
    return Session(tmp_path / "labels.csv", "ann", rows)


def ask(session, *keys, articles=ARTICLES):
    """An interview with these keys, then the end of input."""
    left = [*keys, ""]
    return interview(session, articles, lambda: left.pop(0), Screen(live=False))


def answers(session):
    """Answers in the file, in order."""
    return [row.answer for row in read_labels(session.path)]


def test_each_key_has_its_answer(session, capsys):
    """And the questions end when all are answered."""
    assert ask(session, "1", "2", "s", "4") == 3
    assert answers(session) == ["same-text", "same-story", "skip"]
    assert "1 of 3: Title a | Title b" in capsys.readouterr().out
    assert set(KEYS) == {"1", "2", "3", "4", "s"}
    assert all(key in HELP for key in (*KEYS, "b", "m", "h", "q"))


def test_back_changes_the_answer_before(session):
    """Twice back, another answer, and on with what is still open."""
    ask(session, "1", "1", "b", "b", "4", "3", "q")
    assert answers(session) == ["unrelated", "same-text", "same-thread"]


def test_a_quit_interview_goes_on_where_it_stopped(session):
    """Every answer given before is there."""
    ask(session, "3", "q")
    again = Session(session.path, "ann")
    ask(again, "4", "4")
    assert answers(again) == ["same-thread", "unrelated", "unrelated"]


def test_hold_marks_the_next_answer_only(session):
    """Pressed twice it marks none."""
    ask(session, "h", "2", "4", "h", "h", "1")
    assert [row.binding for row in read_labels(session.path)] == [True, False, False]


def test_an_unknown_key_answers_nothing(session, capsys):
    """It is told with the keys there are; control characters never reach the terminal."""
    ask(session, "x\x1b[2J", "?", "m", "b")
    assert answers(session) == ["", "", ""]
    told = capsys.readouterr().out
    assert "is no key here" in told
    assert "\x1b" not in told
    assert "same thread" in told


def test_articles_that_are_not_in_the_run_are_told(session, capsys):
    """Their pairs are not asked, and stay in the file."""
    some = {name: ARTICLES[name] for name in "abef"}
    ask(session, "1", "1", articles=some)
    assert answers(session) == ["same-text", "", "same-text"]
    assert "1 pair names an article that is not in the run" in capsys.readouterr().out


def test_lines_are_keys_or_answers_in_full():
    """A script may write either; an empty line is no answer, the end of input quits."""
    read, live = reader(io.StringIO("1\n Same-Thread \n\nnonsense\n"))
    assert not live
    assert [read() for _ in range(5)] == ["1", "3", "?", "nonsense", ""]


LIVE = """
import fcntl, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # so that Ctrl-C reaches it
from pathlib import Path
sys.path.insert(0, {tests!r})
from test_interview import ARTICLES
from clustering.interview import Screen, interview, reader
from clustering.labelling.session import Session
read, live = reader(sys.stdin)
assert live
interview(Session(Path({path!r}), "ann"), ARTICLES, read, Screen(live=live))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminal there")
def test_on_a_terminal_one_key_is_enough(session):
    """Without Enter; both articles stand side by side; Ctrl-C leaves every answer in the file."""
    import pty

    ours, theirs = pty.openpty()
    code = LIVE.format(tests=str(Path(__file__).parent), path=str(session.path))
    environment = {**os.environ, "COLUMNS": "100", "LINES": "30", "TERM": "xterm"}
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
        start_new_session=True,
    )
    os.close(theirs)
    try:
        shown = _until(ours, "q quit")
        line = next(line for line in shown.splitlines() if "of a." in line)
        assert "of b." in line
        os.write(ours, b"2")
        assert "of d." in _until(ours, "q quit")
        os.write(ours, b"\x03")
        _until(ours, "")
        assert process.wait(timeout=30) != 0
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    assert answers(session) == ["same-story", "", ""]


def _until(terminal, words, seconds=30):
    """What the terminal shows until the words appear; to its end if there are none."""
    shown = ""
    while not words or words not in shown:
        assert select.select([terminal], [], [], seconds)[0], shown
        try:
            part = os.read(terminal, 4096)
        except OSError:  # the other side is gone
            part = b""
        if not part:
            break
        shown += part.decode("utf-8", "replace")
    return shown
