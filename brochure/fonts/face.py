"""One font file at one weight and width: its measures, its glyphs, and subsets for embedding."""

from __future__ import annotations

import os
from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import uharfbuzz as hb

from brochure.diagnostics import BuildError
from brochure.diagnostics import Diagnostic
from brochure.diagnostics import Severity
from brochure.digests import digest
from brochure.fonts.facts import Permission
from brochure.fonts.facts import read_permission

LARGEST_FILE = 40_000_000
"""An author's own font file may have so many bytes; the largest in use, for Chinese, have 35 million."""

_STYLES = {
    100: "Thin",
    200: "ExtraLight",
    300: "Light",
    400: "Regular",
    500: "Medium",
    600: "SemiBold",
    700: "Bold",
    800: "ExtraBold",
    900: "Black",
}

# Nothing of these is needed by a CIDFont with Identity-H (ISO 32000-1, 9.9: glyf head hhea hmtx loca maxp).
_DROPPED_TABLES = (
    *("GSUB", "GPOS", "GDEF", "BASE", "STAT", "DSIG", "kern", "JSTF", "MATH"),
    *("OS/2", "name", "post", "cmap", "gasp", "meta", "vhea", "vmtx", "VORG", "MVAR", "HVAR", "VVAR", "avar"),
)


@dataclass(frozen=True, slots=True)
class Subset:
    """A font file holding some glyphs only, fit for embedding in a PDF.

    `kind` is "truetype" (a whole sfnt, for FontFile2 with an Identity CIDToGIDMap) or "cff" (a bare CFF
    table whose CIDs are its glyph ids, for FontFile3 /CIDFontType0C). `new_ids` leads from the face's
    glyph ids to the subset's; glyph 0 is always there.
    """

    data: bytes
    kind: str
    new_ids: Mapping[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Instance:
    """The shaping library's view of a face; belongs to `brochure.text` and this module.

    `units` is units per em, `glyph_of` gives a code point's glyph or None.
    """

    font: Any
    units: int
    glyph_of: Callable[[int], int | None]


@dataclass(frozen=True, slots=True)
class Face:
    """One font file at one weight and width; made by `brochure.fonts.library.face` and by families.

    Two faces are equal when file, index in the collection, weight (1-1000), width (percent) and stamp are.
    `stamp` is the digest of the file's bytes where the file is an author's own, who may change it; an
    installed one has none. Every measure is in ems, y upwards.
    """

    path: str
    index: int
    weight: int
    width: float
    stamp: str = ""

    @property
    def instance(self) -> Instance:
        """The shaping library's font at this weight and width."""
        return _instance(self)

    @property
    def units_per_em(self) -> int:
        return _instance(self).units

    @property
    def key(self) -> str:
        """A short name that is the same on every machine: "NotoSans-700-94"."""
        return f"{_base_name(self)}-{self.weight}-{self.width:g}"

    @property
    def postscript_name(self) -> str:
        """The instance's PostScript name: "NotoSans-Bold", or as Adobe Technical Note 5902 builds it."""
        base, style = _base_name(self), _STYLES.get(self.weight)
        if style and self.width == 100:
            return f"{base}-{style}"
        return f"{base}_{self.weight}wght_{self.width:g}wdth".replace(".", "d")

    @property
    def family(self) -> str:
        """The family's name as the font itself says it."""
        names, face = hb.OTNameIdPredefined, open_file(self.path, self.index, self.stamp)
        return str(face.get_name(names.TYPOGRAPHIC_FAMILY) or face.get_name(names.FONT_FAMILY))

    def has(self, char: str) -> bool:
        """Whether the font's character map has this character."""
        return _instance(self).glyph_of(ord(char)) is not None

    def glyph(self, char: str) -> int | None:
        """The character's glyph id without any shaping, or None."""
        return _instance(self).glyph_of(ord(char))

    def advance(self, gid: int) -> float:
        """A glyph's own advance in ems, before kerning."""
        instance = _instance(self)
        return float(instance.font.get_glyph_h_advance(gid) / instance.units)

    def ink(self, gid: int) -> tuple[float, float]:
        """How far a glyph's ink reaches: its foot and its head, above the baseline; 0 and 0 for a blank."""
        return _ink(self, gid)

    @property
    def ascender(self) -> float:
        return _metric(self, "HORIZONTAL_ASCENDER")

    @property
    def descender(self) -> float:
        """Below the baseline, so negative."""
        return _metric(self, "HORIZONTAL_DESCENDER")

    @property
    def cap_height(self) -> float:
        return _metric(self, "CAP_HEIGHT")

    @property
    def x_height(self) -> float:
        return _metric(self, "X_HEIGHT")

    @property
    def bbox(self) -> tuple[float, float, float, float]:
        """The box around all glyphs of the font file's default instance (left, foot, right, head)."""
        return _bbox(self)

    @property
    def italic_angle(self) -> float:
        """Always 0: no italics are used (a leaflet is to be read easily)."""
        return 0.0

    @property
    def stem_v(self) -> float:
        """The vertical stems' thickness, guessed from the weight as PDF writers commonly do."""
        return (50 + (self.weight / 65) ** 2) / 1000

    @property
    def flags(self) -> int:
        """The FontDescriptor's flags (ISO 32000-1, table 123): Symbolic, as glyphs are chosen by id."""
        return 4

    def subset(self, gids: Sequence[int]) -> Subset:
        """A font file with these glyphs and glyph 0, at this weight and width; the same bytes every time.

        A font that its maker does not let be cut down comes whole, whatever the glyphs.
        """
        return _subset(self, tuple(sorted({0, *gids})))


@lru_cache(maxsize=64)
def open_file(path: str, index: int, stamp: str) -> Any:
    """The opened font file: an installed one mapped into memory, an author's own, which may change, read.

    BuildError when the file's bytes are not those that `stamp` is the digest of.
    """
    return hb.Face(_read(path, stamp) if stamp else hb.Blob.from_file_path(path), index)


@lru_cache(maxsize=16)
def _read(path: str, stamp: str) -> Any:
    try:
        with open(path, "rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError:
        data = b""
    if digest(data) != stamp:
        message = f'the font file "{os.path.basename(path)}" was changed while it was in use'
        raise BuildError([Diagnostic(Severity.ERROR, message, hints=("start again",))])
    return hb.Blob(data)


@lru_cache(maxsize=64)
def axes(path: str, index: int, stamp: str = "") -> Mapping[str, tuple[float, float]]:
    """The file's variable axes: tag to (lowest, highest)."""
    face = open_file(path, index, stamp)
    found = face.axis_infos if face.has_var_data else ()
    return MappingProxyType({axis.tag: (axis.min_value, axis.max_value) for axis in found})


@lru_cache(maxsize=64)
def own_weight(path: str, index: int) -> int:
    """The weight that a file without a weight axis says it has (OS/2 usWeightClass)."""
    data = open_file(path, index, "").reference_table("OS/2").data
    return int.from_bytes(data[4:6], "big") if len(data) >= 6 else 400


def _settings(face: Face) -> dict[str, float]:
    wanted = {"wght": float(face.weight), "wdth": float(face.width)}
    return {tag: value for tag, value in wanted.items() if tag in axes(face.path, face.index, face.stamp)}


@lru_cache(maxsize=256)
def _instance(face: Face) -> Instance:
    file = open_file(face.path, face.index, face.stamp)
    font = hb.Font(file)
    if settings := _settings(face):
        font.set_variations(settings)
    return Instance(font, file.upem, font.get_nominal_glyph)


@lru_cache(maxsize=256)
def _base_name(face: Face) -> str:
    file = open_file(face.path, face.index, face.stamp)
    name = str(file.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or "Font")
    return "".join(char for char in name.split("-")[0] if char.isascii() and char.isalnum()) or "Font"


@lru_cache(maxsize=1024)
def _metric(face: Face, name: str) -> float:
    instance = _instance(face)
    tag = hb.OTMetricsTag[name]
    return float(instance.font.get_metric_position_with_fallback(tag) / instance.units)


@lru_cache(maxsize=16384)
def _ink(face: Face, gid: int) -> tuple[float, float]:
    instance = _instance(face)
    extents = instance.font.get_glyph_extents(gid)
    if extents is None:
        return 0.0, 0.0
    head = extents.y_bearing
    return (head + extents.height) / instance.units, head / instance.units


@lru_cache(maxsize=256)
def _bbox(face: Face) -> tuple[float, float, float, float]:
    """From the `head` table: xMin, yMin, xMax, yMax are four signed 16-bit numbers from byte 36."""
    file = open_file(face.path, face.index, face.stamp)
    data = file.reference_table("head").data
    left, foot, right, head = (
        int.from_bytes(data[at : at + 2], "big", signed=True) / file.upem for at in (36, 38, 40, 42)
    )
    return left, foot, right, head


def _tag(name: str) -> int:
    return int.from_bytes(name.encode(), "big")


@lru_cache(maxsize=128)
def _subset(face: Face, gids: tuple[int, ...]) -> Subset:
    file = open_file(face.path, face.index, face.stamp)
    wanted = hb.SubsetInput()
    if read_permission(file) is Permission.WHOLE:
        wanted.keep_everything()
    else:
        wanted.glyph_set.update(gids)
        wanted.flags = (
            hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
        )
        wanted.drop_table_tag_set.update(map(_tag, _DROPPED_TABLES))
    tables = file.table_tags
    if file.has_var_data:
        wanted.pin_all_axes_to_default(file)
        for tag, value in _settings(face).items():
            wanted.pin_axis_location(file, tag, value)
    if "CFF2" in tables:  # PDF knows no CFF2
        wanted.flags |= hb.SubsetFlags.DOWNGRADE_CFF2
    if "CFF " in tables:  # else the CIDs stay the old ones, and codes by new glyph id draw blanks
        wanted.flags |= hb.SubsetFlags.CFF_IDENTITY_CHARSET
    plan = hb.SubsetPlan(file, wanted)
    made = plan.execute()
    new_ids = MappingProxyType(dict(sorted(dict(plan.old_to_new_glyph_mapping).items())))
    if "CFF " in made.table_tags:
        # Glyphs of a static file may go by names: such a table is a CIDFont inside OpenType only.
        data = made.blob if "CFF " in tables else made.reference_table("CFF ")
        return Subset(bytes(data.data), "cff", new_ids)
    return Subset(bytes(made.blob.data), "truetype", new_ids)
