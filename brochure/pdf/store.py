"""Objects that are bytes already: numbered as they come, kept apart by whether they are streams."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field

from brochure.pdf.objects import LEVEL
from brochure.pdf.objects import stream


@dataclass(slots=True)
class Store:
    """What a stage of writing adds to the file; numbers go up from `last`, the last number in use before it.

    `streams` stand in the file by themselves, `packed` objects share one object stream
    (ISO 32000-1, 7.5.7). Both hold (object number, body without `obj` and `endobj`). Streams are compressed
    at `level`.
    """

    last: int
    streams: list[tuple[int, bytes]] = field(default_factory=list)
    packed: list[tuple[int, bytes]] = field(default_factory=list)
    level: int = LEVEL

    def reserve(self) -> int:
        """A number for an object that is made later."""
        self.last += 1
        return self.last

    def add_stream(self, data: bytes, entries: bytes = b"", *, plain: bool = False) -> int:
        """Keep a stream (compressed unless `plain`); gives its number."""
        return self.add_body(stream(data, entries, plain=plain, level=self.level))

    def add_body(self, body: bytes) -> int:
        """Keep a whole stream object as it stands; gives its number."""
        number = self.reserve()
        self.streams.append((number, body))
        return number

    def add(self, body: bytes, number: int | None = None) -> int:
        """Keep an object that is no stream, under `number` if it was reserved; gives its number."""
        number = self.reserve() if number is None else number
        self.packed.append((number, body))
        return number


def pack(objects: list[tuple[int, bytes]], level: int = LEVEL) -> bytes:
    """An object stream holding `objects` in order (ISO 32000-1, 7.5.7)."""
    heads: list[str] = []
    offset = 0
    for number, body in objects:
        heads.append(f"{number} {offset}")
        offset += len(body) + 1
    head = (" ".join(heads) + "\n").encode("ascii")
    data = head + b"\n".join(body for _, body in objects) + b"\n"
    return stream(data, b"/Type/ObjStm/N %d/First %d" % (len(objects), len(head)), level=level)
