"""Where each line of a paragraph may end, and how far its text reaches there."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from brochure.fonts.chain import Chain
from brochure.text.characters import LINE_BREAK
from brochure.text.characters import SOFT_HYPHEN
from brochure.text.characters import visible_end
from brochure.text.fit import Pieces
from brochure.text.fit import pieces_of
from brochure.text.glyphs import hyphen
from brochure.text.glyphs import Item
from brochure.text.glyphs import shape_piece
from brochure.text.itemise import Piece


class Segment(NamedTuple):
    """The text between two forced breaks: its pieces, and for each of its breaks where visible text ends."""

    pieces: Pieces
    visible: tuple[int, ...]
    longest: float


def part_of(segment: Segment, first: int, last: int, begin: tuple[int, float] | None) -> Segment | None:
    """Breaks `first` to `last` of a segment; `begin` where its first piece has been torn off before."""
    if last == first:
        return None
    pieces = segment.pieces
    starts, offsets = list(pieces.starts[first : last + 1]), list(pieces.offsets[first : last + 1])
    if begin:
        offsets[0], starts[0] = begin
    hyphens = frozenset(at - first for at in pieces.hyphens if first < at <= last)
    return Segment(
        pieces_of(starts, pieces.ends[first : last + 1], offsets, hyphens),
        segment.visible[first : last + 1],
        segment.longest,
    )


def reach_of(items: Sequence[Item], length: int) -> tuple[float, ...]:
    """How far the text before each offset goes, in ems, on one endless line."""
    if len(items) == 1 and len(items[0].advances) == length:
        return tuple(accumulate(items[0].advances, initial=0.0))
    advances: list[float] = []
    for item in items:
        advances += [0.0] * (item.piece.start - len(advances))
        advances += item.advances
    advances += [0.0] * (length - len(advances))
    return tuple(accumulate(advances, initial=0.0))


def _places(text: str, breaks: Sequence[int]) -> list[list[tuple[int, int]]]:
    """For each segment between forced breaks its breaks, as offset and where visible text ends.

    A break after nothing but white space is worth nothing: the one before it moves there.
    """
    segments: list[list[tuple[int, int]]] = []
    places = [(0, 0)]
    for at in breaks:
        forced = text[at - 1] == LINE_BREAK
        final = forced or at == breaks[-1]
        before = places[-1][0]
        end = visible_end(text, before, at)
        if end > before:
            places.append((at, end))
        elif len(places) > 1:
            places[-1] = (at, places[-1][1])
        elif final:
            places.append((at, places[0][0]))
        if final:
            segments.append(places)
            places = [(at, at)]
    if not breaks or text.endswith(LINE_BREAK):
        segments.append([(len(text), len(text))] * 2)
    return segments


def segments_of(
    text: str,
    breaks: Sequence[int],
    items: Sequence[Item],
    reach: Sequence[float],
    chain: Chain,
    tracking: float,
) -> tuple[Segment, ...]:
    """The paragraph between forced breaks: one segment at least, an empty one for no words.

    `breaks` are the offsets before which a line may end, `reach` is `reach_of` the items.
    """
    uneasy = [item for item in items if item.points]
    soft = SOFT_HYPHEN in text
    made = []
    for places in _places(text, breaks):
        offsets = [at for at, _ in places]
        visible = [end for _, end in places]
        starts = [reach[at] for at in offsets]
        ends = [reach[end] for end in visible]
        hyphens: frozenset[int] = frozenset()
        for item in uneasy:
            _mend(text, item, offsets, visible, starts, ends, reach, tracking)
        if soft:
            hyphens = frozenset(at for at in range(1, len(places) - 1) if _is_soft(text, *places[at]))
            for at in hyphens:
                ends[at] += _hyphen_advance(items, visible[at], chain)
        pieces = pieces_of(starts, ends, offsets, hyphens)
        longest = max([end - start for start, end in zip(pieces.starts, ends[1:], strict=False)])
        made.append(Segment(pieces, tuple(visible), longest))
    return tuple(made)


def _is_soft(text: str, offset: int, shown: int) -> bool:
    """Whether a soft hyphen ends the letters before a break; one after a space has nothing to join."""
    return text[offset - 1] == SOFT_HYPHEN and text[shown] == SOFT_HYPHEN


def _hyphen_advance(items: Sequence[Item], end: int, chain: Chain) -> float:
    """The advance of the hyphen that shows after the letter before `end`."""
    face = next((item.piece.face for item in reversed(items) if item.piece.start < end), None)
    found = hyphen(face, chain.face("-", face.weight, face.width)) if face else None
    return found[1].advance if found else 0.0


def _mend(
    text: str,
    item: Item,
    offsets: Sequence[int],
    visible: Sequence[int],
    starts: list[float],
    ends: list[float],
    reach: Sequence[float],
    tracking: float,
) -> None:
    """Put right how far text goes at breaks that change glyphs: shape from there to the next safe place."""
    piece = item.piece

    def advance(low: int, high: int) -> float:
        part = Piece(low, high, piece.span, piece.level, piece.script, piece.face, piece.language)
        return shape_piece(part, text, (), tracking).advance

    for at, offset in enumerate(offsets):
        if not piece.start < offset < piece.end or offset in item.safe:
            continue
        after = next((point for point in item.points if point > offset), piece.end)
        before = max((point for point in item.points if point < offset), default=piece.start)
        starts[at] = reach[after] - advance(offset, after)
        if before < visible[at]:
            ends[at] = reach[before] + advance(before, visible[at])
