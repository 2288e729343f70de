"""What was drawn for which structure node: marked content, links, places; noted while painting."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import NamedTuple

from brochure.units import Rect


class Marked(NamedTuple):
    """One marked-content sequence: its id in the whole file, and the page (of the leaflet) it stands on."""

    node: int
    page: int
    mcid: int


class LinkPart(NamedTuple):
    """The part of a link that one line holds; `rect` in the page's points, y downwards."""

    node: int
    page: int
    target: str
    rect: Rect


@dataclass(slots=True)
class Notes:
    """Everything that painting tells the structure tree, in logical order.

    `texts` are each node's words line by line; `tops` where a node begins (page, y downwards), `boxes` what
    its pictures and codes cover on which page; `turned` the nodes with words in right-to-left
    lines; `labels` what the shapes stand for that are list items' labels. Nothing is changed any more once
    painting is done.
    """

    marks: list[Marked] = field(default_factory=list)
    links: list[LinkPart] = field(default_factory=list)
    texts: dict[int, list[str]] = field(default_factory=dict)
    tops: dict[int, tuple[int, float]] = field(default_factory=dict)
    boxes: dict[int, tuple[int, Rect]] = field(default_factory=dict)
    turned: set[int] = field(default_factory=set)
    labels: dict[int, str] = field(default_factory=dict)

    def words(self, node: int) -> str:
        """A node's own words on one line."""
        return " ".join("".join(self.texts.get(node, ())).split())

    def cover(self, node: int, page: int, rect: Rect) -> None:
        """Widen what a figure covers; only its first page counts."""
        old = self.boxes.get(node)
        if old is None:
            self.boxes[node] = (page, rect)
        elif old[0] == page:
            x, y = min(old[1].x, rect.x), min(old[1].y, rect.y)
            right, foot = max(old[1].right, rect.right), max(old[1].foot, rect.foot)
            self.boxes[node] = (page, Rect(x, y, right - x, foot - y))
