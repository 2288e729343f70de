"""What a file says of its own edition, in its XMP packet (ISO 16684-1): for those who come back to it.

A batch that finds the file asks it whether it is up to date, and an index shows what it says, so nothing is
kept beside the files. The properties are declared as an extension schema (ISO 19005-2, 6.6.2.3.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from xml.sax.saxutils import escape

from brochure.digests import digest

PREFIX = "brochure"
NAMESPACE = "https://brochure.example/ns/edition/1.0/"

SHORT = 32
"""Hexadecimal digits that a digest is told with: 128 bits, as many as a file's /ID holds."""

MOST_WARNINGS = 12_000
"""Characters of warnings that a file carries: what is read of its end has to hold them all."""

PROPERTIES = (
    ("edition", "Text", "clinic, language, layout and target"),
    ("clinic", "Text", "the clinic's name in full"),
    ("version", "Text", "the leaflet's version"),
    ("madeFrom", "Seq Text", "what the file was made from: a digest of each kind of input"),
    ("pages", "Integer", "how many pages the file has"),
    ("size", "Real", "the size that the words are set in, in points"),
    ("plan", "Text", "the layout's plan that holds the words"),
    ("draft", "Boolean", "whether the words still wait for their reviewer"),
    ("warnings", "Seq Text", "what was told when the file was made"),
)
"""Name, XMP type and meaning of each property."""

_UNWRITABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ITEM = re.compile(r"<rdf:li>(.*?)</rdf:li>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Record:
    """An edition as its file tells of it; `made_from` names each kind of input and its digest, in order.

    `edition` is its id, as in "riverside/en/trifold/screen"; `size` is in points; `title` is the leaflet's,
    in the edition's language.
    """

    edition: str
    title: str
    clinic: str
    version: str
    made_from: tuple[tuple[str, str], ...]
    pages: int
    size: float
    plan: str
    draft: bool
    warnings: tuple[str, ...]

    @property
    def digest(self) -> str:
        """What the file's /ID is: the digest of all that it was made from."""
        return digest_inputs(self.edition, self.made_from)


def digest_inputs(edition: str, made_from: tuple[tuple[str, str], ...]) -> str:
    """One digest of an edition's id and all its inputs."""
    return digest(edition, *(part for pair in made_from for part in pair))[:SHORT]


def pack(record: Record) -> str:
    """The properties as XML, to stand in a description of an RDF packet that declares the prefix."""
    values = {
        "edition": _escape(record.edition),
        "clinic": _escape(record.clinic),
        "version": _escape(record.version),
        "madeFrom": _sequence(f"{name} {made}" for name, made in record.made_from),
        "pages": str(record.pages),
        "size": f"{record.size:g}",
        "plan": _escape(record.plan),
        "draft": str(record.draft),
        "warnings": _sequence(_bound(record.warnings)),
    }
    return "\n".join(f"<{PREFIX}:{name}>{values[name]}</{PREFIX}:{name}>" for name, _, _ in PROPERTIES)


def unpack(packet: str) -> Record | None:
    """The record in a packet that `pack` has had a hand in; None for any other, and for a damaged one.

    Only our own spelling is read: what is not exactly so was not written by us, and is printed anew.
    """
    found: dict[str, str] = {}
    for name, _, _ in PROPERTIES:
        match = re.search(rf"<{PREFIX}:{name}>(.*?)</{PREFIX}:{name}>", packet, re.DOTALL)
        if match is None:
            return None
        found[name] = match[1]
    title = re.search(r'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">(.*?)</rdf:li>', packet, re.DOTALL)
    made_from = [item.partition(" ") for item in _items(found["madeFrom"])]
    try:
        return Record(
            edition=unescape(found["edition"]),
            title=unescape(title[1]) if title else "",
            clinic=unescape(found["clinic"]),
            version=unescape(found["version"]),
            made_from=tuple((name, made) for name, _, made in made_from),
            pages=int(found["pages"]),
            size=float(found["size"]),
            plan=unescape(found["plan"]),
            draft={"True": True, "False": False}[found["draft"]],
            warnings=tuple(_items(found["warnings"])),
        )
    except (ValueError, KeyError):
        return None


def declare() -> str:
    """The schema's declaration, to stand among a packet's `pdfaExtension:schemas`."""
    properties = "\n".join(
        '<rdf:li rdf:parseType="Resource">\n'
        f"<pdfaProperty:name>{name}</pdfaProperty:name>\n"
        f"<pdfaProperty:valueType>{kind}</pdfaProperty:valueType>\n"
        "<pdfaProperty:category>internal</pdfaProperty:category>\n"
        f"<pdfaProperty:description>{meaning}</pdfaProperty:description>\n"
        "</rdf:li>"
        for name, kind, meaning in PROPERTIES
    )
    return (
        '<rdf:li rdf:parseType="Resource">\n'
        "<pdfaSchema:schema>Leaflet edition</pdfaSchema:schema>\n"
        f"<pdfaSchema:namespaceURI>{NAMESPACE}</pdfaSchema:namespaceURI>\n"
        f"<pdfaSchema:prefix>{PREFIX}</pdfaSchema:prefix>\n"
        f"<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property>\n"
        "</rdf:li>"
    )


def _sequence(items: Iterator[str]) -> str:
    return f"<rdf:Seq>{''.join(f'<rdf:li>{_escape(item)}</rdf:li>' for item in items)}</rdf:Seq>"


def _escape(text: str) -> str:
    """Text as XML; what XML 1.0 has no way to write (2.2, Char) becomes a replacement character."""
    return escape(_UNWRITABLE.sub("\ufffd", text))


def _items(sequence: str) -> list[str]:
    return [unescape(item) for item in _ITEM.findall(sequence)]


def _bound(warnings: tuple[str, ...]) -> Iterator[str]:
    """The warnings that a file carries, and how many it does not."""
    room = MOST_WARNINGS
    for index, warning in enumerate(warnings):
        room -= len(warning)
        if room < 0:
            yield f"warning: there are {len(warnings) - index} more: --force tells them all"
            return
        yield warning
