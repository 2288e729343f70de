"""styles.yaml as its author writes it: every property optional, every style perhaps based on another."""

from __future__ import annotations

from typing import Annotated
from typing import Literal

from pydantic import BaseModel
from pydantic import BeforeValidator
from pydantic import ConfigDict
from pydantic import Field
from pydantic import WithJsonSchema

from brochure.marked import Str
from brochure.units import length

MOST_TIMES = 5.0
"""The largest size that is a number of times the body size."""

LEAST_POINTS = 6.0
"""The smallest fixed size: what is above MOST_TIMES and not below this is in points, without doubt."""


def _points(value: object) -> object:
    if isinstance(value, str):
        return length(value)
    if isinstance(value, int | float):
        raise ValueError(f'"{value}" has no unit: write one of mm, cm, in, pt behind it, as in "12mm"')
    return value


def _size(value: object) -> object:
    """Times the body size for a number, points for a length: the two ranges share no value."""
    if isinstance(value, str):
        points = length(value)
        if points < LEAST_POINTS:
            raise ValueError(f'"{value}" is too small to read: {LEAST_POINTS:g}pt is the least')
        return points
    if isinstance(value, int | float) and not isinstance(value, bool) and not 0 < value <= MOST_TIMES:
        raise ValueError(
            f'"{value}" is no size: write at most {MOST_TIMES:g} times the body size, or a length'
        )
    return value


Length = Annotated[
    float,
    BeforeValidator(_points),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d+(\.\d+)?\s*(mm|cm|in|pt)$"}),
]
"""A length in points, written with its unit: "4.5mm", "12pt"."""

Factor = Annotated[
    float,
    BeforeValidator(_size),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "exclusiveMinimum": 0, "maximum": MOST_TIMES},
                {"type": "string", "pattern": r"^\d+(\.\d+)?\s*(mm|cm|in|pt)$"},
            ]
        }
    ),
]
"""A size of type: times the body size (a number), or fixed (a length)."""


class FileEntry(BaseModel):
    """One mapping of a file: hyphens in its keys, nothing unknown in it, nothing changed after reading."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        defer_build=True,
        alias_generator=lambda name: name.replace("_", "-"),
        populate_by_name=False,
    )


class ParagraphEntry(FileEntry):
    """How words are set: headings, body, labels."""

    based_on: Str | None = Field(
        None, description="the style whose properties count where this one is silent"
    )
    typeface: Literal["heading", "body"] | None = Field(None, description="which of the clinic's typefaces")
    size: Factor | None = Field(None, description='times the body size (1.25), or fixed ("10pt")')
    floor: Length | None = Field(None, description="never smaller than this, whatever the body size")
    leading: float | None = Field(None, ge=1, le=2.5, description="baseline to baseline, times the size")
    weight: int | None = Field(None, ge=100, le=900, description="weight of the words")
    strong: int | None = Field(None, ge=100, le=900, description="weight of strong words")
    tracking: float | None = Field(None, ge=-0.05, le=0.2, description="added between letters, in ems")
    ink: Str | None = Field(None, description="ink role of the words")
    space_before: Length | None = Field(None, description="space above; the larger of two neighbours counts")
    space_after: Length | None = Field(None, description="space below; the larger of two neighbours counts")
    breaks: Literal["pretty", "balance"] | None = Field(
        None, description="lines evened over the paragraph (pretty), or all of one length (balance)"
    )
    align: Literal["start", "center", "end"] | None = Field(
        None, description="where lines stand in the measure"
    )
    keep_with_next: bool | None = Field(None, description="never the last thing in a column")


class ListEntry(FileEntry):
    """How a list's items and their marks are set."""

    based_on: Str | None = Field(
        None, description="the style whose properties count where this one is silent"
    )
    paragraph: Str | None = Field(None, description="paragraph style of the items")
    mark: Literal["disc", "box", "cross", "number", "none"] | None = Field(
        None, description="shape of the mark"
    )
    mark_ink: Str | None = Field(None, description="ink role of the mark")
    mark_fill: Str | None = Field(None, description="ink role inside a box mark")
    mark_size: Length | None = Field(None, description="width and height of the mark")
    indent: Length | None = Field(None, description="from the mark's start to the words")
    gap: Length | None = Field(None, description="space between items")
    space_before: Length | None = Field(None, description="space above the list")
    space_after: Length | None = Field(None, description="space below the list")


class Sides(FileEntry):
    """Lengths by side; a side that is not named is 0."""

    head: Length = Field(0.0, description="above")
    end: Length = Field(0.0, description="where lines end")
    foot: Length = Field(0.0, description="below")
    start: Length = Field(0.0, description="where lines start")


class BoxEntry(FileEntry):
    """A ground, a border, and the space inside and around."""

    based_on: Str | None = Field(
        None, description="the style whose properties count where this one is silent"
    )
    ground: Str | None = Field(None, description="ink role of the ground, or none")
    border: Str | None = Field(None, description="ink role of the border")
    border_width: Length | None = Field(None, description="width of the border, drawn inside the box")
    rule: Str | None = Field(None, description="ink role of a line along the head")
    rule_width: Length | None = Field(None, description="width of that line, drawn inside the box")
    radius: Length | None = Field(None, description="radius of the corners")
    corners: Literal["all", "head", "foot", "none"] | None = Field(
        None, description="which corners are round"
    )
    padding: Sides | None = Field(None, description="from the box's edge to what stands in it")
    outset: Length | None = Field(
        None, description="how far the box hangs out of the measure at start and end"
    )
    inks: dict[Str, Str] | None = Field(None, description="roles replaced for all that stands in the box")
    gap: Length | None = Field(None, description="least space between the things in it")
    space_before: Length | None = Field(None, description="space above; the larger of two neighbours counts")
    space_after: Length | None = Field(None, description="space below; the larger of two neighbours counts")
    least_height: Length | None = Field(None, description="never lower than this")


class StylesFile(FileEntry):
    """looks/<name>/styles.yaml: a look's named styles, or those that it changes."""

    paragraph: dict[Str, ParagraphEntry] = Field(
        default_factory=dict, description="paragraph styles by name; `body` is the root"
    )
    list: dict[Str, ListEntry] = Field(
        default_factory=dict, description="list styles by name; `list` is the root"
    )
    box: dict[Str, BoxEntry] = Field(
        default_factory=dict, description="box styles by name; `box` is the root"
    )
