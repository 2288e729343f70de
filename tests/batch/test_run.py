"""Whatever becomes of a worker: every edition has one outcome, and only what kills is told."""

import os
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from datetime import UTC

import killers  # beside this file; see conftest.py
import pytest

from brochure.batch.engines import count_workers
from brochure.batch.engines import Engine
from brochure.batch.engines import open_engine
from brochure.batch.jobs import Job
from brochure.batch.jobs import Limits
from brochure.batch.run import run
from brochure.build import Edition
from brochure.diagnostics import BuildError


def make_jobs(*groups, limits=None):
    """A job for each group of clinics' names."""
    return [
        Job(
            id=str(number),
            snapshot="",
            program="",
            created=datetime(2026, 1, 1, tzinfo=UTC),
            languages=(),
            files=(),
            editions=tuple(Edition(name, "en", "mini", "screen") for name in group),
            draft=False,
            thumbnails=False,
            cache=None,
            limits=limits or Limits(),
        )
        for number, group in enumerate(groups)
    ]


def outcomes(jobs, workers=2, work=killers.print_job):
    with open_engine(workers) as engine:
        return list(run(jobs, engine, work))


def crashes(found):
    return {outcome.edition.clinic: outcome.crash for outcome in found if outcome.crash}


GROUPS = [[f"c{group}-{one}" for one in range(5)] for group in range(8)]


def once_each(found, groups):
    assert Counter(outcome.edition.clinic for outcome in found) == Counter(
        name for group in groups for name in group
    )


@pytest.mark.parametrize("workers", [1, 2])
def test_every_edition_has_its_outcome(workers):
    found = outcomes(make_jobs(*GROUPS), workers)
    once_each(found, GROUPS)
    assert all(outcome.data == outcome.edition.id.encode() for outcome in found)


@pytest.mark.parametrize(
    ("killer", "why"),
    [
        ("kills", "its worker was killed (SIGKILL)"),
        ("leaves", "its worker ended with exit code 7"),
    ],
)
def test_only_the_killer_is_told(killer, why):
    groups = [*GROUPS[:3], ["a", killer, "b"], *GROUPS[3:]]
    found = outcomes(make_jobs(*groups))
    once_each(found, groups)
    assert crashes(found) == {killer: why}


def test_two_killers_at_once():
    groups = [["a", "kills-1", "b"], ["c", "leaves-2"], *GROUPS]
    found = outcomes(make_jobs(*groups))
    once_each(found, groups)
    assert set(crashes(found)) == {"kills-1", "leaves-2"}


def test_an_edition_that_takes_too_long_ends_with_its_worker():
    groups = [["a", "hangs", "b"], *GROUPS[:3]]
    found = outcomes(make_jobs(*groups, limits=Limits(seconds=0.5)))
    once_each(found, groups)
    assert crashes(found) == {"hangs": "it took longer than it may"}


def test_an_edition_that_takes_too_much_memory_ends_with_its_worker():
    groups = [["a", "swells", "b"], *GROUPS[:3]]
    found = outcomes(make_jobs(*groups, limits=Limits(megabytes=600)))
    once_each(found, groups)
    assert crashes(found) == {"swells": "its worker took more memory than it may"}


def test_a_bug_costs_one_edition_and_shows_its_traceback():
    groups = [["a", "raises", "b"]]
    for workers in (1, 2):
        found = outcomes(make_jobs(*groups), workers)
        once_each(found, groups)
        assert set(crashes(found)) == {"raises"}
        assert "ZeroDivisionError: our own bug" in crashes(found)["raises"]
        assert "Traceback" in crashes(found)["raises"]


def test_workers_that_never_do_anything_stop_the_run():
    with pytest.raises(BuildError, match="workers end before they have done anything"):
        outcomes(make_jobs(*GROUPS), work=killers.die)


def test_a_worker_with_other_libraries_stops_the_run_with_one_message():
    for workers in (1, 2):
        with pytest.raises(BuildError, match="other libraries") as caught:
            outcomes(make_jobs(*GROUPS), workers, killers.refuse)
        assert len(caught.value.diagnostics) == 1


def test_any_executor_will_do_and_a_job_that_it_gives_up_is_done_alone():
    started = []

    def start(workers):
        started.append(workers)
        return ThreadPoolExecutor(workers)

    engine = Engine(3, start, lambda _: "", lambda executor: executor.shutdown())
    groups = [["a", "lost", "b"], *GROUPS]
    found = list(run(make_jobs(*groups), engine, killers.stumble))
    once_each(found, groups)
    assert crashes(found) == {"lost": "RuntimeError: given up"}
    assert started == [3]


def test_jobs_are_made_as_they_are_needed():
    made = []

    def lazily():
        for job in make_jobs(*GROUPS):
            made.append(job.id)
            yield job

    engine = Engine(2, ThreadPoolExecutor, lambda _: "", lambda executor: executor.shutdown())
    running = run(lazily(), engine, killers.stumble)
    next(running)
    assert len(made) <= 4
    running.close()


def test_whoever_stops_asking_stops_the_workers():
    groups = [["a"], ["hangs"], ["hangs-2"], *GROUPS]
    started = time.monotonic()
    with open_engine(2) as engine:
        running = run(make_jobs(*groups), engine, killers.print_job)
        next(running)
        running.close()
    assert time.monotonic() - started < 30  # the hanging ones would take sixty


def test_a_process_is_started_where_it_is_worth_it():
    assert count_workers(1) == 1
    assert count_workers(40) == 1
    assert count_workers(10_000) >= 1


def test_a_job_can_be_taken_apart():
    (job,) = make_jobs(["a", "b"])
    assert [one.editions for one in job.alone()] == [(edition,) for edition in job.editions]
    assert replace(job.alone()[0], id=job.id, editions=job.editions) == job


ORPHAN = """\
import os, sys, time
from brochure.batch.engines import open_pool

def wait(seconds):
    time.sleep(seconds)

if __name__ == "__main__":
    with open_pool(2) as engine:
        executor = engine.start(2)
        # One worker has been given nothing but its start when the parent is gone.
        executor.submit(time.sleep, 0.01).result()
        print(*(process.pid for process in executor.context.started), flush=True)
        os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(not os.path.isdir("/proc"), reason="processes are looked up in /proc")
def test_a_worker_without_a_job_does_not_outlive_its_parent(tmp_path):
    script = tmp_path / "orphan.py"
    script.write_text(ORPHAN)
    ended = subprocess.run(
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True, check=False, timeout=60
    )
    pids = ended.stdout.split()
    assert pids
    until = time.monotonic() + 10
    while any(os.path.isdir(f"/proc/{pid}") for pid in pids):
        assert time.monotonic() < until, "a worker is left alone"
        time.sleep(0.05)
