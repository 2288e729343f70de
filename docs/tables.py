"""Tables in the documents that are made from the program itself, so that they cannot go stale.

A table stands between `<!-- table: name -->` and `<!-- end -->`. `python -m docs.tables` (part of
`make docs`) writes them anew; a test compares.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import get_args
from typing import get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from brochure.brand.model import Brand
from brochure.check.content import RULES
from brochure.diagnostics import Severity
from brochure.document.vocabulary import Attribute
from brochure.document.vocabulary import ElementType
from brochure.document.vocabulary import VOCABULARY
from brochure.layouts.layout import LayoutFile
from brochure.looks import LookFile
from brochure.styles.model import BoxEntry
from brochure.styles.model import ListEntry
from brochure.styles.model import ParagraphEntry

DOCS = Path(__file__).resolve().parent

ELEMENTS = {
    "leaflet": "the whole; panels and flows in reading order",
    "panel": "a panel or page; one that is named again goes on",
    "flow": "words that run through columns; one that is named again goes on",
    "column": "where a flow stands",
    "clinic": "room for one of the clinic's boxes, of a fixed height",
    "section": "what belongs together, one thing under another",
    "aside": "a section that is not part of the run of words",
    "stack": "things one under another",
    "head": "a running head in the head margin: what follows begins as if it were first",
    "row": "things side by side",
    "box": "a ground or border for its own sake",
    "figure": "a picture with labels on its start side",
    "spacer": "empty height, more of it with `grow`",
    "rule": "a line; `height` is its width, 0.75pt unless given",
    "write-in": "lines to write on, `pitch` apart (27pt unless given)",
    "img": "one of our drawings; `decoration` leaves it unsaid",
    "qr": "a code as wide as `width`; `quiet` keeps its quiet zone inside that",
    "logo": "the clinic's logo",
    "h1": "the title",
    "h2": "a heading",
    "h3": "a heading under an h2",
    "p": "a paragraph",
    "numeral": "a number that the template counts",
    "label": "words with a line to the drawing's point `to`",
    "ul": "a list",
    "ol": "a numbered list",
    "ticks": "a list to tick off",
    "li": "a list item",
    "strong": "words that matter more",
    "a": "a link",
    "br": "a line end",
}
"""What each element is for."""

ATTRIBUTES = {
    "style": "how it looks, by a name in styles.yaml; the element's own name unless given",
    "level": "for things directly in a panel: starts at one height in all panels seen side by side",
    "grow": "its share of the height that is left over; a picture is cropped or completed at its foot",
    "spread": "height that is left over goes between the things in it, 22pt a gap at most",
    "optional": "may be left out when nothing else helps to make the words fit",
    "width": "its own width",
    "height": "its own height; for boxes the least",
    "share": "in a row: its share of the width that the others leave, 1 unless given",
    "align": "where it stands when it is narrower than its measure",
    "valign": "where the things in it stand when they are lower than it",
    "reaches": "goes to these edges of the panel, and as far over them as the target's bleed",
    "keep": "never parted between columns",
    "break-before": "in a flow that fills: starts a new column",
    "gap": "the least space between the things in it",
}
"""What each common attribute does."""
ASKS = {
    "main-message": "a block of kind `main-message`",
    "main-message-first": "nothing but `plain` sections before the main message",
    "main-message-length": "three sentences at most in it",
    "summary": "two items or more in it",
    "action": "a block of kind `action`",
    "action-voice": 'actions say "you", in active voice',
    "known": "a block of kind `known`",
    "unknown": "a block of kind `unknown`",
    "benefits": "a block of kind `benefits`",
    "risks": "a block of kind `risks`",
    "urgent": "a block of kind `urgent`",
    "tool": "a block of kind `tool`: a checklist, lines to fill in",
    "list-length": "seven items at most in a list",
    "picture-alt": "for each picture either `alt` or `decoration: true`",
    "picture": "one picture at least that says something",
    "dates": "a review within 36 months of publication, and both dates printed",
    "review-due": "a review that is more than three months away, when it is told today's date",
    "producer": "an `author`, or a block of kind `producer`",
    "feedback": "a block of kind `feedback`",
    "sources": "a list of sources",
    "claim-source": "sources for every text outside `plain` blocks",
    "source-known": "no source that is not listed",
    "source-tier": "tier A or B under a claim",
    "source-used": "no source that nothing rests on",
    "hard-word": "hard words explained where they first stand, before, or in the glossary",
    "explanation": "a block holds the words that it says it `explains`",
    "over-claim": 'no "cures", "breaks up", "will relieve", unless denied',
    "bare-promise": 'no "helps" or "eases" without "may"',
    "flat-denial": 'no flat "no cure"',
    "plain-word": 'the plainer word: "ease", not "alleviate"',
    "capitals": "no three words in capitals in a row",
    "decimal": "whole numbers",
    "denominator": "shares of one whole: all in 10, or all in 100",
    "grade-limit": "reading grade 8 at most, of the leaflet and of each section, full and short",
    "grade-aim": "reading grade 6 or less",
}
"""What each rule asks for."""

_TABLE = re.compile(r"<!-- table: ([a-z-]+) -->\n.*?<!-- end -->", re.DOTALL)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; a bar inside a cell is escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _common() -> dict[str, Attribute]:
    """What every placed element takes."""
    return dict(VOCABULARY["stack"].attributes)


def _values(attribute: Attribute) -> str:
    if attribute.kind == "one-of":
        return ", ".join(f"`{value}`" for value in attribute.values)
    if attribute.kind == "names":
        return "any of " + ", ".join(f"`{value}`" for value in attribute.values)
    return {
        "name": "a name",
        "number": "a number",
        "length": 'a length, "4.5mm"',
        "yes/no": "`yes` or `no`",
        "link": "an address",
        "paragraph-style": "a paragraph style",
        "list-style": "a list style",
        "box-style": "a box style",
        "ink": "a role of an ink",
        "picture": "a drawing of the look",
        "panel": "a panel of the fold",
        "clinic": "a box in clinic.xml.j2",
    }[attribute.kind]


def _own_attributes(element: ElementType) -> str:
    common = _common()
    placed = set(common) <= set(element.attributes)
    own = []
    for name, attribute in element.attributes.items():
        if placed and attribute == common.get(name):
            continue
        needed = ", needed" if attribute.required else ""
        own.append(f"`{name}` ({_values(attribute)}{needed})")
    return "; ".join([*(["the common ones"] if placed else []), *own]) or "none"


def elements() -> str:
    """The elements of templates."""
    rows = []
    for element in VOCABULARY.values():
        children = "words" if element.words else ""
        if element.children:
            inside = [f"`{name}`" for name in VOCABULARY if name in element.children]
            blocks = element.children >= VOCABULARY["flow"].children
            if blocks:
                inside = ["any block"] + (["`column`"] if "column" in element.children else [])
            children = ", ".join([*([children] if children else []), *inside])
        where = {"": "both", "shared": "shared", "clinic": "clinic boxes"}[element.only]
        rows.append(
            (
                f"`{element.name}`",
                ELEMENTS[element.name],
                _own_attributes(element),
                children or "nothing",
                element.role or "",
                where,
            )
        )
    return table(("element", "what it is", "attributes", "holds", "role in the PDF", "templates"), rows)


def attributes() -> str:
    """The attributes that every placed element takes."""
    rows = ((f"`{name}`", _values(attribute), ATTRIBUTES[name]) for name, attribute in _common().items())
    return table(("attribute", "value", "what it does"), rows)


def _named(field: FieldInfo, name: str) -> str:
    return field.alias or name.replace("_", "-")


def _inner(field: FieldInfo) -> type[BaseModel] | None:
    """The model that a field, or what a list in it holds, is an instance of."""
    for kind in (field.annotation, *get_args(field.annotation)):
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return kind
    return None


def fields(model: type[BaseModel], before: str = "") -> Iterator[tuple[str, str, str]]:
    """A model's fields and those below them: path, whether it is needed, and what it is for."""
    for name, field in model.model_fields.items():
        path = before + _named(field, name)
        yield f"`{path}`", "yes" if field.is_required() else "", field.description or ""
        inner = _inner(field)
        if inner is not None and inner is not model:
            repeated = get_origin(field.annotation) in (tuple, list)
            yield from fields(inner, f"{path}[]." if repeated else f"{path}.")


