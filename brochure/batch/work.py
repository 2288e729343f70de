"""The worker's side: unpack a job's files, print its editions, and end rather than go on for ever.

Nothing here is shared with whoever asks; a job comes in as plain data and outcomes go out as such.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import tempfile
import threading
import time
import traceback
from collections import OrderedDict
from collections.abc import Callable
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

from brochure.batch.jobs import Job
from brochure.batch.jobs import Limits
from brochure.batch.jobs import Outcome
from brochure.build import Edition
from brochure.build import Press
from brochure.diagnostics import BuildError
from brochure.gallery import make_thumbnail
from brochure.process import find_memory
from brochure.process import settle_process
from brochure.project import read_project
from brochure.provenance import libraries

TOO_LONG = 121
TOO_LARGE = 122
LEFT_ALONE = 123
"""Exit codes of a worker that ends itself: an edition takes too long, the worker too much memory, or whoever
asked is gone."""

WHY = {
    TOO_LONG: "it took longer than it may",
    TOO_LARGE: "its worker took more memory than it may",
    LEFT_ALONE: "its worker was left alone",
}

_EVERY = 0.2
"""Seconds between two looks at the clock and the memory."""

MOST_SNAPSHOTS = 2
"""Projects that a worker keeps unpacked: this run's, and the last one's."""


class WrongLibrariesError(Exception):
    """The worker has other libraries than whoever asks: its files would have other bytes."""


class Watch:
    """Looks at a worker's time, memory and parent from a thread of its own.

    What goes on for too long listens to nothing: `end` gets a code of WHY and the id of the edition that is
    being printed, and is to end the process.
    """

    def __init__(self, end: Callable[[int, str], None], parent: int | None = None) -> None:
        self._end = end
        self._parent = parent
        self._edition = ""
        self._until = float("inf")
        self._most = float("inf")
        self._stopped = threading.Event()
        threading.Thread(target=self._look, name="watch", daemon=True).start()

    def begin(self, edition: Edition, limits: Limits) -> None:
        """An edition begins, which may take that much."""
        self._edition = edition.id
        self._most = limits.megabytes * 1e6
        self._until = time.monotonic() + limits.seconds

    def finish(self) -> None:
        """No edition is being printed."""
        self._until = self._most = float("inf")

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()

    def _look(self) -> None:
        while not self._stopped.wait(_EVERY):
            if time.monotonic() > self._until:
                self._end(TOO_LONG, self._edition)
            elif self._most < float("inf") and find_memory() > self._most:
                self._end(TOO_LARGE, self._edition)
            elif self._parent is not None and os.getppid() != self._parent:
                self._end(LEFT_ALONE, self._edition)


class _Bench:
    """What a worker keeps between jobs: presses by snapshot, and the watch; one job at a time."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.folder: str | None = None
        self.watch: Watch | None = None
        self.presses: OrderedDict[tuple[str, bool], tuple[Press, set[str]]] = OrderedDict()


_bench = _Bench()


def start_worker(folder: str, parent: int) -> None:
    """Set up a process of our own pool: it works below `folder` and does not outlive its parent.

    Ctrl-C reaches all processes of a terminal; only whoever asked decides what becomes of it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    settle_process()
    # Taking an interpreter with a hundred thousand objects apart takes half a second, for nothing.
    atexit.register(os._exit, 0)
    _bench.folder = folder
    # From the start: a worker whose parent is gone before the first job would wait for it for ever.
    _bench.watch = Watch(_leave, parent)


def print_job(job: Job) -> tuple[Outcome, ...]:
    """Print a job's editions in this process, whichever that is.

    WrongLibrariesError where this process would print other bytes than whoever asks.
    """
    if job.program != libraries():
        raise WrongLibrariesError(
            "the worker has other versions of brochure, its libraries or its fonts: install there what "
            "constraints.txt names"
        )
    with _bench.lock:
        _bench.watch = _bench.watch or Watch(_leave)
        press = _find_press(job)
        return print_editions(press, job.editions, job.limits, job.thumbnails, _bench.watch)


def print_editions(
    press: Press, editions: Iterable[Edition], limits: Limits, thumbnails: bool, watch: Watch | None
) -> tuple[Outcome, ...]:
    """Print editions one after another; whatever happens to one, the others go on."""
    shown: set[tuple[str, str, str]] = set()
    outcomes = []
    for edition in editions:
        # A card shows all targets of a leaflet by the cover of the first.
        card = (edition.clinic, edition.language, edition.layout)
        if watch is not None:
            watch.begin(edition, limits)
        try:
            outcomes.append(_print(press, edition, thumbnails and card not in shown))
        finally:
            if watch is not None:
                watch.finish()
        shown.add(card)
    return tuple(outcomes)


def _print(press: Press, edition: Edition, thumbnail: bool) -> Outcome:
    try:
        printed = press.print(edition)
        shown = make_thumbnail(printed.data) if thumbnail else b""
    except BuildError as error:
        return Outcome(edition, errors=error.diagnostics)
    except Exception:
        # Our own bug, or a foreign library's: it is told with its traceback, and costs this edition alone.
        return Outcome(edition, crash=traceback.format_exc())
    return Outcome(edition, printed.data, printed.record, shown)


def _find_press(job: Job) -> Press:
    """The press of a job's snapshot; files that are not there yet are written below it."""
    key = (job.snapshot, job.draft)
    found = _bench.presses.get(key)
    root = _folder() / job.snapshot[:16]
    there = found[1] if found else set()
    for name, data in job.files:
        if name not in there:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            there.add(name)
    if found:
        _bench.presses.move_to_end(key)
        return found[0]
    cache = Path(job.cache) if job.cache and Path(job.cache).parent.is_dir() else _folder() / "cache"
    press = Press(read_project(root, job.languages), cache, job.draft, job.created)
    _bench.presses[key] = press, there
    while len(_bench.presses) > MOST_SNAPSHOTS:
        (old, _), _ = _bench.presses.popitem(last=False)
        if all(snapshot != old for snapshot, _ in _bench.presses):
            shutil.rmtree(_folder() / old[:16], ignore_errors=True)
    return press


def _folder() -> Path:
    """This process's own folder: below the one that it was given, else one that goes with the process."""
    if _bench.folder is None:
        _bench.folder = tempfile.mkdtemp(prefix="brochure-")
        atexit.register(shutil.rmtree, _bench.folder, ignore_errors=True)
    return Path(_bench.folder, str(os.getpid()))


def _leave(code: int, edition: str) -> NoReturn:
    """End this process at once; whoever asked sees by the code why."""
    os._exit(code)
