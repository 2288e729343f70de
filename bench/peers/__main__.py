"""Ours beside Typst, WeasyPrint, fpdf2 and Platypus: one run, tools in turn; writes bench/RESULTS.md.

Ours begins with the author's YAML and PO files, finds the size and plan at which the words fit, checks what
it prints, and writes tagged PDF/UA-1 and PDF/A-2a. The peers begin with what that has found: `scene`. They
take data that are in memory, break and shape the lines and write the file. So the figures flatter them; what
they are given for nothing is listed under the table.
"""

from __future__ import annotations

import copy
import importlib
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.batch import compare_workers
from bench.batch import LANGUAGES
from bench.batch import make_shop
from bench.batch import measure_memory
from bench.batch import plan_current
from bench.floor import ready_objects
from bench.floor import write_ready
from bench.peers.scene import export
from bench.peers.scene import find_faces
from bench.peers.scene import Scene
from bench.peers.scene import write_scene
from bench.peers.typefaces import cut
from bench.peers.words import find_difference
from bench.speed import judge_logos
from bench.speed import timed
from brochure.build import Edition
from brochure.build import Press
from brochure.process import settle_process
from brochure.project import read_project

CLINICS = 20
PEERS = ("typst", "weasyprint", "fpdf2", "platypus")
AIMS = {"typst": 3, "weasyprint": 100, "platypus": 3, "fpdf2": None}
"""How many times as many editions a second."""
RESULTS = Path(__file__).resolve().parent.parent / "RESULTS.md"

Times = dict[str, dict[str, list[float]]]
"""Milliseconds by tool and language, in the order of clinics."""


def clocked(make: Callable[[], bytes]) -> tuple[float, bytes]:
    """Milliseconds that making a file takes, and the file."""
    started = time.perf_counter()
    data = make()
    return (time.perf_counter() - started) * 1000, data


