"""The floor: what ReportLab's own document needs to write the same objects when each is ready as bytes.

Streams are compressed already, dictionaries and the structure tree are text already; what is timed is
registering them, numbering, formatting and the table of offsets, as ReportLab does them.
"""

from __future__ import annotations

import io

import pikepdf
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.pdfdoc import PDFObject


class Ready(PDFObject):
    """An object whose bytes are there."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def format(self, document: PDFDocument) -> bytes:
        """The bytes."""
        return self.data


def ready_objects(data: bytes) -> tuple[list[tuple[int, bytes]], int, int]:
    """Every indirect object of a file as (number, bytes), and the numbers of catalogue and information."""
    found = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for item in pdf.objects:
            if not item.is_indirect:
                continue
            number = item.objgen[0]
            if isinstance(item, pikepdf.Stream):
                entries = pikepdf.Dictionary({key: item[key] for key in dict(item) if key != "/Length"})
                raw = item.read_raw_bytes()
                head = entries.unparse()[:-2] + b"/Length %d>>" % len(raw)
                found.append((number, head + b"\nstream\n" + raw + b"\nendstream"))
            else:
                found.append((number, item.unparse(resolved=False) if item.is_indirect else b""))
        for index, (number, body) in enumerate(found):
            if body.endswith(b" R"):
                found[index] = (number, pdf.get_object(number, 0).unparse(resolved=True))
        return found, pdf.Root.objgen[0], pdf.docinfo.objgen[0]


def write_ready(objects: list[tuple[int, bytes]], root: int, info: int) -> bytes:
    """Write ready objects through ReportLab's stock document."""
    document = PDFDocument(invariant=1, pdfVersion=(1, 7))
    for number, body in objects:
        name = f"R{number}"
        item = Ready(body)
        item.__InternalName__ = name
        document.idToObjectNumberAndVersion[name] = (number, 0)
        document.numberToId[number] = name
        document.idToObject[name] = item
    document.objectcounter = max(number for number, _ in objects)
    document.Catalog = document.idToObject[f"R{root}"]
    document.info = document.idToObject[f"R{info}"]
    return bytes(document.format())
