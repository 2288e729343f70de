"""A small tagged file written by hand with pikepdf, and ways to spoil it."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array
from pikepdf import Dictionary
from pikepdf import Name
from pikepdf import String

CMAP = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
1 begincodespacerange <0000> <FFFF> endcodespacerange
2 beginbfrange <0020> <007E> <0020> <00A0> <00A2> [<00A0> <00E9> <D83DDE00>] endbfrange
3 beginbfchar <FB01> <00660069> <E000> <200B> <E001> <> endbfchar
endcmap end end"""

XMP = b"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 pdfuaid:part="1">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Numb feet</rdf:li></rdf:Alt></dc:title>
<dc:identifier>PN1</dc:identifier><pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<xmp:CreateDate>2026-11-22T00:00:00Z</xmp:CreateDate></rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def show(text: str) -> bytes:
    """A hexadecimal string of two-byte codes: the characters' own numbers, in this file's font."""
    return b"<" + "".join(f"{ord(char):04X}" for char in text).encode("ascii") + b">"


FIRST = (
    b"/Artifact BMC q 1 0 0 1 0 0 cm Q BT /F1 8 Tf 10 10 Td " + show("fold") + b" Tj ET EMC\n"
    b"/H1 <</MCID 0>> BDC BT /F1 20 Tf 50 700 Td " + show("Numb") + b" Tj " + show(" feet") + b" Tj ET"
)
SECOND = (
    b"EMC /P <</MCID 1>> BDC BT /F1 12 Tf 14 TL 50 650 Td ["
    + show("Call y")
    + b" -20 "
    + show("our")
    + b"] TJ "
    b"T* " + show("nurse at ") + b" Tj ET EMC\n"
    b"/Link <</MCID 2>> BDC BT /F1 12 Tf 1 0 0 1 120 636 Tm " + show("the of\ufb01ce") + b" Tj ET EMC\n"
    b"/P <</MCID 3>> BDC BT /F1 12 Tf 1 0 0 1 180 636 Tm " + show(".") + b" Tj ET EMC\n"
    b"/Figure <</MCID 4>> BDC q 72 0 0 36 50 500 cm /Im1 Do Q EMC\n"
    b"/Lbl <</MCID 5 /ActualText (\xfe\xff\x20\x22)>> BDC EMC\n"
    b"/LBody <</MCID 6>> BDC /Fm1 Do EMC"
)

TREE = (
    "Document",
    {"Lang": "en"},
    [
        ("H1", {}, [0]),
        ("P", {}, [1, ("Link", {}, [2, "link"]), 3]),
        ("Figure", {"Alt": "Two hands"}, [4]),
        ("L", {}, [("LI", {}, [("Lbl", {}, [5]), ("Text", {}, [6])])]),
    ],
)

Edit = Callable[[pikepdf.Pdf], Any]


def make_font(pdf: pikepdf.Pdf, cmap: bytes | None = CMAP, embedded: bool = True) -> pikepdf.Object:
    """A Type0 font; its font file is no font, which an inspection does not look into."""
    descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name("/ABCDEF+Sample"))
    if embedded:
        descriptor.FontFile2 = pdf.make_stream(b"none")
    below = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, FontDescriptor=pdf.make_indirect(descriptor)
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name("/ABCDEF+Sample"),
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(below)]),
    )
    if cmap is not None:
        font.ToUnicode = pdf.make_stream(cmap)
    return pdf.make_indirect(font)


def make_element(
    pdf: pikepdf.Pdf, node: Any, parent: Any, page: Any, link: Any, parents: dict[int, Any]
) -> Any:
    """A structure element from (role, attributes, kids); "link" is an object reference to the link."""
    role, attributes, kids = node
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{role}"), P=parent, Pg=page))
    for key, value in attributes.items():
        element[f"/{key}"] = String(value)
    below = Array()
    for kid in kids:
        if isinstance(kid, int):
            parents[kid] = element
            below.append(kid)
        elif kid == "link":
            below.append(Dictionary(Type=Name.OBJR, Obj=link, Pg=page))
        else:
            below.append(make_element(pdf, kid, element, page, link, parents))
    element.K = below
    return element


def make_tagged(
    streams: Sequence[bytes] = (FIRST, SECOND),
    tree: Any = TREE,
    edit: Edit | None = None,
    cmap: bytes | None = CMAP,
    embedded: bool = True,
) -> bytes:
    """The file's bytes, after `edit` has had its way with it."""
    pdf = pikepdf.new()
    font = make_font(pdf, cmap, embedded)
    inner = b"BT /F1 12 Tf 70 400 Td " + show("rest") + b" Tj ET"
    resources = Dictionary(Font=Dictionary(F1=font))
    form = pdf.make_stream(
        inner, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 600, 800], Resources=resources
    )
    image = pdf.make_stream(
        bytes(300 * 150), Type=Name.XObject, Subtype=Name.Image, Width=300, Height=150, BitsPerComponent=8
    )
    image.ColorSpace = Name.DeviceGray
    link = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=[120, 630, 180, 650],
            Contents=String("The clinic's office"),
            A=Dictionary(S=Name.URI, URI=String("https://clinic.example/")),
            StructParent=1,
        )
    )
    page = pdf.add_blank_page(page_size=(595, 842)).obj
    page.Resources = Dictionary(Font=Dictionary(F1=font), XObject=Dictionary(Im1=image, Fm1=form))
    page.Contents = Array([pdf.make_stream(stream) for stream in streams])
    page.StructParents = 0
    page.Tabs = Name.S
    page.Annots = Array([link])
    page.TrimBox = Array([10, 20, 585, 832])
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, RoleMap=Dictionary(Text=Name.LBody)))
    parents: dict[int, Any] = {}
    root.K = make_element(pdf, tree, root, page, link, parents)
    flat = Array([parents.get(number) for number in range(max(parents, default=-1) + 1)])
    root.ParentTree = Dictionary(Nums=Array([0, pdf.make_indirect(flat)]))
    outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    entry = Dictionary(Title=String("Numb feet"), Parent=outlines, Dest=Array([page, Name.Fit]))
    outlines.First = outlines.Last = pdf.make_indirect(entry)
    catalogue = pdf.Root
    catalogue.StructTreeRoot = root
    catalogue.Outlines = outlines
    catalogue.Lang = String("en-GB")
    catalogue.MarkInfo = Dictionary(Marked=True)
    catalogue.ViewerPreferences = Dictionary(DisplayDocTitle=True, Duplex=Name.DuplexFlipShortEdge)
    catalogue.OutputIntents = Array(
        [
            Dictionary(
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String("sRGB"),
                DestOutputProfile=pdf.make_stream(b""),
            )
        ]
    )
    catalogue.Metadata = pdf.make_stream(XMP, Type=Name.Metadata, Subtype=Name.XML)
    if edit is not None:
        edit(pdf)
    out = BytesIO()
    pdf.save(out, deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()


@pytest.fixture(scope="session")
def tagged() -> Callable[..., bytes]:
    return make_tagged


@pytest.fixture(scope="session")
def shown() -> Callable[[str], bytes]:
    return show


@pytest.fixture(scope="session")
def good_tree() -> Any:
    return TREE
