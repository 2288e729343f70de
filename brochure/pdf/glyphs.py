"""Runs of glyphs as text operators (ISO 32000-1, 9.4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from brochure.pdf.codes import blank_glyph
from brochure.pdf.codes import CodeBook
from brochure.pdf.codes import Codes
from brochure.pdf.codes import glyph_texts
from brochure.pdf.objects import number
from brochure.text.lines import Run

_LEAST = 0.5
"""Displacements below half a thousandth of an em are carried on to the next glyph instead of written."""


class Shown(NamedTuple):
    """A stretch of runs as operators, one string a run, to begin `back` left of its place.

    `lifted` are glyphs to draw after it: the run's index, code, x and y. All measures are in ems.
    """

    operators: tuple[str, ...]
    lifted: tuple[tuple[int, str, float, float], ...]
    back: float


def show(runs: Sequence[Run], book: CodeBook, size: float, hang: str = "") -> Shown:
    """The operators that show `runs` from the current point on.

    `hang` adds the space that a line breaks at on the "left" or "right": words must not run together
    when lines are read on (ISO 32000-1, 14.8.2.5). In right-to-left runs marks that do not advance are
    taken out and come last: pdfium turns such a line around by its glyphs' order, and a mark between
    two letters would come out on the wrong one.
    """
    operators: list[str] = []
    lifted: list[tuple[int, str, float, float]] = []
    drift = 0.0
    pen = back = 0.0
    for index, run in enumerate(runs):
        writer = _Writer(book.codes(run.face), size, drift)
        if hang == "left" and not index:
            back = writer.add_space()
        if run.level % 2:
            blank = blank_glyph(run.face)
            for glyph, (*others, text) in zip(run.glyphs, glyph_texts(run), strict=True):
                if not text and not glyph.advance:
                    code = writer.code((glyph.gid, ""))[0]
                    lifted.append((index, code, pen + glyph.x_offset, glyph.y_offset))
                    continue
                if blank is not None:
                    for other in others:
                        writer.add((blank, other), 0.0, 0.0, 0.0)
                writer.add((glyph.gid, text), glyph.advance, glyph.x_offset, glyph.y_offset)
                pen += glyph.advance
        else:
            writer.add_all(run)
            pen += run.advance
        if hang == "right" and index == len(runs) - 1:
            writer.add_space()
        operators.append(writer.finish())
        drift = writer.drift
    return Shown(tuple(operators), tuple(lifted), back)


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

    def add_all(self, run: Run) -> None:
        """Add a left-to-right run; nearly all glyphs need a code alone: this is the loop that counts."""
        glyphs = run.glyphs
        texts = [cluster for _, _, _, _, cluster in glyphs]
        if "" in texts:
            texts = [text for (text,) in glyph_texts(run)]
        known, held, drift = self.table.get, self.held, self.drift
        for (gid, advance, x_offset, y_offset, _), text in zip(glyphs, texts, strict=True):
            key = (gid, text)
            gap = drift + x_offset * 1000
            if y_offset != self.rise or gap > _LEAST or gap < -_LEAST:
                self.drift = drift
                self.add(key, advance, x_offset, y_offset)
                held, drift = self.held, self.drift
                continue
            code, width = known(key) or self.codes.add(key)
            held.append(code)
            drift += advance * 1000 - width
        self.drift = drift

    def add(self, key: tuple[int, str], advance: float, x_offset: float, y_offset: float) -> None:
        """Add a glyph wherever it stands: first the rise it wants, then the step to it."""
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
