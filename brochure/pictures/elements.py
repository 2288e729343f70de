"""SVG elements with their places, and how many they become once everything that they repeat is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass

from brochure.diagnostics import Findings
from brochure.diagnostics import Source

ELEMENTS = 20_000
DEPTH = 60
MATCHES = 2_000_000
"""Selectors times elements that are compared at most: 0.1 s; fifty thousand rules would take a minute."""

URL = re.compile(r"url\(\s*['\"]?\s*([^)'\"]*?)\s*['\"]?\s*\)", re.IGNORECASE)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_SIMPLE = re.compile(r"[.#]?[A-Za-z_][\w-]*")
_STEP = re.compile(r"[\s>+~]+")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)")


@dataclass(frozen=True, slots=True)
class Node:
    """An SVG element: its name and attributes without prefixes (`xlink:href` is `href`), and where it stands.

    `text` is kept for style sheets only.
    """

    name: str
    attributes: Mapping[str, str]
    source: Source
    children: tuple[Node, ...] = ()
    text: str = ""

    def walk(self) -> Iterator[Node]:
        """This element and all below it, in the order of the file."""
        yield self
        for child in self.children:
            yield from child.walk()


def check_growth(root: Node, weights: Mapping[int, int], findings: Findings) -> None:
    """A finding when a drawing becomes over ELEMENTS elements, nests over DEPTH, or is drawn inside itself.

    An element counts once for each `use`, mask, pattern, marker and clip that draws it; `weights` holds those
    (by `id`) that count for more than one. Style sheets are to be plain and of reasonable length.
    """
    _Expansion(root, weights, findings).check()


class _TooLargeError(Exception):
    """Measuring stops here, with a finding."""


class _Expansion:
    """How large a drawing grows when everything referred to is written out at each place.

    Ten levels of ten `use` each are 10^10 elements from a hundred: bounded before anything is drawn.
    """

    def __init__(self, root: Node, weights: Mapping[int, int], findings: Findings) -> None:
        self.root = root
        self.weights = weights
        self.findings = findings
        self.nodes = [*root.walk()]
        self.targets = {
            node.attributes["id"]: node for node in reversed(self.nodes) if "id" in node.attributes
        }
        self.rules = self.style_rules()
        self.known: dict[int, tuple[int, int]] = {}
        self.active: set[int] = set()

    def check(self) -> None:
        """Find what is too large, for one reason."""
        try:
            total, _ = self.measure(self.root, 1)
        except _TooLargeError:
            return
        if total > ELEMENTS:
            message = f"the drawing grows to over {ELEMENTS} elements when what it repeats is drawn"
            self.findings.fail(message, self.root.source, "repeat less, and keep pictures within it small")

    def style_rules(self) -> dict[str, list[str]]:
        """What the rules of style sheets refer to, by selector."""
        rules: dict[str, list[str]] = {}
        sheets = [node for node in self.nodes if node.name == "style"]
        selectors = 0
        for node in sheets:
            for selector, declarations in self.sheet_rules(node):
                selectors += 1
                targets = URL.findall(declarations)
                if len(_STEP.split(selector)) > 3 or (targets and not _SIMPLE.fullmatch(selector)):
                    hint = 'write ".name": drawing programs need no more'
                    self.findings.fail(f'the selector "{selector[:60]}" is too involved', node.source, hint)
                    return {}
                rules.setdefault(selector, []).extend(targets)
        if selectors * len(self.nodes) > MATCHES:
            message = f"{selectors} style rules are too many for {len(self.nodes)} elements"
            self.findings.fail(message, sheets[0].source, "write colours on the shapes themselves")
        return {selector: targets for selector, targets in rules.items() if targets}

    def sheet_rules(self, node: Node) -> Iterator[tuple[str, str]]:
        """Selectors one by one with their declarations; whatever is not a plain rule is refused."""
        sheet = _COMMENT.sub(" ", node.text)
        braces = any("{" in quoted or "}" in quoted for quoted in _QUOTED.findall(sheet))
        if braces or "/*" in sheet or _RULE.sub("", sheet).strip():
            self.findings.fail(
                "the style sheet is broken", node.source, "a rule is written .name { fill: #123456 }"
            )
            return
        for selectors, declarations in _RULE.findall(sheet):
            for selector in selectors.split(","):
                yield selector.strip(), declarations

    def references(self, node: Node) -> Iterator[tuple[str, int]]:
        """What a node draws besides its children, and how many times."""
        attributes = node.attributes
        if "href" in attributes:
            yield attributes["href"], 1
        for name, value in attributes.items():
            if "(" in value:
                # A marker is drawn at each corner of a path.
                times = len(_NUMBER.findall(attributes.get("d", "") + attributes.get("points", "")))
                marked = name.startswith("marker") or (name == "style" and "marker" in value)
                for target in URL.findall(value):
                    yield target, max(1, times) if marked else 1
        if self.rules:
            chosen = [node.name, "#" + attributes.get("id", "")]
            chosen += ["." + name for name in attributes.get("class", "").split()]
            for selector in chosen:
                for target in self.rules.get(selector, ()):
                    yield target, 1

    def measure(self, node: Node, level: int) -> tuple[int, int]:
        """The elements and the depth of a node written out; recursion ends at DEPTH by itself."""
        known = self.known.get(id(node))
        if known is None:
            if id(node) in self.active:
                self.findings.fail(f"<{node.name}> is drawn inside itself", node.source)
                raise _TooLargeError
            if level <= DEPTH:
                self.active.add(id(node))
                known = self.sum_up(node, level)
                self.active.remove(id(node))
                self.known[id(node)] = known
        if known is None or level + known[1] > DEPTH + 1:
            self.findings.fail(f"the drawing is nested over {DEPTH} deep", node.source, "ungroup it")
            raise _TooLargeError
        return known

    def sum_up(self, node: Node, level: int) -> tuple[int, int]:
        total, depth = self.weights.get(id(node), 1), 1
        for child in node.children:
            size, below = self.measure(child, level + 1)
            total, depth = total + size, max(depth, below + 1)
        for name, times in self.references(node):
            target = self.targets.get(name.removeprefix("#"))
            if target is not None:
                size, below = self.measure(target, level + 1)
                total, depth = total + size * times, max(depth, below + 1)
        return total, depth
