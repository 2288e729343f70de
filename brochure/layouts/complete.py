"""Nothing vanishes: every text is placed somewhere, or the layout says that it leaves it out."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Sequence
from typing import TYPE_CHECKING

from brochure.diagnostics import Diagnostic
from brochure.diagnostics import Findings
from brochure.diagnostics import nearest
from brochure.diagnostics import Source
from brochure.document.tree import Document
from brochure.marked import Str

if TYPE_CHECKING:
    from brochure.content.model import Content


def find_unplaced(
    content: Content,
    documents: Sequence[Document],
    leaves_out: Sequence[str],
    source: Source | None,
    filled: Collection[str] = (),
) -> list[Diagnostic]:
    """Errors for texts that no document holds, and for names in `leaves_out` that do not exist.

    A block's text is placed when its `text` or its `short` is, its heading when that or its short one is.
    `leaves_out` names blocks ("glossary", "safety.stop.clot") with all that is below them, or one heading
    ("known.heading"). `source` is where it stands in layout.yaml, for names that do not know their own place.
    `documents` are the shared one and those of the clinic's boxes. `filled` are slots that a clinic fills:
    they are placed too, and what they replace need not be.
    """
    findings = Findings()
    blocks = list(content.walk())
    known = {path for path, _ in blocks} | {f"{path}.heading" for path, block in blocks if block.heading}
    for name in leaves_out:
        if name not in known:
            place = getattr(name, "source", None)
            findings.fail(
                f'"{name}" is left out, but content.yaml does not have it',
                place if place is not None and place.path else source,
                *_near(name, known),
            )
    placed = _placed_keys(documents)
    left = set(leaves_out) | {str(content.slots[Str(slot)].replaces) for slot in filled}
    elements = list(documents[0].root.walk()) if filled else []
    boxes = {element.attributes.get("name") for element in elements if element.name == "clinic"}
    for slot in sorted(filled):
        if slot not in boxes:
            hint = f'write <clinic name="{slot}" lines="{{{{ room.{slot.replace("-", "_")} }}}}" of="body"/>'
            findings.fail(f'slot "{slot}" is not placed by this layout', source, hint)
    for path, block in blocks:
        for text, keys in (
            (block.heading, (f"{path}.heading", f"{path}.short-heading")),
            (block.text, (path, f"{path}.short")),
        ):
            if text is None or placed.intersection(keys) or _is_left_out(keys[0], left):
                continue
            where = f": {text.source}" if text.source.path else ""
            findings.fail(
                f'"{keys[0]}" is not placed by this layout',
                source,
                f"place it in a template, or list it under leaves-out{where}",
            )
    return list(findings)


def _placed_keys(documents: Iterable[Document]) -> frozenset[str]:
    return frozenset(
        span.key for document in documents for element in document.root.walk() for span in element.spans
    )


def _is_left_out(path: str, left: set[str]) -> bool:
    """Whether a text, or a block around it, is listed; a heading's path ends in its own name."""
    parts = path.split(".")
    return any(".".join(parts[: end + 1]) in left for end in range(len(parts)))


def _near(name: str, known: set[str]) -> tuple[str, ...]:
    """Hints among the names of the same depth first: a whole leaflet has too many to list."""
    depth = name.count(".")
    return nearest(name, {path for path in known if path.count(".") == depth} or known, "known")
