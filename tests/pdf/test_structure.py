from dataclasses import replace

from brochure.document.tree import StructureTree
from brochure.pdf.links import annotation
from brochure.pdf.links import gather_links
from brochure.pdf.links import Link
from brochure.pdf.marks import LinkPart
from brochure.pdf.marks import Marked
from brochure.pdf.marks import Notes
from brochure.pdf.structure import arrange
from brochure.pdf.structure import Elements
from brochure.pdf.structure import Position
from brochure.units import Rect

PAGES = (Position(0, 91, 0, 0, 600), Position(1, 92, 0, 0, 600))


def elements(structure, notes, tree, **more):
    numbers = {node: 10 + node for node in tree.kids}
    return Elements(structure, notes, tree, numbers, PAGES, more.get("annotations", {}), 3, "note")


def test_containers_keep_the_documents_order_whatever_is_drawn_first(sample):
    tree = sample.Tree()
    root = tree.add("Document")
    first, second = tree.add("P", root), tree.add("P", root)
    notes = Notes([Marked(second, 0, 0), Marked(first, 1, 1)])
    assert arrange(StructureTree(tuple(tree.nodes)), notes).kids[root] == (first, second)


def test_paragraphs_take_child_nodes_where_their_words_come(sample):
    tree = sample.Tree()
    p = tree.add("P")
    one, two = tree.add("Link", p), tree.add("Link", p)
    marks = [Marked(two, 0, 0), Marked(p, 0, 1), Marked(one, 0, 2), Marked(p, 0, 3)]
    assert arrange(StructureTree(tuple(tree.nodes)), Notes(marks)).kids[p] == (two, marks[1], one, marks[3])


def test_what_was_never_drawn_is_left_out_but_mounts_stay(sample):
    tree = sample.Tree()
    root = tree.add("Document")
    empty = tree.add("Sect", root)
    tree.add("P", empty)
    mount, unused = tree.add("Div", root, mount="box"), tree.add("Div", root, mount="no-such-hole")
    made = arrange(StructureTree(tuple(tree.nodes)), Notes(), {"box"})
    assert made.kids == {root: (mount,), mount: ()}
    assert unused not in made.kids
    assert made.roots == (root,)


def test_an_element_that_goes_on_on_another_page_says_which(sample):
    tree = sample.Tree()
    p = tree.add("P")
    notes = Notes([Marked(p, 0, 4), Marked(p, 1, 7)])
    structure = StructureTree(tuple(tree.nodes))
    made = elements(structure, notes, arrange(structure, notes)).element(p)
    assert made == (b"<</Type/StructElem/S/P/P 3 0 R/Pg 91 0 R/K[4 <</Type/MCR/Pg 92 0 R/MCID 7>>]>>")


def test_attributes_by_owner(sample):
    tree = sample.Tree()
    attributes = (("Table", "Scope", "Row"), ("Table", "ColSpan", "2"), ("Layout", "Placement", "Block"))
    p = tree.add("TH", attributes=attributes, title="A (b)", language="de", alt="Łódź")
    notes = Notes([Marked(p, 0, 0)])
    structure = StructureTree(tuple(tree.nodes))
    made = elements(structure, notes, arrange(structure, notes)).element(p)
    assert b"/A[<</O/Table/Scope/Row/ColSpan 2>><</O/Layout/Placement/Block>>]" in made
    assert b"/Alt<FEFF014100F30064017A>/Lang(de)/T(A \\(b\\))" in made


def test_a_link_over_two_sheets_is_two_annotations(sample):
    tree = sample.Tree()
    link = tree.add("Link")
    rect = Rect(0, 0, 10, 10)
    parts = [LinkPart(link, page, "tel:1", rect) for page in (0, 0, 1)]
    structure = StructureTree(tuple(tree.nodes))
    notes = Notes(links=parts, texts={link: ["call ", "us"]})
    assert [(made.sheet, len(made.parts), made.words) for made in gather_links(structure, notes, PAGES)] == [
        (0, 2, "call us"),
        (1, 1, "call us"),
    ]
    same = tuple(replace(position, sheet=0) for position in PAGES)
    assert [len(made.parts) for made in gather_links(structure, notes, same)] == [3]


def test_addresses_are_ascii():
    rect = Rect(0, 0, 10, 10)
    link = Link(0, 0, "https://example.org/Łódź?a=b%20c#d", "words", (LinkPart(0, 0, "", rect),))
    made = annotation(link, 5, PAGES)
    assert b"/URI(https://example.org/%C5%81%C3%B3d%C5%BA?a=b%20c#d)" in made
    assert b"/StructParent 5" in made
