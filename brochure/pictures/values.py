"""What a picture is to everyone else: its size, its drawing operators and the resources they name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from brochure.units import Point
from brochure.units import Rect
from brochure.units import Size


class Name(str):
    """A PDF name without its slash (`Name("DeviceRGB")`), told from a plain string by its type."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Stream:
    """A PDF stream. `entries` has no Length; without a Filter the data is plain, to be compressed or not.

    Within one picture equal streams are one and the same object, so a writer can number them by identity.
    """

    entries: dict[str, Value]
    data: bytes


Value: TypeAlias = "dict[str, Value] | list[Value] | int | float | bool | Name | bytes | Stream | None"
"""A PDF value in plain Python; bytes are a PDF string."""

BRAND = "Brand"
"""The palette colour space's name in a palette picture's operators: whoever writes the form XObject adds it
to the picture's own resources."""

_WIDTH = re.compile(rb"(?m)^(\S+) w$")


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as the content of a form XObject with `/BBox [0 0 width height]`, y upwards, in points.

    `size` is the natural size. `view` is the part that counts for placing and `points` are places worth
    pointing at, both in points, y downwards from the picture's head-left corner. `resources` holds only what
    the content names, under canonical names. `palette` pictures are drawn in ink roles (`/Brand cs 3 sc`) and
    leave the colour space out of `resources`. `transparent` says whether anything needs the transparency
    model (soft masks, opacity, blend modes). `pixels` is how many pixels wide and high the whole picture is
    at the resolution of its coarsest part, None for a drawing without any. `digest` names everything that the
    picture was made from.
    """

    name: str
    size: Size
    view: Rect
    points: Mapping[str, Point]
    digest: str
    content: bytes
    resources: dict[str, Value]
    transparent: bool = False
    palette: bool = False
    pixels: Size | None = None

    @property
    def weight(self) -> int:
        """Bytes that its operators and all streams in its resources hold."""
        return len(self.content) + _weigh(self.resources)

    def width_scaled(self, scale: float) -> bytes:
        """The content with every line width divided by `scale`, for a drawing shown `scale` times its size.

        A line of width w comes out w × c × scale wide, c being the scale of whatever `cm` stand inside the
        content: dividing w alone keeps every line exactly as wide as at natural size, whichever c it is drawn
        under. Dashes grow with the drawing. A logo's lines belong to its shapes and grow with them: for all
        but palette pictures the content comes back as it is. ValueError when `scale` is not positive.
        """
        if scale <= 0:
            raise ValueError(f"a picture cannot be drawn {scale} times its size")
        if scale == 1 or not self.palette:
            return self.content
        return _WIDTH.sub(lambda match: number(float(match[1]) / scale, 4) + b" w", self.content)


def _weigh(value: Value) -> int:
    if isinstance(value, dict):
        return sum(map(_weigh, value.values()))
    if isinstance(value, list):
        return sum(map(_weigh, value))
    if isinstance(value, Stream):
        return len(value.data) + _weigh(value.entries)
    return len(value) if isinstance(value, bytes) else 0


def number(value: float, places: int) -> bytes:
    """A PDF number, rounded, without an exponent, trailing zeros or a negative zero (ISO 32000-1, 7.3.3)."""
    if value == int(value):
        return b"%d" % int(value)
    text = f"{value:.{places}f}".rstrip("0").rstrip(".") if places else f"{value:.0f}"
    if text.startswith("0."):
        text = text[1:]
    elif text.startswith("-0."):
        text = "-" + text[2:]
    return text.encode() if text not in ("", "-", "-0") else b"0"


def digest_of(*parts: bytes | str) -> str:
    """A short name (32 hexadecimal digits) for what something was made from; parts never run together."""
    made = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        made.update(len(data).to_bytes(8, "big"))
        made.update(data)
    return made.hexdigest()
