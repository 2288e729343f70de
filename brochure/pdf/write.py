"""Write a clinic's file: its own boxes, colours and metadata behind a head that is ready."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfbase.pdfdoc import PDFObjectReference

from brochure.composition.leaflet import Part
from brochure.composition.leaflet import TextLine
from brochure.document.tree import Document
from brochure.imposition.impose import Imposition
from brochure.pdf.codes import book_for
from brochure.pdf.embed import embed
from brochure.pdf.file import FONTS
from brochure.pdf.file import LastStream
from brochure.pdf.file import LeafletDocument
from brochure.pdf.file import LeafletPage
from brochure.pdf.forms import FormBook
from brochure.pdf.lay import lay
from brochure.pdf.links import annotation
from brochure.pdf.links import gather_links
from brochure.pdf.links import Link
from brochure.pdf.metadata import Metadata
from brochure.pdf.metadata import xmp
from brochure.pdf.objects import named_references
from brochure.pdf.objects import QUICK
from brochure.pdf.objects import Ready
from brochure.pdf.objects import rectangle
from brochure.pdf.objects import references
from brochure.pdf.objects import stream
from brochure.pdf.objects import text_string
from brochure.pdf.operators import Operators
from brochure.pdf.outline import add_bookmarks
from brochure.pdf.outline import gather_headings
from brochure.pdf.outline import Heading
from brochure.pdf.ready import BRAND
from brochure.pdf.ready import Laid
from brochure.pdf.ready import Shared
from brochure.pdf.ready import SheetReady
from brochure.pdf.ready import STRUCTURE
from brochure.pdf.store import Store
from brochure.pdf.structure import arrange
from brochure.pdf.structure import Elements
from brochure.pdf.surface import paint
from brochure.pictures.values import BRAND as BRAND_NAME
from brochure.pictures.values import Picture
from brochure.units import Rect
from brochure.units import Size

_DUPLEX = {"short": b"/DuplexFlipShortEdge", "long": b"/DuplexFlipLongEdge"}


@dataclass(frozen=True, slots=True)
class Box:
    """A clinic's box, painted: its stream, links and headings, and its elements, hanging under `mount`."""

    name: str
    page: int
    stream: int
    mount: int
    elements: Elements
    links: tuple[tuple[Link, int], ...]
    headings: tuple[tuple[int, Heading], ...]


def write(
    shared: Shared,
    parts: Sequence[tuple[Part, Document]],
    imposition: Imposition,
    palette: Sequence[tuple[int, int, int]],
    pictures: Mapping[str, Picture],
    metadata: Metadata,
) -> bytes:
    """The finished file: tagged PDF 1.7 that is PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2) at once.

    `parts` are the clinic's boxes with their own documents, `pictures` the clinic's besides those that the
    leaflet was prepared with, `palette` 8-bit sRGB triples in the order of the ink roles. The same arguments
    give the same bytes on every machine. Raises ValueError for a box that the leaflet has no room for, or
    twice the same box.
    """
    laid = lay(shared, imposition)
    store = Store(laid.head.last, level=QUICK)
    runs = [
        run
        for part, _ in parts
        for item in part.items
        if isinstance(item, TextLine)
        for run in item.line.runs
    ]
    book = book_for(runs, shared.codes, "C")
    forms = FormBook("L", {**shared.art, **pictures}, store, BRAND, shared.forms)
    boxes: list[Box] = []
    first, key = shared.marks, laid.next_key
    for part, document in parts:
        if part.name not in shared.mounts or any(box.name == part.name for box in boxes):
            raise ValueError(f'the leaflet has no room for a box "{part.name}"')
        surface = Operators(document.structure, book, forms, first)
        box = _paint_box(shared, laid, part, document, surface, store, key)
        first, key = surface.next, key + len(box.links)
        boxes.append(box)
    fonts = {**shared.fonts, **{codes.name: embed(codes, store) for codes in book.own.values()}}
    bookmarks = add_bookmarks(_headings(shared, boxes), laid.positions, store)
    document = LeafletDocument(laid.head, metadata)
    document.take(store)
    document.Catalog.Outlines = bookmarks
    document.name_fonts(fonts)
    colours = bytes(value for colour in palette for value in colour).hex().encode("ascii")
    document.place(BRAND, Ready(b"[/Indexed/DeviceRGB %d<%s>]" % (len(palette) - 1, colours)))
    document.place(STRUCTURE, Ready(_structure_root(shared, laid, boxes, key)))
    _add_mounts(shared, laid, boxes, document)
    _add_pages(laid, boxes, document, forms.names)
    _fill_catalog(shared, imposition, metadata, document)
    return document.GetPDFData()


def _paint_box(
    shared: Shared, laid: Laid, part: Part, document: Document, surface: Operators, store: Store, key: int
) -> Box:
    surface.page(part.name, shared.pages[part.page].size, part.page)
    paint(part.items, surface)
    surface.end()
    structure, notes = document.structure, surface.notes
    tree = arrange(structure, notes)
    numbers = {node: store.reserve() for node in tree.kids}
    links: list[tuple[Link, int]] = []
    annotations: dict[int, tuple[tuple[int, int], ...]] = {}
    for index, link in enumerate(gather_links(structure, notes, laid.positions)):
        made = store.add(annotation(link, key + index, laid.positions))
        links.append((link, made))
        annotations[link.node] = ((made, laid.sheets[link.sheet].object),)
    mount = shared.mounts[part.name]
    elements = Elements(
        structure,
        notes,
        tree,
        numbers,
        laid.positions,
        annotations,
        shared.numbers[mount],
        f"{part.name}-note",
    )
    for node, item in numbers.items():
        store.add(elements.element(node), item)
    return Box(
        part.name,
        part.page,
        store.add_stream(surface.chunks[-1].data),
        mount,
        elements,
        tuple(links),
        gather_headings(structure, notes),
    )


