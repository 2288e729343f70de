"""What stands on a brand sheet, in blocks that no page may part: logo, inks, contrast, contacts, type."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from math import floor

from brochure.brand.inks import BASES
from brochure.brand.inks import contrast
from brochure.brand.inks import palette
from brochure.brand.inks import ROLES
from brochure.brand.legibility import Pair
from brochure.brand.model import Brand
from brochure.brandsheet.styles import GROUNDS
from brochure.brandsheet.styles import PLATE
from brochure.brandsheet.styles import rank
from brochure.build import Dressed
from brochure.composition.fit import Fit
from brochure.composition.measure import Measure
from brochure.composition.measure import Room
from brochure.composition.typeset import Typesetter
from brochure.document.tree import Document
from brochure.document.tree import Element
from brochure.document.tree import Span
from brochure.document.tree import StructureNode
from brochure.document.tree import StructureTree
from brochure.styles.resolve import ParagraphStyle
from brochure.units import MM

SAYS = {
    "title": "brand sheet",
    "line": "Look: {look}. Paper: {paper}. Headings in {heading}, all other words in {body}.",
    "logo": "Logo",
    "own": "on {ground}",
    "dark": "on {ground}, the version for dark grounds",
    "plate": "on {ground}, on a plate of paper",
    "inks": "Inks",
    "inks-line": "Given by the clinic, or found to suit. “About”: a screen can only come near that ink.",
    "given": "given",
    "about": "about {hex}",
    "from": "from {role}",
    "house": "the same for all",
    "pairs": "Contrast",
    "pairs-line": "Each ink on each ground where the leaflets use it. Words need 4.5 : 1; large words, marks "
    "and lines 3 : 1.",
    "words": "words",
    "marks": "marks",
    "passes": "passes {least:g} : 1",
    "fails": "fails: {least:g} : 1 needed",
    "contacts": "Contacts, as printed",
    "type": "Type",
    "type-line": "The styles of the look “{look}”, for words of {size:g} pt: size and leading, weight.",
}
"""The sheet's own words, in English as the program's messages are."""

BOXES = (
    *("contacts-hours", "contacts", "emergency", "emergency-text", "interpreter", "registrations"),
    *("accreditors", "imprint"),
)
"""The clinic's boxes that the sheet shows, of those that some layout has."""

GAP = 4 * MM
SWATCHES, SAMPLES = 6, 3
LOGO_HEIGHT = 16 * MM


def element(kind: str, /, *children: Element, **attributes: object) -> Element:
    """An element that is no words; underscores in its attributes' names stand for hyphens."""
    return Element(kind, {key.replace("_", "-"): value for key, value in attributes.items()}, children)


def words(style: str, text: str, name: str = "p") -> Element:
    """An element of words in a paragraph style."""
    return Element(name, {"style": style}, (), (Span(text, 0),))


def _grid(cells: Sequence[Element], columns: int) -> Iterator[Element]:
    """Rows of so many cells, the last one filled up with nothing."""
    for start in range(0, len(cells), columns):
        row = cells[start : start + columns]
        empty = (element("spacer", share=1.0) for _ in range(columns - len(row)))
        yield element("row", *row, *empty, style="sheet-row", gap=GAP)


def _head(title: str, line: str, rows: Iterable[Element]) -> Iterator[Element]:
    """A part of the sheet: its heading and a line stay with the first of its rows."""
    first, *others = rows
    says = (words("sheet-note", line),) if line else ()
    yield element("stack", words("sheet-heading", title, "h2"), *says, first)
    yield from others


def show_logo(brand: Brand, room: Room) -> Iterator[Element]:
    """The head of the sheet, and the logo on each ground with its clear space."""
    line = SAYS["line"].format(
        look=brand.look,
        paper=brand.paper.size.title() if brand.paper.size == "letter" else brand.paper.size.upper(),
        heading=brand.typefaces.heading,
        body=brand.typefaces.body,
    )
    yield element(
        "section",
        words("sheet-title", str(brand.name.full), "h1"),
        words("sheet-line", line),
        style="sheet-band",
        reaches=("head", "start", "end"),
    )
    columns, _ = _logo_columns(brand, room)
    cells = []
    for ground in GROUNDS:
        dark = ground == "primary"
        hole = element("clinic", name=f"logo-on-{ground}", height=LOGO_HEIGHT)
        plated = dark and brand.logo.on_dark is None
        inner = element("box", hole, style="sheet-plate" if plated else "sheet-clear")
        says = SAYS["plate" if plated else "dark" if dark else "own"].format(ground=ground)
        cells.append(
            element(
                "stack",
                element("box", inner, style=f"sheet-logo-{ground}"),
                words("sheet-note", says),
                share=1.0,
            )
        )
    yield from _head(SAYS["logo"], "", _grid(cells, columns))


def _logo_columns(brand: Brand, room: Room) -> tuple[int, float]:
    """How many logos stand side by side, and what is left for each of them beside its clear space."""
    for columns in (len(GROUNDS), 1):
        width = (room.width - GAP * (columns - 1)) / columns - 2 * (PLATE + brand.logo.clear_space)
        if width >= brand.logo.minimum_width:
            break
    return columns, width


