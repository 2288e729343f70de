"""Link annotations: one a link and sheet, with a quadrilateral a line (ISO 32000-1, 12.5.6.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from brochure.document.tree import StructureTree
from brochure.pdf.marks import LinkPart
from brochure.pdf.marks import Notes
from brochure.pdf.objects import number
from brochure.pdf.objects import rectangle
from brochure.pdf.objects import text_string
from brochure.pdf.structure import Position

_IN_URIS = "%/:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True, slots=True)
class Link:
    """A link's parts on one sheet, and what it is called."""

    node: int
    sheet: int
    target: str
    words: str
    parts: tuple[LinkPart, ...]


def gather_links(structure: StructureTree, notes: Notes, positions: Sequence[Position]) -> tuple[Link, ...]:
    """The links in reading order; one that goes on on another sheet is another there."""
    together: dict[tuple[int, int], list[LinkPart]] = {}
    for part in notes.links:
        together.setdefault((part.node, positions[part.page].sheet), []).append(part)
    return tuple(
        Link(node, sheet, parts[0].target, structure.nodes[node].alt or notes.words(node), tuple(parts))
        for (node, sheet), parts in together.items()
    )


def annotation(link: Link, key: int, positions: Sequence[Position]) -> bytes:
    """The annotation, found by `key` in the parent tree; printed with the page, no border drawn."""
    quads: list[str] = []
    edges: list[tuple[float, float, float, float]] = []
    for part in link.parts:
        at = positions[part.page]
        left, right = part.rect.x + at.x, part.rect.right + at.x
        head = at.height - part.rect.y + at.y
        foot = head - part.rect.height
        edges.append((left, foot, right, head))
        # Acrobat's order, which other readers follow: head left, head right, foot left, foot right.
        quads += [number(value) for value in (left, head, right, head, left, foot, right, foot)]
    around = rectangle(
        min(edge[0] for edge in edges),
        min(edge[1] for edge in edges),
        max(edge[2] for edge in edges),
        max(edge[3] for edge in edges),
    )
    return b"".join(
        (
            b"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect",
            around,
            b"/QuadPoints[" + " ".join(quads).encode("ascii") + b"]",
            b"/Contents" + text_string(link.words),
            b"/StructParent %d" % key,
            # A URI is ASCII (12.6.4.7): RFC 3987, 3.1 makes one of an IRI.
            b"/A<</S/URI/URI" + text_string(quote(link.target, safe=_IN_URIS)) + b">>",
            b">>",
        )
    )
