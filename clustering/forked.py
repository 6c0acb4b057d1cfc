"""Parts of a job beside others, where that is safe."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache, cached_property
from itertools import count
from multiprocessing import get_context
from typing import Any, TypeVar, overload

Part = TypeVar("Part")
Result = TypeVar("Result")

_jobs: dict[int, Callable[[Any], Any]] = {}
"""What forked workers inherit, so that a job's material is never copied through a pipe."""
_keys = count()
_DIE_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of Linux's <sys/prctl.h>: a signal is sent to a process when its parent ends."""


class Results(Iterator[Result]):
    """Results in the order of their parts."""

    def __init__(self, results: Iterator[Result], tasks: Sequence[Future[Result]] = ()) -> None:
        self._results, self._tasks, self._n_given = results, tasks, 0

    def __next__(self) -> Result:
        found = next(self._results)
        self._n_given += 1
        return found

    @property
    def n_done(self) -> int:
        """Parts that are done, those among them whose results nobody asked for yet."""
        return max(self._n_given, sum(task.done() for task in self._tasks))


@contextmanager
def spread(
    work: Callable[[Part], Result], parts: Sequence[Part], workers: int
) -> Iterator[Results[Result]]:
    """Gives the results in the order of the parts; workers go on while the block does other things.

    With one worker, or elsewhere than on Linux, each part is done when its result is asked for: a
    process that is not forked would import the caller's main module again.

    Args:
        work: What is done with a part. It may use anything that stands in memory, but must not
            change it for others, and must use no threads of the numeric libraries.
        parts: Small things, such as ranges; they and the results go through pipes.
        workers: Processes.
    """
    if workers < 2 or sys.platform != "linux" or not parts:
        yield Results(map(work, parts))
        return
    key = next(_keys)
    _jobs[key] = work
    try:
        with (
            warnings.catch_warnings(),
            ProcessPoolExecutor(
                min(workers, len(parts)),
                mp_context=get_context("fork"),
                initializer=_begin,
                initargs=(os.getpid(),),
            ) as pool,
        ):
            # Python 3.12 and later warn of forks beside threads; see ``work``.
            warnings.simplefilter("ignore", DeprecationWarning)
            tasks = [pool.submit(_done, key, part) for part in parts]
            try:
                yield Results((task.result() for task in tasks), tasks)
            except BaseException:
                pool.shutdown(wait=True, cancel_futures=True)
                raise
    finally:
        del _jobs[key]


@contextmanager
def aside(work: Callable[[], Result], workers: int) -> Iterator[Callable[[], Result]]:
    """Gives a call for the work's result, which a thread gets while the block does other things.

    With one worker the work is done when its result is first asked for. It should be of the kind
    that lets other threads run: compiled passes, arrays.

    Args:
        work: It must not change what the block reads.
        workers: Threads in all.
    """
    if workers < 2:
        yield cache(work)
        return
    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(work).result


class Later(Sequence[Result]):
    """A sequence that is waited for when its first item is asked for."""

    def __init__(self, make: Callable[[], Sequence[Result]]) -> None:
        self._make = make

    @cached_property
    def _items(self) -> Sequence[Result]:
        return self._make()

    @overload
    def __getitem__(self, place: int) -> Result: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Result]: ...
    def __getitem__(self, place: int | slice) -> Result | Sequence[Result]:
        return self._items[place]

    def __len__(self) -> int:
        return len(self._items)


def _begin(parent: int) -> None:
    """An interrupt is for the process that was asked to do the job; without it, no worker stays.

    One that is killed for want of memory, say, cannot end its workers, and they would wait forever.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:  # it has gone already
        os._exit(1)


def _done(key: int, part: Any) -> Any:  # noqa: ANN401 - of whatever type the job is
    return _jobs[key](part)
