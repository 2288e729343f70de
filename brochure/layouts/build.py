"""Raw elements checked against the vocabulary and made into a document's elements and structure nodes."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Mapping
from typing import Any
from typing import NamedTuple

from brochure.diagnostics import nearest
from brochure.diagnostics import Source
from brochure.document.tree import Element
from brochure.document.tree import LINE_BREAK
from brochure.document.tree import Span
from brochure.document.tree import StructureNode
from brochure.document.tree import StructureTree
from brochure.document.vocabulary import ElementType
from brochure.document.vocabulary import HEADINGS
from brochure.document.vocabulary import LIST_LABELS
from brochure.document.vocabulary import LIST_NUMBERING
from brochure.document.vocabulary import LISTS
from brochure.document.vocabulary import OUTER
from brochure.document.vocabulary import read_attributes
from brochure.document.vocabulary import VOCABULARY
from brochure.layouts.clinics import Tongue
from brochure.layouts.parse import Raw
from brochure.layouts.rendering import Render
from brochure.layouts.sentence import Sentence
from brochure.layouts.views import Words
from brochure.translation.cldr import say_digits

WHITE = " \t\r\n"


class Names(NamedTuple):
    """The names that a template may use, and where alternative texts come from."""

    panels: frozenset[str]
    styles: Collection[str] | Mapping[str, Collection[str]]
    pictures: Collection[str]
    boxes: frozenset[str]
    content: Any
    brand: Any
    language: str


class Node:
    """A structure node in the making."""

    __slots__ = ("alt", "attributes", "children", "language", "mount", "parent", "role", "title")

    def __init__(self, role: str, parent: int | None) -> None:
        self.role = role
        self.parent = parent
        self.children: list[int] = []
        self.alt: str | None = None
        self.language: str | None = None
        self.title: str | None = None
        self.mount: str | None = None
        self.attributes: tuple[tuple[str, str, str], ...] = ()


class Builder:
    """One template's elements on their way into a document, in reading order.

    `kind` is "shared" or "clinic". With `sound` False something was refused before, and what looks empty
    or unused may only be missing for that reason: it is not told.
    """

    def __init__(
        self, render: Render, names: Names, kind: str, sound: bool, heading: int | None = None
    ) -> None:
        self.render = render
        self.names = names
        self.kind = kind
        self.sound = sound
        self.heading = heading
        self.nodes: list[Node] = []
        self.flows: dict[str, Raw] = {}
        self.columns: list[tuple[str, Raw]] = []

    def structure(self) -> StructureTree:
        """The nodes made so far."""
        return StructureTree(
            tuple(
                StructureNode(
                    number,
                    node.role,
                    node.parent,
                    tuple(node.children),
                    node.alt,
                    node.language,
                    node.title,
                    node.mount,
                    node.attributes,
                )
                for number, node in enumerate(self.nodes)
            )
        )

    def build_shared(self, raw: Raw, template: str) -> Element | None:
        """The one `leaflet` element under the nameless root."""
        elements = [item for item in raw.content if isinstance(item, Raw)]
        self._refuse_loose(raw, "leaflet")
        if len(elements) != 1 or elements[0].name != "leaflet":
            if self.sound:
                source = elements[0].source if elements else Source(self.render.path_of(template))
                self.render.note("a template holds one <leaflet> and nothing beside it", source, ())
            return None
        leaflet = elements[0]
        made = self._element(leaflet, None, False)
        self._check_flows()
        return made

    def build_clinic(self, raw: Raw) -> Element | None:
        """A stack of what a macro printed, or the stack that it printed itself."""
        self._refuse_loose(raw, "a clinic's box")
        elements = [item for item in raw.content if isinstance(item, Raw)]
        if len(elements) == 1 and elements[0].name == "stack" and "style" not in elements[0].attributes[::2]:
            return self._element(elements[0], None, True)
        root = Raw("stack", (), None, (), list(elements))
        children = self._children(root, VOCABULARY["stack"], None, True)
        return Element("stack", {}, children)

    def node(self, role: str, parent: int | None) -> int:
        """A new structure node under `parent`; its number."""
        number = len(self.nodes)
        self.nodes.append(Node(role, parent))
        if parent is not None:
            self.nodes[parent].children.append(number)
        return number

    def fail(self, raw: Raw, message: str, *hints: str) -> None:
        """Note a mistake where an element was written."""
        self.render.note(message, raw.source, raw.trace, *hints)

    def _element(self, raw: Raw, parent: int | None, placed: bool) -> Element | None:
        """One element and all below it; `placed` says that a panel or flow is around it."""
        kind = VOCABULARY.get(raw.name)
        if kind is None:
            self.fail(raw, f'"{raw.name}" is not an element', *nearest(raw.name, VOCABULARY, "elements"))
            return None
        reading = read_attributes(raw.name, raw.attributes)
        values = reading.values
        if not raw.broken:
            for message, hints in reading.problems:
                self.fail(raw, message, *hints)
            if reading.names:
                self._check_names(raw, reading.names)
        if kind.only and kind.only != self.kind:
            where = "shared templates" if kind.only == "shared" else "clinic.xml.j2"
            self.fail(raw, f'"{raw.name}" stands in {where} only')
            return None
        if raw.name in LISTS:
            return self._list(raw, values, parent)
        if kind.words:
            return self._words(raw, kind, values, parent)
        if raw.name in ("img", "qr", "logo"):
            return self._picture(raw, values, parent)
        if raw.name == "numeral":
            return self._numeral(raw, values, parent)
        node = parent
        own = None
        if kind.role is not None:
            own = node = self.node(kind.role, parent)
            if raw.name == "clinic":
                self.nodes[own].mount = str(values.get("name"))
                values = self._reserve(raw, values)
        if raw.name in ("panel", "flow"):
            placed = True
            if raw.name == "flow":
                self.flows.setdefault(str(values.get("name")), raw)
        elif raw.name == "column":
            self.columns.append((str(values.get("flow")), raw))
        children = self._children(raw, kind, node, placed)
        return Element(raw.name, values, children, (), own, raw.source, raw.trace)

    def _reserve(self, raw: Raw, values: Mapping[str, object]) -> Mapping[str, object]:
        if "height" not in values and "lines" not in values and not raw.broken:
            self.fail(raw, "clinic reserves no room", 'write height="…", or lines="…" of a paragraph style')
        # The box's own headings go on from the last one before it.
        return {**values, "after-heading": self.heading or 0}

    def _children(self, raw: Raw, kind: ElementType, node: int | None, placed: bool) -> tuple[Element, ...]:
        allowed = kind.children
        if not placed and raw.name != "leaflet":
            allowed = OUTER
        made = []
        for item in raw.content:
            if isinstance(item, Raw):
                if item.name not in allowed and item.name in VOCABULARY:
                    self._misplaced(raw, item, allowed)
                child = self._element(item, node, placed)
                if child is not None:
                    made.append(child)
            elif not isinstance(item, str) or item.strip(WHITE):
                self._loose(raw, item, made[-1].source if made else None)
        return tuple(made)

    def _misplaced(self, raw: Raw, item: Raw, allowed: Collection[str]) -> None:
        inside = f"in {raw.name}" if raw.name else "here"
        if allowed is OUTER:
            inside += ", where no panel or flow is around it"
        hint = ", ".join(sorted(allowed)) or "nothing"
        self.fail(item, f'"{item.name}" cannot stand {inside}', f"{raw.name} takes: {hint}")

    def _loose(self, raw: Raw, item: Words | str, before: Source | None = None) -> None:
        """Note words where none can stand; the element before them is nearer to their line than `raw` is."""
        raw = Raw(raw.name, (), before or raw.source, raw.trace)
        if isinstance(item, Words):
            self.fail(
                raw,
                f'the words of "{item.key}" stand in {raw.name or "nothing"}, which holds no words',
                "put them into p, h1, h2, h3, li or label",
            )
        else:
            said = " ".join(item.split())
            self.fail(raw, f'"{said[:60]}" is written in the template', "words belong in content.yaml")

    def _refuse_loose(self, raw: Raw, where: str) -> None:
        for item in raw.content:
            if isinstance(item, Words) or (isinstance(item, str) and item.strip(WHITE)):
                holder = Raw(where, (), self._first_source(raw), ())
                self._loose(holder, item)

    def _first_source(self, raw: Raw) -> Source | None:
        return next((item.source for item in raw.content if isinstance(item, Raw)), None)

    # Words

    def _words(
        self, raw: Raw, kind: ElementType, values: Mapping[str, object], parent: int | None
    ) -> Element | None:
        node = self.node(kind.role or "P", parent)
        sentence = Sentence(self, node, self.render.rtl)
        spans = sentence.read(raw)
        if not spans and self.sound and not sentence.broken:
            self.fail(raw, f"{raw.name} holds no words")
        if raw.name in HEADINGS:
            self._check_heading(raw)
            text = "".join(span.text for span in spans).replace(LINE_BREAK, " ")
            self.nodes[node].title = text
        return Element(raw.name, values, (), spans, node, raw.source, raw.trace)

    def _numeral(self, raw: Raw, values: Mapping[str, object], parent: int | None) -> Element:
        """The one thing printed that is nobody's words: a number that the template counted."""
        self._children(raw, VOCABULARY[raw.name], parent, True)
        node = self.node("P", parent)
        value = values.get("value", 0.0)
        spans = (Span(say_digits(f"{value:g}", self.names.language), node),)
        return Element(raw.name, values, (), spans, node, raw.source, raw.trace)

    def _check_heading(self, raw: Raw) -> None:
        level = int(raw.name[1])
        if self.heading is None:
            if self.kind == "shared" and level != 1:
                self.fail(raw, f"the first heading is {raw.name}", "a leaflet's first heading is its h1")
        elif level > self.heading + 1:
            self.fail(
                raw,
                f"{raw.name} follows {f'h{self.heading}' if self.heading else 'no heading'}",
                f"a level is left out: write h{self.heading + 1}",
            )
        self.heading = level

    def _list(self, raw: Raw, values: Mapping[str, object], parent: int | None) -> Element:
        node = self.node("L", parent)
        self.nodes[node].attributes = (("List", "ListNumbering", LIST_NUMBERING[raw.name]),)
        items: list[Element] = []
        for item in raw.content:
            if isinstance(item, Raw):
                if item.name != "li":
                    if item.name in VOCABULARY:
                        self._misplaced(raw, item, frozenset({"li"}))
                    self._element(item, node, True)
                else:
                    number = say_digits(str(len(items) + 1), self.names.language)
                    items.append(self._item(item, node, LIST_LABELS.get(raw.name) or number))
            elif not isinstance(item, str) or item.strip(WHITE):
                self._loose(raw, item)
        if not items and self.sound and not any(isinstance(item, Raw) for item in raw.content):
            self.fail(raw, f"{raw.name} holds no li")
        return Element(raw.name, values, tuple(items), (), node, raw.source, raw.trace)

    def _item(self, raw: Raw, parent: int, label: str) -> Element:
        """A list item: LI with Lbl and LBody, as ISO 32000-1, 14.8.4.3.3 has it."""
        reading = read_attributes("li", raw.attributes)
        if not raw.broken:
            for message, hints in reading.problems:
                self.fail(raw, message, *hints)
        item = self.node("LI", parent)
        label_node = self.node("Lbl", item)
        body = self.node("LBody", item)
        sentence = Sentence(self, body, self.render.rtl)
        spans = sentence.read(raw)
        if not spans and self.sound and not sentence.broken:
            self.fail(raw, "li holds no words")
        values = {**reading.values, "label": label, "label-node": label_node}
        return Element("li", values, (), spans, body, raw.source, raw.trace)

    # Pictures

    def _picture(self, raw: Raw, values: Mapping[str, object], parent: int | None) -> Element:
        self._children(raw, VOCABULARY[raw.name], parent, True)
        alt = self._alt(raw, values)
        node = None
        if alt is not None:
            node = self.node("Figure", parent)
            self.nodes[node].alt = alt
            self.nodes[node].language = self._alt_language(raw, values)
        return Element(raw.name, values, (), (), node, raw.source, raw.trace)

    def _alt(self, raw: Raw, values: Mapping[str, object]) -> str | None:
        """What is said in place of a picture; None for decoration (and after a mistake)."""
        content = self.names.content
        if raw.name == "qr":
            return self._said(raw, "code", "address", _without_scheme(str(values.get("value", ""))))
        if raw.name == "logo":
            entry = self.names.brand.pictures.get(str(values.get("picture") or "logo"))
            return str(entry[1].pick_name(self.names.language)) if entry else None
        name = values.get("picture")
        if name is None or values.get("decoration") is True or name not in self.names.pictures:
            return None
        entry = content.pictures.get(name)
        if entry is None:
            self.fail(
                raw,
                f'picture "{name}" has no words for those who cannot see it',
                f"content.yaml: add {name} under pictures, with alt or decoration: true",
            )
            return None
        return None if entry.decoration or entry.alt is None else str(entry.alt)

    def _alt_language(self, raw: Raw, values: Mapping[str, object]) -> str | None:
        """The language of a logo's name, which may stay as it is in every edition."""
        if raw.name != "logo":
            return None
        own = str(self.names.content.leaflet.language)
        _, alt = self.names.brand.pictures[str(values.get("picture") or "logo")]
        name = alt.pick_name(self.names.language)
        return Tongue(self.names.language, own).tag(alt.tongue(name, own))

    def _said(self, raw: Raw, key: str, place: str, value: str) -> str | None:
        words = self.names.content.words.get(key)
        if words is None:
            self.fail(raw, f'{raw.name} needs the words "{key}"', f"content.yaml: add {key} under words")
            return None
        return str(words).replace("{" + place + "}", value)

    # Names

    def _check_names(self, raw: Raw, names: Collection[tuple[str, str]]) -> None:
        for kind, name in names:
            known = self._known(kind)
            if name not in known:
                what = "clinic box" if kind == "clinic" else kind.replace("-", " ")
                message = f'{what} "{name}" is not there'
                if kind == "clinic":
                    message = f'clinic.xml.j2 has no macro for the box "{name}"'
                self.fail(raw, message, *nearest(name, known, "boxes" if kind == "clinic" else f"{what}s"))

    def _known(self, kind: str) -> Collection[str]:
        names = self.names
        if kind == "picture":
            return names.pictures
        if kind == "panel":
            return names.panels
        if kind == "clinic":
            return names.boxes
        return names.styles.get(kind[:-6], ()) if isinstance(names.styles, Mapping) else names.styles

    def _check_flows(self) -> None:
        if not self.sound:
            return
        for name, raw in self.columns:
            if name not in self.flows:
                self.fail(raw, f'flow "{name}" is not there', *nearest(name, self.flows, "flows"))
        named = {name for name, _ in self.columns}
        for name, raw in self.flows.items():
            if name not in named:
                self.fail(
                    raw,
                    f'flow "{name}" has no column to stand in',
                    f'write <column flow="{name}"/> in a panel',
                )


def _without_scheme(address: str) -> str:
    for scheme in ("https://", "http://", "mailto:", "tel:"):
        address = address.removeprefix(scheme)
    return address.rstrip("/")