def rules() -> str:
    """What `brochure check` asks of the words."""
    word = {Severity.ERROR: "error", Severity.WARNING: "warning"}
    rows = (
        (
            f"`{rule.name}`",
            ASKS[rule.name],
            word[rule.severity],
            rule.clause,
            "English" if rule.english else "every",
        )
        for rule in RULES
    )
    return table(("rule", "asks for", "else", "after", "language"), rows)


def _all_fields(model: type[BaseModel]) -> str:
    return table(("field", "needed", "what it is"), fields(model))


def _properties(model: type[BaseModel]) -> str:
    """The fields of a model that needs none of them."""
    return table(("property", "what it is"), ((path, text) for path, _, text in fields(model)))


TABLES: Mapping[str, Callable[[], str]] = {
    "elements": elements,
    "attributes": attributes,
    "layout": partial(_all_fields, LayoutFile),
    "look": partial(_all_fields, LookFile),
    "paragraph-styles": partial(_properties, ParagraphEntry),
    "list-styles": partial(_properties, ListEntry),
    "box-styles": partial(_properties, BoxEntry),
    "clinic": partial(_all_fields, Brand),
    "rules": rules,
}
"""What makes each table, by the name in its mark."""


def renew(text: str) -> str:
    """A document with each of its tables made anew; KeyError for a mark that names none."""
    return _TABLE.sub(lambda found: f"<!-- table: {found[1]} -->\n{TABLES[found[1]]()}\n<!-- end -->", text)


def main() -> None:
    """Write the documents' tables anew and name the files that changed."""
    for path in sorted(DOCS.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        if renew(text) != text:
            path.write_text(renew(text), encoding="utf-8")
            print(path.relative_to(DOCS.parent))


if __name__ == "__main__":
    main()
