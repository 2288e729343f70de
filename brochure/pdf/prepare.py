"""Paint everything that is the same for each clinic, once."""

from __future__ import annotations

from collections.abc import Mapping

from brochure.composition.leaflet import Leaflet
from brochure.document.tree import Document
from brochure.pdf.codes import CodeBook
from brochure.pdf.embed import embed
from brochure.pdf.forms import FormBook
from brochure.pdf.operators import Operators
from brochure.pdf.outline import gather_headings
from brochure.pdf.ready import BRAND
from brochure.pdf.ready import PageStreams
from brochure.pdf.ready import Shared
from brochure.pdf.ready import STRUCTURE
from brochure.pdf.srgb import read_profile
from brochure.pdf.store import Store
from brochure.pdf.structure import arrange
from brochure.pdf.surface import paint
from brochure.pictures.values import Picture

STOCK = "".join(map(chr, range(0x21, 0x7F))) + "\u2013\u2019"
"""What names, addresses and numbers are mostly written with. Shared fonts have it beside the leaflet's own
characters, some 5 kB a weight, so that most clinics need no font of their own."""


def prepare(leaflet: Leaflet, document: Document, pictures: Mapping[str, Picture]) -> Shared:
    """Everything of the leaflet's files that no clinic changes, compressed and numbered.

    Streams end at the clinic's boxes, so that a box's own stream goes in between, in reading order.
    Raises KeyError for a picture that is placed but not given.
    """
    store = Store(STRUCTURE)
    book = CodeBook("F")
    forms = FormBook("P", pictures, store, BRAND)
    surface = Operators(document.structure, book, forms)
    for number, page in enumerate(leaflet.pages):
        surface.page(page.name, page.size)
        start = 0
        for hole in sorted(
            (hole for hole in leaflet.holes if hole.page == number), key=lambda hole: hole.order
        ):
            paint(page.items[start : hole.order], surface)
            surface.hole(hole.name)
            start = hole.order
        paint(page.items[start:], surface)
        surface.end()
    contents: list[list[int | str]] = [[] for _ in leaflet.pages]
    for chunk in surface.chunks:
        if chunk.data:
            contents[chunk.page].append(store.add_stream(chunk.data))
        if chunk.hole:
            contents[chunk.page].append(chunk.hole)
    boxes = {hole.name for hole in leaflet.holes}
    if boxes:
        for codes in book.own.values():
            codes.stock(STOCK)
    tree = arrange(document.structure, surface.notes, boxes)
    return Shared(
        fonts={codes.name: embed(codes, store) for codes in book.own.values()},
        profile=store.add_stream(read_profile(), b"/N 3"),
        numbers={node: store.reserve() for node in tree.kids},
        store=store,
        pages=tuple(
            PageStreams(page.size, tuple(streams))
            for page, streams in zip(leaflet.pages, contents, strict=True)
        ),
        structure=document.structure,
        language=document.language,
        notes=surface.notes,
        tree=tree,
        mounts={node.mount: node.number for node in document.structure.nodes if node.mount in boxes},
        headings=gather_headings(document.structure, surface.notes),
        codes=book.own,
        pictures=forms.names,
        forms=forms.forms,
        art=pictures,
        marks=surface.next,
    )
