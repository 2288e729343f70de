"""What a file says of itself: its information dictionary and the same in XMP (ISO 16684-1)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

from brochure.pdf.objects import text_string
from brochure.record import declare
from brochure.record import NAMESPACE
from brochure.record import pack
from brochure.record import PREFIX
from brochure.record import Record


@dataclass(frozen=True, slots=True)
class Metadata:
    """A file's title, subject, author, BCP 47 language, key words, date (UTC), and its reading direction.

    `digest` is at least 32 hexadecimal digits made from everything that the file was made from; `record` is
    what an edition's file says of itself beside.
    """

    title: str
    subject: str
    author: str
    language: str
    keywords: str
    created: datetime
    digest: str
    rtl: bool = False
    producer: str = "brochure"
    record: Record | None = None

    def file_id(self) -> bytes:
        """The trailer's ID: both halves alike, as the file was never changed (ISO 32000-1, 14.4)."""
        half = self.digest[:32].upper().encode("ascii")
        return b"[<%s><%s>]" % (half, half)


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"{spaces}>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Keywords>{keywords}</pdf:Keywords>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:MetadataDate>{date}</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:{identity}</xmpMM:DocumentID>
<xmpMM:InstanceID>uuid:{identity}</xmpMM:InstanceID>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>{record}
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>which part of ISO 14289 the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li>{schema}</rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def xmp(metadata: Metadata) -> bytes:
    """The metadata packet; schemas that are not PDF/A's own are declared in it, as PDF/A wants."""
    record = metadata.record
    return _XMP.format(
        spaces=f'\n xmlns:{PREFIX}="{NAMESPACE}"' if record else "",
        record="\n" + pack(record) if record else "",
        schema="\n" + declare() if record else "",
        title=escape(metadata.title),
        subject=escape(metadata.subject),
        author=escape(metadata.author),
        language=escape(metadata.language),
        keywords=escape(metadata.keywords),
        producer=escape(metadata.producer),
        date=metadata.created.strftime("%Y-%m-%dT%H:%M:%SZ"),
        identity=uuid.UUID(metadata.digest[:32]),
    ).encode("utf-8")


def information(metadata: Metadata) -> bytes:
    """The information dictionary (ISO 32000-1, 14.3.3), saying the same as the XMP (ISO 19005-2, 6.6.3)."""
    date = metadata.created.strftime("(D:%Y%m%d%H%M%SZ)").encode("ascii")
    return b"".join(
        (
            b"<</Title" + text_string(metadata.title),
            b"/Subject" + text_string(metadata.subject),
            b"/Author" + text_string(metadata.author),
            b"/Keywords" + text_string(metadata.keywords),
            b"/Creator" + text_string(metadata.producer),
            b"/Producer" + text_string(metadata.producer),
            b"/CreationDate" + date + b"/ModDate" + date,
            b">>",
        )
    )
