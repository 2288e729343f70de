"""Ours beside Typst, WeasyPrint, fpdf2 and Platypus: one run, one core, tools in turn; writes bench/RESULTS.md.

Ours begins with the author's YAML and PO files, finds the size and plan at which the words fit, checks what it
prints, and writes tagged PDF/UA-1 and PDF/A-2a. The peers begin with what that has found: `scene`. They read JSON
that is in memory, break and shape the lines and write the file. So the figures flatter them; what they are
given for nothing is listed under the table.
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
RESULTS = Path(__file__).resolve().parent.parent / "RESULTS.md"

Times = dict[str, dict[str, list[float]]]
"""Milliseconds by tool and language, in the order of clinics."""


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

            def ours(name: str, tag: str = tag, made: Any = made) -> None:
                made["ours", name] = press.print(Edition(name, tag, "trifold", "screen")).data

            for name in self.names[:CLINICS]:
                times["ours"][tag].append(timed(lambda name=name: ours(name)))
            for peer, maker in self.makers.items():
                for name in self.names[:CLINICS]:
                    scene = self.scene(name, tag)

                    def theirs(scene: Scene = scene, maker: Any = maker, key: Any = (peer, name)) -> None:
                        made[key] = maker.make(scene)

                    times[peer][tag].append(timed(theirs))
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
        memory = measure_memory()
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
    memory: dict[str, float],
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
    growth = memory["late"] / memory["early"] - 1
    rows = [
        *(
            _row(
                f"batch of {CLINICS} clinics × {len(LANGUAGES)} languages, against {bench.modules[peer].NAME}",
                f"{speed['ours']:.0f} to {speed[peer]:.1f} editions/s",
                speed["ours"] / speed[peer],
                f"≥ {aim}",
                speed["ours"] >= aim * speed[peer],
            )
            for peer, aim in (("typst", 3), ("weasyprint", 100), ("fpdf2", None), ("platypus", 3))
            if aim
        ),
        _row(
            "… against fpdf2",
            f"{speed['ours']:.0f} to {speed['fpdf2']:.1f} editions/s",
            speed["ours"] / speed["fpdf2"],
            "",
            None,
        ),
        _row(
            "first edition in a warm process against Typst's first",
            f"{first['ours']:.1f} to {first['typst']:.1f} ms",
            first["ours"] / first["typst"],
            "≤ 1",
            first["ours"] <= first["typst"],
        ),
        _row(
            "a clinic that is new to the process against the floor",
            f"{clinic:.2f} to {floor:.2f} ms",
            clinic / floor,
            "≤ 2",
            clinic <= 2 * floor,
        ),
        _row(
            "… the same clinic's next language against the floor",
            f"{further['ours']:.2f} to {floor:.2f} ms",
            further["ours"] / floor,
            "",
            None,
        ),
        _row(
            "one leaflet from a cold start against WeasyPrint's",
            f"{ours_cold:.0f} to {their_cold:.0f} ms",
            ours_cold / their_cold,
            "≤ 0.5",
            ours_cold <= 0.5 * their_cold,
        ),
        _row(
            f"two workers against one, {workers['editions']:.0f} editions",
            f"{workers['two']:.1f} to {workers['one']:.1f} s",
            workers["one"] / workers["two"],
            "≥ 1.8",
            workers["one"] >= 1.8 * workers["two"],
        ),
        _row(
            "memory of a worker from edition 200 to 5,000",
            f"{memory['early'] / 1e6:.0f} to {memory['late'] / 1e6:.0f} MB",
            1 + growth,
            "< 1.05",
            growth < 0.05,
        ),
        _row(
            f"{current['editions']:,.0f} editions planned, all current",
            f"{current['planned']:.1f} s; with the index {current['with index']:.1f} s",
            None,
            "< 5 s",
            current["with index"] < 5,
        ),
    ]
    libraries = ", ".join(
        f"{name} {version(name)}"
        for name in ("typst", "weasyprint", "fpdf2", "reportlab", "svglib", "uharfbuzz", "pyicu-wheels")
    )
    yield "# Measured against what people would use instead"
    yield ""
    yield "`make bench-peers` writes this file. One run, tools in turn, one core each; times are medians, ratios are of one run."
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
    yield from NOTES.splitlines()


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


NOTES = """\
## What is compared

The tri-fold for `screen`: six panels, the same words (each file's are read by pdfium and compared with ours; one that differs
ends the run), sizes, colours, logo, drawings and QR code. Ten languages in Latin, Cyrillic and Greek letters, because all four peers
set these; Platypus has neither Arabic shaping nor Chinese line ends to compare.

Not equal, in the peers' favour:

- They begin with what our run has found: the plan and size at which the words fit, each paragraph's place and width,
  colours worked out, translations chosen. Ours begins with YAML and PO files and finds all of that, within the time.
- They check nothing: not that words fit, contrast, missing glyphs, logos, numbers that flip, what was left out.
- Their data are in memory, their typefaces cut to static fonts, their drawings coloured and their QR codes made beforehand.
- fpdf2 and Platypus write no tags, no PDF/UA and no PDF/A. Typst and WeasyPrint write PDF/UA-1.

In ours: what is remembered is kept by digest within one process, as the batch has it. Typst's compiler is kept warm and keeps its
own memory of paragraphs and drawings; its data are a file that is written anew, which is faster for it than `sys.inputs`.
WeasyPrint keeps its font configuration and style sheet; Platypus its typefaces and its drawings as converted by svglib."""


if __name__ == "__main__":
    main()
