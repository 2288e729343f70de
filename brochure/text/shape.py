"""One paragraph, shaped once and broken for any measure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import fsum
from typing import NamedTuple

from brochure.fonts.chain import Chain
from brochure.text.bidi import levels_of
from brochure.text.bidi import visual_order
from brochure.text.breaks import graphemes
from brochure.text.breaks import line_breaks
from brochure.text.characters import ignorable
from brochure.text.characters import LINE_BREAK
from brochure.text.characters import needs_bidi
from brochure.text.characters import SOFT_HYPHEN
from brochure.text.characters import without_controls
from brochure.text.fit import count_lines
from brochure.text.fit import EPSILON
from brochure.text.fit import total_fit
from brochure.text.glyphs import hyphen
from brochure.text.glyphs import Item
from brochure.text.glyphs import shape_piece
from brochure.text.itemise import is_mark
from brochure.text.itemise import itemise
from brochure.text.itemise import Piece
from brochure.text.itemise import Stretch
from brochure.text.lines import Line
from brochure.text.lines import Run
from brochure.text.segments import part_of
from brochure.text.segments import reach_of
from brochure.text.segments import Segment
from brochure.text.segments import segments_of


@dataclass(frozen=True, slots=True)
class TextSpan:
    """Words of one look; `language` (BCP 47) where it is not the paragraph's."""

    text: str
    strong: bool = False
    language: str | None = None


@dataclass(frozen=True, slots=True)
class MissingGlyph:
    """A character that no font of the chain draws, or that the shaper could not join to its base.

    `span` is the span's index, `index` the character's place in the span's text, `tried` the families asked.
    """

    char: str
    span: int
    index: int
    tried: tuple[str, ...]


class _Cut(NamedTuple):
    """A line to be: text[start:end] shows, text[start:next] is its own, and perhaps a hyphen shows."""

    start: int
    end: int
    next: int
    hyphen: bool = False


@dataclass(frozen=True, slots=True)
class Shaped:
    """A paragraph's glyphs and breaks, from which lines of any measure are made; lengths in ems.

    `longest` is the widest piece that has no break in it, `advance` the widest line when nothing but the
    author's own breaks is taken, `missing` what no font could draw.
    """

    text: str
    longest: float
    advance: float
    missing: tuple[MissingGlyph, ...]
    _shown: str
    _items: tuple[Item, ...]
    _starts: tuple[int, ...]
    _reach: tuple[float, ...]
    _segments: tuple[Segment, ...]
    _chain: Chain
    _tracking: float

    def count(self, measure: float) -> int:
        """How many lines the paragraph takes in a measure of so many ems; never fewer than one."""
        if measure + EPSILON >= self.longest:
            if len(self._segments) == 1:
                return count_lines(self._segments[0].pieces, measure)
            return sum(count_lines(segment.pieces, measure) for segment in self._segments)
        return sum(
            len(chunks) + (count_lines(part.pieces, measure) if part else 0)
            for segment in self._segments
            for chunks, part in self._torn(segment, measure)
        )

    def lines(self, measure: float, mode: str = "pretty") -> tuple[Line, ...]:
        """The paragraph in as many lines as `count` says.

        `mode` "pretty" makes all lines but the last even and keeps the last from being a lone short word;
        "balance" makes all lines even. ValueError for any other mode.
        """
        if mode not in ("pretty", "balance"):
            raise ValueError(f'"{mode}" is not a mode of line breaking: use "pretty" or "balance"')
        balance = mode == "balance"
        cuts: list[_Cut] = []
        whole = measure + EPSILON >= self.longest
        for segment in self._segments:
            parts = [([], segment)] if whole else self._torn(segment, measure)
            for chunks, part in parts:
                cuts += chunks
                if part:
                    cuts += _cuts(part, total_fit(part.pieces, measure, balance))
        return tuple(self._line(cut) for cut in cuts)

    def _torn(self, segment: Segment, measure: float) -> list[tuple[list[_Cut], Segment | None]]:
        """A segment in which pieces are wider than the measure: parts without such, and lines torn from them.

        A piece that is too wide begins a line, and is torn at grapheme clusters until its rest fits.
        """
        pieces, limit = segment.pieces, measure + EPSILON
        last = len(pieces.starts) - 1
        parts: list[tuple[list[_Cut], Segment | None]] = []
        chunks: list[_Cut] = []
        first, begin = 0, None
        for at in range(last):
            if pieces.ends[at + 1] - pieces.starts[at] <= limit:
                continue
            if at > first or begin is not None:
                parts.append((chunks, part_of(segment, first, at, begin)))
                chunks = []
            torn, rest = self._tear(segment, at, limit)
            chunks += torn
            first, begin = at, rest
        return [*parts, (chunks, part_of(segment, first, last, begin))]

    def _tear(self, segment: Segment, at: int, limit: float) -> tuple[list[_Cut], tuple[int, float]]:
        """Lines torn from the piece after break `at`; and where its rest begins, as offset and as start."""
        pieces = segment.pieces
        start, end = pieces.offsets[at], segment.visible[at + 1]
        extra = pieces.ends[at + 1] - pieces.starts[at] - self._width(start, end)
        bounds = [start + offset for offset in graphemes(self._shown[start:end])]
        torn: list[_Cut] = []
        while len(bounds) > 1 and (
            self._reach[end] - self._reach[start] > 2 * limit + 2  # shaping the rest would tell nothing new
            or self._width(start, end) + extra > limit
        ):
            fitting = max(1, bisect_right(bounds, self._reach[start] + limit, key=self._reach.__getitem__))
            fitting = min(fitting, len(bounds) - 1)
            while fitting > 1 and self._width(start, bounds[fitting - 1]) > limit:
                fitting -= 1
            cut = bounds[fitting - 1]
            torn.append(_Cut(start, cut, cut))
            start, bounds = cut, bounds[fitting:]
        rest = self._width(start, end) + extra
        return torn, (start, pieces.ends[at + 1] - rest)

    def _width(self, start: int, end: int) -> float:
        """The exact advance of text[start:end] on a line of its own."""
        return fsum(run.advance for run in self._runs(start, end, end))

    def _runs(self, start: int, end: int, following: int) -> list[Run]:
        """Runs of text[start:end] in logical order, where the next line starts at `following`."""
        runs: list[Run] = []
        items = self._items
        for at in range(max(0, bisect_right(self._starts, start) - 1), len(items)):
            item = items[at]
            piece = item.piece
            low, high = max(start, piece.start), min(end, piece.end)
            if piece.start >= end:
                break
            if low < high and (run := self._run(item, low, high, following)).glyphs:
                runs.append(run)
        return runs

    def _run(self, item: Item, low: int, high: int, following: int) -> Run:
        piece = item.piece
        text = self.text[low:high]
        if low == piece.start and high == piece.end:
            advance = self._reach[high] - self._reach[low]
            return Run(piece.face, item.glyphs, piece.span, piece.level, piece.script, advance, text)
        glyphs = None
        if (low == piece.start or low in item.safe) and (following >= piece.end or following in item.safe):
            glyphs = item.between(low, high)
        if glyphs is None:
            cut = Piece(low, high, piece.span, piece.level, piece.script, piece.face, piece.language)
            item = shape_piece(cut, self._shown, (), self._tracking)
            glyphs, advance = item.glyphs, item.advance
        else:
            advance = self._reach[high] - self._reach[low]
        return Run(piece.face, glyphs, piece.span, piece.level, piece.script, advance, text)

    def _line(self, cut: _Cut) -> Line:
        runs = self._runs(cut.start, cut.end, cut.next)
        if cut.hyphen and runs and (shown := self._hyphen(runs[-1])):
            runs.append(shown)
        if len(runs) > 1 and any(run.level for run in runs):
            runs = [runs[at] for at in visual_order([run.level for run in runs])]
        text = self.text[cut.start : cut.next]
        if text.endswith(LINE_BREAK):
            text = text[:-1]
        return Line(tuple(runs), fsum([run.advance for run in runs]), text)

    def _hyphen(self, before: Run) -> Run | None:
        found = hyphen(before.face, self._chain.face("-", before.face.weight, before.face.width))
        if found is None:
            return None
        face, glyph = found
        return Run(face, (glyph,), before.span, before.level, before.script, glyph.advance, SOFT_HYPHEN)


