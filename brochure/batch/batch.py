"""A batch from the user's wish to the index: what is due is printed and written, and all of it is shown."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator
from collections.abc import Iterator
from collections.abc import Mapping
from concurrent.futures import Future
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from contextlib import contextmanager
from contextlib import ExitStack
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from pathlib import Path

from brochure.batch.engines import count_workers
from brochure.batch.engines import open_engine
from brochure.batch.jobs import Job
from brochure.batch.jobs import Limits
from brochure.batch.jobs import make_jobs
from brochure.batch.jobs import Order
from brochure.batch.jobs import Outcome
from brochure.batch.plan import Due
from brochure.batch.plan import File
from brochure.batch.plan import find_old
from brochure.batch.plan import make_plan
from brochure.batch.plan import Plan
from brochure.batch.run import run
from brochure.batch.run import Work
from brochure.batch.select import find_matrix
from brochure.batch.select import Matrix
from brochure.batch.select import Wish
from brochure.batch.sheet import show
from brochure.batch.work import print_editions
from brochure.batch.work import print_job
from brochure.batch.work import Watch
from brochure.batch.work import WHY
from brochure.build import Edition
from brochure.build import Press
from brochure.diagnostics import BuildError
from brochure.diagnostics import Diagnostic
from brochure.output import Output
from brochure.output import OutputClosed
from brochure.project import Project
from brochure.provenance import Origins
from brochure.provenance import print_date

UPLOADS = 8
"""Files that are on their way to a remote store at a time: each takes some thirty milliseconds of waiting."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a batch is run.

    `jobs` None takes as many workers as are worth their start; `index` None makes one for several leaflets.
    """

    output: Output
    draft: bool = False
    force: bool = False
    prune: bool = False
    index: bool | None = None
    jobs: int | None = None
    cluster: str | None = None
    limits: Limits = field(default_factory=Limits)
    dry: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """What the batch is going to do: what is due, what is current, and files that nobody asks for any more.

    `diagnostics` are what keeps clinics in `broken` from being read.
    """

    due: tuple[Due, ...]
    current: tuple[tuple[Edition, File], ...]
    old: tuple[File, ...]
    diagnostics: tuple[Diagnostic, ...]
    workers: int


@dataclass(frozen=True, slots=True)
class Printed:
    """An edition's file is written, whole."""

    edition: Edition
    file: File


@dataclass(frozen=True, slots=True)
class Stopped:
    """An edition is not printed: for the author's mistakes, or for how it went wrong.

    `left` is an older file of it that is still there.
    """

    edition: Edition
    errors: tuple[Diagnostic, ...]
    crash: str
    left: File | None


@dataclass(frozen=True, slots=True)
class Removed:
    """A file that nobody asks for any more is gone."""

    file: File


@dataclass(frozen=True, slots=True)
class Shown:
    """The index is there; `name` is its file's, below the output."""

    name: str


Event = Planned | Printed | Stopped | Removed | Shown


def print_batch(
    project: Project, wish: Wish, settings: Settings, press: Press | None = None
) -> Generator[Event, None, None]:
    """Print what is due, as it is wished for, telling what happens as it happens.

    Where this process prints, it is with `press`, one of this project; with a new one unless given.

    Raises Refusal for a wish that cannot be, and BuildError for what stops the whole of it: OutputClosed
    where nothing can be written any more. Whoever stops asking stops the workers.
    """
    output = settings.output
    matrix = find_matrix(project, wish)
    created = print_date(project.content.leaflet.published)
    own = str(project.content.leaflet.language)
    origins = Origins(project.root, project.digest, own, created, settings.draft)
    plan = make_plan(matrix, origins, output, settings.force)
    whole = find_matrix(project, Wish(everything=True)) if wish.everything else None
    old = tuple(find_old(plan.others, whole)) if whole is not None else ()
    workers = settings.jobs or count_workers(len(plan.due))
    yield Planned(plan.due, tuple(plan.current.items()), old, matrix.diagnostics, workers)
    if settings.dry:
        return
    wanted = settings.index
    if wanted is None:
        wanted = len({(edition.clinic, edition.language) for edition in matrix.editions}) > 1
    order = Order(
        project,
        matrix.brands,
        created,
        settings.draft,
        wanted,
        (output.local or Path("build")) / ".cache",
        settings.limits,
    )
    ended = _Ended(plan, {file.name: file for file in plan.others})
    if plan.due:
        yield from _print_due(plan, order, settings, workers, ended, press)
    if settings.prune:
        for file in old:
            output.remove(file.name)
            ended.others.pop(file.name)
            yield Removed(file)
    if wanted:
        yield from _show(project, matrix, output, ended)


