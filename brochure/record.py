"""What a file says of its own edition, in its XMP packet (ISO 16684-1): for those who come back to it.

A batch that finds the file asks it whether it is up to date, and an index shows what it says, so nothing is
kept beside the files. The properties are declared as an extension schema (ISO 19005-2, 6.6.2.3.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
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

_PAGES = re.compile("[1-9][0-9]{0,4}")
_SIZE = re.compile(r"[0-9]{1,3}(\.[0-9]{1,4})?")
_UNWRITABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
        "warnings": _sequence(iter(record.warnings)),
    }
    return "\n".join(f"<{PREFIX}:{name}>{values[name]}</{PREFIX}:{name}>" for name, _, _ in PROPERTIES)


def unpack(packet: str) -> Record | None:
    """The record in a packet that `pack` has had a hand in; None for any other, and for a damaged one.

    Only our own spelling is read: what is not exactly so was not written by us, and is printed anew.
    """
    found: dict[str, str] = {}
    for name, _, _ in PROPERTIES:
        said = _between(packet, f"<{PREFIX}:{name}>", f"</{PREFIX}:{name}>")
        if said is None:
            return None
        found[name] = said
    title = _between(packet, '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">', "</rdf:li>")
    made_from = [item.partition(" ") for item in _items(found["madeFrom"])]
    draft = {"True": True, "False": False}.get(found["draft"])
    if draft is None or not _PAGES.fullmatch(found["pages"]) or not _SIZE.fullmatch(found["size"]):
        return None
    return Record(
        edition=unescape(found["edition"]),
        title=unescape(title or ""),
        clinic=unescape(found["clinic"]),
        version=unescape(found["version"]),
        made_from=tuple((name, made) for name, _, made in made_from),
        pages=int(found["pages"]),
        size=float(found["size"]),
        plan=unescape(found["plan"]),
        draft=draft,
        warnings=tuple(_items(found["warnings"])),
    )


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
    parts = sequence.split("</rdf:li>")[:-1]
    return [unescape(part.partition("<rdf:li>")[2]) for part in parts]


def _between(text: str, begin: str, end: str) -> str | None:
    """What stands between the first `begin` and the next `end`; each is looked for once."""
    _, found, rest = text.partition(begin)
    said, ended, _ = rest.partition(end)
    return said if found and ended else None


def bound_warnings(warnings: Iterable[str]) -> tuple[str, ...]:
    """The warnings that a file can carry, and a last one that says how many it does not."""
    kept: list[str] = []
    told = tuple(warnings)
    room = MOST_WARNINGS
    for warning in told:
        room -= len(warning)
        if room < 0:
            return (*kept, f"warning: there are {len(told) - len(kept)} more: brochure check tells them")
        kept.append(warning)
    return told
