"""A small leaflet with everything in it that the writer knows; run as a program, it writes its file."""

import sys
from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from datetime import UTC
from pathlib import Path

from brochure.composition.leaflet import Given
from brochure.composition.leaflet import Ground
from brochure.composition.leaflet import Hole
from brochure.composition.leaflet import Leaflet
from brochure.composition.leaflet import Mark
from brochure.composition.leaflet import Page
from brochure.composition.leaflet import Part
from brochure.composition.leaflet import PlacedCode
from brochure.composition.leaflet import PlacedPicture
from brochure.composition.leaflet import Stroke
from brochure.composition.leaflet import TextLine
from brochure.document.tree import Document
from brochure.document.tree import Element
from brochure.document.tree import Span
from brochure.document.tree import StructureNode
from brochure.document.tree import StructureTree
from brochure.fonts.chain import chain
from brochure.imposition.impose import Imposition
from brochure.imposition.impose import Placement
from brochure.imposition.impose import Sheet
from brochure.pdf.metadata import Metadata
from brochure.pdf.prepare import prepare
from brochure.pdf.write import write
from brochure.pictures.values import Name
from brochure.pictures.values import Picture
from brochure.pictures.values import Stream
from brochure.text.shape import shape
from brochure.text.shape import TextSpan
from brochure.units import Point
from brochure.units import Rect
from brochure.units import Size

PAGE = Size(280, 600)
PALETTE = tuple((index * 8, 60, 255 - index * 8) for index in range(28))
RED = tuple((200, 20, index * 9) for index in range(28))

STAR = Picture(
    "star",
    Size(100, 50),
    Rect(0, 0, 100, 50),
    {},
    "star-1",
    b"/Brand cs 3 sc\n0 0 100 50 re\nf\n/Brand CS 8 SC\n2 w\n0 0 m\n100 50 l\nS\n",
    {},
    palette=True,
)
LOGO = Picture(
    "logo",
    Size(20, 20),
    Rect(0, 0, 20, 20),
    {},
    "logo-1",
    b"/C1 cs 0.5 0.1 0.9 sc\n0 0 20 20 re\nf\nq 10 0 0 10 5 5 cm /I1 Do Q\n",
    {
        "ColorSpace": {"C1": Name("DeviceRGB")},
        "XObject": {
            "I1": Stream(
                {
                    "Type": Name("XObject"),
                    "Subtype": Name("Image"),
                    "Width": 2,
                    "Height": 1,
                    "BitsPerComponent": 8,
                    "ColorSpace": Name("DeviceRGB"),
                },
                b"\xff\x00\x00\x00\xff\x00",
            )
        },
    },
)
CODE = ("1101", "0011", "1111", "1001")


class Tree:
    """A structure tree as it grows, in preorder."""

    def __init__(self):
        self.nodes = []

    def add(self, role, parent=None, **more):
        number = len(self.nodes)
        self.nodes.append(StructureNode(number, role, parent, **more))
        if parent is not None:
            above = self.nodes[parent]
            self.nodes[parent] = replace(above, children=(*above.children, number))
        return number

    def document(self, language="en"):
        return Document(Element("leaflet", {}), StructureTree(tuple(self.nodes)), language, "A title")


def set_lines(spans, x, y, size, measure, *, language="en", rtl=False, ink="ink", width=94.0, right=None):
    """Lines of a paragraph; `right` is the right-hand edge that right-to-left lines stand at."""
    shaped = shape(
        [TextSpan(span.text, span.strong, span.language) for span in spans],
        language=language,
        rtl=rtl,
        chain=chain("Noto Sans", language),
        weight=400,
        strong=700,
        width=width,
    )
    inks = tuple("primary" if span.link else ink for span in spans)
    lines = enumerate(shaped.lines(measure / size, "pretty"))
    return [
        TextLine(
            x if right is None else right - line.advance * size,
            y + row * size * 1.3,
            size,
            line,
            tuple(spans),
            inks,
        )
        for row, line in lines
    ]


@dataclass
class Sample:
    leaflet: Leaflet
    document: Document
    parts: tuple
    pictures: dict
    logos: dict


