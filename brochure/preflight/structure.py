"""The structure tree with the words that hang in it (ISO 32000-1, 14.7), and where its threads are broken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field

from brochure.preflight.objects import entries
from brochure.preflight.objects import entry
from brochure.preflight.objects import Identity
from brochure.preflight.objects import identity
from brochure.preflight.objects import integer
from brochure.preflight.objects import is_dictionary
from brochure.preflight.objects import is_stream
from brochure.preflight.objects import items
from brochure.preflight.objects import MAX_DEPTH
from brochure.preflight.objects import name
from brochure.preflight.objects import Opened
from brochure.preflight.objects import PdfObject
from brochure.preflight.objects import refuse
from brochure.preflight.objects import shown
from brochure.preflight.objects import string
from brochure.preflight.report import Node
from brochure.preflight.report import Piece

MAX_ELEMENTS = 100_000

STANDARD = frozenset(
    (
        *("Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index"),
        *("NonStruct", "Private", "H", "H1", "H2", "H3", "H4", "H5", "H6", "P", "L", "LI", "Lbl", "LBody"),
        *("Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference"),
        *("BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP"),
        *("Figure", "Formula", "Form"),
    )
)
"""Standard structure types of ISO 32000-1, 14.8.4."""

Key = tuple[Identity, int]


@dataclass(slots=True)
class Structure:
    """The elements, which pieces and links hang in them, and what was found wrong."""

    nodes: tuple[Node, ...] = ()
    owners: dict[Key, Identity] = field(default_factory=dict)
    links: set[int] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)


def read_structure(
    opened: Opened,
    pages: tuple[PdfObject, ...],
    pieces: Mapping[Key, Piece],
    annotations: Mapping[Identity, int],
) -> Structure:
    """The structure tree; `annotations` numbers the link annotations by their identity.

    Raises BuildError for a tree deeper than MAX_DEPTH or with more than MAX_ELEMENTS elements.
    """
    root = entry(opened.catalogue, "/StructTreeRoot")
    if root is None:
        return Structure()
    walk = _Walk(
        opened, root, {identity(page): number for number, page in enumerate(pages)}, pieces, annotations
    )
    kids = entry(root, "/K")
    found = [walk.element(kid, 1) for kid in (items(kids) or (kids,)) if is_dictionary(kid)]
    walk.result.nodes = tuple(node for node in found if node is not None)
    _check_parents(root, pages, walk.result)
    return walk.result


class _Walk:
    """One structure tree while it is gone through."""

    def __init__(
        self,
        opened: Opened,
        root: PdfObject,
        pages: Mapping[Identity, int],
        pieces: Mapping[Key, Piece],
        annotations: Mapping[Identity, int],
    ) -> None:
        self.path = opened.path
        self.pages = pages
        self.pieces = pieces
        self.annotations = annotations
        self.result = Structure()
        self.met: set[Identity] = set()
        self.count = 0
        self.roles = {key[1:]: name(value) or "" for key, value in entries(entry(root, "/RoleMap"))}

    def element(self, element: PdfObject, depth: int, page: Identity = (0, 0)) -> Node | None:
        self.count += 1
        if depth > MAX_DEPTH or self.count > MAX_ELEMENTS:
            refuse(
                self.path, f"the structure tree is deeper than {MAX_DEPTH} or larger than {MAX_ELEMENTS:,}"
            )
        own = identity(element)
        if own != (0, 0) and own in self.met:
            self.result.problems.append(f"structure element {own[0]} hangs in the tree twice")
            return None
        self.met.add(own)
        role = name(entry(element, "/S")) or "?"
        here = entry(element, "/Pg")
        page = identity(here) if here is not None else page
        links: list[int] = []
        below = entry(element, "/K")
        kids = [
            kid
            for item in (items(below) or (below,))
            if (kid := self._kid(item, own, page, links, depth)) is not None
        ]
        return Node(
            role=role,
            standard=self._standard(role),
            kids=tuple(kids),
            alt=string(entry(element, "/Alt")),
            actual=string(entry(element, "/ActualText")),
            lang=string(entry(element, "/Lang")),
            title=string(entry(element, "/T")),
            links=tuple(links),
            attributes=_attributes(entry(element, "/A")),
        )

    def _kid(
        self, item: PdfObject, own: Identity, page: Identity, links: list[int], depth: int
    ) -> Node | Piece | None:
        mcid = integer(item)
        if mcid is not None:
            return self._piece((page, mcid), own)
        if not is_dictionary(item):
            return None
        kind = name(entry(item, "/Type"))
        if kind == "MCR":
            holder = entry(item, "/Stm") if is_stream(entry(item, "/Stm")) else entry(item, "/Pg")
            mcid = integer(entry(item, "/MCID"))
            key = (identity(holder) if holder is not None else page, -1 if mcid is None else mcid)
            return self._piece(key, own)
        if kind == "OBJR":
            number = self.annotations.get(identity(entry(item, "/Obj")))
            if number is not None:
                links.append(number)
                self.result.links.add(number)
            return None
        return self.element(item, depth + 1, page)

    def _piece(self, key: Key, own: Identity) -> Piece | None:
        where = f"page {self.pages[key[0]] + 1}" if key[0] in self.pages else "a form or unknown page"
        if key in self.result.owners:
            self.result.problems.append(f"marked content {key[1]} of {where} hangs in the structure twice")
            return None
        piece = self.pieces.get(key)
        if piece is None:
            self.result.problems.append(
                f"the structure names marked content {key[1]} of {where}, which has none"
            )
            return None
        self.result.owners[key] = own
        return piece

    def _standard(self, role: str) -> str:
        """The standard type behind a role; a chain of maps is followed ten steps (14.7.3)."""
        mapped = role
        for _ in range(10):
            if mapped in STANDARD:
                return mapped
            mapped = self.roles.get(mapped, "")
        self.result.problems.append(f'structure type "{role}" is neither standard nor mapped to one that is')
        return role


def _attributes(value: PdfObject) -> tuple[tuple[str, str, str], ...]:
    """Owner, key and value of every attribute object."""
    found = []
    for holder in items(value) or (value,):
        owner = name(entry(holder, "/O")) or ""
        for key, item in entries(holder):
            if key != "/O":
                found.append((owner, key[1:], shown(item)))
    return tuple(found)


def _check_parents(root: PdfObject, pages: tuple[PdfObject, ...], structure: Structure) -> None:
    """The parent tree must lead from each marked content back to its element (14.7.4.4)."""
    numbered = dict(_number_tree(entry(root, "/ParentTree"), 0))
    for index, page in enumerate(pages):
        own = identity(page)
        wanted = {mcid: owner for (holder, mcid), owner in structure.owners.items() if holder == own}
        if not wanted:
            continue
        parents = items(numbered.get(integer(entry(page, "/StructParents"))))
        for mcid, owner in sorted(wanted.items()):
            found = identity(parents[mcid]) if 0 <= mcid < len(parents) else (0, 0)
            if found != owner:
                structure.problems.append(
                    f"the parent tree leads marked content {mcid} of page {index + 1} to another element"
                )
                break


def _number_tree(tree: PdfObject, depth: int) -> list[tuple[int | None, PdfObject]]:
    """Keys and values of a number tree (7.9.7), twelve levels deep at most."""
    if depth > 12:
        return []
    flat = items(entry(tree, "/Nums"))
    found = [(integer(key), value) for key, value in zip(flat[::2], flat[1::2], strict=False)]
    for kid in items(entry(tree, "/Kids"))[:1000]:
        found += _number_tree(kid, depth + 1)
        if len(found) > MAX_ELEMENTS:
            break
    return found
