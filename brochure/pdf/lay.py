"""Put a shared leaflet on an imposition's sheets: all that no clinic changes becomes the file's head."""

from __future__ import annotations

from brochure.document.tree import StructureTree
from brochure.imposition.impose import Imposition
from brochure.imposition.impose import Sheet
from brochure.pdf.codes import CodeBook
from brochure.pdf.file import Head
from brochure.pdf.forms import FormBook
from brochure.pdf.links import annotation
from brochure.pdf.links import gather_links
from brochure.pdf.objects import named_references
from brochure.pdf.objects import number
from brochure.pdf.operators import Operators
from brochure.pdf.ready import BRAND
from brochure.pdf.ready import Laid
from brochure.pdf.ready import Shared
from brochure.pdf.ready import SheetReady
from brochure.pdf.ready import STRUCTURE
from brochure.pdf.store import Store
from brochure.pdf.structure import Elements
from brochure.pdf.structure import Position
from brochure.pdf.surface import paint


def lay(shared: Shared, imposition: Imposition) -> Laid:
    """The leaflet on these sheets; remembered, as every clinic's file begins with the same bytes.

    Raises ValueError when the sheets leave out a page of the leaflet: its words would vanish.
    """
    return shared.laid.remember(
        imposition, lambda: _lay(shared, imposition), lambda laid: len(laid.head.data) * 2
    )


def _lay(shared: Shared, imposition: Imposition) -> Laid:
    store = Store(shared.store.last, list(shared.store.streams), list(shared.store.packed))
    objects = [store.reserve() for _ in imposition.sheets]
    positions = _positions(shared, imposition, objects)
    links = gather_links(shared.structure, shared.notes, positions)
    first_key = len(imposition.sheets)
    annotations: dict[int, tuple[tuple[int, int], ...]] = {}
    on_sheet: dict[int, list[int]] = {}
    link_parents = b""
    for key, link in enumerate(links, first_key):
        made = store.add(annotation(link, key, positions))
        annotations[link.node] = (*annotations.get(link.node, ()), (made, objects[link.sheet]))
        on_sheet.setdefault(link.sheet, []).append(made)
        link_parents += b" %d %d 0 R" % (key, shared.numbers[link.node])
    elements = Elements(
        shared.structure, shared.notes, shared.tree, shared.numbers, positions, annotations, STRUCTURE, "note"
    )
    mounts = set(shared.mounts.values())
    for node, item in shared.numbers.items():
        if node not in mounts:
            store.add(elements.element(node), item)
    sheets = []
    for index, sheet in enumerate(imposition.sheets):
        parents, length = _parents(shared, positions, index)
        contents = _contents(shared, sheet, store)
        sheets.append(
            SheetReady(
                objects[index],
                sheet.size,
                sheet.trim,
                contents,
                parents,
                length,
                tuple(on_sheet.get(index, ())),
            )
        )
    return Laid(
        Head(store),
        tuple(sheets),
        positions,
        elements,
        link_parents,
        first_key + len(links),
        elements.note_ids(),
        named_references(shared.pictures),
    )


def _positions(shared: Shared, imposition: Imposition, objects: list[int]) -> tuple[Position, ...]:
    found: dict[int, Position] = {}
    for index, sheet in enumerate(imposition.sheets):
        for placement in sheet.placements:
            height = shared.pages[placement.page].size.height
            up = sheet.size.height - placement.y - height
            found[placement.page] = Position(index, objects[index], placement.x, up, height)
    missing = [index for index in range(len(shared.pages)) if index not in found]
    if missing:
        raise ValueError(f"pages {missing} stand on no sheet")
    return tuple(found[index] for index in range(len(shared.pages)))


def _parents(shared: Shared, positions: tuple[Position, ...], sheet: int) -> tuple[bytes, int]:
    """References to structure elements by marked-content id, null where another sheet has the id."""
    owners = {mark.mcid: mark.node for mark in shared.notes.marks if positions[mark.page].sheet == sheet}
    length = max(owners, default=-1) + 1
    parts = [
        b"%d 0 R" % shared.numbers[owners[mcid]] if mcid in owners else b"null" for mcid in range(length)
    ]
    return b" ".join(parts), length


def _contents(shared: Shared, sheet: Sheet, store: Store) -> tuple[int | str, ...]:
    """The sheet's streams: each page's own, moved to its place and clipped unless it is the whole sheet."""
    contents: list[int | str] = []
    before = ""
    for placement in sheet.placements:
        page = shared.pages[placement.page]
        up = sheet.size.height - placement.y - page.size.height
        if placement.clip is None and not placement.x and not up:
            contents += page.contents
            continue
        before += "q"
        if placement.clip is not None:
            clip = placement.clip
            foot = number(sheet.size.height - clip.foot)
            before += f" {number(clip.x)} {foot} {number(clip.width)} {number(clip.height)} re W n"
        before += f" 1 0 0 1 {number(placement.x)} {number(up)} cm\n"
        contents += [store.add_stream(before.encode("ascii")), *page.contents]
        before = "Q\n"
    after = before.encode("ascii") + _strokes(sheet, store)
    if after:
        contents.append(store.add_stream(after))
    return tuple(contents)


def _strokes(sheet: Sheet, store: Store) -> bytes:
    if not sheet.strokes:
        return b""
    surface = Operators(StructureTree(()), CodeBook(""), FormBook("", {}, store, BRAND))
    surface.page(sheet.name, sheet.size)
    paint(sheet.strokes, surface)
    surface.end()
    return surface.chunks[-1].data
