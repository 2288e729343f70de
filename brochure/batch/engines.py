"""Who does the work: this process, a pool of processes, or a cluster; each a `concurrent.futures.Executor`.

An engine is a factory: a pool that has broken is thrown away, and another is asked for. Any executor will do
whose `submit` gives futures that `concurrent.futures.as_completed` takes: loky's, mpi4py's, a scheduler's.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from collections.abc import Callable
from collections.abc import Iterator
from concurrent.futures import Executor
from concurrent.futures import Future
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager
from contextlib import contextmanager
from contextlib import nullcontext
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.context import SpawnContext
from multiprocessing.context import SpawnProcess
from typing import Any

from brochure.batch.work import start_worker
from brochure.batch.work import WHY
from brochure.diagnostics import BuildError
from brochure.diagnostics import Diagnostic
from brochure.diagnostics import Severity

PER_WORKER = 24
"""Due editions that are worth a process of their own: one takes half a second to start."""

CLUSTER = "pip install 'brochure[cluster]'"


@dataclass(frozen=True, slots=True)
class Engine:
    """A factory of executors with some `workers`.

    `start` gives a new executor with that many workers at most; `explain` waits until a broken one has gone
    and says why its workers ended; `stop` ends one at once, whatever it is doing. `travels` says whether
    workers are other processes, so that inputs have to travel.
    """

    workers: int
    start: Callable[[int], Executor]
    explain: Callable[[Executor], str]
    stop: Callable[[Executor], None]
    travels: bool = True


class Here(Executor):
    """Does the work in this process, at once."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """A future that is done already."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def count_workers(due: int) -> int:
    """How many processes are worth their start: one a core that this process may use, at most."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return max(1, min(cores, due // PER_WORKER))


@contextmanager
def open_engine(workers: int, cluster: str | None = None) -> Iterator[Engine]:
    """The engine for one worker (this process), several (a pool), or those of a `cluster`.

    `cluster` is a Dask scheduler's address, or "local" for a cluster that is started here. BuildError when it
    cannot be had.
    """
    opened: AbstractContextManager[Engine]
    if cluster is not None:
        opened = _open_cluster(cluster, workers)
    elif workers == 1:
        opened = nullcontext(
            Engine(1, lambda _: Here(), lambda _: "", lambda executor: executor.shutdown(), travels=False)
        )
    else:
        opened = open_pool(workers)
    with opened as engine:
        yield engine


class _Context(SpawnContext):
    """Processes that are started anew (forked ones inherit locks that nobody will open), and remembered."""

    def __init__(self) -> None:
        super().__init__()
        self.started: list[SpawnProcess] = []

    def Process(self, *args: Any, **kwargs: Any) -> SpawnProcess:  # type: ignore[override]  # noqa: N802
        """A process that can be asked later how it ended."""
        process = SpawnProcess(*args, **kwargs)
        self.started.append(process)
        return process


class _Pool(ProcessPoolExecutor):
    """A pool that knows its processes, and whose processes never hear Ctrl-C."""

    def __init__(self, workers: int, folder: str) -> None:
        self.context = _Context()
        super().__init__(
            workers, mp_context=self.context, initializer=start_worker, initargs=(folder, os.getpid())
        )

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """As ever; a process that this starts inherits a mask that keeps Ctrl-C from it."""
        with _deaf():
            return super().submit(fn, *args, **kwargs)


@contextmanager
def _deaf() -> Iterator[None]:
    """Ctrl-C waits until the end of this; a process that is started in it waits for ever."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def open_pool(workers: int) -> Iterator[Engine]:
    """A pool of processes of our own on this machine, and the folder that they work in."""
    with tempfile.TemporaryDirectory(prefix="brochure-", ignore_cleanup_errors=True) as folder:
        yield Engine(workers, lambda some: _Pool(min(some, workers), folder), _explain_pool, _stop_pool)


def _explain_pool(executor: Executor) -> str:
    """Why a pool broke: the exit code of the process that ended by itself; the others were ended then."""
    assert isinstance(executor, _Pool)
    executor.shutdown(wait=True, cancel_futures=True)
    for process in executor.context.started:
        process.join(5)
        code = process.exitcode
        if code in WHY:
            return WHY[code]
        if code is not None and code < 0 and code != -signal.SIGTERM:
            return f"its worker was killed ({_name_signal(-code)})"
        if code is not None and code > 0:
            return f"its worker ended with exit code {code}"
    return "its worker ended"


def _name_signal(number: int) -> str:
    with suppress(ValueError):
        return signal.Signals(number).name
    return f"signal {number}"


def _stop_pool(executor: Executor) -> None:
    assert isinstance(executor, _Pool)
    for process in executor.context.started:
        # One that is being started has no number yet; the pool ends it itself.
        with suppress(AttributeError, ValueError):
            process.terminate()
    executor.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _open_cluster(address: str, workers: int) -> Iterator[Engine]:
    try:
        from dask import config
        from distributed import Client
        from distributed import LocalCluster
    except ImportError as error:
        raise _refuse("--cluster needs Dask, which is not installed", CLUSTER) from error
    own = None
    try:
        if address == "local":
            # A job that has killed a worker is not tried again by the scheduler: that is for `run` to do.
            with config.set({"distributed.scheduler.allowed-failures": 0}):
                own = LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address="127.0.0.1:0")
        client = Client(own if own is not None else address, timeout="5s", set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        if own is not None:
            own.close()
        hint = 'give the scheduler\'s address, as in tcp://scheduler:8786, or "local"'
        raise _refuse(f'the cluster "{address}" cannot be reached: {error}', hint) from error
    try:
        count = sum(client.nthreads().values()) or workers
        yield Engine(
            count,
            # Identical jobs are identical work, but each of them is to be done: `pure` would do one of them.
            lambda _: client.get_executor(pure=False),
            lambda _: "its worker ended",
            lambda executor: executor.shutdown(wait=False, cancel_futures=True),
        )
    finally:
        client.close()
        if own is not None:
            own.close()


def _refuse(message: str, hint: str) -> BuildError:
    return BuildError([Diagnostic(Severity.ERROR, message, hints=(hint,))])
