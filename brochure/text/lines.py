"""Lines of positioned glyphs: what the text engine gives, in ems, free of size and colour."""

from __future__ import annotations

from typing import NamedTuple

from brochure.fonts.face import Face


class Glyph(NamedTuple):
    """One glyph of a run, in visual order; all measures are in ems.

    `cluster` is the text that this glyph stands for when copied: the whole cluster's text on the
    cluster's first advancing glyph, "" on its others.
    """

    gid: int
    advance: float
    x_offset: float
    y_offset: float
    cluster: str


class Run(NamedTuple):
    """Glyphs of one face, one span and one direction, left to right as drawn.

    `level` is the bidi embedding level: odd runs right to left. `text` is in logical order.
    `span` is the index of the span (of the paragraph's spans) that the words come from.
    """

    face: Face
    glyphs: tuple[Glyph, ...]
    span: int
    level: int
    script: str
    advance: float
    text: str


class Line(NamedTuple):
    """One line: its runs from left to right, its width in ems, its words in logical order.

    White space at the line's end hangs: it is neither drawn nor measured, but stands in `text`.
    """

    runs: tuple[Run, ...]
    advance: float
    text: str
