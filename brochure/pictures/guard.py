"""What may come in: a picture file is hostile until its place, size and every element have been looked at.

The XML is read by expat with the refusals of the defusedxml package (no entities, no internal or external
subset), written out here because that package loads 60 ms of `xml.sax` and `urllib` for four handlers.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.parsers import expat

from brochure.diagnostics import BuildError
from brochure.diagnostics import Findings
from brochure.diagnostics import nearest
from brochure.diagnostics import Source

SVG_BYTES = 2_000_000
PIXEL_BYTES = 12_000_000
ELEMENTS = 20_000
DEPTH = 60
PIXELS = 60_000_000
MOST = 20
"""So many findings in one file, and reading stops: a hostile file has thousands."""

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_URL = re.compile(r"url\(\s*['\"]?\s*([^)'\"]*?)\s*['\"]?\s*\)", re.IGNORECASE)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SIMPLE = re.compile(r"[.#]?[A-Za-z_][\w-]*")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)")

_REFUSED = {
    "script": "a picture is drawn, never run",
    "handler": "a picture is drawn, never run",
    "foreignobject": "web pages cannot stand in a picture",
    "iframe": "web pages cannot stand in a picture",
    "object": "web pages cannot stand in a picture",
    "embed": "web pages cannot stand in a picture",
    "text": "words in a picture need a typeface: turn them into outlines (Path, Object to Path)",
    "filter": "effects such as blur and shadow turn drawing into pixels: leave them out or flatten them",
    "font-face": "a picture cannot bring typefaces along",
}


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


@dataclass(frozen=True, slots=True)
class Drawing:
    """A checked SVG file: its text, and its elements with their places."""

    text: str
    root: Node


def shown(path: Path, root: Path) -> str:
    """How messages name a file: from the project's root on, with forward slashes."""
    try:
        return path.absolute().relative_to(root.absolute()).as_posix()
    except ValueError:
        return path.name


def read_file(path: Path, root: Path, *, within: Path | None = None) -> bytes:
    """The bytes of a picture file that lies inside `within` (the root unless told), links followed.

    BuildError when it is missing (with the nearest name in its folder), leads outside, is not a plain file,
    or is longer than PIXEL_BYTES.
    """
    findings = Findings()
    source = Source(shown(path, root))
    fence = (within or root).resolve()
    try:
        real = path.resolve(strict=True)
    except (FileNotFoundError, NotADirectoryError):
        findings.fail(f'there is no picture "{path.name}"', source, *_neighbours(path, fence))
        raise BuildError(findings) from None
    except (OSError, RuntimeError, ValueError):
        findings.fail(f'the picture "{path.name}" cannot be reached', source)
        raise BuildError(findings) from None
    if not real.is_relative_to(fence):
        where = "the project" if within is None else f'"{shown(within, root)}"'
        hint = 'copy the file there: neither ".." nor a link may lead out'
        findings.fail(f'the picture "{path.name}" lies outside {where}', source, hint)
        raise BuildError(findings)
    if not stat.S_ISREG(real.stat().st_mode):
        findings.fail(f'"{path.name}" is not a file', source)
        raise BuildError(findings)
    try:
        with real.open("rb") as file:
            data = file.read(PIXEL_BYTES + 1)
    except OSError:
        findings.fail(f'the picture "{path.name}" cannot be read', source, "look at its permissions")
        raise BuildError(findings) from None
    if len(data) > PIXEL_BYTES:
        findings.fail(f'the picture "{path.name}" is over {PIXEL_BYTES // 1_000_000} MB', source)
        raise BuildError(findings)
    return data


def _neighbours(path: Path, fence: Path) -> tuple[str, ...]:
    folder = path.parent.resolve()
    if not (folder.is_relative_to(fence) and folder.is_dir()):
        return ()
    kinds = (".svg", ".png", ".jpg", ".jpeg")
    names = [item.name for item in folder.iterdir() if item.suffix.lower() in kinds]
    return nearest(path.name, names, "pictures there")


