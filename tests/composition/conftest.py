"""Small documents built by hand, set with real fonts in styles whose numbers are short."""

from dataclasses import replace
from itertools import count

import pytest

from brochure.brand.inks import ROLES
from brochure.composition.compose import compose
from brochure.composition.compose import Plan
from brochure.composition.fit import Fit
from brochure.composition.fit import Range
from brochure.composition.measure import Measure
from brochure.composition.place import Placer
from brochure.composition.typeset import Typefaces
from brochure.composition.typeset import Typesetter
from brochure.diagnostics import Findings
from brochure.diagnostics import Source
from brochure.document.tree import Document
from brochure.document.tree import Element
from brochure.document.tree import LINE_BREAK
from brochure.document.tree import Span
from brochure.document.tree import StructureTree
from brochure.document.vocabulary import VOCABULARY
from brochure.fonts.chain import chain
from brochure.memory import Memory
from brochure.pictures.values import Picture
from brochure.styles.resolve import read_styles
from brochure.units import Point
from brochure.units import Rect
from brochure.units import Size

# A line of body text is 18 pt high at 12 pt, 15.6 at the tightest leading.
STYLES = """\
paragraph:
  body: {leading: 1.5}
  list: {leading: 1.5}
  h1: {leading: 1.5, size: 2}
  h2: {leading: 1.5, keep-with-next: true}
  spaced: {leading: 1.5, space-before: 10pt, space-after: 6pt}
  fixed: {leading: 1.5, size: 16pt}
  floored: {leading: 1.5, size: 0.5, floor: 10pt}
  tight: {leading: 1.2}
  middle: {leading: 1.5, align: center}
  far: {leading: 1.5, align: end}
  red: {leading: 1.5, ink: danger}
list:
  list: {paragraph: list, mark: disc, mark-size: 4pt, indent: 10pt, gap: 5pt}
  ticks: {mark: box, mark-size: 12pt, indent: 20pt, mark-fill: paper, mark-ink: primary}
  numbers: {mark: number, indent: 20pt}
  bare: {mark: none, indent: 0pt}
  tall: {mark-size: 30pt}
box:
  box: {}
  panel: {padding: {head: 20pt, foot: 10pt, start: 30pt, end: 12pt}}
  gap: {gap: 8pt}
  grounded: {ground: mist}
  card: {ground: mist, padding: {head: 4pt, foot: 6pt, start: 9pt, end: 5pt}, radius: 3pt}
  outset: {ground: mist, outset: 13pt, padding: {start: 13pt, end: 13pt}}
  border: {border: danger, border-width: 2pt}
  ruled: {rule: primary, rule-width: 4pt, outset: 6pt, padding: {head: 5pt}}
  frame: {based-on: border, radius: 3pt}
  thick: {based-on: frame, border-width: 8pt}
  dark: {ground: primary, inks: {ink: on-primary, primary: on-primary, danger: caution}}
  low: {least-height: 50pt}
  head: {based-on: card, corners: head}
  foot: {based-on: card, corners: foot}
  square: {based-on: card, corners: none}
  apart: {space-before: 20pt, space-after: 15pt}
  around: {space-before: 2pt, space-after: 2pt}
"""

SAYING = ("h1", "h2", "h3", "p", "li", "label")

FULL = Fit(12.0, 1.0, 1.0, 94.0, True)


SIZE = Size(200.0, 300.0)
ONE_SIZE = Range(12.0, 12.0)


class Kit:
    """Makes elements, setters, measures and compositions; each element has a node and a line of its own."""

    line = 18.0
    full = FULL

    def __init__(self, folder):
        (folder / "styles.yaml").write_text(STYLES, encoding="utf-8")
        self.styles = read_styles(folder / "styles.yaml", folder, frozenset(ROLES))
        self.shapes = Memory(1 << 24)
        self.fresh()

    def fresh(self):
        self._numbers = count(1)
        self._made = []

    def element(self, kind, *children, words=None, lines=0, source=None, **attributes):
        """An element; `lines` gives what holds words so many lines in any measure."""
        node = next(self._numbers)
        if lines and kind not in SAYING:
            attributes["lines"] = lines
        elif lines:
            words = LINE_BREAK.join("word" for _ in range(lines))
        place = Source("template.xml.j2", node)
        key = attributes.pop("key", "")
        spans = (Span(words, node, key=key, source=source or Source("content.yaml", node)),) if words else ()
        named = {key.replace("_", "-"): value for key, value in attributes.items()}
        made = Element(kind, named, tuple(children), spans, node, place)
        # As a document does, the kit keeps what it made: measures know elements by their id.
        self._made.append(made)
        return made

    def p(self, lines=1, **attributes):
        return self.element("p", lines=lines, **attributes)

    def heading(self, lines=1, **attributes):
        return self.element("h2", lines=lines, **attributes)

    def items(self, *lines, kind="ul", **attributes):
        """A list whose items have so many lines each."""
        items = [
            self.element("li", lines=many, label=str(index), label_node=next(self._numbers))
            for index, many in enumerate(lines, 1)
        ]
        return self.element(kind, *items, **attributes)

    def setter(self, rtl=False, pictures=None, language="en", findings=None, body="Noto Sans"):
        faces = Typefaces(chain("Noto Sans", language), chain(body, language))
        return Typesetter(
            self.styles, faces, language, rtl, pictures or {}, self.shapes, findings or Findings()
        )

    def measure(self, fit=FULL, **options):
        return Measure(self.setter(**options), fit)

    def placer(self, size=SIZE, fit=FULL, codes=None, **options):
        return Placer(self.measure(fit, **options), size, codes or {})

    def ordered(self, element, numbers=None):
        """The element with its structure nodes numbered as templates have them: parents before children."""
        numbers = numbers or count(1)
        named = dict(element.attributes)
        if "label-node" in named:
            named["label-node"] = next(numbers)
        places = VOCABULARY[element.name].role is None
        node = None if places else next(numbers)
        spans = tuple(replace(span, node=node) for span in element.spans)
        children = tuple(self.ordered(child, numbers) for child in element.children)
        made = replace(element, attributes=named, children=children, spans=spans, node=node)
        self._made.append(made)
        return made

    def document(self, *children):
        root = self.ordered(self.element("leaflet", *children))
        return Document(root, StructureTree(()), "en")

    def panel(self, *children, name="one", **attributes):
        return self.element("panel", *children, name=name, **attributes)

    def plan(self, *children, sizes=None, rows=None, name="first"):
        sizes = sizes or {"one": SIZE}
        rows = rows if rows is not None else (tuple(sizes),)
        return Plan(name, self.document(*children), tuple(sizes.items()), rows)

    def compose(self, *plans, limits=ONE_SIZE, **options):
        """The composition, or None, and the findings."""
        findings = Findings("en")
        setter = self.setter(findings=findings, **options)
        made = compose([lambda plan=plan: plan for plan in plans], limits, setter)
        return made, findings

    def items_of(self, made, name="one"):
        return next(page.items for page in made.leaflet.pages if page.name == name)

    @staticmethod
    def picture(name="dog", width=40.0, height=20.0, view=None, points=None):
        return Picture(
            name,
            Size(width, height),
            view or Rect(0.0, 0.0, width, height),
            points or {"nose": Point(10.0, 5.0), "tail": Point(30.0, 18.0)},
            name,
            b"",
            {},
        )


@pytest.fixture(scope="session")
def session_kit(tmp_path_factory):
    return Kit(tmp_path_factory.mktemp("styles"))


@pytest.fixture
def kit(session_kit):
    session_kit.fresh()
    return session_kit
