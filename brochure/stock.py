"""What there is: clinics, layouts, looks, languages and targets, and which leaflets are due for review."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import asdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from brochure.brand.read import read_brand
from brochure.content.model import Leaflet
from brochure.diagnostics import BuildError
from brochure.diagnostics import Diagnostic
from brochure.diagnostics import Severity
from brochure.layouts.layout import read_layout
from brochure.looks import LookFile
from brochure.marked import read
from brochure.project import judge_typefaces
from brochure.project import Project
from brochure.sheets.folds import SCHEMES
from brochure.targets import TARGETS
from brochure.translation.cldr import english_name
from brochure.translation.units import find_units

NOTICE = 90
"""Days before its review from which a leaflet is due: clinicians need weeks to read."""


@dataclass(frozen=True, slots=True)
class Review:
    """A leaflet's next review: `state` is "fine", "due" or "past", and `says` the same in words."""

    by: str
    state: str
    says: str


@dataclass(frozen=True, slots=True)
class LeafletEntry:
    """The leaflet that the project's words make."""

    id: str
    version: str
    title: str
    review: Review


@dataclass(frozen=True, slots=True)
class ClinicEntry:
    """A clinic as `brochure list` shows it; of one that cannot be read there is only what is `broken`."""

    name: str
    full: str = ""
    look: str = ""
    paper: str = ""
    typefaces: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A layout, look, language or target, and what it is; or what is `broken` in it."""

    name: str
    summary: str = ""
    broken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stock:
    """All that a project can be asked for by name."""

    leaflets: tuple[LeafletEntry, ...]
    clinics: tuple[ClinicEntry, ...]
    layouts: tuple[Entry, ...]
    looks: tuple[Entry, ...]
    languages: tuple[Entry, ...]
    targets: tuple[Entry, ...]

    @property
    def broken(self) -> bool:
        """Whether anything in it cannot be read."""
        listed: tuple[ClinicEntry | Entry, ...] = (*self.clinics, *self.layouts, *self.looks)
        return any(entry.broken for entry in listed)

    def json(self) -> dict[str, Any]:
        """The same as plain values; the keys are the fields' names and stay what they are."""
        return asdict(self)


def judge_review(leaflet: Leaflet, today: date) -> Review:
    """Whether the leaflet is due for review, as seen from `today`."""
    by = leaflet.review
    days = (by - today).days
    if days < 0:
        return Review(by.isoformat(), "past", f"past review since {by}")
    if days > NOTICE:
        return Review(by.isoformat(), "fine", f"review due by {by}")
    weeks, unit = (days // 7, "week") if days >= 7 else (days, "day")
    when = f"in {weeks} {unit}{'s' if weeks != 1 else ''}" if days else "today"
    return Review(by.isoformat(), "due", f"due for review {when}, by {by}")


def take_stock(project: Project, today: date) -> Stock:
    """What the project holds; a clinic, layout or look with mistakes is there, with what they are."""
    leaflet = project.content.leaflet
    return Stock(
        leaflets=(
            LeafletEntry(
                str(leaflet.id), str(leaflet.version), str(leaflet.title), judge_review(leaflet, today)
            ),
        ),
        clinics=tuple(_list_clinic(project, name) for name in project.clinics),
        layouts=tuple(_list_layout(project.root, name) for name in project.layouts),
        looks=tuple(_list_look(project, name) for name in project.looks),
        languages=tuple(_list_language(project, name) for name in project.languages),
        targets=tuple(Entry(target.name, target.summary) for target in TARGETS.values()),
    )


def _list_clinic(project: Project, name: str) -> ClinicEntry:
    try:
        brand = read_brand(project.root / "clinics" / name, project.root)
        problems = list(judge_typefaces(brand, str(project.content.leaflet.language), project.root))
        if brand.look not in project.looks:
            project.look(brand.look)
    except BuildError as error:
        return ClinicEntry(name, broken=_say(error.diagnostics))
    faces = tuple(dict.fromkeys((str(brand.typefaces.heading), str(brand.typefaces.body))))
    return ClinicEntry(
        name,
        str(brand.name.full),
        str(brand.look),
        brand.paper.size,
        faces,
        project.offered(brand),
        _say(problems),
    )


def _list_language(project: Project, language: str) -> Entry:
    """A language's name, and whether it is released, a draft, or how much of it is there."""
    name = english_name(language)
    try:
        wording = project.words(language, draft=True).content.wording
    except BuildError as error:
        return Entry(language, broken=_say(error.diagnostics))
    texts = sum(1 for _ in find_units(project.content))
    left = len(wording.untranslated)
    state = f"{texts - left} of {texts} texts" if left else "draft" if wording.draft else "released"
    return Entry(language, f"{name}: {state}")


def _list_layout(root: Path, name: str) -> Entry:
    try:
        layout = read_layout(root / "layouts", name, root, frozenset(SCHEMES))
    except BuildError as error:
        return Entry(name, broken=_say(error.diagnostics))
    return Entry(name, str(layout.file.summary))


def _list_look(project: Project, name: str) -> Entry:
    try:
        project.look(name)
        return Entry(
            name, str(read(project.root / "looks" / name / "look.yaml", project.root, LookFile).summary)
        )
    except BuildError as error:
        return Entry(name, broken=_say(error.diagnostics))


def _say(problems: Sequence[Diagnostic]) -> tuple[str, ...]:
    """Errors in one line each: "clinics/harbour/clinic.yaml:6:3: words are missing here"."""
    return tuple(
        f"{found.source}: {found.message}" if found.source else found.message
        for found in problems
        if found.severity is Severity.ERROR
    )


def lay_out(stock: Stock) -> Iterator[str]:
    """The stock as lines of aligned columns, for people."""
    yield from _table(
        ("leaflet", "version", "review"),
        [(entry.id, entry.version, entry.review.says) for entry in stock.leaflets],
    )
    yield ""
    heads = ("clinic", "name", "look", "paper", "typefaces", "languages")
    rows = [
        (
            entry.name,
            *(
                _break(entry.broken)
                or (
                    entry.full,
                    entry.look,
                    entry.paper,
                    ", ".join(entry.typefaces),
                    ", ".join(entry.languages),
                )
            ),
        )
        for entry in stock.clinics
    ]
    yield from _table(heads, rows)
    for head, entries in (
        ("layout", stock.layouts),
        ("look", stock.looks),
        ("language", stock.languages),
        ("target", stock.targets),
    ):
        yield ""
        rows = [(entry.name, *(_break(entry.broken) or (entry.summary,))) for entry in entries]
        yield from _table((head, "what it is"), rows)


def _break(problems: Sequence[str]) -> tuple[str, ...]:
    """What stands in place of an entry's other columns where it is broken: one cell, or none."""
    if not problems:
        return ()
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return (f"broken: {problems[0]}{more}",)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows under their heads; a row's last cell takes what room it wants."""
    widths = [
        max(len(row[column]) for row in (heads, *rows) if column < len(row) - 1 or row is heads)
        for column in range(len(heads))
    ]
    for row in (heads, *rows):
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        yield "  ".join(cells).rstrip()