def read_drawing(data: bytes, path: str) -> Drawing:
    """An SVG file's elements, once nothing in it is dangerous; `path` is what messages call it.

    BuildError with every script, event attribute, web page, outside reference, entity, live text and effect
    found, and for what is too large: SVG_BYTES, ELEMENTS (also after every `use`, mask, pattern, marker and
    clip is written out), DEPTH.
    """
    findings = Findings()
    text = _decode(data, path, findings)
    findings.stop_if_errors()
    reader = _Reader(path, findings)
    root = reader.read(text)
    findings.stop_if_errors()
    if root is None or root.name != "svg":
        findings.fail("this is not an SVG drawing", Source(path), f'its root is to be <svg xmlns="{_SVG}">')
        findings.stop_if_errors()
    assert root is not None
    _Expansion(root, findings).check()
    findings.stop_if_errors()
    return Drawing(text, root)


def _decode(data: bytes, path: str, findings: Findings) -> str:
    if len(data) > SVG_BYTES:
        findings.fail(f"the drawing is over {SVG_BYTES // 1_000_000} MB", Source(path), "simplify its paths")
        return ""
    if data[:2] == b"\x1f\x8b":
        findings.fail("the drawing is compressed (SVGZ)", Source(path), "save it as plain SVG")
        return ""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        findings.fail("the drawing is not in UTF-8", Source(path, line), "save it as plain SVG, in UTF-8")
        return ""
    if "\0" in text:
        findings.fail("the drawing is not in UTF-8", Source(path), "save it as plain SVG, in UTF-8")
    return text


class _EnoughError(Exception):
    """Reading stops here: all that follows would only repeat what has been found."""


class _Reader:
    """One reading of one file by expat; names come as "namespace local"."""

    def __init__(self, path: str, findings: Findings) -> None:
        self.path = path
        self.findings = findings
        self.count = 0
        self.open: list[tuple[str, dict[str, str], Source, list[Node], list[str]]] = []
        self.root: Node | None = None
        # The file has been decoded: whatever encoding it declares is not to be tried again.
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.EntityDeclHandler = self.entity
        self.parser.ProcessingInstructionHandler = self.instruction
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters

    def read(self, text: str) -> Node | None:
        try:
            self.parser.Parse(text.encode(), True)
        except _EnoughError:
            pass
        except expat.ExpatError as error:
            reason = expat.ErrorString(error.code)
            self.findings.fail(f"the drawing is broken: {reason}", self.place(error.lineno, error.offset))
        return self.root

    def place(self, line: int | None = None, offset: int | None = None) -> Source:
        at = self.parser.CurrentLineNumber if line is None else line
        column = self.parser.CurrentColumnNumber if offset is None else offset
        return Source(self.path, at, column + 1)

    def fail(self, message: str, *hints: str) -> None:
        self.findings.fail(message, self.place(), *hints)
        if len(self.findings.found) >= MOST:
            self.findings.fail("there is more of this kind; reading stopped here", self.place())
            raise _EnoughError

    def doctype(self, name: str, system: str | None, public: str | None, subset: bool) -> None:
        # A bare doctype is what older programs write, and is never fetched. Definitions are another matter.
        if subset:
            self.fail(
                "a doctype with definitions of its own may not stand in a picture", "save it as plain SVG"
            )
            raise _EnoughError

    def entity(self, *_: Any) -> None:
        self.fail("an entity may not be defined in a picture", "save it as plain SVG")
        raise _EnoughError

    def instruction(self, target: str, _data: str) -> None:
        self.fail(f'a processing instruction "<?{target}" may not stand in a picture')

    def characters(self, text: str) -> None:
        if self.open and self.open[-1][0] == "style":
            self.open[-1][4].append(text)

    def start(self, qualified: str, given: dict[str, str]) -> None:
        self.count += 1
        if self.count > ELEMENTS:
            self.fail(f"the drawing has over {ELEMENTS} elements", "simplify it")
            raise _EnoughError
        if len(self.open) >= DEPTH:
            self.fail(f"the drawing is nested over {DEPTH} deep", "ungroup it")
            raise _EnoughError
        space, _, name = qualified.rpartition(" ")
        reason = _REFUSED.get(name.lower(), "")
        if reason:
            self.fail(f'"<{name}>" may not stand in a picture: {reason}')
        attributes = {}
        for key, value in given.items():
            prefix, _, local = key.rpartition(" ")
            self.attribute(name, local, value, foreign=prefix not in ("", _XLINK))
            if prefix in ("", _XLINK):
                attributes[local] = value
        # What an editor notes for itself keeps its namespace: it draws nothing here either.
        known = name if space == _SVG else f"{space} {name}"
        self.open.append((known, attributes, self.place(), [], []))

    def attribute(self, element: str, name: str, value: str, *, foreign: bool) -> None:
        if name.lower().startswith("on") and not foreign:
            self.fail(f'"{name}" on <{element}> may not stand in a picture: a picture is drawn, never run')
        elif name == "href" and not value.startswith("#"):
            if element != "image" or not value.startswith("data:"):
                self.outside(element, name, value)
        elif name == "base":
            self.outside(element, name, value)
        elif name == "style":
            self.sheet(value)
        else:
            self.addresses(f"{name} on <{element}>", value)

    def outside(self, element: str, name: str, value: str) -> None:
        hint = "put what is needed into the picture's own file, and refer to it by #name"
        self.fail(f'"{_short(value)}" ({name} on <{element}>) leads out of the picture', hint)

    def addresses(self, where: str, value: str) -> None:
        for target in _URL.findall(value) if "(" in value else ():
            if not target.startswith("#"):
                self.fail(f'"{_short(target)}" ({where}) leads out of the picture', "refer to #name only")

    def sheet(self, text: str) -> None:
        if "\\" in text:
            self.fail("a backslash may not stand in a picture's styles")
        if "@" in text:
            rule = re.findall(r"@[\w-]*", text)[0]
            self.fail(f'"{rule}" may not stand in a picture\'s styles: nothing is fetched')
        self.addresses("in a style", text)

    def end(self, _: str) -> None:
        name, attributes, source, children, text = self.open.pop()
        words = "".join(text)
        if name == "style":
            self.sheet(words)
        node = Node(name, attributes, source, tuple(children), words)
        if self.open:
            self.open[-1][3].append(node)
        else:
            self.root = node


