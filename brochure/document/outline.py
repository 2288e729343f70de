"""A document's structure as indented text, for goldens and for people."""

from __future__ import annotations

from brochure.document.tree import Document
from brochure.document.tree import LINE_BREAK

WORDS = 8
"""So many first words of a node are shown."""


def outline(document: Document) -> str:
    """One line a structure node, in reading order: role, language, alternative text, box, first words."""
    words: dict[int, list[str]] = {}
    for element in document.root.walk():
        for span in element.spans:
            words.setdefault(span.node, []).append(span.text)
        label = element.attributes.get("label-node")
        if isinstance(label, int):
            words[label] = [str(element.attributes.get("label", ""))]
    depths: dict[int, int] = {}
    lines = []
    for node in document.structure.nodes:
        depth = depths[node.number] = 0 if node.parent is None else depths[node.parent] + 1
        parts = [node.role]
        if node.language:
            parts.append(f"[{node.language}]")
        if node.mount:
            parts.append(f"<{node.mount}>")
        parts += [f"{key}={value}" for _, key, value in node.attributes]
        if node.alt is not None:
            parts.append(f"({node.alt})")
        said = "".join(words.get(node.number, ())).replace(LINE_BREAK, " / ").split()
        if said:
            parts.append('"' + " ".join(said[:WORDS]) + ('…"' if len(said) > WORDS else '"'))
        lines.append("  " * depth + " ".join(parts))
    return "\n".join(lines) + "\n"
