"""Running jobs: a few at a time, whatever becomes of a worker; of an executor only `submit` is asked.

A worker that dies takes the pool with it, and everything that was being done. What had not begun goes on in
another pool. What was under way is suspect: it is done again job by job, with one worker, and a job with
which that one dies, edition by edition. So only the edition that really kills is told.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from collections.abc import Generator
from collections.abc import Iterable
from collections.abc import Iterator
from concurrent.futures import as_completed
from concurrent.futures import BrokenExecutor
from concurrent.futures import Executor
from concurrent.futures import Future
from contextlib import suppress

from brochure.batch.engines import Engine
from brochure.batch.jobs import Job
from brochure.batch.jobs import Outcome
from brochure.batch.work import WrongLibrariesError
from brochure.diagnostics import BuildError
from brochure.diagnostics import Diagnostic
from brochure.diagnostics import Severity

AHEAD = 2
"""Jobs under way for each worker: one is done, another lies ready. More would all be suspect with it."""

MOST_LOSSES = 8
"""Workers that may end before any edition is done by any; then it is not the editions' fault."""

Work = Callable[[Job], tuple[Outcome, ...]]


def run(jobs: Iterable[Job], engine: Engine, work: Work) -> Generator[Outcome, None, None]:
    """What becomes of each edition, as it is done. `work` has to be importable where the workers are.

    BuildError where workers end before any of them has done anything. An engine's executor is ended when the
    caller stops asking.
    """
    runner = _Runner(engine, work)
    try:
        yield from runner.run(iter(jobs))
    except BaseException:
        runner.stop()
        raise
    runner.close()


class _Runner:
    """One run's executor and what is under way in it."""

    def __init__(self, engine: Engine, work: Work) -> None:
        self._engine = engine
        self._work = work
        self._executor: Executor | None = None
        self._pending: dict[Future[tuple[Outcome, ...]], Job] = {}
        self._suspects: deque[Job] = deque()
        self._of = 0
        self._losses = 0
        self._done = False

    def run(self, jobs: Iterator[Job]) -> Iterator[Outcome]:
        """All jobs' outcomes; suspects are cleared before any further job begins."""
        more = True
        while more or self._pending or self._suspects:
            while self._suspects and not self._pending:
                yield from self._clear(self._suspects.popleft())
            while more and not self._suspects and len(self._pending) < self._engine.workers * AHEAD:
                job = next(jobs, None)
                if job is None:
                    more = False
                else:
                    self._submit(job)
                if self._engine.workers == 1:
                    break
            if self._pending:
                future = next(as_completed(self._pending))
                yield from self._take(future, self._pending.pop(future))

    def _submit(self, job: Job) -> None:
        executor = self._find_executor(self._engine.workers)
        try:
            self._pending[executor.submit(self._work, job)] = job
        except BrokenExecutor:
            self._suspect(job)

    def _take(self, future: Future[tuple[Outcome, ...]], job: Job) -> Iterator[Outcome]:
        try:
            outcomes = future.result()
        except BrokenExecutor:
            self._suspect(job)
        except WrongLibrariesError as error:
            raise _refuse(str(error)) from error
        except Exception:
            # The executor's own trouble with this job: a worker that a scheduler has given up, say.
            self._suspects.append(job)
        else:
            self._done = True
            yield from outcomes

    def _suspect(self, job: Job) -> None:
        """The executor is broken: this job and all under way are suspect, and it is thrown away."""
        done = [future for future in self._pending if future.done() and not future.exception()]
        self._suspects += [job, *(held for future, held in self._pending.items() if future not in done)]
        self._pending = {future: self._pending[future] for future in done}
        self._lose()

    def _clear(self, job: Job) -> Iterator[Outcome]:
        """A suspect job's outcomes, done alone; edition by edition where it kills its worker again."""
        try:
            yield from self._do_alone(job)
            return
        except _LostError as lost:
            if len(job.editions) == 1:
                yield Outcome(job.editions[0], crash=str(lost))
                return
        for single in job.alone():
            try:
                yield from self._do_alone(single)
            except _LostError as lost:
                yield Outcome(single.editions[0], crash=str(lost))

    def _do_alone(self, job: Job) -> tuple[Outcome, ...]:
        executor = self._find_executor(1)
        try:
            outcomes = executor.submit(self._work, job).result()
        except BrokenExecutor as error:
            raise _LostError(self._lose()) from error
        except WrongLibrariesError as error:
            raise _refuse(str(error)) from error
        except Exception as error:
            raise _LostError(f"{type(error).__name__}: {error}") from error
        self._done = True
        return outcomes

    def _find_executor(self, workers: int) -> Executor:
        """The executor, a larger one in place of one that was only to clear suspects."""
        if self._executor is not None and self._of < workers:
            self._executor.shutdown(wait=True)
            self._executor = None
        if self._executor is None:
            self._executor = self._engine.start(workers)
            self._of = workers
        return self._executor

    def _lose(self) -> str:
        """Throw the executor away; why it broke."""
        assert self._executor is not None
        why = self._engine.explain(self._executor)
        self._executor = None
        self._losses += 1
        if self._losses > MOST_LOSSES and not self._done:
            raise _refuse(f"workers end before they have done anything: {why}", "try --jobs 1")
        return why

    def close(self) -> None:
        """Let the workers go, who have nothing to do."""
        if self._executor is not None:
            self._executor.shutdown(wait=True)

    def stop(self) -> None:
        """End the workers, whatever they are doing: a file is written here, or not at all."""
        for future in self._pending:
            future.cancel()
        if self._executor is not None:
            with suppress(OSError):
                self._engine.stop(self._executor)


def _refuse(message: str, *hints: str) -> BuildError:
    return BuildError([Diagnostic(Severity.ERROR, message, hints=hints)])


class _LostError(Exception):
    """A worker has ended with a job; the message says why."""
