"""Shaping one piece: HarfBuzz's glyphs as values, each with the text it stands for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from collections.abc import Sequence
from functools import lru_cache
from math import fsum
from typing import Any
from typing import NamedTuple

import uharfbuzz as hb

from brochure.fonts.face import Face
from brochure.text.characters import ignorable
from brochure.text.characters import visible
from brochure.text.itemise import Piece
from brochure.text.lines import Glyph

# The shaper is asked for no other flag than UNSAFE_TO_BREAK, so that a glyph without any is safe.
_SAFE = hb.GlyphFlags(0)
_KNOWN_LIMIT = 50_000

# Letters of these join, so that space between them would tear words apart.
_CURSIVE = frozenset(("Arab", "Syrc", "Mong", "Nkoo", "Mand", "Phag", "Rohg", "Adlm", "Deva", "Beng", "Guru"))

Position = tuple[int, int, int, int]


class Item(NamedTuple):
    """A shaped piece.

    `glyphs` go from left to right. `order` is one key a glyph, ascending: its cluster's start, negated where
    the piece runs right to left. `advances` is one number in ems a character: a cluster's whole advance at
    its first character. `safe` holds those of the asked breaks that change no glyph, `points` (only where
    one of them does) all places in the piece that do not. `doubtful` are the clusters that drew a missing
    glyph or a dotted circle, each from where to where in the text.
    """

    piece: Piece
    glyphs: tuple[Glyph, ...]
    order: tuple[int, ...]
    advances: list[float]
    safe: frozenset[int]
    points: tuple[int, ...]
    doubtful: tuple[tuple[int, int], ...]

    @property
    def advance(self) -> float:
        return fsum(self.advances)

    def between(self, start: int, end: int) -> tuple[Glyph, ...] | None:
        """The glyphs of text[start:end] from left to right, or None when a cluster would be cut."""
        order = self.order
        if self.piece.level % 2:
            first, last = bisect_left(order, 1 - end), bisect_left(order, 1 - start)
            whole = start <= self.piece.start or (last > 0 and order[last - 1] == -start)
            if not whole or (end < self.piece.end and not (first > 0 and order[first - 1] == -end)):
                return None
        else:
            first, last = bisect_left(order, start), bisect_left(order, end)
            whole = start <= self.piece.start or (first < len(order) and order[first] == start)
            if not whole or (end < self.piece.end and not (last < len(order) and order[last] == end)):
                return None
        return self.glyphs[first:last]


class _Known(dict[tuple[int, Position, str], Glyph]):
    """Glyphs by (glyph id, position, cluster text): the same letter is one value however often it is set."""

    def __init__(self, units: int) -> None:
        super().__init__()
        self._units = units

    def __missing__(self, key: tuple[int, Position, str]) -> Glyph:
        gid, (x_offset, y_offset, advance, _), cluster = key
        units = self._units
        if len(self) >= _KNOWN_LIMIT:
            self.clear()
        self[key] = made = Glyph(gid, advance / units, x_offset / units, y_offset / units, cluster)
        return made


@lru_cache(maxsize=256)
def _known(units: int) -> _Known:
    return _Known(units)


@lru_cache(maxsize=2)
def _features(tracked: bool) -> dict[str, bool]:
    # Letters set apart must not be bound together (CSS Text 3, letter-spacing).
    return {"liga": False, "clig": False} if tracked else {}


def shape_piece(piece: Piece, text: str, breaks: Sequence[int], tracking: float) -> Item:
    """Shape text[piece.start:piece.end] in sight of what stands around it; `tracking` in ems.

    `breaks` are offsets in ascending order at which a line may be cut.
    """
    instance = piece.face.instance
    if piece.script in _CURSIVE:
        tracking = 0.0
    buffer = hb.Buffer()
    buffer.add_str(text, piece.start, piece.end - piece.start)
    buffer.direction = "rtl" if piece.level % 2 else "ltr"
    buffer.script = piece.script
    buffer.language = piece.language
    hb.shape(instance.font, buffer, _features(bool(tracking)))
    infos = buffer.glyph_infos
    positions: list[Position] = [place.position for place in buffer.glyph_positions]
    clusters: list[int] = [info.cluster for info in infos]
    gids: list[int] = [info.codepoint for info in infos]
    units = instance.units
    if tracking:
        positions = _tracked(positions, clusters, round(tracking * units))
    part = text[piece.start : piece.end]
    rtl = piece.level % 2
    if ignorable(part) or len(set(clusters)) < len(clusters) or not clusters:
        glyphs, order, advances = _clustered(piece, part, gids, positions, clusters, units)
    else:
        glyphs, advances = _single(piece, part, gids, positions, clusters, units)
        order = clusters
    safe, points = _safe(piece, infos, clusters, breaks)
    order_keys = tuple([-at for at in order]) if rtl else tuple(order)
    doubtful = _doubtful(piece, part, gids, clusters)
    return Item(piece, glyphs, order_keys, advances, safe, points, doubtful)


def _single(
    piece: Piece, part: str, gids: list[int], positions: list[Position], clusters: list[int], units: int
) -> tuple[tuple[Glyph, ...], list[float]]:
    """Glyphs, and advances by character, where each glyph is a cluster of its own and none is invisible."""
    head, rtl = piece.start, piece.level % 2
    if len(gids) == len(part):
        texts: Iterable[str] = reversed(part) if rtl else part
        advances = [place[2] / units for place in (reversed(positions) if rtl else positions)]
    else:
        ends = [piece.end, *clusters[:-1]] if rtl else [*clusters[1:], piece.end]
        texts = [part[start - head : end - head] for start, end in zip(clusters, ends, strict=True)]
        advances = [0.0] * len(part)
        for cluster, place in zip(clusters, positions, strict=True):
            advances[cluster - head] = place[2] / units
    known = _known(units)
    return tuple([known[key] for key in zip(gids, positions, texts, strict=True)]), advances


def _tracked(positions: list[Position], clusters: list[int], extra: int) -> list[Position]:
    """Positions with `extra` units after each cluster that advances."""
    wider = list(positions)
    for at, (x_offset, y_offset, advance, drop) in enumerate(positions):
        following = (
            positions[later][2] for later in range(at + 1, len(clusters)) if clusters[later] == clusters[at]
        )
        if advance and not any(following):
            wider[at] = (x_offset, y_offset, advance + extra, drop)
    return wider


def _clustered(
    piece: Piece, part: str, gids: list[int], positions: list[Position], clusters: list[int], units: int
) -> tuple[tuple[Glyph, ...], list[int], list[float]]:
    """Glyphs, their clusters, and advances by character, where clusters are not single characters.

    What draws nothing is dropped; an invisible character that belongs to the spelling (a joiner) goes with
    the cluster before it.
    """
    texts = _cluster_texts(piece, part, clusters)
    advances = [0.0] * len(part)
    speaker: dict[int, int] = {}
    for at, cluster in enumerate(clusters):
        advance = positions[at][2]
        advances[cluster - piece.start] += advance / units
        if cluster not in speaker or (advance and not positions[speaker[cluster]][2]):
            speaker[cluster] = at
    known = _known(units)
    kept = [at for at, cluster in enumerate(clusters) if cluster in texts or positions[at][2]]
    glyphs = tuple(
        [
            known[gids[at], positions[at], texts.get(clusters[at], "") if speaker[clusters[at]] == at else ""]
            for at in kept
        ]
    )
    return glyphs, [clusters[at] for at in kept], advances


def _cluster_texts(piece: Piece, part: str, clusters: list[int]) -> dict[int, str]:
    """What the clusters that draw something stand for, by their starts."""
    starts = sorted({piece.start, *clusters})
    bounds = zip(starts, [*starts[1:], piece.end], strict=True)
    head = piece.start
    if not ignorable(part):
        return {start: part[start - head : end - head] for start, end in bounds}
    texts: dict[int, str] = {}
    last: int | None = None
    for start, end in bounds:
        words = visible(part[start - head : end - head])
        if not words or all(ignorable(char) for char in words):
            if last is not None:
                texts[last] += words
            continue
        texts[start] = words
        last = start
    return texts


def _safe(
    piece: Piece, infos: Sequence[Any], clusters: list[int], breaks: Sequence[int]
) -> tuple[frozenset[int], tuple[int, ...]]:
    """Those breaks inside the piece that are safe; and all safe places, if a break is not."""
    first, last = bisect_left(breaks, piece.start + 1), bisect_left(breaks, piece.end)
    asked = breaks[first:last]
    if not asked:
        return frozenset(), ()
    if len(infos) == piece.end - piece.start and not piece.level % 2 and clusters[-1] == piece.end - 1:
        safe = [
            at for at in asked if clusters[at - piece.start] == at and infos[at - piece.start].flags is _SAFE
        ]
    else:
        place = {cluster: at for at, cluster in enumerate(clusters)}
        safe = [at for at in asked if at in place and infos[place[at]].flags is _SAFE]
    if len(safe) == len(asked):
        return frozenset(safe), ()
    unsafe = {cluster for info, cluster in zip(infos, clusters, strict=True) if info.flags is not _SAFE}
    return frozenset(safe), tuple(sorted(set(clusters) - unsafe))


def _doubtful(piece: Piece, part: str, gids: list[int], clusters: list[int]) -> tuple[tuple[int, int], ...]:
    """Clusters with a missing glyph, or with a dotted circle that the text does not have."""
    wrong = set()
    if 0 in gids:
        wrong.add(0)
    if piece.script != "Latn" and "\u25cc" not in part:
        circle = piece.face.glyph("\u25cc")
        if circle is not None and circle in gids:
            wrong.add(circle)
    if not wrong:
        return ()
    starts = sorted({piece.start, *clusters})
    ends = dict(zip(starts, [*starts[1:], piece.end], strict=True))
    return tuple(
        (start, ends[start])
        for start in sorted({c for g, c in zip(gids, clusters, strict=True) if g in wrong})
    )


@lru_cache(maxsize=256)
def hyphen(face: Face, other: Face | None) -> tuple[Face, Glyph] | None:
    """What a soft hyphen shows at a line's end: a hyphen of the face, or of the other, for U+00AD."""
    for candidate in (face, other):
        for char in ("\u2010", "-"):
            gid = candidate.glyph(char) if candidate else None
            if candidate and gid is not None:
                return candidate, Glyph(gid, candidate.advance(gid), 0.0, 0.0, "\u00ad")
    return None
