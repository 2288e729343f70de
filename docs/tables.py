"""Tables in the documents that are made from the program itself, so that they cannot go stale.

A table stands between `<!-- table: name -->` and `<!-- end -->`. `python -m docs.tables` (part of
`make docs`) writes them anew; a test compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from pathlib import Path
from typing import get_args
from typing import Literal
from typing import get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from brochure.brand.model import Brand
from brochure.check.content import RULES
from brochure.content.model import Block
from brochure.content.model import Leaflet
from brochure.content.model import SourceEntry
from brochure.diagnostics import Severity
from brochure.document.vocabulary import Attribute
from brochure.document.vocabulary import ElementType
from brochure.document.vocabulary import VOCABULARY
from brochure.layouts.layout import LayoutFile
from brochure.styles.model import BoxEntry
from brochure.styles.model import ListEntry
from brochure.styles.model import ParagraphEntry

DOCS = Path(__file__).resolve().parent
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
        "picture": "a drawing in art/",
        "panel": "a panel of the fold",
        "clinic": "a box in clinic.xml.j2",
    }[attribute.kind]


def _own_attributes(element: ElementType) -> str:
    common = _common()
    placed = set(common) <= set(element.attributes)
    own = []
    for name, attribute in element.attributes.items():
        if placed and name in common and (name != "style" or attribute == common[name]):
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
        rows.append((f"`{element.name}`", _own_attributes(element), children or "nothing", element.role or "", where))
    return table(("element", "attributes", "holds", "role in the PDF", "templates"), rows)


def attributes() -> str:
    """The attributes that every placed element takes."""
    return table(
        ("attribute", "value"), ((f"`{name}`", _values(attribute)) for name, attribute in _common().items())
    )


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
        (f"`{rule.name}`", word[rule.severity], rule.ground, "English" if rule.english else "every") for rule in RULES
    )
    return table(("rule", "says", "ground", "language"), rows)


_HEAD = ("field", "needed", "what it is")
TABLES = {
    "elements": elements,
    "attributes": attributes,
    "layout": lambda: table(_HEAD, fields(LayoutFile)),
    "paragraph-styles": lambda: table(_HEAD, fields(ParagraphEntry)),
    "list-styles": lambda: table(_HEAD, fields(ListEntry)),
    "box-styles": lambda: table(_HEAD, fields(BoxEntry)),
    "clinic": lambda: table(_HEAD, fields(Brand)),
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
