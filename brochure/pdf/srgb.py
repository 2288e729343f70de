"""The sRGB profile that every file names as its output intent.

`srgb.icc` beside this module is shipped ready made, so that no machine's arithmetic gets into a file;
`python -m brochure.pdf.srgb` writes it anew. It is an ICC version 2 matrix profile (ICC.1:2001-04) with
the primaries of IEC 61966-2-1 adapted to D50, its curve in 1,024 steps, and a fixed date.
"""

from __future__ import annotations

import struct
from functools import cache
from pathlib import Path

PROFILE = Path(__file__).with_name("srgb.icc")

_WHITE = (0.9642, 1.0, 0.8249)
_PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
_STEPS = 1024
_DATE = (2000, 1, 1, 0, 0, 0)
_NAME = b"sRGB IEC61966-2.1"


@cache
def read_profile() -> bytes:
    """The profile as shipped."""
    return PROFILE.read_bytes()


def make_profile() -> bytes:
    """The profile computed from its definition."""
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", len(_NAME) + 1) + _NAME + b"\0" + bytes(8 + 2 + 1 + 67),
        b"cprt": b"text\0\0\0\0No copyright, use freely\0",
        b"wtpt": _point(_WHITE),
        **{tag: _point(values) for tag, values in _PRIMARIES.items()},
    }
    curve = b"curv\0\0\0\0" + struct.pack(">I", _STEPS)
    curve += b"".join(
        struct.pack(">H", round(_linear(step / (_STEPS - 1)) * 65535)) for step in range(_STEPS)
    )
    entries: list[tuple[bytes, int, int]] = []
    data = b""
    start = 128 + 4 + 12 * (len(tags) + 3)
    for tag, body in tags.items():
        entries.append((tag, start + len(data), len(body)))
        data += body + bytes(-len(body) % 4)
    entries += [(tag, start + len(data), len(curve)) for tag in (b"rTRC", b"gTRC", b"bTRC")]
    data += curve
    table = struct.pack(">I", len(entries)) + b"".join(struct.pack(">4sII", *entry) for entry in entries)
    return _header(start + len(data)) + table + data


def _header(size: int) -> bytes:
    return (
        struct.pack(">I4xI4s4s4s", size, 0x02100000, b"mntr", b"RGB ", b"XYZ ")
        + struct.pack(">6H", *_DATE)
        + b"acsp"
        + bytes(28)
        + _fixed(_WHITE)
        + bytes(48)
    )


def _fixed(values: tuple[float, float, float]) -> bytes:
    return struct.pack(">3i", *(round(value * 65536) for value in values))


def _point(values: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + _fixed(values)


def _linear(value: float) -> float:
    """IEC 61966-2-1, 5.2: the light of an encoded value."""
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


if __name__ == "__main__":
    PROFILE.write_bytes(make_profile())
