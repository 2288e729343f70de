"""How a batch grows: two workers beside one, a worker's memory over thousands of editions, nothing to do.

Ratios come from one run; `make bench-peers` puts them into its table.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.speed import copy_project
from bench.speed import judge_logos
from bench.speed import make_clinics
from brochure.batch.batch import Planned
from brochure.batch.batch import print_batch
from brochure.batch.batch import Printed
from brochure.batch.batch import Settings
from brochure.batch.engines import open_pool
from brochure.batch.jobs import make_jobs
from brochure.batch.jobs import Order
from brochure.batch.run import run
from brochure.batch.select import find_matrix
from brochure.batch.select import Wish
from brochure.batch.work import print_job
from brochure.build import Edition
from brochure.build import Press
from brochure.output import open_output
from brochure.process import find_memory
from brochure.process import settle_process
from brochure.project import read_project
from brochure.provenance import print_date

LANGUAGES = ("en", "de", "el", "es", "fr", "it", "pl", "pt-BR", "ru", "uk")
MANY = 10_000

LAYOUT = (
    "summary: one page\nfold: two-sided\nsize: {{largest: 12pt, smallest: 12pt}}\nplans: [{{name: only}}]\n"
    "leaves-out: [{}]\n"
)
PAGE = (
    '<leaflet><panel name="page-1" style="page"><h1>{{ content.cover.heading }}</h1></panel>'
    '<panel name="page-2" style="page"><h2>{{ content.cover.heading }}</h2></panel></leaflet>\n'
)


def make_shop(folder: Path, clinics: int, languages: tuple[str, ...] = LANGUAGES) -> list[str]:
    """A project whose clinics all ask for these languages."""
    copy_project(folder)
    names = make_clinics(folder, clinics)
    for name in names:
        path = folder / "clinics" / name / "clinic.yaml"
        text = path.read_text(encoding="utf-8")
        path.write_text(
            f"{text}\nlanguages: [{', '.join(languages)}]\nnamed-languages: []\n", encoding="utf-8"
        )
    return names


def print_all(folder: Path, output: str, **settings: object) -> tuple[float, int, Planned]:
    """Seconds that a batch of everything takes, how many files it prints, and what it had planned."""
    project = read_project(folder)
    made = Settings(output=open_output(output), **settings)  # type: ignore[arg-type]
    started = time.perf_counter()
    events = list(print_batch(project, Wish(everything=True), made))
    planned = events[0]
    assert isinstance(planned, Planned)
    stopped = [event for event in events[1:] if type(event).__name__ == "Stopped"]
    if stopped:
        raise SystemExit(f"stopped: {stopped[0]}")
    return time.perf_counter() - started, sum(isinstance(event, Printed) for event in events), planned


def compare_workers(clinics: int = 20, rounds: int = 3) -> dict[str, float]:
    """Medians in seconds of a batch printed by one worker and by two; each starts its processes."""
    took: dict[int, list[float]] = {1: [], 2: []}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        names = make_shop(folder, clinics)
        judge_logos(folder, names, folder / "out" / ".cache")
        count = 0
        for _ in range(rounds):
            for workers, times in took.items():
                seconds, count = _run_pool(folder, workers)
                times.append(seconds)
    return {
        "editions": float(count),
        "one": statistics.median(took[1]),
        "two": statistics.median(took[2]),
    }


def _run_pool(folder: Path, workers: int) -> tuple[float, int]:
    """Seconds that a pool takes for everything, its start and the writing of files included; and how much."""
    project = read_project(folder)
    matrix = find_matrix(project, Wish(everything=True))
    output = open_output(str(folder / "out"))
    created = print_date(project.content.leaflet.published)
    order = Order(project, matrix.brands, created, cache=folder / "out" / ".cache", workers=workers)
    started = time.perf_counter()
    with open_pool(workers) as engine:
        for outcome in run(make_jobs(matrix.editions, order), engine, print_job):
            if outcome.record is None:
                raise SystemExit(f"stopped: {outcome.errors} {outcome.crash}")
            output.write(outcome.edition.path.as_posix(), outcome.data)
    return time.perf_counter() - started, len(matrix.editions)


def measure_memory(clinics: int, early: int = 200, late: int = 5000) -> dict[str, float]:
    """A worker's memory in bytes after some editions and after many, in a process of its own."""
    run = [sys.executable, "-c", f"from bench.batch import grow; grow({clinics}, {early}, {late})"]
    said = subprocess.run(run, check=True, capture_output=True, text=True).stdout
    return dict(json.loads(said.splitlines()[-1]))


def grow(clinics: int, early: int, late: int) -> None:
    """Print `late` editions of some clinics, over and over if need be; say as JSON what the process holds.

    All languages and layouts come among the `early` ones.
    """
    settle_process()
    kinds = [(language, layout) for language in LANGUAGES for layout in ("trifold", "handout")]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        names = make_shop(folder, clinics)
        press = Press(read_project(folder), folder / "out" / ".cache")

        def print_some(some: list[str], most: int) -> int:
            editions = [Edition(name, *kind, "screen") for kind in kinds for name in some][:most]
            for edition in editions:
                press.print(edition)
            return len(editions)

        done = print_some(names[: early // len(kinds)], early)
        held = [find_memory()]
        while done < late:
            done += print_some(names, late - done)
        held.append(find_memory())
    print(json.dumps({"early": held[0], "late": held[1]}))


def plan_current(count: int = MANY) -> dict[str, float]:
    """Seconds of a batch with nothing to do: planned, and with its index; files are of one small layout."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        copy_project(folder)
        languages = read_project(folder).languages
        left = ", ".join(read_project(folder).content.sections)
        for name in ("trifold", "handout"):
            shutil.rmtree(folder / "layouts" / name)
        for name in ("one", "two"):
            mini = folder / "layouts" / name
            mini.mkdir()
            (mini / "layout.yaml").write_text(LAYOUT.format(left), encoding="utf-8")
            (mini / "template.xml.j2").write_text(PAGE, encoding="utf-8")
        clinics = -(-count // (2 * len(languages)))
        names = make_clinics(folder, clinics)
        for name in names:
            path = folder / "clinics" / name / "clinic.yaml"
            text = path.read_text(encoding="utf-8")
            offer = f"\nlanguages: [{', '.join(languages)}]\nnamed-languages: []\ntargets: [screen]\n"
            path.write_text(text + offer, encoding="utf-8")
        output = str(folder / "out")
        print_all(folder, output, jobs=2)
        command = [
            sys.executable,
            "-m",
            "brochure",
            "build",
            "--all",
            "--project",
            str(folder),
            "--output",
            output,
        ]
        times = {}
        for what, more in (("planned", ["--dry-run"]), ("with index", [])):
            started = time.perf_counter()
            said = subprocess.run([*command, *more], check=True, capture_output=True, text=True).stdout
            times[what] = time.perf_counter() - started
            assert "up to date" in said.splitlines()[-1], said[-300:]
            assert " 0 to be printed" in said or ": 0 printed" in said, said[-300:]
        return {"editions": float(2 * clinics * len(languages)), **times}


def main() -> None:
    """Run all three and print them."""
    settle_process()
    workers = compare_workers()
    print(f"two workers against one: {workers['one'] / workers['two']:.2f} times", workers)
    for clinics in (20, 250):
        memory = measure_memory(clinics)
        growth = 100 * (memory["late"] / memory["early"] - 1)
        print(f"memory with {clinics} clinics grows by {growth:.1f} %", memory)
    print("nothing to do:", plan_current())


if __name__ == "__main__":
    main()