class _Ended:
    """How things stand when all is printed."""

    def __init__(self, plan: Plan, others: dict[str, File]) -> None:
        self.files = dict(plan.current)
        self.others = others
        self.stopped: list[Stopped] = []
        self.thumbnails: dict[str, bytes] = {}


def _print_due(
    plan: Plan, order: Order, settings: Settings, workers: int, ended: _Ended, press: Press | None
) -> Iterator[Printed | Stopped]:
    with open_engine(workers, settings.cluster) as engine, ExitStack() as stack:
        order = replace(order, travels=engine.travels, workers=engine.workers)
        work: Work = print_job if engine.travels else stack.enter_context(_print_here(order, press))
        jobs = make_jobs([due.edition for due in plan.due], order)
        with closing(run(jobs, engine, work)) as outcomes:
            for event, thumbnail in _write(outcomes, settings.output, plan):
                if isinstance(event, Printed):
                    ended.files[event.edition] = event.file
                    if thumbnail:
                        ended.thumbnails[event.file.record.digest] = thumbnail
                else:
                    ended.stopped.append(event)
                yield event


@contextmanager
def _print_here(order: Order, press: Press | None) -> Iterator[Work]:
    """The work of this very process. What takes too long or too much ends the run: nobody else could."""
    used = press or Press(order.project, order.cache, order.draft, order.created)
    watch = Watch(_end_run)

    def work(job: Job) -> tuple[Outcome, ...]:
        return print_editions(used, job.editions, job.limits, job.thumbnails, watch)

    try:
        yield work
    finally:
        watch.stop()


def _end_run(code: int, edition: str) -> None:
    message = f"error: {edition} is not printed: {WHY[code]}\n    hint: with --jobs 2 the others go on\n"
    os.write(2, message.encode())
    os._exit(1)


def _write(
    outcomes: Iterator[Outcome], output: Output, plan: Plan
) -> Iterator[tuple[Printed | Stopped, bytes]]:
    """Each outcome's file, written; those of a remote store several at a time, told as they came."""
    left = {due.edition: due.before for due in plan.due}
    if output.local is not None:
        for outcome in outcomes:
            yield _settle(outcome, output, left), outcome.thumbnail
        return
    waiting: deque[tuple[Future[Printed | Stopped], bytes]] = deque()
    with ThreadPoolExecutor(UPLOADS, "upload") as threads:
        for outcome in outcomes:
            waiting.append((threads.submit(_settle, outcome, output, left), outcome.thumbnail))
            while waiting and (waiting[0][0].done() or len(waiting) > 2 * UPLOADS):
                future, thumbnail = waiting.popleft()
                yield future.result(), thumbnail
        for future, thumbnail in waiting:
            yield future.result(), thumbnail


def _settle(outcome: Outcome, output: Output, left: Mapping[Edition, File | None]) -> Printed | Stopped:
    """Write an outcome's file; OutputClosed where no other could be written either."""
    name = outcome.edition.path.as_posix()
    if outcome.record is None:
        return Stopped(outcome.edition, outcome.errors, outcome.crash, left.get(outcome.edition))
    try:
        output.write(name, outcome.data)
    except OutputClosed:
        raise
    except BuildError as error:
        return Stopped(outcome.edition, error.diagnostics, "", left.get(outcome.edition))
    return Printed(outcome.edition, File(name, len(outcome.data), outcome.record))


def _show(project: Project, matrix: Matrix, output: Output, ended: _Ended) -> Iterator[Shown]:
    stopped: dict[Edition, tuple[str, ...]] = {
        one.edition: tuple(map(str, one.errors)) or (one.crash.strip().splitlines()[-1],)
        for one in ended.stopped
    }
    files = [*ended.files.values(), *ended.others.values()]
    names = {clinic: str(brand.name.full) for clinic, brand in matrix.brands.items()}
    title = str(project.content.leaflet.title)
    for name in show(files, stopped, names, ended.thumbnails, title, output):
        yield Shown(name)
