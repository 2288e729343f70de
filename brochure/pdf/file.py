"""The file around the pages: ReportLab's document, with what is ready already standing at its head.

Objects that are no streams go into object streams and offsets into a cross-reference stream (ISO 32000-1,
7.5.7 and 7.5.8): a leaflet has some four hundred of them, and packed they are a tenth as large.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

from reportlab.pdfbase.pdfdoc import BasicFonts
from reportlab.pdfbase.pdfdoc import format as format_object
from reportlab.pdfbase.pdfdoc import PDFCatalog
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.pdfdoc import PDFFile
from reportlab.pdfbase.pdfdoc import PDFInfo
from reportlab.pdfbase.pdfdoc import PDFObject
from reportlab.pdfbase.pdfdoc import PDFPage

from brochure.pdf.metadata import information
from brochure.pdf.metadata import Metadata
from brochure.pdf.objects import QUICK
from brochure.pdf.objects import Ready
from brochure.pdf.objects import stream
from brochure.pdf.store import pack
from brochure.pdf.store import Store

VERSION = (1, 7)

FONTS = 1
"""The object number of the fonts' dictionary: ReportLab's document makes it first."""

_ENTRY = struct.Struct(">BIH")
"""A cross-reference entry: kind, offset or object stream, generation or index (table 18)."""


class ReadyStream(Ready):
    """A stream whose bytes are made already: it stands in the file by itself."""


class LastStream(ReadyStream):
    """A stream at the file's very end: whoever asks files what they are reads no more of them than that."""


def _dictionary(kind: bytes, item: PDFObject) -> bytes:
    """The bytes of a dictionary whose every entry, an attribute of `item`, is bytes already."""
    entries = ((key, getattr(item, key, None)) for key in item.__NoDefault__)
    pairs = (b"/%s %s" % (key.encode("ascii"), value) for key, value in entries if value is not None)
    return b"<</Type/" + kind + b"".join(pairs) + b">>"


class LeafletCatalog(PDFCatalog):  # type: ignore[misc]
    """A catalogue that can name output intents, which ReportLab's cannot; every entry is given."""

    __NoDefault__ = (
        *("Pages", "Outlines", "Lang", "MarkInfo", "StructTreeRoot", "Metadata", "OutputIntents"),
        "ViewerPreferences",
    )

    def format(self, document: PDFDocument) -> bytes:
        """The dictionary's bytes."""
        return _dictionary(b"Catalog", self)


class LeafletPage(PDFPage):  # type: ignore[misc]
    """A page whose every entry is given: ReportLab adds nothing of its own."""

    __NoDefault__ = (
        *("Parent", "MediaBox", "TrimBox", "BleedBox", "Resources", "Contents", "Annots"),
        *("StructParents", "Tabs"),
    )

    def format(self, document: PDFDocument) -> bytes:
        """The dictionary's bytes."""
        return _dictionary(b"Page", self)


class LeafletInfo(PDFInfo):  # type: ignore[misc]
    """An information dictionary that says the same as the XMP, to the second and the letter."""

    def __init__(self, metadata: Metadata) -> None:
        super().__init__()
        self.metadata = metadata

    def format(self, document: PDFDocument) -> bytes:
        """The dictionary's bytes."""
        return information(self.metadata)


class Head:
    """The file's first part: header and ready streams, and cross-reference entries for all numbers so far."""

    def __init__(self, store: Store) -> None:
        """Lay out `store`'s objects; numbers that it only reserved are left to whoever writes them."""
        packed_in = store.reserve() if store.packed else 0
        streams = [*store.streams, *([(packed_in, pack(store.packed))] if packed_in else [])]
        file = PDFFile(VERSION)
        entries = [_ENTRY.pack(0, 0, 0)] * (store.last + 1)
        entries[0] = _ENTRY.pack(0, 0, 0xFFFF)
        for number, body in streams:
            entries[number] = _ENTRY.pack(1, file.add(b"%d 0 obj\n%s\nendobj\n" % (number, body)), 0)
        for index, (number, _) in enumerate(store.packed):
            entries[number] = _ENTRY.pack(2, packed_in, index)
        self.data: bytes = file.format(None)
        self.entries = tuple(entries)
        self.last = store.last


