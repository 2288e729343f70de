"""XMP metadata (ISO 16684-1), as far as a leaflet's claims go: title, dates, standards, identifiers."""

from __future__ import annotations

from dataclasses import dataclass

MAX_METADATA = 1_000_000

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XMP = "{http://ns.adobe.com/xap/1.0/}"
_MM = "{http://ns.adobe.com/xap/1.0/mm/}"
_PDFA = "{http://www.aiim.org/pdfa/ns/id/}"
_PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"
_PDFX = "{http://www.npes.org/pdfx/ns/id/}"

_DATES = ((_XMP, "CreateDate"), (_XMP, "ModifyDate"), (_XMP, "MetadataDate"))
_IDENTIFIERS = (
    ("dc:identifier", _DC, "identifier"),
    ("xmp:Identifier", _XMP, "Identifier"),
    ("xmpMM:DocumentID", _MM, "DocumentID"),
    ("xmpMM:InstanceID", _MM, "InstanceID"),
    ("xmpMM:VersionID", _MM, "VersionID"),
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the XMP packet says; `error` says why it could not be read."""

    title: str | None = None
    language: str | None = None
    dates: tuple[tuple[str, str], ...] = ()
    standards: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    error: str | None = None


def read_xmp(data: bytes) -> Metadata:
    """A packet's properties, written as elements or as attributes; no packet gives an empty Metadata.

    Entities and document types are refused, as is what has more than MAX_METADATA bytes.
    """
    if not data:
        return Metadata()
    if len(data) > MAX_METADATA:
        return Metadata(error=f"it has {len(data):,} bytes, {MAX_METADATA:,} at most are read")
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring
    from defusedxml.ElementTree import ParseError

    try:
        root = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        return Metadata(error=str(error)[:200] or type(error).__name__)
    values: dict[str, str] = {}
    for description in root.iter(f"{_RDF}Description"):
        for key, text in description.attrib.items():
            values.setdefault(key, text.strip())
        for child in description:
            inner = [(item.text or "").strip() for item in child.iter(f"{_RDF}li")]
            values.setdefault(child.tag, inner[0] if inner else (child.text or "").strip())
    dates = tuple((label, values[space + label]) for space, label in _DATES if space + label in values)
    identifiers = tuple(
        (label, values[space + key]) for label, space, key in _IDENTIFIERS if space + key in values
    )
    return Metadata(
        title=values.get(f"{_DC}title"),
        language=values.get(f"{_DC}language"),
        dates=dates,
        standards=_standards(values),
        identifiers=identifiers,
    )


def _standards(values: dict[str, str]) -> tuple[str, ...]:
    found = []
    if part := values.get(f"{_PDFA}part"):
        found.append(f"PDF/A-{part}{values.get(f'{_PDFA}conformance', '').lower()}")
    if part := values.get(f"{_PDFUA}part"):
        found.append(f"PDF/UA-{part}")
    if version := values.get(f"{_PDFX}GTS_PDFXVersion"):
        found.append(version)
    return tuple(found)