def make():
    """Two panels, a clinic's box on the second one."""
    tree = Tree()
    root = tree.add("Document")
    sect = tree.add("Sect", root, title="Cover")
    h1 = tree.add("H1", sect)
    p = tree.add("P", sect)
    link = tree.add("Link", p)
    figure = tree.add("Figure", sect, alt="A star")
    items = tree.add("L", sect, attributes=(("List", "ListNumbering", "Disc"),))
    bullets = []
    for _ in range(2):
        item = tree.add("LI", items)
        bullets.append((tree.add("Lbl", item), tree.add("LBody", item)))
    second = tree.add("Sect", root)
    h2 = tree.add("H2", second)
    tree.add("Div", second, mount="contact")
    note = tree.add("Note", second)
    said = tree.add("P", note)
    tree.add("P", second)  # never drawn
    first_items = [
        Ground(Rect(-17, -17, 314, 120), "primary", (0, 0, 8, 8)),
        Ground(Rect(20, 480, 240, 60), "tint", (6, 6, 6, 6), "accent", 0.75),
        *set_lines([Span("Numb hands & feet: after AVATAR (50 %)", h1)], 20, 50, 22, 240, ink="paper"),
        *set_lines(
            [
                Span("Peripheral neuropathy means that ", p),
                Span("nerves outside", p, strong=True),
                Span(" the brain do not work well. Read ", p),
                Span(
                    "what your clinic says about it at length", link, link="https://example.org/a?b=c&d=(e)"
                ),
                Span(" or ask us.", p),
            ],
            20,
            130,
            13,
            200,
        ),
        PlacedPicture("star", Rect(20, 250, 150, 75), figure, Rect(20, 250, 140, 75), (5, 5, 5, 5)),
        PlacedPicture("star", Rect(200, 250, 50, 25), None),
    ]
    for row, (label, body) in enumerate(bullets):
        y = 360 + row * 20
        kind = ("disc", "box")[row]
        first_items.append(
            Mark(kind, Rect(20, y - 9, 8, 8), "lead", label, ("\u2022", "\u2610")[row], None, (0, 1.3)[row])
        )
        first_items += set_lines([Span(f"Item number {row + 1}", body)], 40, y, 13, 200)
    first_items.append(Stroke((Point(20, 560), Point(260, 560)), "rule", 0.75))
    second_items = [
        *set_lines([Span("Where we are", h2)], 20, 50, 16, 240),
        *set_lines([Span("A note at the end.", said)], 20, 500, 13, 240),
    ]
    leaflet = Leaflet(
        (Page("cover", PAGE, tuple(first_items)), Page("back", PAGE, tuple(second_items))),
        (Hole("contact", 1, Rect(20, 80, 240, 300), 1),),
        Given("one", 13, 1, 1, 94, True),
    )
    return Sample(leaflet, tree.document(), (make_part(),), {"star": STAR}, {"logo": LOGO})


def make_part(name="Harbour Clinic, Łódź"):
    """A clinic's box: its name, a link and a code."""
    tree = Tree()
    box = tree.add("Div")
    head = tree.add("H3", box)
    p = tree.add("P", box)
    link = tree.add("Link", p)
    logo = tree.add("Figure", box, alt="Logo")
    code = tree.add("Figure", box, alt="Code that leads to bookings")
    items = (
        Ground(Rect(20, 80, 240, 300), "mist"),
        *set_lines([Span(name, head, strong=True)], 30, 110, 14, 220, ink="primary"),
        *set_lines(
            [Span("Telephone ", p), Span("01632 960 001", link, link="tel:+441632960001")], 30, 140, 13, 220
        ),
        PlacedPicture("logo", Rect(30, 180, 40, 40), logo),
        PlacedCode(CODE, Rect(100, 180, 60, 60), "ink", code),
    )
    return Part("contact", 1, items), tree.document()


def screen(leaflet):
    return Imposition(
        tuple(
            Sheet(page.name, page.size, (Placement(index, 0.0, 0.0, None),), (), Rect(0, 0, *page.size))
            for index, page in enumerate(leaflet.pages)
        ),
        None,
    )


def office(leaflet):
    """All pages side by side on one sheet, 20 points from its edges."""
    width = sum(page.size.width for page in leaflet.pages)
    size = Size(width + 40, leaflet.pages[0].size.height + 40)
    placements = tuple(
        Placement(index, 20 + index * page.size.width, 20, Rect(20 + index * page.size.width, 20, *page.size))
        for index, page in enumerate(leaflet.pages)
    )
    ticks = (Stroke((Point(300, 5), Point(300, 15)), "rule", 0.25),)
    return Imposition(
        (Sheet("outside", size, placements, ticks, Rect(20, 20, width, size.height - 40)),), "short"
    )


METADATA = Metadata(
    title="Numb hands & feet",
    subject="About <neuropathy>",
    author="Łódź (clinic)",
    language="en",
    keywords="nerves, pain",
    created=datetime(2026, 11, 22, tzinfo=UTC),
    digest="0123456789abcdef" * 4,
    producer="brochure 0.1.0",
)


def main(path):
    sample = make()
    shared = prepare(sample.leaflet, sample.document, sample.pictures)
    data = write(shared, sample.parts, screen(sample.leaflet), PALETTE, sample.logos, METADATA)
    Path(path).write_bytes(data)


if __name__ == "__main__":
    main(sys.argv[1])
