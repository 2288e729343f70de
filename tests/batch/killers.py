"""Work for workers that goes wrong in every way; workers import it by name."""

import os
import signal
import time

from brochure.batch import work
from brochure.batch.jobs import Outcome
from brochure.record import Record


def record(edition):
    return Record(edition.id, "", "", "", (), 1, 12.0, "", False, ())


class Press:
    """Prints at once, but for clinics whose names say what becomes of them."""

    def print(self, edition):
        if edition.clinic.startswith("hangs"):
            time.sleep(60)
        if edition.clinic.startswith("swells"):
            held = []
            while True:
                held.append(bytearray(16_000_000))
                time.sleep(0.01)
        if edition.clinic.startswith("kills"):
            os.kill(os.getpid(), signal.SIGKILL)
        if edition.clinic.startswith("leaves"):
            os._exit(7)
        if edition.clinic.startswith("raises"):
            raise ZeroDivisionError("our own bug")
        return type("Printed", (), {"data": edition.id.encode(), "record": record(edition)})


def print_job(job):
    watch = work._bench.watch = work._bench.watch or work.Watch(work._leave)
    return work.print_editions(Press(), job.editions, job.limits, False, watch)


def die(job):
    os._exit(9)


def refuse(job):
    raise work.WrongLibrariesError("other libraries")


def stumble(job):
    """As a scheduler that gives a job up, with a pool that goes on."""
    if any(edition.clinic.startswith("lost") for edition in job.editions):
        raise RuntimeError("given up")
    return tuple(Outcome(edition, edition.id.encode(), record(edition)) for edition in job.editions)