def _short(value: str) -> str:
    return value if len(value) <= 60 else value[:57] + "…"


class _Expansion:
    """How large a drawing grows when everything referred to is written out at each place.

    Ten levels of ten `use` each are 10^10 elements from a hundred: bounded before anything is drawn.
    """

    def __init__(self, root: Node, findings: Findings) -> None:
        self.root = root
        self.findings = findings
        self.targets = {
            node.attributes["id"]: node for node in reversed([*root.walk()]) if "id" in node.attributes
        }
        self.rules = self.style_rules()
        self.known: dict[int, tuple[int, int]] = {}
        self.active: set[int] = set()

    def check(self) -> None:
        try:
            total, _ = self.measure(self.root, 1)
        except _EnoughError:
            return
        if total > ELEMENTS:
            message = f"the drawing grows to over {ELEMENTS} elements when what it repeats is drawn"
            self.findings.fail(message, self.root.source, "repeat less")

    def style_rules(self) -> dict[str, list[str]]:
        rules: dict[str, list[str]] = {}
        for node in self.root.walk():
            if node.name != "style" or "(" not in node.text:
                continue
            for selectors, declarations in _RULE.findall(_COMMENT.sub("", node.text)):
                targets = _URL.findall(declarations)
                for selector in (item.strip() for item in selectors.split(",") if targets):
                    if _SIMPLE.fullmatch(selector):
                        rules.setdefault(selector, []).extend(targets)
                    else:
                        hint = 'write ".name"'
                        self.findings.fail(
                            f'"{selector}" is too involved for a rule with url()', node.source, hint
                        )
        return rules

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
                for target in _URL.findall(value):
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
                raise _EnoughError
            if level <= DEPTH:
                self.active.add(id(node))
                known = self.sum_up(node, level)
                self.active.remove(id(node))
                self.known[id(node)] = known
        if known is None or level + known[1] > DEPTH + 1:
            self.findings.fail(f"the drawing is nested over {DEPTH} deep", node.source, "ungroup it")
            raise _EnoughError
        return known

    def sum_up(self, node: Node, level: int) -> tuple[int, int]:
        total, depth = 1, 1
        for child in node.children:
            size, below = self.measure(child, level + 1)
            total, depth = total + size, max(depth, below + 1)
        for name, times in self.references(node):
            target = self.targets.get(name.removeprefix("#"))
            if target is not None:
                size, below = self.measure(target, level + 1)
                total, depth = total + size * times, max(depth, below + 1)
        return total, depth