class LeafletDocument(PDFDocument):  # type: ignore[misc]
    """ReportLab's document from the end of `head` on: numbering, references and formatting are its own."""

    def __init__(self, head: Head, metadata: Metadata) -> None:
        super().__init__(invariant=1, pdfVersion=VERSION)
        self.head = head
        self.metadata = metadata
        self.ready: dict[int, Ready] = {}
        self.objectcounter = head.last
        self.info = LeafletInfo(metadata)
        self.Catalog = self._catalog = LeafletCatalog()

    def place(self, number: int, item: PDFObject) -> None:
        """Register `item` under a number that was reserved for it; what is bytes already needs no name."""
        if isinstance(item, Ready):
            self.ready[number] = item
            return
        known = f"Reserved{number}"
        item.__InternalName__ = known
        self.idToObjectNumberAndVersion[known] = (number, 0)
        self.numberToId[number] = known
        self.idToObject[known] = item

    def take(self, store: Store) -> None:
        """Register everything in `store`, whose numbers go on from those in use."""
        self.ready |= {number: ReadyStream(body) for number, body in store.streams}
        self.ready |= {number: Ready(body) for number, body in store.packed}
        self.objectcounter = max(self.objectcounter, store.last)

    def GetPDFData(self, canvas: None = None) -> bytes:  # noqa: N802 - ReportLab's name
        """The file's bytes; bookmarks are made elsewhere, as ReportLab's want a canvas to ask."""
        return self.format()

    def name_fonts(self, fonts: Mapping[str, int]) -> None:
        """Enter fonts by resource name and object number into the fonts' dictionary."""
        for name, number in fonts.items():
            self.idToObject[BasicFonts][name] = b"%d 0 R" % number

    def format(self) -> bytes:
        """The whole file (ReportLab's own writes every object by itself and a table of offsets)."""
        root, info = self.Reference(self.Catalog).format(self), self.Reference(self.info).format(self)
        file = PDFFile(VERSION)
        file.strings[:] = [self.head.data]
        file.offset = len(self.head.data)
        offsets: dict[int, int] = {}
        packed: list[tuple[int, bytes]] = []
        last: list[tuple[int, bytes]] = []
        for number, item in sorted(self._format_objects().items()):
            if not isinstance(item, ReadyStream):
                packed.append((number, item.data))
                continue
            body = b"%d 0 obj\n%s\nendobj\n" % (number, item.data)
            if isinstance(item, LastStream):
                last.append((number, body))
            else:
                offsets[number] = file.add(body)
        packed_in = self.objectcounter + 1
        offsets[packed_in] = file.add(b"%d 0 obj\n%s\nendobj\n" % (packed_in, pack(packed, QUICK)))
        offsets |= {number: file.add(body) for number, body in last}
        start = file.offset
        offsets[packed_in + 1] = start
        entries = [*self.head.entries, *([b""] * (packed_in + 2 - len(self.head.entries)))]
        for number, offset in offsets.items():
            entries[number] = _ENTRY.pack(1, offset, 0)
        for index, (number, _) in enumerate(packed):
            entries[number] = _ENTRY.pack(2, packed_in, index)
        said = b"/Type/XRef/Size %d/W[1 4 2]/Root %s/Info %s/ID%s" % (
            len(entries),
            root,
            info,
            self.metadata.file_id(),
        )
        file.add(b"%d 0 obj\n%s\nendobj\n" % (packed_in + 1, stream(b"".join(entries), said, level=QUICK)))
        file.add(b"startxref\n%d\n%%%%EOF\n" % start)
        return bytes(file.format(self))

    def _format_objects(self) -> dict[int, Ready]:
        """All objects behind the head by number, as bytes."""
        made = dict(self.ready)
        # Formatting an object may register others, which then come in the next round.
        while waiting := sorted(self.numberToId.keys() - made.keys()):
            for number in waiting:
                item = self.idToObject[self.numberToId[number]]
                ready = isinstance(item, Ready)
                made[number] = item if ready else Ready(format_object(item, self, toplevel=1))
        return made