def _cuts(segment: Segment, taken: Sequence[int]) -> list[_Cut]:
    """The lines of a segment that end at the breaks `taken`."""
    offsets, hyphens, visible = segment.pieces.offsets, segment.pieces.hyphens, segment.visible
    cuts, start = [], offsets[0]
    for at in taken:
        cuts.append(_Cut(start, max(start, visible[at]), offsets[at], at in hyphens))
        start = offsets[at]
    return cuts


def shape(
    spans: Sequence[TextSpan],
    *,
    language: str,
    rtl: bool,
    chain: Chain,
    weight: int,
    strong: int,
    width: float,
    tracking: float = 0.0,
) -> Shaped:
    """Shape a paragraph in `language` (BCP 47) with fonts of `chain`; `strong` is the weight of strong spans.

    `width` is in percent, `tracking` in ems. U+2028 ends a line; other control characters are spaces. What
    no font has is told in `Shaped.missing`; nothing is raised for it.
    """
    text = "".join([span.text for span in spans])
    shown = without_controls(text)
    edges = list(accumulate([len(span.text) for span in spans], initial=0))
    stretches = [
        Stretch(start, end, span.language or language, strong if span.strong else weight)
        for span, start, end in zip(spans, edges, edges[1:], strict=False)
    ]
    levels = levels_of(shown, rtl) if rtl or needs_bidi(shown) else None
    pieces = itemise(shown, stretches, levels, chain, width, language)
    breaks = line_breaks(shown, language) if shown else []
    items = tuple([shape_piece(piece, shown, breaks, tracking) for piece in pieces])
    reach = reach_of(items, len(text))
    made = segments_of(shown, breaks, items, reach, chain, tracking)
    return Shaped(
        text,
        max([segment.longest for segment in made]),
        max([segment.pieces.ends[-1] - segment.pieces.starts[0] for segment in made]),
        _missing(shown, items, edges, chain),
        shown,
        items,
        tuple([item.piece.start for item in items]),
        reach,
        made,
        chain,
        tracking,
    )


def _missing(
    text: str, items: Sequence[Item], edges: Sequence[int], chain: Chain
) -> tuple[MissingGlyph, ...]:
    found = []
    for item in items:
        face, span = item.piece.face, item.piece.span
        for start, end in item.doubtful:
            absent = [at for at in range(start, end) if not (face.has(text[at]) or ignorable(text[at]))]
            # A dotted circle stands where a mark has no base: the mark is what went wrong.
            marks = [at for at in range(start, end) if is_mark(text[at])]
            for at in absent or marks[:1] or [start]:
                found.append(MissingGlyph(text[at], span, at - edges[span], chain.names))
    return tuple(found)