def show_inks(brand: Brand) -> Iterator[Element]:
    """A swatch of each role with its values and where they come from."""
    cells = []
    for role, colour in zip(ROLES, palette(brand), strict=True):
        ink = getattr(brand.inks, role.replace("-", "_"))
        value = SAYS["about"].format(hex=colour.hex) if ink is not None and ink.approximate else colour.hex
        lines = [value]
        if ink is None:
            lines.append(SAYS["from"].format(role=BASES[role]) if role in BASES else SAYS["house"])
        elif ink.cmyk is not None:
            lines += [" ".join(f"{key}{share:g}" for key, share in zip("CMYK", ink.cmyk, strict=True))]
            lines += [ink.spot] if ink.spot else []
        else:
            lines.append(SAYS["given"])
        cells.append(
            element(
                "stack",
                element("box", style=f"sheet-swatch-{role}"),
                words("sheet-name", role),
                *(words("sheet-value", line) for line in lines),
                share=1.0,
            )
        )
    yield from _head(SAYS["inks"], SAYS["inks-line"], _grid(cells, SWATCHES))


def show_pairs(brand: Brand, pairs: Iterable[Pair]) -> Iterator[Element]:
    """A sample of each pair with its ratio, rounded down so that none looks like more than it is."""
    colours = dict(zip(ROLES, palette(brand), strict=True))
    cells = []
    # Of words that are large here and small there, what the small ones need counts.
    needed = {(pair.words, pair.ink, pair.ground): pair for pair in sorted(pairs, key=rank)}
    for pair in needed.values():
        ratio = contrast(colours[pair.ink], colours[pair.ground])
        verdict = SAYS["passes" if ratio >= pair.least else "fails"].format(least=pair.least)
        kind = SAYS["words" if pair.words else "marks"]
        name = f"{pair.ink} on {pair.ground}"
        sample = (
            words(f"sheet-sample-{pair.ink}", "Aa")
            if pair.words
            else element("rule", ink=pair.ink, height=2 * MM)
        )
        box = element("box", sample, style=f"sheet-ground-{pair.ground}", width=14 * MM)
        says = (
            words("sheet-name", name),
            words("sheet-value", f"{kind}: {floor(ratio * 100) / 100:.2f} : 1"),
            words("sheet-value" if ratio >= pair.least else "sheet-fails", verdict),
        )
        cells.append(element("row", box, element("stack", *says, share=1.0), gap=2.5 * MM, share=1.0))
    yield from _head(SAYS["pairs"], SAYS["pairs-line"], _grid(cells, SAMPLES))


def show_contacts(boxes: Mapping[str, Document], measure: Measure, room: Room) -> Iterator[Element]:
    """The clinic's boxes as its leaflets have them, each as high as it needs."""
    shown = [
        name for name in BOXES if name in boxes and not (name == "contacts" and "contacts-hours" in boxes)
    ]
    inner = measure.inner(element("box", style="sheet-contacts"), room)
    holes = []
    for name in shown:
        root = boxes[name].root
        gap = root.attributes.get("gap", 0.0)
        height = measure.stack_height(root.children, inner, gap if isinstance(gap, float) else 0.0)
        holes.append(element("clinic", name=name, height=height + 0.01))
    yield from _head(SAYS["contacts"], "", [element("box", *holes, style="sheet-contacts")])


def show_type(dressed: Dressed, setter: Typesetter, fit: Fit) -> Iterator[Element]:
    """Every look that words can have: the names of the styles that have it, set in it, the largest first."""
    alike: dict[ParagraphStyle, list[str]] = {}
    for name, style in dressed.typeset.setter.styles.paragraph.items():
        plain = ParagraphStyle(
            name="",
            typeface=style.typeface,
            size=fit.points(style),
            fixed=True,
            leading=style.leading,
            weight=style.weight,
            tracking=style.tracking,
            ink=style.ink,
        )
        alike.setdefault(plain, []).append(name)
    rows = []
    for style, names in sorted(alike.items(), key=lambda entry: (-entry[0].size, -entry[0].weight, entry[1])):
        says = f"{style.size:.1f} / {style.size * style.leading:.1f} pt, {style.weight}"
        sample = words(f"sheet-type-{names[0]}", ", ".join(names))
        ground = _ground_of(style.ink)
        if ground != "paper":
            sample = element("box", sample, style=f"sheet-ground-{ground}", share=1.0)
        else:
            sample = element("stack", sample, share=1.0)
        told = element("stack", words("sheet-value", says), width=34 * MM)
        rows.append(element("row", sample, told, style="sheet-type", gap=6 * MM, valign="center"))
    line = SAYS["type-line"].format(look=dressed.brand.look, size=fit.size)
    yield from _head(SAYS["type"], line, rows)


def _ground_of(ink: str) -> str:
    """The ground that an ink is meant for."""
    return "primary" if ink == "lead" else ink.removeprefix("on-") if ink.startswith("on-") else "paper"


def own_boxes(dressed: Iterable[Dressed]) -> dict[str, Document]:
    """The boxes that the leaflets have, each as the first layout that has it shows it."""
    boxes: dict[str, Document] = {}
    for one in dressed:
        for part, document in one.parts:
            if part.name in BOXES:
                boxes.setdefault(part.name, document)
    return boxes


def logo_boxes(brand: Brand, language: str, room: Room) -> dict[str, Document]:
    """A box for the logo on each ground, by name; the version for dark grounds on dark, if there is one."""
    _, width = _logo_columns(brand, room)
    boxes = {}
    for ground in GROUNDS:
        picture = "logo-on-dark" if ground == "primary" and brand.logo.on_dark is not None else "logo"
        logo = Element(
            "logo",
            {"picture": picture, "width": width, "height": LOGO_HEIGHT, "align": "center"},
            node=0,
        )
        figure = StructureNode(0, "Figure", None, alt=str(brand.logo.alt.pick_name(language)))
        boxes[f"logo-on-{ground}"] = Document(
            Element("stack", {"valign": "center"}, (logo,)), StructureTree((figure,)), language
        )
    return boxes
