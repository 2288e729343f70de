"""PDF values as bytes: numbers, strings, names, dictionaries and streams (ISO 32000-1, 7.3)."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from functools import lru_cache

import deflate
from reportlab.pdfbase.pdfdoc import PDFObject

from brochure.memory import Memory
from brochure.pictures.values import Name
from brochure.pictures.values import Stream
from brochure.pictures.values import Value

LEVEL = 6
"""libdeflate's middle level: one above costs a third more time for 1 % of the bytes."""

QUICK = 1
"""The level for what each clinic's file has of its own: a fifth of the time, and 400 bytes more a file."""

_SHORTER = 40_000
"""Longer data is remembered compressed within a bound of its own: 256 times as much as this is 10 MB."""

_SHORT = 100
"""Shorter data gains nothing worth 10 µs by compression."""

_REGULAR = frozenset(range(0x21, 0x7F)) - frozenset(b"%()<>[]{}/#")


class Ready(PDFObject):  # type: ignore[misc]
    """An object whose bytes are made already; ReportLab numbers and places it."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def format(self, document: object) -> bytes:
        """The bytes, whatever the document."""
        return self.data


def number(value: float) -> str:
    """A coordinate or size in points, to a hundredth, without trailing zeros or a negative zero."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def fine_number(value: float) -> str:
    """A factor of a matrix, to a hundred-thousandth: a picture 200 mm wide is off by 0.006 pt at most."""
    text = f"{value:.5f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def text_string(text: str) -> bytes:
    """A text string (7.9.2.2): as it stands where it is plain ASCII, else UTF-16BE in hexadecimal."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return b"(" + escaped.encode("ascii") + b")"
    return b"<FEFF" + text.encode("utf-16-be", "replace").hex().upper().encode("ascii") + b">"


@lru_cache(maxsize=512)
def name(text: str) -> bytes:
    """A name with its slash; what is not a regular character is written #xx (7.3.5)."""
    return b"/" + b"".join(
        bytes((byte,)) if byte in _REGULAR else b"#%02X" % byte for byte in text.encode("utf-8")
    )


def reference(number: int) -> bytes:
    """An indirect reference to object `number`, generation 0."""
    return b"%d 0 R" % number


def compress(data: bytes, level: int = LEVEL) -> bytes:
    """`data` for /FlateDecode; libdeflate gives the same bytes on every machine."""
    if len(data) <= _SHORTER:
        return _compress(data, level)
    return _packed.remember(
        data,
        lambda: bytes(deflate.zlib_compress(data, LEVEL)),
        lambda made: len(data) + len(made),
    )


@lru_cache(maxsize=256)
def _compress(data: bytes, level: int) -> bytes:
    # A clinic's logo and fonts come again in its other files.
    return bytes(deflate.zlib_compress(data, level))


_packed: Memory[bytes] = Memory(8_000_000)
"""A clinic's logo of pixels: some megabytes, that take 30 ms to compress."""


def stream(data: bytes, entries: bytes = b"", *, plain: bool = False, level: int = LEVEL) -> bytes:
    """A stream object's bytes, compressed unless `plain` or short; `entries` are further dictionary entries.

    ReportLab's own PDFStream puts no line end before `endstream` and writes an empty Filter for an
    empty list: ISO 19005-2, 6.1.7.1 refuses both.
    """
    if not plain and len(data) >= _SHORT:
        data = compress(data, level)
        entries += b"/Filter/FlateDecode"
    return stream_as_is(data, entries)


def stream_as_is(data: bytes, entries: bytes) -> bytes:
    """A stream object's bytes, `data` being encoded already as `entries` say."""
    # A carriage return that ends the data and a line feed after it would look like one line end.
    end = b"\r\nendstream" if data.endswith(b"\r") else b"\nendstream"
    return b"<<%s/Length %d>>\nstream\n%s%s" % (entries, len(data), data, end)


def value_bytes(value: Value, place: Callable[[Stream], int]) -> bytes:
    """A picture's value in PDF; `place` gives the object number of each stream that it meets."""
    if value is None:
        return b"null"
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if isinstance(value, int):
        return b"%d" % value
    if isinstance(value, float):
        return fine_number(value).encode("ascii")
    if isinstance(value, Name):
        return name(value)
    if isinstance(value, bytes):
        return b"<" + value.hex().encode("ascii") + b">"
    if isinstance(value, Stream):
        return reference(place(value))
    if isinstance(value, dict):
        return (
            b"<<"
            + b"".join(name(key) + b" " + value_bytes(item, place) for key, item in value.items())
            + b">>"
        )
    return b"[" + b" ".join(value_bytes(item, place) for item in value) + b"]"


def rectangle(left: float, foot: float, right: float, head: float) -> bytes:
    """A rectangle (7.9.5) by its corners, y upwards, in points."""
    return f"[{number(left)} {number(foot)} {number(right)} {number(head)}]".encode("ascii")


def named_references(numbers: Mapping[str, int]) -> bytes:
    """The entries of a dictionary that leads from resource names to objects."""
    return b"".join([b"/%s %d 0 R" % (key.encode("ascii"), number) for key, number in numbers.items()])


def references(numbers: Sequence[int]) -> bytes:
    """An array of indirect references."""
    return b"[" + b" ".join(b"%d 0 R" % item for item in numbers) + b"]"
