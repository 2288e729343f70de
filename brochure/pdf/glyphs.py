"""Runs of glyphs as text operators (ISO 32000-1, 9.4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from brochure.fonts.face import Face
from brochure.pdf.codes import CodeBook
from brochure.pdf.codes import Codes
from brochure.pdf.objects import number
from brochure.text.lines import Run

_LEAST = 0.5
"""Displacements below half a thousandth of an em are carried on to the next glyph instead of written."""


class Shown(NamedTuple):
    """A stretch of runs as operators; `lifted` glyphs, drawn after it, are (run, code, x, y) in ems."""

    operators: tuple[tuple[int, str], ...]
    lifted: tuple[tuple[int, str, float, float], ...]


def show(runs: Sequence[Run], book: CodeBook, size: float, hang: str = "") -> Shown:
    """The operators that show `runs` from the current point on.

    `hang` adds the space that a line breaks at on the "left" or "right": words must not run together when
    lines are read on (ISO 32000-1, 14.8.2.5). In right-to-left runs marks that do not advance are taken out and come last: pdfium turns such a line
    around by its glyphs' order, and a mark between two letters would come out on the wrong one.
    """
    operators: list[str] = []
    lifted: list[tuple[int, str, float, float]] = []
    drift = 0.0
    pen = back = 0.0
    for index, run in enumerate(runs):
        writer = _Writer(book.codes(run.face), size, drift)
        lifting = run.level % 2 == 1
        blank = _blank(run.face) if lifting else None
        if hang == "left" and not index:
            back = writer.add_space()
        for glyph in run.glyphs:
            key = (glyph.gid, glyph.cluster)
            if lifting and not glyph.cluster and not glyph.advance:
                code = writer.code(key)[0]
                lifted.append((index, code, pen + glyph.x_offset, glyph.y_offset))
                continue
            if lifting and len(glyph.cluster) > 1 and blank is not None:
                # Readers turn a right-to-left line around letter by letter, pdf.js alone glyph by glyph: so
                # every further letter gets a glyph of its own, one that neither shows nor advances.
                for letter in reversed(glyph.cluster[1:]):
                    writer.add((blank, letter), 0.0, 0.0, 0.0)
                key = (glyph.gid, glyph.cluster[0])
            writer.add(key, glyph.advance, glyph.x_offset, glyph.y_offset)
            pen += glyph.advance
        if hang == "right" and index == len(runs) - 1:
            writer.add_space()
        operators.append(writer.finish())
        drift = writer.drift
    return Shown(tuple(operators), tuple(lifted), back)


def _blank(face: Face) -> int | None:
    """A glyph that neither shows nor advances: the zero width non-joiner's."""
    gid = face.glyph("\u200c")
    return gid if gid is not None and not face.advance(gid) else None


class _Writer:
    """One run's glyphs; `drift` is how far right of the pen the next one goes, in thousandths of an em."""

    def __init__(self, codes: Codes, size: float, drift: float) -> None:
        self.codes = codes
        self.table = codes.table
        self.size = size
        self.drift = drift
        self.rise = 0.0
        self.done: list[str] = []
        self.pieces: list[str] = []
        self.held: list[str] = []

    def code(self, key: tuple[int, str]) -> tuple[str, float]:
        return self.table.get(key) or self.codes.add(key)

    def add(self, key: tuple[int, str], advance: float, x_offset: float, y_offset: float) -> None:
        code, width = self.table.get(key) or self.codes.add(key)
        if y_offset != self.rise:
            self._lift(y_offset)
        gap = self.drift + x_offset * 1000
        if gap > _LEAST or gap < -_LEAST:
            step = round(gap)
            if self.held:
                self.pieces.append(f"<{''.join(self.held)}>")
                self.held = []
            self.pieces.append(str(-step))
            self.drift -= step
        self.held.append(code)
        self.drift += advance * 1000 - width

    def add_space(self) -> float:
        """Add the face's space, where its font has one; gives its advance."""
        space = self.codes.space
        if space is None:
            return 0.0
        self.held.append(space[0])
        return space[1] / 1000

    def _lift(self, rise: float) -> None:
        self._flush()
        self.rise = rise
        self.done.append(f"{number(rise * self.size)} Ts")

    def _flush(self) -> None:
        if self.held:
            self.pieces.append(f"<{''.join(self.held)}>")
            self.held = []
        if len(self.pieces) == 1 and self.pieces[0][0] == "<":
            self.done.append(f"{self.pieces[0]} Tj")
        elif self.pieces:
            self.done.append(f"[{''.join(self.pieces)}] TJ")
        self.pieces = []

    def finish(self) -> str:
        """The run's operators; the text rise is 0 again after them."""
        if self.rise:
            self._lift(0.0)
        else:
            self._flush()
        return "\n".join(self.done)
