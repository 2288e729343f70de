"""From a layout's template and the words to a document: the verb "expand"."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any
from typing import TYPE_CHECKING

from brochure.diagnostics import Findings
from brochure.document.tree import Document
from brochure.document.tree import Element
from brochure.layouts.build import Builder
from brochure.layouts.build import Names
from brochure.layouts.clinics import view_clinic
from brochure.layouts.parse import parse
from brochure.layouts.rendering import CURRENT
from brochure.layouts.rendering import Render
from brochure.layouts.views import under
from brochure.layouts.views import View
from brochure.layouts.views import view_content

if TYPE_CHECKING:
    from brochure.content.model import Content

PlanValue = str | bool | int | float


@cache
def _jinja() -> ModuleType:
    """Jinja2's door: importing it takes 30 ms, so it waits for the first template."""
    from brochure.layouts import run

    return run


def expand_shared(
    *,
    layouts_dir: Path,
    layout: str,
    content: Content,
    plan: Mapping[str, PlanValue],
    look: Mapping[str, PlanValue],
    room: Mapping[str, int],
    panels: Collection[str],
    styles: Collection[str] | Mapping[str, Collection[str]],
    pictures: Collection[str],
    paper: str,
    language: str,
    rtl: bool,
    root: Path,
    findings: Findings,
    left_out: Collection[str] = (),
) -> Document | None:
    """The document that a layout's template makes of the words: everything that all clinics share.

    `layouts_dir` holds the layout's folder and what layouts share, `plan` the plan's "name" and its options,
    `room` the lines that a clinic fills of what it may fill, `left_out` the paths of blocks that it leaves
    out, `panels` the fold scheme's names. `styles` are names, or names by kind (paragraph, list, box).
    Paths in messages are seen from `root`. None when there were mistakes: all of them are in `findings`.
    """
    run = _jinja()
    render = Render(findings, run.path_in(layouts_dir, layout, root), rtl, language)
    token = CURRENT.set(render)
    try:
        names = _names(content, left_out, plan, look, paper, language, rtl, room)
        output = run.run_layout(layouts_dir, layout, names, render)
        raw = parse(output.text, render, output.whole)
        known = Names(
            frozenset(panels),
            styles,
            pictures,
            frozenset(run.find_boxes(layouts_dir, layout)),
            content,
            None,
            language,
        )
        builder = Builder(render, known, "shared", output.whole and not render.failed)
        document_root = builder.build_shared(raw, run.TEMPLATE)
    finally:
        CURRENT.reset(token)
    return _document(document_root, builder, content, language)


def expand_clinics(
    *,
    layouts_dir: Path,
    layout: str,
    boxes: Mapping[str, int | None],
    content: Content,
    brand: Any,
    plan: Mapping[str, PlanValue],
    look: Mapping[str, PlanValue],
    room: Mapping[str, int],
    styles: Collection[str] | Mapping[str, Collection[str]],
    pictures: Collection[str],
    paper: str,
    language: str,
    rtl: bool,
    root: Path,
    findings: Findings,
    left_out: Collection[str] = (),
) -> tuple[Document | None, ...]:
    """The documents of one clinic's boxes: what the macros of those names in clinic.xml.j2 print.

    `boxes` leads from names to the level of the last shared heading before each, or to None when headings are
    not to be checked. A document's structure nodes count from 0; those without a parent hang under the box's
    own node in the shared structure. Its root is a stack: the macro's own, if it prints nothing else. None
    stands in place of those in which there were mistakes.
    """
    run = _jinja()
    path_of = run.path_in(layouts_dir, layout, root)
    opening = Render(findings, path_of, rtl, language)
    known = Names(frozenset(), styles, pictures, frozenset(), content, brand, language)
    names = _names(content, left_out, plan, look, paper, language, rtl, room)
    made: list[Document | None] = []
    token = CURRENT.set(opening)
    try:
        names["clinic"] = view_clinic(brand, language, str(content.leaflet.language))
        with run.open_boxes(layouts_dir, layout, names, opening) as module:
            if module is None:
                return (None,) * len(boxes)
            for box, heading in boxes.items():
                # Words that were numbered outside the macros keep their numbers in each box.
                render = Render(findings, path_of, rtl, language, opening.words, opening.failed)
                CURRENT.set(render)
                output = run.run_box(layouts_dir, layout, box, module, render)
                raw = parse(output.text, render, output.whole)
                builder = Builder(render, known, "clinic", output.whole and not render.failed, heading)
                made.append(_document(builder.build_clinic(raw), builder, content, language))
    finally:
        CURRENT.reset(token)
    return tuple(made)


def _names(
    content: Content,
    left_out: Collection[str],
    plan: Mapping[str, PlanValue],
    look: Mapping[str, PlanValue],
    paper: str,
    language: str,
    rtl: bool,
    room: Mapping[str, int],
) -> dict[str, Any]:
    return {
        **view_content(content, left_out),
        "plan": View("plan", {under(name): value for name, value in plan.items()}),
        "look": View("look", {under(name): value for name, value in look.items()}),
        "room": View("room", {under(name): lines for name, lines in room.items()}),
        "paper": paper,
        "language": language,
        "direction": "rtl" if rtl else "ltr",
    }


def _document(root: Element | None, builder: Builder, content: Content, language: str) -> Document | None:
    if root is None or builder.render.failed:
        return None
    leaflet = content.leaflet
    return Document(root, builder.structure(), language, str(leaflet.title), str(leaflet.subject))
