"""Parts of a job in processes of their own."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from clustering.forked import Later, aside, spread


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_results_come_in_the_order_of_the_parts(workers):
    """However long each takes, and with what stood in memory when the work began."""
    material = {"add": 10}

    def work(part):
        time.sleep(0.02 * (3 - part))  # the first is the last to be done
        return part + material["add"], os.getpid()

    with spread(work, range(4), workers) as results:
        found = list(results)
    assert [number for number, _ in found] == [10, 11, 12, 13]
    own = {process == os.getpid() for _, process in found}
    assert own == {workers == 1}


@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_done_is_counted_before_it_is_asked_for(workers):
    """With one worker nothing is done before; the last result is there when all are."""
    with spread(str, range(4), workers) as results:
        assert results.n_done <= (0 if workers == 1 else 4)
        assert next(results) == "0"
        assert results.n_done >= 1
        assert list(results) == ["1", "2", "3"]
        assert results.n_done == 4


@pytest.mark.parametrize("workers", [1, 2])
def test_a_mistake_in_a_part_is_raised_where_its_result_is_asked_for(workers):
    """Not swallowed, and not before."""

    def work(part):
        return 1 / part

    with spread(work, [1, 0, 2], workers) as results:
        assert next(results) == 1.0
        with pytest.raises(ZeroDivisionError):
            next(results)


def test_the_block_goes_on_while_the_work_is_done():
    """A block that never asks ends all the same; what it raises is not hidden."""
    with pytest.raises(KeyError), spread(time.sleep, [0.01] * 3, 2):
        raise KeyError
    with spread(str, [], 2) as results:
        assert list(results) == []


def test_later_is_made_once_and_only_when_asked():
    """By its first item, its length or a turn through it."""
    made = []

    def make():
        made.append(1)
        return ["a", "b"]

    later = Later(make)
    assert made == []
    assert (later[1], len(later), list(later), later[:1]) == ("b", 2, ["a", "b"], ["a"])
    assert made == [1]


_KILLED = """
import os, signal
from clustering.forked import spread
with spread(lambda part: os.getpid(), range(2), 2) as workers:
    print(*workers, flush=True)
    signal.pause()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there are no workers")
def test_no_worker_outlives_the_process_that_is_killed():
    """Each holds the output open, so that it ends when the last of them has ended."""
    with subprocess.Popen([sys.executable, "-c", _KILLED], stdout=subprocess.PIPE) as process:
        workers = [int(name) for name in process.stdout.readline().split()]
        process.kill()
        try:
            process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            for worker in set(workers):
                os.kill(worker, signal.SIGKILL)
            pytest.fail("workers wait on")
    assert len(workers) == 2
    assert os.getpid() not in workers


@pytest.mark.parametrize("workers", [1, 2])
def test_work_aside_is_done_once(workers):
    """One worker does it when it is asked for, two while the block goes on, and never twice."""
    go, begun = threading.Event(), threading.Event()

    def work():
        assert not begun.is_set()
        begun.set()
        return threading.get_ident()

    def wait():
        assert go.wait(60)  # never, if the block waited for the work
        return work()

    with aside(wait, workers) as result:
        go.set()
        assert begun.wait(60) if workers > 1 else not begun.is_set()
    assert (result() == threading.get_ident()) == (workers == 1)
    assert result() == result()


@pytest.mark.parametrize("workers", [1, 2])
def test_a_mistake_aside_is_raised_where_it_is_asked_for(workers):
    """The block goes on to its end."""
    with aside(lambda: 1 / 0, workers) as result:
        pass
    with pytest.raises(ZeroDivisionError):
        result()