def _add_mounts(shared: Shared, laid: Laid, boxes: Sequence[Box], document: LeafletDocument) -> None:
    """The elements that boxes hang under; one whose box the clinic leaves out is empty."""
    roots = {box.mount: [box.elements.numbers[root] for root in box.elements.tree.roots] for box in boxes}
    for node in shared.mounts.values():
        document.place(shared.numbers[node], Ready(laid.elements.element(node, roots.get(node, ()))))


def _structure_root(shared: Shared, laid: Laid, boxes: Sequence[Box], next_key: int) -> bytes:
    """The structure tree's root (table 322), with its parent tree and the ids of notes."""
    entries = b" ".join(
        b"%d[%s]" % (index, _parents(laid, boxes, sheet, index)) for index, sheet in enumerate(laid.sheets)
    )
    entries += laid.link_parents
    key = laid.next_key
    for box in boxes:
        for link, _ in box.links:
            entries += b" %d %d 0 R" % (key, box.elements.numbers[link.node])
            key += 1
    notes = sorted([*laid.note_ids, *(note for box in boxes for note in box.elements.note_ids())])
    ids = b"".join(b"%s %d 0 R " % note for note in notes)
    return b"<</Type/StructTreeRoot/K%s/ParentTree<</Nums[%s]>>/ParentTreeNextKey %d%s>>" % (
        references([shared.numbers[root] for root in shared.tree.roots]),
        entries,
        next_key,
        b"/IDTree<</Names[%s]>>" % ids if ids else b"",
    )


def _parents(laid: Laid, boxes: Sequence[Box], sheet: SheetReady, index: int) -> bytes:
    """A sheet's array in the parent tree: the shared ids, null for those on other sheets, then the boxes'."""
    found = sheet.parents
    length = sheet.length
    for box in boxes:
        if laid.positions[box.page].sheet != index:
            continue
        for mark in sorted(box.elements.notes.marks, key=lambda mark: mark.mcid):
            found += b" null" * (mark.mcid - length) + b" %d 0 R" % box.elements.numbers[mark.node]
            length = mark.mcid + 1
    return found


def _add_pages(
    laid: Laid, boxes: Sequence[Box], document: LeafletDocument, pictures: Mapping[str, int]
) -> None:
    drawn = laid.pictures + named_references(pictures)
    resources = Ready(
        b"<</Font %d 0 R/ColorSpace<</%s %d 0 R>>%s>>"
        % (FONTS, BRAND_NAME.encode("ascii"), BRAND, b"/XObject<<%s>>" % drawn if drawn else b"")
    )
    named = document.Reference(resources).format(document)
    parent = document.Reference(document.Pages).format(document)
    streams = {box.name: box.stream for box in boxes}
    for index, sheet in enumerate(laid.sheets):
        page = LeafletPage()
        document.place(sheet.object, page)
        page.Parent = parent
        page.MediaBox = _box(Rect(0, 0, *sheet.size), sheet.size)
        if sheet.trim != Rect(0, 0, *sheet.size):
            page.TrimBox = _box(sheet.trim, sheet.size)
            page.BleedBox = page.MediaBox
        page.Resources = named
        found = (item if isinstance(item, int) else streams.get(item) for item in sheet.contents)
        page.Contents = references([item for item in found if item is not None])
        links = [*sheet.links, *(made for box in boxes for link, made in box.links if link.sheet == index)]
        if links:
            page.Annots = references(links)
        page.StructParents = b"%d" % index
        page.Tabs = b"/S"
        document.Pages.addPage(PDFObjectReference(page.__InternalName__))


def _box(rect: Rect, size: Size) -> bytes:
    return rectangle(rect.x, size.height - rect.foot, rect.right, size.height - rect.y)


def _headings(shared: Shared, boxes: Sequence[Box]) -> list[Heading]:
    """All headings in reading order: a box's come where it is mounted."""
    found = [((node, -1), heading) for node, heading in shared.headings]
    found += [((box.mount, node), heading) for box in boxes for node, heading in box.headings]
    return [heading for _, heading in sorted(found, key=lambda entry: entry[0])]


def _fill_catalog(
    shared: Shared, imposition: Imposition, metadata: Metadata, document: LeafletDocument
) -> None:
    catalog = document.Catalog
    catalog.Pages = document.Reference(document.Pages).format(document)
    catalog.Lang = text_string(metadata.language)
    catalog.MarkInfo = b"<</Marked true>>"
    catalog.StructTreeRoot = b"%d 0 R" % STRUCTURE
    packet = LastStream(stream(xmp(metadata), b"/Type/Metadata/Subtype/XML", plain=True))
    catalog.Metadata = document.Reference(packet).format(document)
    name = text_string("sRGB IEC61966-2.1")
    catalog.OutputIntents = (
        b"[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier%s/Info%s/DestOutputProfile %d 0 R>>]"
        % (name, name, shared.profile)
    )
    wanted = b"/DisplayDocTitle true"
    if imposition.duplex is not None:
        wanted += b"/PrintScaling/None/Duplex" + _DUPLEX[imposition.duplex]
    # No /Direction for right-to-left leaflets: with R2L pdfium, and Chrome with it, copies an address or a
    # telephone number on a line of its own backwards (CPDF_TextPage takes it for every line's direction).
    catalog.ViewerPreferences = b"<<%s>>" % wanted
