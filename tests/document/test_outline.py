"""The outline shows role, language, alternative text, box and first words, indented."""

from brochure.document.outline import outline
from brochure.document.tree import Document
from brochure.document.tree import Element
from brochure.document.tree import LINE_BREAK
from brochure.document.tree import Span
from brochure.document.tree import StructureNode
from brochure.document.tree import StructureTree


def test_outline():
    words = Element(
        "p", {}, spans=(Span(f"one{LINE_BREAK}two three four five six seven eight nine", 1),), node=1
    )
    item = Element("li", {"label": "1", "label-node": 5}, spans=(Span("said", 6),), node=6)
    nodes = (
        StructureNode(0, "Document", None, (1, 2, 3, 4)),
        StructureNode(1, "P", 0, language="de"),
        StructureNode(2, "Figure", 0, alt="A hand."),
        StructureNode(3, "Div", 0, mount="logo"),
        StructureNode(4, "L", 0, (5, 6), attributes=(("List", "ListNumbering", "Decimal"),)),
        StructureNode(5, "Lbl", 4),
        StructureNode(6, "LBody", 4),
    )
    document = Document(Element("leaflet", {}, (words, item), node=0), StructureTree(nodes), "en")
    assert outline(document).splitlines() == [
        "Document",
        '  P [de] "one / two three four five six seven…"',
        "  Figure (A hand.)",
        "  Div <logo>",
        "  L ListNumbering=Decimal",
        '    Lbl "1"',
        '    LBody "said"',
    ]
