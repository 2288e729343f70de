"""A clinic's brand sheet, from its project's files to the bytes of a PDF.

Its elements are made in blocks.py and not in a template, for each swatch and sample has a style of its own.
Everything is measured first, and goes page by page as it fits.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import replace

from brochure import __version__
from brochure.boxes import convert_pictures
from brochure.boxes import make_codes
from brochure.brand.inks import palette
from brochure.brand.model import Brand
from brochure.brandsheet.blocks import element
from brochure.brandsheet.blocks import logo_boxes
from brochure.brandsheet.blocks import own_boxes
from brochure.brandsheet.blocks import SAYS
from brochure.brandsheet.blocks import show_contacts
from brochure.brandsheet.blocks import show_inks
from brochure.brandsheet.blocks import show_logo
from brochure.brandsheet.blocks import show_pairs
from brochure.brandsheet.blocks import show_type
from brochure.brandsheet.styles import make_styles
from brochure.brandsheet.styles import MARGIN
from brochure.build import Edition
from brochure.build import Press
from brochure.composition.compose import compose
from brochure.composition.compose import compose_part
from brochure.composition.compose import Composition
from brochure.composition.compose import Plan
from brochure.composition.fit import Fit
from brochure.composition.fit import Range
from brochure.composition.leaflet import Part
from brochure.composition.measure import Measure
from brochure.composition.measure import Room
from brochure.composition.typeset import Typesetter
from brochure.diagnostics import Findings
from brochure.digests import digest
from brochure.document.tree import Document
from brochure.document.tree import Element
from brochure.document.tree import StructureNode
from brochure.document.tree import StructureTree
from brochure.document.vocabulary import HEADINGS
from brochure.document.vocabulary import VOCABULARY
from brochure.imposition.impose import impose
from brochure.pdf.metadata import Metadata
from brochure.pdf.prepare import prepare
from brochure.pdf.write import write
from brochure.provenance import libraries
from brochure.sheets.folds import FoldScheme
from brochure.sheets.papers import paper_size
from brochure.targets import TARGETS


def print_sheet(press: Press, clinic: str) -> tuple[bytes, int]:
    """The brand sheet's bytes and pages; BuildError for what keeps the clinic's leaflets from being made."""
    language = press.project.languages[0]
    dressed = [press.dress(Edition(clinic, language, layout, "screen")) for layout in _order(press)]
    first = dressed[0]
    brand, fit = first.brand, first.typeset.composition.fit
    findings = Findings(clinic)
    fit = Fit(fit.size, 1.0, 1.0, fit.width, True)
    size = paper_size(brand.paper.size)
    room = Room(size.width - 2 * MARGIN, MARGIN, MARGIN, MARGIN, MARGIN)
    boxes = {**own_boxes(dressed), **logo_boxes(brand, language, room)}
    pictures = convert_pictures(brand, boxes.values(), press.project.root, press.pictures)
    pairs = frozenset(pair for one in dressed for pair in one.pairs)
    setter = replace(
        first.typeset.setter,
        styles=make_styles(first.typeset.setter.styles, pairs, brand.logo.clear_space),
        pictures=pictures,
        findings=findings,
        met={},
    )
    measure = Measure(setter, fit)
    blocks = [
        *show_logo(brand, room),
        *show_inks(brand),
        *show_pairs(brand, pairs),
        *show_contacts(boxes, measure, room),
        *show_type(first, setter, fit),
    ]
    title = f"{brand.name.full}: {SAYS['title']}"
    pages = list(_paginate(blocks, measure, room, size.height - 2 * MARGIN))
    names = tuple(f"page-{number}" for number in range(1, len(pages) + 1))
    panels = [
        element("panel", *page, name=name, style="sheet-page")
        for name, page in zip(names, pages, strict=True)
    ]
    document = _settle(element("leaflet", *panels), language, title)
    setter = replace(setter, met={})
    plan = Plan("sheet", document, tuple((name, size) for name in names), ())
    composition = compose([lambda: plan], Range(fit.size, fit.size, fit.width, fit.width), setter)
    findings.stop_if_errors()
    assert composition is not None
    parts = _fill_holes(composition, boxes, setter)
    fold = FoldScheme("sheet", title, names, tuple((name, (name,)) for name in names), "long")
    imposition = impose(
        [(name, size) for name in names],
        fold,
        brand.paper.size,
        setter.rtl,
        TARGETS["screen"],
        brand.paper.margin,
    )
    made_from = digest("brand sheet", *(one.typeset.key for one in dressed), brand.digest, libraries())
    metadata = _say_of(brand, document, made_from, press, setter.rtl)
    shared = prepare(composition.leaflet, composition.document, {})
    return write(shared, parts, imposition, palette(brand), pictures, metadata), len(names)


def _say_of(brand: Brand, document: Document, made_from: str, press: Press, rtl: bool) -> Metadata:
    return Metadata(
        title=document.title,
        subject=document.subject,
        author=str(brand.name.full),
        language=document.language,
        keywords="",
        created=press.created,
        digest=made_from,
        rtl=rtl,
        producer=f"brochure {__version__}",
    )


def _fill_holes(
    composition: Composition, boxes: Mapping[str, Document], setter: Typesetter
) -> list[tuple[Part, Document]]:
    """The clinic's boxes at their places; BuildError for one that has no room."""
    leaflet = composition.leaflet
    parts = []
    for hole, inks in zip(leaflet.holes, composition.hole_inks, strict=True):
        box = boxes[hole.name]
        codes = make_codes(box, setter.findings)
        size = leaflet.pages[hole.page].size
        parts.append((compose_part(box, hole, size, composition.fit, setter, inks, codes), box))
    setter.findings.stop_if_errors()
    return parts


def _order(press: Press) -> list[str]:
    """The layouts, that with the smallest measure first: its size of words is the one that is told."""
    return sorted(press.project.layouts, key=lambda name: (name != "trifold", name))


def _settle(root: Element, language: str, title: str) -> Document:
    """The document of these elements: each that has a role gets its node, in reading order."""
    nodes: list[StructureNode] = []
    below: dict[int, list[int]] = {}

    def settle(element: Element, parent: int | None) -> Element:
        role = VOCABULARY[element.name].role
        own = None
        if role is not None:
            own = len(nodes)
            below.setdefault(-1 if parent is None else parent, []).append(own)
            text = "".join(span.text for span in element.spans) if element.name in HEADINGS else None
            mount = str(element.attributes["name"]) if element.name == "clinic" else None
            nodes.append(StructureNode(own, role, parent, title=text, mount=mount))
        spans = tuple(
            replace(span, node=own or 0, language=None if language == "en" else "en")
            for span in element.spans
        )
        inner = parent if own is None else own
        return replace(
            element, children=tuple(settle(child, inner) for child in element.children), spans=spans, node=own
        )

    made = settle(root, None)
    tree = tuple(replace(node, children=tuple(below.get(node.number, ()))) for node in nodes)
    return Document(made, StructureTree(tree), language, title, title)


def _paginate(
    blocks: Sequence[Element], measure: Measure, room: Room, height: float
) -> Iterator[tuple[Element, ...]]:
    """Blocks page by page; one with a heading in it begins a page rather than leave its heading behind."""
    page: list[Element] = []
    for block in blocks:
        if page and measure.stack_height([*page, block], room, 0.0) > height:
            yield tuple(page)
            page = []
        page.append(block)
    yield tuple(page)
