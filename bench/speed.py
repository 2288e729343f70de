"""How fast the tri-fold is printed for `screen`: medians and ratios from one run on one core.

What each row holds:

- first edition: a warm process (libraries loaded, fonts open, the author's shared files read, another leaflet
  printed before) expands, composes, paints and writes a leaflet of which nothing is remembered
- further clinic: the same leaflet for a clinic that is new to the process: its YAML read and checked, its
  logo converted, its code made, its boxes expanded and composed, its file written
- known clinic: the leaflet in a further language, whose words are typeset already, for a clinic that has been
  printed in another: what most editions of a batch are
- other target: the same for the clinic's printer, when the file for screens has just been made
- floor: ReportLab writes the same bytes from streams and objects that are ready
- logo judged: our drawing of a new logo beside an independent renderer's, once a logo and never again: its
  verdict is kept on disk, and all rows above and below are of logos that are known
- a further language: the same leaflet for a language that the process has not met, its PO file read, and then
  for further clinics; fonts are open, as they are for the second leaflet in a language's script
- whole process: `brochure build --layout trifold --target screen`, from a cold start
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.floor import ready_objects
from bench.floor import write_ready
from brochure.build import Edition
from brochure.build import Press
from brochure.build import Printed
from brochure.diagnostics import Source
from brochure.likeness import judge_likeness
from brochure.process import settle_process
from brochure.project import Project
from brochure.project import read_project
from brochure.targets import TARGETS

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 60
AIMS = {"first edition": 15.0, "further clinic": 3.0, "whole process": 600.0}
LOOK = "warm"
"""The sample clinic's look: its styles and drawings are files that the author shares among all leaflets."""


def make_clinics(folder: Path, count: int) -> list[str]:
    """Copies of the sample clinic, each with its own name, number, ink and code."""
    source = ROOT / "clinics" / "riverside"
    names = []
    for index in range(count):
        name = f"clinic-{index:03d}"
        target = folder / "clinics" / name
        shutil.copytree(source, target)
        text = (target / "clinic.yaml").read_text(encoding="utf-8")
        text = text.replace("960142", f"960{index:03d}").replace("/pn1", f"/pn{index}")
        text = text.replace("Riverside Physiotherapy", f"Riverside Physio {index}")
        text = text.replace("#0B5563", f"#0B55{32 + index % 128:02X}")
        (target / "clinic.yaml").write_text(text, encoding="utf-8")
        logo = (target / "logo.svg").read_text(encoding="utf-8")
        (target / "logo.svg").write_text(logo.replace("#E9764E", f"#E976{index % 256:02X}"), encoding="utf-8")
        names.append(name)
    return names


