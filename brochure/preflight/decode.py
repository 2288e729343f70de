"""From the codes in a content stream to characters, by what the file's fonts say (ISO 32000-1, 9.10)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from brochure.preflight.objects import entries
from brochure.preflight.objects import entry
from brochure.preflight.objects import items
from brochure.preflight.objects import name
from brochure.preflight.objects import Opened
from brochure.preflight.objects import PdfObject
from brochure.preflight.report import FontInfo

UNKNOWN = "\ufffd"
"""Stands for a code that the font maps to no character."""

MAX_MAPPINGS = 200_000

_SECTION = re.compile(rb"begin(codespacerange|bfchar|bfrange)(.*?)end\1", re.DOTALL)
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_SUBSET = re.compile(r"^[A-Z]{6}\+(.+)$")
_UNICODE_NAME = re.compile(r"^(?:uni([0-9A-F]{4})|u([0-9A-F]{4,6}))$")
_BASES = {"WinAnsiEncoding": "cp1252", "MacRomanEncoding": "mac_roman", "StandardEncoding": "ascii"}


@dataclass(frozen=True, slots=True)
class Font:
    """How one font's codes read: each code's length in bytes, and its characters by (length, code)."""

    info: FontInfo
    lengths: tuple[int, ...]
    characters: Mapping[tuple[int, int], str]
    single: str | None = None

    def decode(self, data: bytes) -> str:
        """The characters of a shown string; UNKNOWN for each code without any."""
        out = []
        at = 0
        while at < len(data):
            for length in self.lengths:
                code = (length, int.from_bytes(data[at : at + length], "big"))
                if code in self.characters:
                    out.append(self.characters[code])
                    break
            else:
                length = self.lengths[0]
                out.append(self._fallback(data[at : at + length]))
            at += length
        return "".join(out)

    def _fallback(self, code: bytes) -> str:
        if self.single is None:
            return UNKNOWN
        return code.decode(self.single, "replace")


def read_font(opened: Opened, font: PdfObject) -> Font:
    """A font dictionary as a Font; whatever is missing or misshapen reads as codes without characters."""
    subtype = name(entry(font, "/Subtype")) or "?"
    descendants = items(entry(font, "/DescendantFonts"))
    holder = descendants[0] if descendants else font
    descriptor = entry(holder, "/FontDescriptor")
    embedded = subtype == "Type3" or any(
        entry(descriptor, key) is not None for key in ("/FontFile", "/FontFile2", "/FontFile3")
    )
    base = name(entry(font, "/BaseFont")) or name(entry(font, "/Name")) or "?"
    tagged = _SUBSET.match(base)
    below = name(entry(holder, "/Subtype")) if descendants else None
    cmap = opened.read(entry(font, "/ToUnicode"))
    info = FontInfo(
        name=tagged[1] if tagged else base,
        embedded=embedded,
        subset=bool(tagged),
        kind=f"{subtype}/{below}" if below else subtype,
        unicode=bool(cmap),
    )
    lengths, characters = read_cmap(cmap)
    if subtype == "Type0":
        # Identity-H and the other CMaps that this project meets have codes of two bytes.
        return Font(info, lengths or (2,), characters)
    single, differences = _read_encoding(entry(font, "/Encoding"))
    return Font(info, (1,), {**differences, **characters}, single)


def read_cmap(data: bytes) -> tuple[tuple[int, ...], dict[tuple[int, int], str]]:
    """A ToUnicode CMap's code lengths and its characters by (length, code); MAX_MAPPINGS at most."""
    lengths: set[int] = set()
    characters: dict[tuple[int, int], str] = {}
    for section in _SECTION.finditer(data):
        tokens = _tokens(section[2])
        if section[1] == b"codespacerange":
            lengths |= {len(token) for token in tokens if isinstance(token, bytes) and 1 <= len(token) <= 4}
        elif section[1] == b"bfchar":
            for code, target in zip(tokens[::2], tokens[1::2], strict=False):
                if isinstance(code, bytes) and isinstance(target, bytes):
                    characters[len(code), int.from_bytes(code, "big")] = _utf16(target)
        else:
            for first, last, target in zip(tokens[::3], tokens[1::3], tokens[2::3], strict=False):
                if isinstance(first, bytes) and isinstance(last, bytes):
                    _add_range(characters, first, last, target)
        if len(characters) > MAX_MAPPINGS:
            break
    return tuple(sorted(lengths)), characters


def _tokens(data: bytes) -> list[bytes | list[bytes]]:
    """Hexadecimal strings as bytes, arrays of them as lists."""
    tokens: list[bytes | list[bytes]] = []
    inner: list[bytes] | None = None
    for token in _TOKEN.finditer(data):
        if token[2]:
            inner = []
        elif token[3]:
            if inner is not None:
                tokens.append(inner)
            inner = None
        else:
            digits = b"".join(token[1].split())
            value = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
            (tokens if inner is None else inner).append(value)
    return tokens


def _add_range(
    characters: dict[tuple[int, int], str], first: bytes, last: bytes, target: bytes | list[bytes]
) -> None:
    start, end = int.from_bytes(first, "big"), int.from_bytes(last, "big")
    count = min(end - start + 1, MAX_MAPPINGS - len(characters))
    for step in range(max(0, count)):
        if isinstance(target, list):
            if step < len(target):
                characters[len(first), start + step] = _utf16(target[step])
        elif target:
            # 9.10.3: the last byte of the target counts up with the code.
            bumped = int.from_bytes(target, "big") + step
            characters[len(first), start + step] = _utf16(bumped.to_bytes(len(target) + 1, "big")[1:])


def _utf16(data: bytes) -> str:
    return data.decode("utf-16-be", "replace")


def _read_encoding(encoding: PdfObject) -> tuple[str, dict[tuple[int, int], str]]:
    """A simple font's codec, and the characters that its Differences name in a way that tells them."""
    base = name(encoding) or name(entry(encoding, "/BaseEncoding")) or "StandardEncoding"
    differences: dict[tuple[int, int], str] = {}
    code = 0
    for item in items(entry(encoding, "/Differences")):
        glyph = name(item)
        if glyph is None:
            code = item if isinstance(item, int) and 0 <= item <= 255 else code
            continue
        match = _UNICODE_NAME.match(glyph)
        value = int(match[1] or match[2], 16) if match else 0
        if 0 < value <= 0x10FFFF and not 0xD800 <= value < 0xE000:
            differences[1, code] = chr(value)
        else:
            differences[1, code] = glyph if len(glyph) == 1 else " " if glyph == "space" else UNKNOWN
        code += 1
    return _BASES.get(base, "ascii"), differences


def fonts_of(resources: PdfObject) -> tuple[tuple[str, PdfObject], ...]:
    """Names (without stroke) and dictionaries of the fonts in a resource dictionary."""
    return tuple((key[1:], font) for key, font in entries(entry(resources, "/Font")))
