"""What a font file says about itself: its family, its weight and width, and whether it may be embedded."""

from __future__ import annotations

from enum import Enum
from typing import Any
from typing import NamedTuple

import uharfbuzz as hb

from brochure.fonts.match import Span

LONGEST_NAME = 100
MOST_TABLES = 200
MOST_FACES = 64
"""Faces of a collection that are looked at; the largest in use, for Chinese, have ten."""

_WIDTHS = (50.0, 62.5, 75.0, 87.5, 100.0, 112.5, 125.0, 150.0, 200.0)
_OUTLINES = ("glyf", "CFF ", "CFF2")
_NEEDED = ("cmap", "head", "hhea", "hmtx", "maxp", "name")


class Permission(Enum):
    """What a font's licence bits let a document do with it (OpenType, OS/2 fsType)."""

    SUBSET = "subset"
    WHOLE = "whole"
    RESTRICTED = "restricted"
    BITMAPS = "bitmaps"


class Facts(NamedTuple):
    """One face: `weights` are 1-1000, `widths` percent of the normal width."""

    family: str
    upright: bool
    weights: Span
    widths: Span
    permission: Permission


class BrokenFontError(Exception):
    """A file that is no font, or not a whole one; the message says what is wrong with it."""


def count_faces(data: bytes) -> int:
    """How many faces a font file has, each of whole tables; BrokenFontError for what is no font file."""
    if data[:4] != b"ttcf":
        _check_tables(data, 0)
        return 1
    count = _number(data, 8, 4)
    if not 1 <= count <= MOST_FACES:
        raise BrokenFontError(f"it says that it holds {count} faces")
    for face in range(count):
        _check_tables(data, _number(data, 12 + 4 * face, 4))
    return count


def _number(data: bytes, at: int, size: int = 2) -> int:
    if at + size > len(data):
        raise BrokenFontError("it breaks off")
    return int.from_bytes(data[at : at + size], "big")


def _check_tables(data: bytes, start: int) -> None:
    """See that a face has the tables that drawing takes, and all that it names (OpenType, "Font tables")."""
    if data[start : start + 4] not in (b"\0\1\0\0", b"OTTO", b"true"):
        raise BrokenFontError("it is no TrueType or OpenType font")
    count = _number(data, start + 4)
    if count > MOST_TABLES:
        raise BrokenFontError(f"it says that it holds {count} tables")
    names = set()
    for record in range(start + 12, start + 12 + 16 * count, 16):
        offset, length = _number(data, record + 8, 4), _number(data, record + 12, 4)
        if offset + length > len(data):
            raise BrokenFontError("it breaks off")
        if length:
            names.add(data[record : record + 4].decode("latin-1"))
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        raise BrokenFontError(f'it has no table "{missing[0]}"')
    if names.isdisjoint(_OUTLINES):
        raise BrokenFontError("it has no outlines")


def read_facts(face: Any) -> Facts:
    """What a HarfBuzz face says about itself; BrokenFontError for one that nothing can be set in."""
    if not face.glyph_count or not face.unicodes:
        raise BrokenFontError("it has no characters")
    if not 16 <= face.upem <= 16384:
        raise BrokenFontError(f"it says that an em has {face.upem} units")
    known = hb.OTNameIdPredefined
    name = face.get_name(known.TYPOGRAPHIC_FAMILY) or face.get_name(known.FONT_FAMILY) or ""
    family = " ".join("".join(char for char in name if char.isprintable()).split())
    if not 0 < len(family) <= LONGEST_NAME:
        raise BrokenFontError("it does not say its family's name" if not family else "its name is too long")
    table = _os2(face)
    axes = (
        {axis.tag: (axis.min_value, axis.max_value) for axis in face.axis_infos} if face.has_var_data else {}
    )
    weight, width = float(_number(table, 4)), _WIDTHS[min(max(_number(table, 6), 1), 9) - 1]
    slanted = _number(table, 62) & 0x201 or _number(bytes(face.reference_table("head").data), 44) & 2
    return Facts(
        family,
        not slanted,
        axes.get("wght", (weight, weight)),
        axes.get("wdth", (width, width)),
        read_permission(face),
    )


_DEFAULT = bytes(4) + (400).to_bytes(2, "big") + (5).to_bytes(2, "big") + bytes(56)
"""What is taken for granted of a font without an OS/2 table."""


def _os2(face: Any) -> bytes:
    table = bytes(face.reference_table("OS/2").data)
    return table if len(table) >= 64 else _DEFAULT


def read_permission(face: Any) -> Permission:
    """OpenType, OS/2 fsType: of bits 0 to 3 the least restrictive counts; the others came with version 2."""
    table = _os2(face)
    version, bits = _number(table, 0), _number(table, 8)
    if bits & 0x000E == 0x0002:
        return Permission.RESTRICTED
    if version >= 2 and bits & 0x0200:
        return Permission.BITMAPS
    return Permission.WHOLE if version >= 2 and bits & 0x0100 else Permission.SUBSET
