"""Gives a converted drawing one spelling: svg2pdf names and orders resources differently from call to call.

Resources are named anew in the order in which the operators first use them, equal ones share a name, sRGB
profiles become the device spaces (a file with an sRGB output intent may use them: ISO 19005-2, 6.2.4.3), and
whatever changes nothing is left out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from brochure.pictures.objects import unpack
from brochure.pictures.operators import Colour
from brochure.pictures.operators import IDENTITY
from brochure.pictures.operators import Matrix
from brochure.pictures.operators import multiply
from brochure.pictures.operators import read_paints
from brochure.pictures.operators import Resource
from brochure.pictures.operators import scale_of
from brochure.pictures.operators import significant
from brochure.pictures.operators import write_paints
from brochure.pictures.values import BRAND
from brochure.pictures.values import digest_of
from brochure.pictures.values import Name
from brochure.pictures.values import number
from brochure.pictures.values import Stream
from brochure.pictures.values import Value

_PREFIXES = {"ExtGState": "G", "XObject": "X", "Pattern": "P", "Shading": "S"}
_DEVICES = {1: Name("DeviceGray"), 3: Name("DeviceRGB")}
_OPERATORS = {"DeviceGray": (b"g", b"G"), "DeviceRGB": (b"rg", b"RG")}

TILES = 1_000_000
"""More repeats of a pattern than this on one picture would keep a viewer busy for minutes."""


class Converter:
    """One picture's conversion; afterwards `transparent` and `unknown` (colours without a role) are set, and
    `density`: the pixels to the point of the coarsest pixel picture in it, None without one.

    With `roles` (an ink's 8-bit red, green, blue → its index) the drawing becomes a palette drawing, which
    may hold flat colours and clips only. ValueError for anything else in it, for a pattern of too many
    tiles, and for what svg2pdf never writes. `area` is the finished picture's, in square points.
    """

    def __init__(self, area: float, roles: Mapping[tuple[int, int, int], int] | None = None) -> None:
        self.area = area
        self.roles = roles
        self.unknown: list[tuple[int, int, int]] = []
        self.transparent = False
        self.density: float | None = None
        self.streams: dict[str, Stream] = {}
        self.digests: dict[int, str] = {}

    def convert(
        self, content: bytes, resources: Value, base: Matrix = IDENTITY, outer: float = 1.0
    ) -> tuple[bytes, dict[str, Value]]:
        """Content and resources in their one spelling, drawn under `base` and then `outer` times as large."""
        space = _Space(self, resources, base, outer)
        paints = read_paints(content, base, outer, space.neutral())
        return write_paints(paints, space.name, space.colour), space.found

    def intern(self, entries: dict[str, Value], data: bytes) -> Stream:
        """The one stream of this picture with these entries and data."""
        digest = digest_of(self.spell(entries), data)
        stream = self.streams.setdefault(digest, Stream(entries, data))
        self.digests[id(stream)] = digest
        return stream

    def spell(self, value: Value) -> str:
        """Words that are equal exactly when values are; streams, which are interned, go by their digest."""
        if isinstance(value, dict):
            return "<<" + " ".join(f"/{key} {self.spell(item)}" for key, item in sorted(value.items())) + ">>"
        if isinstance(value, list):
            return "[" + " ".join(map(self.spell, value)) + "]"
        if isinstance(value, Stream):
            return self.digests[id(value)]
        return f"/{value}" if isinstance(value, Name) else repr(value)

    def plain(self, value: Value, *without: str) -> Value:
        """A value without sRGB profiles, its keys sorted, numbers rounded and every stream interned."""
        if isinstance(value, dict):
            return self.entries(value, *without)
        if isinstance(value, list):
            return _device(value) or [self.plain(item) for item in value]
        if isinstance(value, Stream):
            unpacked = unpack(value)
            return self.intern(self.entries(unpacked.entries, *without), unpacked.data)
        return round(value, 6) if isinstance(value, float) else value

    def entries(self, entries: Mapping[str, Value], *without: str) -> dict[str, Value]:
        """A dictionary as `plain` gives it, without the keys that are named and those that are out of use."""
        return {key: self.plain(entries[key]) for key in sorted(entries) if key not in ("ProcSet", *without)}

    def graphics_state(self, value: Value, scale: float) -> dict[str, Value]:
        """A graphics state dictionary, whole: its opacity of 1 may undo that of an earlier one."""
        self.transparent |= bool(_needed_states(value))
        assert isinstance(value, dict)
        kept = self.entries(value, "SMask", "Type")
        mask = value.get("SMask")
        if isinstance(mask, dict):
            kept["SMask"] = {**self.entries(mask, "G", "Type"), "G": self.form(mask["G"], scale)}
        elif mask is not None:
            kept["SMask"] = mask
        return kept

    def form(self, value: Value, scale: float) -> Stream:
        """A form XObject or an image as it is to stand in the resources."""
        assert isinstance(value, Stream)
        if value.entries["Subtype"] == Name("Image"):
            self.transparent |= "SMask" in value.entries
            # An image is one unit wide and high: the scale is its longer side as drawn.
            pixels = max(_numbers([value.entries["Width"], value.entries["Height"]]))
            if scale > 0:
                self.density = min(pixels / scale, self.density or math.inf)
            image = self.plain(value)
            assert isinstance(image, Stream)
            return image
        self.transparent |= "Group" in value.entries
        content, resources = self.convert(value.data, value.entries.get("Resources"), IDENTITY, scale)
        return self.intern({**self.entries(value.entries, "Resources"), "Resources": resources}, content)

    def pattern(self, value: Value, base: Matrix, outer: float) -> Value:
        """A pattern: its space is that of the whole content stream, and so is drawn under `base` too."""
        entries = value.entries if isinstance(value, Stream) else value
        assert isinstance(entries, dict)
        a, b, c, d, e, f = _numbers(entries.get("Matrix", [1, 0, 0, 1, 0, 0]))
        matrix = multiply((a, b, c, d, e, f), base)
        kept = self.entries(entries, "Matrix", "Resources", "Type")
        if matrix != IDENTITY:
            kept["Matrix"] = [float(significant(item)) for item in matrix]
        if not isinstance(value, Stream):
            return kept
        across, down = _numbers([entries["XStep"], entries["YStep"]])
        tile = abs(across * down * (matrix[0] * matrix[3] - matrix[1] * matrix[2])) * outer * outer
        if tile * TILES < self.area:
            raise ValueError("a pattern of more than a million tiles")
        content, resources = self.convert(
            value.data, entries.get("Resources"), IDENTITY, outer * scale_of(matrix)
        )
        return self.intern({**kept, "Resources": resources}, content)


class _Space:
    """The resources of one content stream: what svg2pdf named, and what has been found to be used."""

    def __init__(self, converter: Converter, resources: Value, base: Matrix, outer: float) -> None:
        self.converter = converter
        self.source = resources if isinstance(resources, dict) else {}
        self.base = base
        self.outer = outer
        self.given: dict[tuple[str, str], bytes] = {}
        self.names: dict[tuple[str, str], str] = {}
        self.found: dict[str, Value] = {}

    def neutral(self) -> frozenset[str]:
        """The graphics states that change nothing."""
        states = self.source.get("ExtGState")
        named = states.items() if isinstance(states, dict) else ()
        return frozenset(name for name, value in named if not _needed_states(value))

    def look_up(self, kind: str, name: str) -> Value:
        named = self.source.get(kind)
        if not isinstance(named, dict) or name not in named:
            raise ValueError(f"the {kind} {name} without a definition")
        return named[name]

    def name(self, resource: Resource) -> bytes:
        """The resource's new name; a resource is converted when it is first asked for."""
        if self.converter.roles is not None:
            raise ValueError(f"a {resource.kind}")
        known = self.given.get(resource[:2])
        if known is None:
            known = self.given[resource[:2]] = self.add(resource.kind, self.made(resource)).encode()
        return known

    def made(self, resource: Resource) -> Value:
        value = self.look_up(resource.kind, resource.name)
        if resource.kind == "ExtGState":
            return self.converter.graphics_state(value, resource.scale)
        if resource.kind == "XObject":
            return self.converter.form(value, resource.scale)
        if resource.kind == "Pattern":
            return self.converter.pattern(value, self.base, self.outer)
        return self.converter.plain(value)

    def add(self, kind: str, value: Value) -> str:
        named = self.found.setdefault(kind, {})
        assert isinstance(named, dict)
        key = (kind, self.converter.spell(value))
        if key not in self.names:
            self.names[key] = f"{_PREFIXES[kind]}{len(named)}"
            named[self.names[key]] = value
        return self.names[key]

    def colour(self, colour: Colour, scale: float, stroke: bool) -> tuple[bytes, bytes]:
        """What selects a colour space (nothing for the device spaces), and what selects the colour in it."""
        space, given = colour
        if space == "Pattern":
            name = self.name(Resource("Pattern", given[-1][1:].decode(), scale))
            return (b"/Pattern CS", b"/%s SCN" % name) if stroke else (b"/Pattern cs", b"/%s scn" % name)
        parts = [float(part) for part in given]
        if self.converter.roles is not None:
            index = self.role(parts, self.converter.roles)
            selects = b"/%s CS" if stroke else b"/%s cs"
            return selects % BRAND.encode(), b"%d %s" % (index, b"SC" if stroke else b"sc")
        device = _device(self.look_up("ColorSpace", space))
        if device is None:
            raise ValueError(f"the colour space {space}")
        # Three decimals are finer than the 255 steps that an SVG colour has.
        return b"", b" ".join(number(part, 3) for part in parts) + b" " + _OPERATORS[device][stroke]

    def role(self, parts: list[float], roles: Mapping[tuple[int, int, int], int]) -> int:
        if len(parts) != 3:
            raise ValueError("a colour that is not red, green and blue")
        triple = (round(parts[0] * 255), round(parts[1] * 255), round(parts[2] * 255))
        if triple not in roles and triple not in self.converter.unknown:
            self.converter.unknown.append(triple)
        return roles.get(triple, 0)


def _needed_states(value: Value) -> dict[str, Value]:
    """What a graphics state dictionary changes (ISO 32000-1, table 58): an opacity of 1 is nothing."""
    assert isinstance(value, dict)
    idle = {
        "ca": (1,),
        "CA": (1,),
        "BM": (Name("Normal"),),
        "SMask": (Name("None"),),
        "Type": (value.get("Type"),),
    }
    return {key: value[key] for key in sorted(value) if value[key] not in idle.get(key, ())}


def _device(value: Value) -> Name | None:
    """The device space that stands for an sRGB or grey profile, `[/ICCBased stream]`."""
    if isinstance(value, Name):
        return value if value in _OPERATORS else None
    if (
        isinstance(value, list)
        and len(value) == 2
        and value[0] == Name("ICCBased")
        and isinstance(value[1], Stream)
    ):
        components = value[1].entries["N"]
        return _DEVICES.get(components) if isinstance(components, int) else None
    return None


def _numbers(value: Value) -> list[float]:
    if not isinstance(value, list) or not all(isinstance(item, int | float) for item in value):
        raise ValueError("something other than numbers")
    return [float(item) for item in value if isinstance(item, int | float)]