class Bench:
    """The project, its scenes and the tools, all warm: each has made a leaflet before."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names = make_shop(folder, CLINICS + 1)
        self.cache = folder / "out" / ".cache"
        judge_logos(folder, self.names, self.cache)
        self.project = read_project(folder)
        press = Press(self.project, self.cache)
        self.scenes = {
            (name, tag): export(press, Edition(name, tag, "trifold", "screen"), folder)
            for tag in LANGUAGES
            for name in self.names
        }
        families = cut(find_faces(self.scenes.values()), folder / "fonts")
        for scene in self.scenes.values():
            for panel in scene["panels"]:
                for item in panel["items"]:
                    for run in item.get("runs", ()):
                        run["family"] = families[run["face"]]
        self.modules = {name: importlib.import_module(f"bench.peers.by_{name}") for name in PEERS}
        self.makers = {name: module.Maker(folder, families) for name, module in self.modules.items()}
        self.promises: dict[str, str] = {name: module.PROMISES for name, module in self.modules.items()}
        self.sizes: dict[str, list[int]] = {name: [] for name in ("ours", *PEERS)}

    def scene(self, name: str, tag: str) -> Scene:
        """A scene that may be spoilt, as one that has just been read."""
        return copy.deepcopy(self.scenes[name, tag])

    def batch(self) -> Times:
        """Every leaflet by every tool, a language at a time; each is compared with ours, word by word."""
        spare = self.names[-1]
        press = Press(self.project, self.cache)
        # Each tool has made one leaflet in a language that is not in the batch's first place.
        press.print(Edition(spare, LANGUAGES[-1], "handout", "screen"))
        for maker in self.makers.values():
            maker.make(self.scene(spare, LANGUAGES[-1]))
        times: Times = {name: {tag: [] for tag in LANGUAGES} for name in ("ours", *PEERS)}
        for tag in LANGUAGES:
            made: dict[tuple[str, str], bytes] = {}

            for name in self.names[:CLINICS]:
                edition = Edition(name, tag, "trifold", "screen")
                taken, made["ours", name] = clocked(lambda edition=edition: press.print(edition).data)
                times["ours"][tag].append(taken)
            for peer, maker in self.makers.items():
                for name in self.names[:CLINICS]:
                    scene = self.scene(name, tag)
                    taken, made[peer, name] = clocked(partial(maker.make, scene))
                    times[peer][tag].append(taken)
            for (tool, name), data in made.items():
                self.sizes[tool].append(len(data))
                said = find_difference(made["ours", name], data)
                if said:
                    raise SystemExit(f"{tool} says other words in {name}, {tag}: {said}")
        return times

    def floors(self) -> tuple[list[float], list[float]]:
        """A clinic that is new to the process, and the floor after each."""
        names = self.names[1:]
        press = Press(self.project, self.cache)
        objects, root, info = ready_objects(
            press.print(Edition(self.names[0], "en", "trifold", "screen")).data
        )
        clinics, floors = [], []
        for name in names:
            edition = Edition(name, "en", "trifold", "screen")
            clinics.append(timed(lambda edition=edition: press.print(edition)))
            floors.append(timed(lambda: write_ready(objects, root, info)))
        return clinics, floors

    def cold(self, rounds: int = 7) -> tuple[list[float], list[float]]:
        """One leaflet from a cold start: `brochure build`, and the least script that has WeasyPrint do it."""
        name = self.names[0]
        scene = self.folder / "one.json"
        write_scene(self.scenes[name, "en"], scene)
        options = ["--layout", "trifold", "--target", "screen", "--clinic", name, "--force"]
        places = ["--project", str(self.folder), "--output", str(self.folder / "out")]
        ours = [sys.executable, "-m", "brochure", "build", *options, *places]
        theirs = [sys.executable, "-m", "bench.peers.once", str(self.folder), str(scene)]
        times: tuple[list[float], list[float]] = ([], [])
        for _ in range(rounds):
            for command, taken in zip((ours, theirs), times, strict=True):
                taken.append(
                    timed(lambda command=command: subprocess.run(command, check=True, capture_output=True))
                )
        return times


def main() -> None:
    """Run everything, print the table and write it down."""
    settle_process()
    with tempfile.TemporaryDirectory() as temporary:
        if hasattr(os, "sched_setaffinity"):
            whole = os.sched_getaffinity(0)
            os.sched_setaffinity(0, {min(whole)})
        bench = Bench(Path(temporary))
        times = bench.batch()
        clinics, floors = bench.floors()
        cold = bench.cold()
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, whole)
        workers = compare_workers()
        memory = {count: measure_memory(count) for count in (20, 250)}
        current = plan_current()
        lines = list(report(bench, times, (clinics, floors), cold, workers, memory, current))
    RESULTS.write_text("\n".join([*lines, ""]), encoding="utf-8")
    print("\n".join(lines))


def report(
    bench: Bench,
    times: Times,
    floors: tuple[list[float], list[float]],
    cold: tuple[list[float], list[float]],
    workers: dict[str, float],
    memory: dict[int, dict[str, float]],
    current: dict[str, float],
) -> Any:
    """The lines of RESULTS.md."""
    speed = {
        tool: 1000 * len(LANGUAGES) * CLINICS / sum(map(sum, by_tag.values()))
        for tool, by_tag in times.items()
    }
    first = {tool: statistics.median(taken[0] for taken in by_tag.values()) for tool, by_tag in times.items()}
    further = {
        tool: statistics.median(one for taken in by_tag.values() for one in taken[1:])
        for tool, by_tag in times.items()
    }
    clinic, floor = (statistics.median(taken) for taken in floors)
    ours_cold, their_cold = (statistics.median(taken) for taken in cold)
    rows = []
    many = f"batch of {CLINICS} clinics × {len(LANGUAGES)} languages"
    for peer, aim in AIMS.items():
        ratio = speed["ours"] / speed[peer]
        said = f"{speed['ours']:.0f} to {speed[peer]:.1f} editions/s"
        what = f"{many}, against {bench.modules[peer].NAME}"
        rows.append(_row(what, said, ratio, f"≥ {aim}" if aim else "", ratio >= aim if aim else None))
    for what, unit, ours, theirs, most in (
        ("first edition in a warm process, against Typst's", "ms", first["ours"], first["typst"], 1),
        ("a clinic that is new to the process, against the floor", "ms", clinic, floor, 2),
        ("the same clinic's next language, against the floor", "ms", further["ours"], floor, None),
        ("one leaflet from a cold start, against WeasyPrint's", "ms", ours_cold, their_cold, 0.5),
    ):
        ratio = ours / theirs
        said = f"{ours:.1f} to {theirs:.1f} {unit}"
        rows.append(_row(what, said, ratio, f"≤ {most}" if most else "", ratio <= most if most else None))
    ratio = workers["one"] / workers["two"]
    said = f"{workers['two']:.1f} to {workers['one']:.1f} s"
    rows.append(
        _row(
            f"two workers against one, {workers['editions']:.0f} editions", said, ratio, "≥ 1.8", ratio >= 1.8
        )
    )
    for count, held in memory.items():
        growth = held["late"] / held["early"]
        said = f"{held['late'] / 1e6:.0f} to {held['early'] / 1e6:.0f} MB"
        what = f"memory of a worker, edition 5,000 to 200, {count} clinics"
        rows.append(_row(what, said, growth, "< 1.05", growth < 1.05))
    said = f"{current['planned']:.1f} s; with its index {current['with index']:.1f} s"
    rows.append(
        _row(
            f"{current['editions']:,.0f} editions planned, all current",
            said,
            None,
            "< 5 s",
            current["with index"] < 5,
        )
    )
    libraries = ", ".join(
        f"{name} {version(name)}"
        for name in ("typst", "weasyprint", "fpdf2", "reportlab", "svglib", "uharfbuzz", "pyicu-wheels")
    )
    yield "# Measured against what people would use instead"
    yield ""
    yield "`make bench-peers` writes this file. One run, tools in turn, one core each; times are medians."
    yield ""
    yield f"Machine: {_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}. {libraries}."
    yield ""
    yield "| | figures, ours first | ratio | aim | |"
    yield "|---|---|---|---|---|"
    yield from rows
    yield ""
    yield "| tool | first in a language | further clinic | size | promises |"
    yield "|---|---|---|---|---|"
    promises = {"ours": "PDF/UA-1 and PDF/A-2a", **bench.promises}
    for tool in ("ours", *PEERS):
        name = "ours" if tool == "ours" else bench.modules[tool].NAME
        size = statistics.median(bench.sizes[tool]) / 1024
        yield f"| {name} | {first[tool]:.1f} ms | {further[tool]:.2f} ms | {size:.0f} kB | {promises[tool]} |"
    yield ""
    yield from Path(__file__).with_name("NOTES.md").read_text(encoding="utf-8").splitlines()


def _row(what: str, figures: str, ratio: float | None, aim: str, met: bool | None) -> str:
    said = "" if met is None else "met" if met else "missed"
    return f"| {what} | {figures} | {'' if ratio is None else f'{ratio:.2f}'} | {aim} | {said} |"


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
        return next(
            line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("model name")
        )
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


if __name__ == "__main__":
    main()
