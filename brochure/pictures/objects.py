"""Reads the one-page PDF that svg2pdf writes, as plain Python values.

Not a reader for PDFs at large: svg2pdf always writes a classic cross-reference table, direct lengths and one
uncompressed content stream. pikepdf gives the same values (a test says so), but costs 60 ms to load.
"""

from __future__ import annotations

import re
import zlib
from typing import NamedTuple

from brochure.pictures.values import Name
from brochure.pictures.values import Stream
from brochure.pictures.values import Value

_TOKEN = re.compile(
    rb"\s*(?:(?P<open><<|\[)|(?P<close>>>|\])|/(?P<name>[^\s<>\[\]()/%]*)|(?P<ref>\d+) 0 R\b"
    rb"|(?P<number>[-+]?(?:\d+\.?\d*|\.\d+))|(?P<word>true|false|null)\b)"
)
_HEAD = re.compile(rb"\s*(\d+) 0 obj\b")
_STREAM = re.compile(rb"\s*stream\r?\n")
_WORDS = {b"true": True, b"false": False, b"null": None}

UNPACKED = 240_000_000
"""Bytes that an embedded picture may unpack to: 60 megapixels of red, green, blue and opacity."""


class Page(NamedTuple):
    """A page taken apart: its operators, its resources with every reference followed, and its size."""

    content: bytes
    resources: dict[str, Value]
    width: float
    height: float


def read_page(data: bytes) -> Page:
    """The only page of a PDF that svg2pdf wrote; ValueError when there is none, or it is of another make.

    Objects that are referred to twice come as one and the same Python object.
    """
    reader = _Objects(data)
    for position in reader.offsets.values():
        if data.find(b"/Type /Page\n", position, position + 60) >= 0:
            page, _ = reader.parse(_after_head(data, position))
            break
    else:
        raise ValueError("no page")
    if not isinstance(page, dict):
        raise ValueError("no page")
    content = reader.resolve(page["Contents"])
    resources = reader.resolve(page["Resources"])
    box = page["MediaBox"]
    if not (isinstance(content, Stream) and isinstance(resources, dict) and isinstance(box, list)):
        raise ValueError("no page")
    left, foot, right, head = (float(str(item)) for item in box)
    if (left, foot) != (0, 0):
        raise ValueError("a page that does not begin at its corner")
    return Page(content.data, resources, right, head)


def unpack(stream: Stream) -> Stream:
    """The stream without Flate compression, ready to be compressed anew; others come back as they are."""
    if stream.entries.get("Filter") != Name("FlateDecode"):
        return stream
    machine = zlib.decompressobj()
    data = machine.decompress(stream.data, UNPACKED)
    if machine.unconsumed_tail:
        raise ValueError("a picture that unpacks without end")
    entries = {key: value for key, value in stream.entries.items() if key not in ("Filter", "DecodeParms")}
    return Stream(entries, data)


class _Ref(int):
    """The number of an object that stands elsewhere in the file."""


def _after_head(data: bytes, position: int) -> int:
    head = _HEAD.match(data, position)
    if head is None:
        raise ValueError(f"no object at {position}")
    return head.end()


class _Objects:
    """The objects of one file, each parsed when first asked for."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.known: dict[int, Value] = {}
        start = int(data[data.rindex(b"startxref") + 9 :].split()[0])
        keyword, first, count, *fields = data[start : data.index(b"trailer", start)].split()
        if (keyword, first) != (b"xref", b"0") or len(fields) != 3 * int(count):
            raise ValueError("a cross-reference table of another make")
        self.offsets = {
            number: int(fields[3 * number]) for number in range(int(count)) if fields[3 * number + 2] == b"n"
        }

    def resolve(self, value: Value) -> Value:
        """The value with every reference in it replaced by what it refers to."""
        if isinstance(value, _Ref):
            number = int(value)
            if number not in self.known:
                self.known[number] = self.resolve(self.read(number))
            return self.known[number]
        if isinstance(value, dict):
            return {key: self.resolve(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.resolve(item) for item in value]
        if isinstance(value, Stream):
            return Stream({key: self.resolve(item) for key, item in value.entries.items()}, value.data)
        return value

    def read(self, number: int) -> Value:
        value, end = self.parse(_after_head(self.data, self.offsets[number]))
        start = _STREAM.match(self.data, end)
        if start is None or not isinstance(value, dict):
            return value
        length = value.pop("Length")
        if isinstance(length, _Ref) or not isinstance(length, int):
            raise ValueError("a stream of unknown length")
        return Stream(value, self.data[start.end() : start.end() + length])

    def parse(self, position: int) -> tuple[Value, int]:
        """The value that begins at `position`, and where it ends; open brackets wait on a stack."""
        waiting: list[list[Value]] = [[]]
        while True:
            token = _TOKEN.match(self.data, position)
            if token is None:
                raise ValueError(f"no PDF value at {position}")
            position = token.end()
            kind, text = token.lastgroup, token[token.lastgroup or 0]
            if kind == "open":
                waiting.append([])
                continue
            value: Value
            if kind == "close":
                items = waiting.pop()
                if text == b"]":
                    value = items
                else:
                    value = {str(key): item for key, item in zip(items[::2], items[1::2], strict=True)}
            elif kind == "name":
                value = Name(text.decode())
            elif kind == "ref":
                value = _Ref(text)
            elif kind == "number":
                value = float(text) if b"." in text else int(text)
            else:
                value = _WORDS[text]
            waiting[-1].append(value)
            if len(waiting) == 1:
                return value, position
