"""layout.yaml: how a layout folds, how far its type may give, its plans, and what it leaves out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from brochure import marked
from brochure.brand.room import NAMES
from brochure.diagnostics import Diagnostic
from brochure.diagnostics import Findings
from brochure.diagnostics import nearest
from brochure.digests import digest
from brochure.digests import digest_tree
from brochure.styles.model import FileEntry
from brochure.styles.model import Length

CLEAR_PRINT = 12.0
"""Points: no body text is smaller (UKAAF G003, RNIB clear print)."""

GIANT_PRINT = 48.0
"""Points: no body text is larger, or copyfit would try thousands of sizes for one that was mistyped."""

MOST_LINES = 40
"""Lines that a slot may have."""


class SizeEntry(FileEntry):
    """The range of body sizes that copyfit may use."""

    largest: Length = Field(description="where copyfit starts")
    smallest: Length = Field(description="where it ends; 12pt at least")


class WidthEntry(FileEntry):
    """The range of the typefaces' width axis, in percent of the normal width."""

    widest: float = Field(94, ge=85, le=100, description="the usual width")
    narrowest: float = Field(90, ge=85, le=100, description="what copyfit may narrow it to")


class PlanEntry(FileEntry):
    """One arrangement of the sections over the panels; templates ask for `plan.name` and `plan.<option>`."""

    name: marked.Str = Field(description="what the template calls it")
    options: dict[marked.Str, bool | int | float | marked.Str] = Field(
        default_factory=dict, description="values that the template may ask for"
    )
    leaves_out: list[marked.Str] = Field(default_factory=list, description="what only this plan leaves out")


class LayoutFile(FileEntry):
    """layouts/<name>/layout.yaml."""

    summary: marked.Str = Field(description="one line for people who choose a layout")
    fold: marked.Str = Field(description="the fold scheme: its panels and where they land on the sheet")
    size: SizeEntry = Field(description="body sizes")
    width: WidthEntry = Field(default_factory=lambda: WidthEntry.model_validate({}), description="width axis")
    plans: list[PlanEntry] = Field(min_length=1, description="arrangements, tried in order")
    reserves: dict[marked.Str, int] = Field(
        default_factory=dict,
        description="what a clinic may fill here, and how many lines are kept for it at least; templates ask "
        "for `room.<name>`",
    )
    logos_a_side: int = Field(
        1, ge=1, le=6, description="how often a clinic's logo may stand on one side of a sheet"
    )
    slots: dict[marked.Str, int] = Field(
        default_factory=dict,
        description="slots that a clinic may fill here, and how many lines a full one has; templates ask for "
        "`room.<name>`, 0 where it is not filled",
    )
    without_slots: list[marked.Str] = Field(
        default_factory=list, description="slots whose words this layout does not print"
    )
    leaves_out: list[marked.Str] = Field(
        default_factory=list, description="sections, parts and items that this layout does not print"
    )


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout's own data; `directory` is its folder's name, `digest` stands for all files it is made of."""

    directory: str
    file: LayoutFile
    digest: str

    def plan(self, name: str) -> PlanEntry:
        """The plan of that name."""
        return next(plan for plan in self.file.plans if plan.name == name)

    def values(self, name: str) -> dict[str, bool | int | float | str]:
        """What the template sees of a plan: its name and its options."""
        plan = self.plan(name)
        return {"name": str(plan.name), **{str(option): value for option, value in plan.options.items()}}


def read_layout(layouts_dir: Path, name: str, root: Path, folds: frozenset[str]) -> Layout:
    """The layout in `layouts_dir`/`name`; `folds` are the known fold schemes.

    Raises BuildError for what the model refuses, an unknown fold, sizes out of order, below 12 pt or above
    48 pt, two plans of one name, an option that hides a plan's name, and an unknown name under `reserves`.
    """
    path = layouts_dir / name / "layout.yaml"
    file = marked.read(path, root, LayoutFile)
    findings = Findings()
    if file.fold not in folds:
        findings.fail(
            f'"{file.fold}" is not a fold scheme',
            file.fold.source,
            *nearest(file.fold, folds, "fold schemes"),
        )
    if file.size.smallest < CLEAR_PRINT:
        findings.fail(
            f"the smallest size, {file.size.smallest:g} pt, is below {CLEAR_PRINT:g} pt",
            file.summary.source,
            "clear print guidance allows no body text below 12 pt",
        )
    if file.size.largest > GIANT_PRINT:
        findings.fail(
            f"the largest size, {file.size.largest:g} pt, is above {GIANT_PRINT:g} pt", file.summary.source
        )
    if file.size.largest < file.size.smallest:
        findings.fail("the largest size is below the smallest", file.summary.source)
    if file.width.widest < file.width.narrowest:
        findings.fail("the widest width is below the narrowest", file.summary.source)
    seen: set[str] = set()
    for plan in file.plans:
        if plan.name in seen:
            findings.fail(f'two plans are named "{plan.name}"', plan.name.source)
        seen.add(plan.name)
        for option in plan.options:
            if option == "name":
                findings.fail(
                    f'plan "{plan.name}" has an option "name"', option.source, "plan.name is the plan's own"
                )
    for reserved in file.reserves:
        if reserved not in NAMES:
            hints = nearest(reserved, NAMES, "what room is kept for")
            findings.fail(f'"{reserved}" is nothing that room is kept for', reserved.source, *hints)
    findings.stop_if_errors()
    return Layout(name, file, digest_layout(layouts_dir, name))


def digest_layout(layouts_dir: Path, name: str) -> str:
    """The digest of a layout's own files and of those beside the layouts, which all of them share."""
    return digest(*(digest_tree(folder, "*.yaml", "*.j2") for folder in (layouts_dir, layouts_dir / name)))


def judge_slots(layout: Layout, slots: Collection[str], filled: Collection[str]) -> tuple[Diagnostic, ...]:
    """Errors for slots that are not among `slots`, content.yaml's, and for `filled` ones not named here.

    Words that a clinic has written are never lost without a word: a layout takes a slot, or lists it among
    those that it is without.
    """
    findings = Findings()
    file = layout.file
    for name in (*file.slots, *file.without_slots):
        if name not in slots:
            findings.fail(f'content.yaml has no slot "{name}"', name.source, *nearest(name, slots, "slots"))
    for name in file.without_slots:
        if name in file.slots:
            findings.fail(f'slot "{name}" is taken and not taken', name.source, "take one of the two out")
    for name, lines in file.slots.items():
        if not 1 <= lines <= MOST_LINES:
            findings.fail(f'slot "{name}" must have 1 to {MOST_LINES} lines, not {lines}', name.source)
    for slot in slots:
        if slot in filled and slot not in file.slots and slot not in file.without_slots:
            findings.fail(
                f'this layout does not say what it does with slot "{slot}"',
                file.summary.source,
                "name it under slots with its lines, or list it under without-slots",
            )
    return tuple(findings)
