"""Named styles with their inheritance worked out: every property has a value."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from typing import TypeVar

from brochure import marked
from brochure.diagnostics import Findings
from brochure.diagnostics import nearest
from brochure.diagnostics import Source
from brochure.styles.model import BoxEntry
from brochure.styles.model import ListEntry
from brochure.styles.model import MOST_TIMES
from brochure.styles.model import ParagraphEntry
from brochure.styles.model import StylesFile
from brochure.units import Insets

NO_INSETS = Insets(0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """How words are set; lengths in points. `size` is times the body size unless `fixed`, then points."""

    name: str
    typeface: str = "body"
    size: float = 1.0
    fixed: bool = False
    floor: float = 12.0
    leading: float = 1.385
    weight: int = 400
    strong: int = 700
    tracking: float = 0.0
    ink: str = "ink"
    space_before: float = 0.0
    space_after: float = 0.0
    breaks: str = "pretty"
    align: str = "start"
    keep_with_next: bool = False


@dataclass(frozen=True, slots=True)
class ListStyle:
    """How a list is set; lengths in points."""

    name: str
    paragraph: str = "body"
    mark: str = "disc"
    mark_ink: str = "accent"
    mark_fill: str | None = None
    mark_size: float = 4.8
    indent: float = 13.0
    gap: float = 2.0
    space_before: float = 0.0
    space_after: float = 0.0


@dataclass(frozen=True, slots=True)
class BoxStyle:
    """A ground, a border, and the space inside and around; lengths in points."""

    name: str
    ground: str | None = None
    border: str | None = None
    border_width: float = 0.0
    rule: str | None = None
    rule_width: float = 0.0
    radius: float = 0.0
    corners: str = "all"
    padding: Insets = NO_INSETS
    outset: float = 0.0
    inks: tuple[tuple[str, str], ...] = ()
    gap: float = 0.0
    space_before: float = 0.0
    space_after: float = 0.0
    least_height: float = 0.0


@dataclass(frozen=True, slots=True)
class Styles:
    """All named styles of one look."""

    paragraph: Mapping[str, ParagraphStyle]
    list: Mapping[str, ListStyle]
    box: Mapping[str, BoxStyle]

    @property
    def names(self) -> Mapping[str, frozenset[str]]:
        """The styles' names by kind."""
        return {
            "paragraph": frozenset(self.paragraph),
            "list": frozenset(self.list),
            "box": frozenset(self.box),
        }


Entry = TypeVar("Entry", ParagraphEntry, ListEntry, BoxEntry)

ROOTS = {"paragraph": "body", "list": "list", "box": "box"}


def read_styles(path: Path, root: Path, roles: frozenset[str], over: Sequence[Path] = ()) -> Styles:
    """The styles of `path` and of the files laid `over` it in turn; `roles` are the inks a style may name.

    Raises BuildError for what a file's model refuses, for an unknown or circular `based-on`, a missing
    root style and an ink that is no role.
    """
    file = marked.read(path, root, StylesFile)
    for upper in over:
        file = _lay_over(file, marked.read(upper, root, StylesFile))
    findings = Findings()
    whole = Source(path.relative_to(root).as_posix())
    paragraphs = {
        name: _paragraph(name, values)
        for name, values in _inherit("paragraph", file.paragraph, findings, whole).items()
    }
    lists = {
        name: ListStyle(name=name, **values)
        for name, values in _inherit("list", file.list, findings, whole).items()
    }
    boxes = {name: _box(name, values) for name, values in _inherit("box", file.box, findings, whole).items()}
    for entries in (file.paragraph, file.list, file.box):
        for entry in entries.values():
            _check_inks(entry, roles, findings)
    for name, entry in file.list.items():
        if entry.paragraph is not None and entry.paragraph not in file.paragraph:
            findings.fail(
                f'list style "{name}" sets its items in "{entry.paragraph}", which is no paragraph style',
                entry.paragraph.source,
                *nearest(entry.paragraph, file.paragraph, "paragraph styles"),
            )
    findings.stop_if_errors()
    return Styles(paragraphs, lists, boxes)


def _lay_over(lower: StylesFile, upper: StylesFile) -> StylesFile:
    """A style that names what it is `based-on` takes the place of the lower one; any other refines it."""
    kinds: dict[str, Any] = {}
    for kind in ROOTS:
        entries = dict(getattr(lower, kind))
        for name, entry in getattr(upper, kind).items():
            if name in entries and entry.based_on is None:
                own = {field: value for field, value in entry if value is not None}
                entry = entries[name].model_copy(update=own)
            # The name is kept with the place where it was written last.
            entries.pop(name, None)
            entries[name] = entry
        kinds[kind] = entries
    return StylesFile.model_construct(**kinds)


def _inherit(
    kind: str, entries: Mapping[marked.Str, Entry], findings: Findings, whole: Source
) -> dict[str, dict[str, Any]]:
    """Every style's own properties over those of the styles it is based on, down to the kind's root."""
    root = ROOTS[kind]
    if root not in entries:
        findings.fail(
            f'{kind} style "{root}" is missing', whole, "every other style is based on it in the end"
        )
        return {}
    resolved: dict[str, dict[str, Any]] = {}
    for name in entries:
        chain: list[str] = []
        at: str | None = name
        while at is not None and at not in chain:
            chain.append(at)
            base = entries[marked.Str(at)].based_on
            if base is not None and base not in entries:
                findings.fail(
                    f'{kind} style "{at}" is based on "{base}", which does not exist',
                    base.source,
                    *nearest(base, entries, f"{kind} styles"),
                )
                base = None
            at = base if base is not None else (root if at != root else None)
        if at is not None:
            findings.fail(
                f'{kind} style "{name}" is based on itself, through {" → ".join([*chain, at])}', name.source
            )
            continue
        values: dict[str, Any] = {}
        for ancestor in reversed(chain):
            entry = entries[marked.Str(ancestor)]
            values |= {field: own for field, own in entry if own is not None and field != "based_on"}
        resolved[str(name)] = values
    return resolved


def _paragraph(name: str, values: Mapping[str, Any]) -> ParagraphStyle:
    given = dict(values)
    size = given.get("size", 1.0)
    return ParagraphStyle(name=name, **{**given, "size": float(size), "fixed": size > MOST_TIMES})


def _box(name: str, values: Mapping[str, Any]) -> BoxStyle:
    given = dict(values)
    if "padding" in given:
        given["padding"] = Insets(**dict(given["padding"]))
    if "inks" in given:
        given["inks"] = tuple(sorted((str(old), str(new)) for old, new in given["inks"].items()))
    return BoxStyle(name=name, **given)


def _check_inks(
    entry: ParagraphEntry | ListEntry | BoxEntry, roles: frozenset[str], findings: Findings
) -> None:
    named: list[marked.Str] = []
    for field in ("ink", "mark_ink", "mark_fill", "ground", "border", "rule"):
        value = getattr(entry, field, None)
        if value is not None:
            named.append(value)
    if isinstance(entry, BoxEntry) and entry.inks:
        named += [*entry.inks.keys(), *entry.inks.values()]
    for role in named:
        if role not in roles:
            findings.fail(f'ink "{role}" is not a role', role.source, *nearest(role, roles, "roles"))