def copy_project(folder: Path) -> Path:
    """The project's files in a folder of their own."""
    shutil.copy(ROOT / "content.yaml", folder)
    for name in ("layouts", "looks", "translations"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def timed(action: Callable[[], object]) -> float:
    """Milliseconds that an action takes."""
    started = time.perf_counter()
    action()
    return (time.perf_counter() - started) * 1000


def judge_logos(folder: Path, names: list[str], cache: Path) -> list[float]:
    """The clinics' logos, each judged for the first time."""
    rounds = []
    for name in names:
        path = folder / "clinics" / name / "logo.svg"
        data, source = path.read_bytes(), Source(path.name)
        rounds.append(timed(lambda data=data, source=source: judge_likeness(data, "logo.svg", source, cache)))
    return rounds


def first_editions(project: Project, names: list[str], cache: Path) -> list[float]:
    """One press a round, so that nothing of the leaflet is remembered."""
    rounds = []
    for name in names:
        press = Press(project, cache)
        press.look(LOOK)
        rounds.append(
            timed(lambda press=press, name=name: press.print(Edition(name, "en", "trifold", "screen")))
        )
    return rounds


def further_clinics(press: Press, names: list[str], data: bytes) -> tuple[list[float], list[float]]:
    """One press and clinics that it has not met, and the floor after each: the machine's pace changes."""
    clinics, floors = [], []
    objects, root, info = ready_objects(data)
    for name in names:
        clinics.append(timed(lambda name=name: press.print(Edition(name, "en", "trifold", "screen"))))
        floors.append(timed(lambda: write_ready(objects, root, info)))
    return clinics, floors


def known_clinics(press: Press, names: list[str]) -> tuple[list[float], list[float]]:
    """Clinics that the press has printed in English: their leaflets in Spanish, for screens and for paper."""
    others: list[float] = []
    targets: list[float] = []
    for target in TARGETS:
        press.print(Edition(names[0], "es", "trifold", target))
    for name in names[1:]:
        for rounds, target in zip((others, targets), TARGETS, strict=True):
            rounds.append(timed(partial(press.print, Edition(name, "es", "trifold", target))))
    return others, targets


WIDE = ("ja", "ko", "zh-Hans", "zh-Hant")
"""Languages whose first edition may take 30 ms, others 15: their fonts are a hundred times larger."""


def further_languages(
    project: Project, names: list[str], cache: Path
) -> dict[str, tuple[float, float, int, str]]:
    """By language: medians of first editions and of further clinics in ms, bytes, and the plan that holds."""

    def show(press: Press, tag: str, name: str) -> Printed:
        return press.print(Edition(name, tag, "trifold", "screen"))

    rows = {}
    for tag in project.translations:
        show(Press(project, cache), tag, names[0])
        firsts = []
        for name in names[:5]:
            press = Press(project, cache)
            show(press, "en", name)
            firsts.append(timed(partial(show, press, tag, name)))
        further = [timed(partial(show, press, tag, name)) for name in names[5:13]]
        printed = show(press, tag, names[0])
        plan = printed.composition.leaflet.given.plan
        rows[tag] = (statistics.median(firsts), statistics.median(further), len(printed.data), plan)
    return rows


def whole_processes(folder: Path, count: int) -> list[float]:
    """The command, from a cold start each time."""
    command = [sys.executable, "-m", "brochure", "build", "--layout", "trifold", "--target", "screen"]
    command += ["--clinic", "clinic-000", "--project", str(folder), "--output", str(folder / "out")]
    return [timed(lambda: subprocess.run(command, check=True, capture_output=True)) for _ in range(count)]


def main() -> None:
    """Run all rows once, in a process set up as the command's own, and print them."""
    settle_process()
    with tempfile.TemporaryDirectory() as temporary:
        folder = copy_project(Path(temporary))
        names = make_clinics(folder, ROUNDS + 5)
        project = read_project(folder)
        cache = folder / "out" / ".cache"
        judged = judge_logos(folder, names, cache)
        for name in names[:3]:  # warm: libraries loaded, fonts open, templates compiled
            Press(project, cache).print(Edition(name, "en", "trifold", "screen"))
            Press(project, cache).print(Edition(name, "en", "handout", "screen"))
        press = Press(project, cache)
        printed = press.print(Edition(names[0], "en", "trifold", "screen"))
        first = first_editions(project, names[: ROUNDS // 2], cache)
        further, floors = further_clinics(press, names[1 : ROUNDS + 1], printed.data)
        others, targets = known_clinics(press, names[: ROUNDS + 1])
        rows = {
            "first edition": first,
            "further clinic": further,
            "known clinic": others,
            "other target": targets,
            "floor": floors,
            "logo judged": judged[1:],
            "whole process": whole_processes(folder, 7),
        }
        tongues = further_languages(project, names, cache)
    medians = {name: statistics.median(times) for name, times in rows.items()}
    print(f"{'tri-fold, screen':<18}{'median':>10}{'fastest':>10}{'aim':>10}{'x floor':>10}")
    for name, times in rows.items():
        aim = f"{AIMS[name]:.0f} ms" if name in AIMS else ""
        ratio = medians[name] / medians["floor"]
        print(f"{name:<18}{medians[name]:>7.2f} ms{min(times):>7.2f} ms{aim:>10}{ratio:>10.1f}")
    print(f"{'size':<18}{len(printed.data) / 1024:>7.1f} kB{'':>10}{'120 kB':>10}")
    print()
    heads = ("first", "aim", "x floor", "clinic", "aim", "size")
    print(f"{'further language':<18}{''.join(head.rjust(10) for head in heads)}  plan")
    for tag, (first_ms, clinic_ms, size, plan) in sorted(tongues.items(), key=lambda row: row[1][0]):
        aim = "30 ms" if tag in WIDE else "15 ms"
        print(
            f"{tag:<18}{first_ms:>7.1f} ms{aim:>10}{first_ms / medians['floor']:>10.1f}"
            f"{clinic_ms:>7.1f} ms{'3 ms':>10}{size / 1024:>7.0f} kB  {plan}"
        )


if __name__ == "__main__":
    main()
