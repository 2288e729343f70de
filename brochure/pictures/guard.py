"""What may come in: a picture file is hostile until its place, size and every element have been looked at.

The XML is read by expat with the refusals of the defusedxml package (no entities, no internal or external
subset), written out here because that package loads 60 ms of `xml.sax` and `urllib` for four handlers.
"""

from __future__ import annotations

import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.parsers import expat

from brochure.diagnostics import BuildError
from brochure.diagnostics import Findings
from brochure.diagnostics import nearest
from brochure.diagnostics import Source
from brochure.pictures.elements import check_growth
from brochure.pictures.elements import DEPTH
from brochure.pictures.elements import ELEMENTS
from brochure.pictures.elements import Node
from brochure.pictures.elements import URL

SVG_BYTES = 2_000_000
PIXEL_BYTES = 12_000_000
PIXELS = 60_000_000
MOST = 20
"""So many findings in one file, and reading stops: a hostile file has thousands."""

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"

_REFUSED = {
    "script": "a picture is drawn, never run",
    "handler": "a picture is drawn, never run",
    "foreignobject": "web pages cannot stand in a picture",
    "iframe": "web pages cannot stand in a picture",
    "object": "web pages cannot stand in a picture",
    "embed": "web pages cannot stand in a picture",
    "font-face": "a picture cannot bring typefaces along",
}
_OUTLINES = "words in a picture need a typeface: turn them into outlines (Path, Object to Path)"
_EFFECTS = "effects such as blur and shadow turn drawing into pixels: leave them out or flatten them"
_TYPED = frozenset(("text", "flowRoot"))
"""What holds live words; programs leave empty ones behind, which draw nothing."""

_UNSEEN = frozenset(("title", "desc", "metadata", "style"))
_FILTER = re.compile(r"(?<![\w-])filter\s*:\s*(?!none\b)", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


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
    found (what programs leave behind unused is harmless), and for what is too large: SVG_BYTES, ELEMENTS
    (also after every `use`, mask, pattern, marker and clip is written out), DEPTH.
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
    check_growth(root, {}, findings)
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
        del self.parser  # its handlers lead back here: nothing is to wait for the collector
        return self.root

    def place(self, line: int | None = None, offset: int | None = None) -> Source:
        at = self.parser.CurrentLineNumber if line is None else line
        column = self.parser.CurrentColumnNumber if offset is None else offset
        return Source(self.path, at, column + 1)

    def fail(self, message: str, *hints: str, source: Source | None = None) -> None:
        self.findings.fail(message, source or self.place(), *hints)
        if len(self.findings.found) >= MOST:
            self.findings.fail("there is more of this kind; reading stopped here", self.place())
            raise _EnoughError

    def doctype(self, name: str, system: str | None, public: str | None, subset: bool) -> None:
        # A bare doctype is what older programs write, and is never fetched. Definitions are another matter.
        if subset:
            self.fail(
                "a doctype with definitions of its own may not stand in a picture",
                "save it as plain SVG: in Illustrator, without its editing capabilities",
            )
            raise _EnoughError

    def entity(self, *_: Any) -> None:
        self.fail("an entity may not be defined in a picture", "save it as plain SVG")
        raise _EnoughError

    def instruction(self, target: str, _data: str) -> None:
        if target != "xpacket":  # Adobe's mark of where its notes begin and end
            self.fail(f'a processing instruction "<?{target}" may not stand in a picture')

    def characters(self, text: str) -> None:
        if self.open and self.open[-1][0] == "style":
            self.open[-1][4].append(text)
        elif text.strip() and not _UNSEEN.intersection(element[0] for element in self.open):
            for name, _, source, _, words in self.open:
                if name in _TYPED and not words:
                    words.append(text)
                    self.fail(f'"<{name}>" may not stand in a picture: {_OUTLINES}', source=source)

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
        # Illustrator asks whether it is Illustrator that reads, and brings the drawing itself for all others.
        aside = name == "foreignObject" and "requiredExtensions" in given and self.inside("switch")
        if reason and not aside:
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

    def inside(self, name: str) -> bool:
        """Whether what begins now stands directly in such an element."""
        return bool(self.open) and self.open[-1][0] == name

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
        elif name == "filter" and not foreign and value.strip() not in ("", "none"):
            self.fail(f'"filter" on <{element}> may not stand in a picture: {_EFFECTS}')
        else:
            self.addresses(f"{name} on <{element}>", value)

    def outside(self, element: str, name: str, value: str) -> None:
        hint = "put what is needed into the picture's own file, and refer to it by #name"
        self.fail(f'"{_short(value)}" ({name} on <{element}>) leads out of the picture', hint)

    def addresses(self, where: str, value: str) -> None:
        for target in URL.findall(value) if "(" in value else ():
            if not target.startswith("#"):
                self.fail(f'"{_short(target)}" ({where}) leads out of the picture', "refer to #name only")

    def sheet(self, text: str) -> None:
        if "\\" in text:
            self.fail("a backslash may not stand in a picture's styles")
        if "@" in text:
            rule = re.findall(r"@[\w-]*", text)[0]
            self.fail(f'"{rule}" may not stand in a picture\'s styles: plain rules are read alone')
        if _FILTER.search(_COMMENT.sub(" ", text)):
            self.fail(f'"filter" in a style may not stand in a picture: {_EFFECTS}')
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
