"""Fonts in the file: subset, described, and mapped back to the words they were set from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from collections.abc import Sequence
from typing import TypeVar

from brochure.fonts.face import Face
from brochure.fonts.face import Subset
from brochure.pdf.codes import Codes
from brochure.pdf.objects import name
from brochure.pdf.objects import number
from brochure.pdf.store import Store

_Value = TypeVar("_Value")

NO_TEXT = "\u200b"
"""What a glyph without words of its own is copied as: every glyph must map to something
(ISO 19005-2, 6.2.11.7.2), and readers drop a zero width space."""

_FORBIDDEN = {0x0000: None, 0xFEFF: None, 0xFFFE: None}
"""Characters that a ToUnicode map may not hold (ISO 14289-1, 7.21.7)."""

_BLOCK = 100
"""Entries that a block of a CMap may hold (Adobe Technical Note 5014)."""

_SYSTEM = b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"


def embed(codes: Codes, store: Store) -> int:
    """Put the font for `codes` into the file; gives the number of its Type 0 font (ISO 32000-1, 9.7.6).

    TrueType goes with Identity-H and a CIDToGIDMap. A CFF font has no such map, and its glyphs no second
    CID, so there an embedded CMap leads from codes to CIDs.
    """
    codes.embedded = True
    face = codes.face
    gids = [gid for gid, _ in codes.table]
    subset = face.subset(sorted(set(gids)))
    glyphs = [subset.new_ids[gid] for gid in gids]
    widths = [width for _, width in codes.table.values()]
    font = name(f"{_tag(subset, codes)}+{face.postscript_name}")
    descriptor = store.add(_describe(face, subset, font, store))
    base = b"/Type/Font/BaseFont" + font + _SYSTEM + b"/FontDescriptor %d 0 R/DW 0" % descriptor
    if subset.kind == "truetype":
        mapped = b"\0\0" + b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)
        kind = b"/Subtype/CIDFontType2/CIDToGIDMap %d 0 R" % store.add_stream(mapped)
        array = "[1[" + " ".join(number(width) for width in widths) + "]]"
        encoding = b"/Identity-H"
    else:
        kind = b"/Subtype/CIDFontType0"
        by_cid = sorted(dict(zip(glyphs, widths, strict=True)).items())
        array = "[" + "".join(f"{cid}[{number(width)}]" for cid, width in by_cid) + "]"
        encoding = b"%d 0 R" % store.add_stream(
            _cmap_to_cids(glyphs), b"/Type/CMap/CMapName/Codes" + _SYSTEM + b"/WMode 0"
        )
    descendant = store.add(b"<<" + base + kind + b"/W" + array.encode("ascii") + b">>")
    unicode = store.add_stream(_cmap_to_text([text for _, text in codes.table]))
    return store.add(
        b"<</Type/Font/Subtype/Type0/BaseFont%s/Encoding%s/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
        % (font, encoding if encoding.startswith(b"/") else b" " + encoding, descendant, unicode)
    )


def _tag(subset: Subset, codes: Codes) -> str:
    """Six capitals that tell subsets of one face apart (ISO 32000-1, 9.6.4), made from what is in them."""
    made = hashlib.blake2b(subset.data, digest_size=8)
    made.update("".join(f"{gid}:{text}\0" for gid, text in codes.table).encode("utf-8", "replace"))
    value = int.from_bytes(made.digest(), "big")
    letters = []
    for _ in range(6):
        value, letter = divmod(value, 26)
        letters.append(chr(ord("A") + letter))
    return "".join(letters)


def _describe(face: Face, subset: Subset, font: bytes, store: Store) -> bytes:
    """The font descriptor (ISO 32000-1, 9.8), its font program put into the store."""
    if subset.kind == "truetype":
        program = store.add_stream(subset.data, b"/Length1 %d" % len(subset.data))
        file = b"/FontFile2 %d 0 R" % program
    else:
        # OpenType's own wrapping is allowed as well as the bare CFF table (9.9, table 126).
        subtype = b"/Subtype/OpenType" if subset.data[:4] == b"OTTO" else b"/Subtype/CIDFontType0C"
        file = b"/FontFile3 %d 0 R" % store.add_stream(subset.data, subtype)
    box = " ".join(number(edge * 1000) for edge in face.bbox)
    values = (
        f"/Flags {face.flags}/FontBBox[{box}]/ItalicAngle {number(face.italic_angle)}"
        f"/Ascent {number(face.ascender * 1000)}/Descent {number(face.descender * 1000)}"
        f"/CapHeight {number(face.cap_height * 1000)}/XHeight {number(face.x_height * 1000)}"
        f"/StemV {number(face.stem_v * 1000)}"
    )
    return b"<</Type/FontDescriptor/FontName" + font + values.encode("ascii") + file + b">>"


def _cmap(title: str, lines: list[str]) -> bytes:
    head = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> def",
        f"/CMapName /{title} def",
        f"/CMapType {2 if title == 'Text' else 1} def",
        *(["/WMode 0 def"] if title == "Codes" else []),
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    tail = ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end", ""]
    return "\n".join([*head, *lines, *tail]).encode("ascii")


def _blocks(values: Sequence[_Value]) -> Iterator[list[tuple[int, _Value]]]:
    """Codes from 1 with their values, as many at a time as a CMap takes."""
    pairs = list(enumerate(values, 1))
    for start in range(0, len(pairs), _BLOCK):
        yield pairs[start : start + _BLOCK]


def _cmap_to_text(texts: list[str]) -> bytes:
    """A ToUnicode CMap (ISO 32000-1, 9.10.3)."""
    lines: list[str] = []
    for block in _blocks(texts):
        lines.append(f"{len(block)} beginbfchar")
        for code, text in block:
            words = text.translate(_FORBIDDEN) or NO_TEXT
            lines.append(f"<{code:04X}> <{words.encode('utf-16-be', 'replace').hex().upper()}>")
        lines.append("endbfchar")
    return _cmap("Text", lines)


def _cmap_to_cids(cids: list[int]) -> bytes:
    """A CMap from codes to CIDs (ISO 32000-1, 9.7.5.4)."""
    lines: list[str] = []
    for block in _blocks(cids):
        lines.append(f"{len(block)} begincidchar")
        lines += [f"<{code:04X}> {cid}" for code, cid in block]
        lines.append("endcidchar")
    return _cmap("Codes", lines)
