"""A template's output as raw elements: names, written attributes, words, and where each was written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from xml.parsers import expat

from brochure.diagnostics import Source
from brochure.layouts.origins import OPEN
from brochure.layouts.origins import Origins
from brochure.layouts.origins import read_place
from brochure.layouts.origins import split_marks
from brochure.layouts.origins import Trace
from brochure.layouts.rendering import Render
from brochure.layouts.views import Words

DEPTH = 50
ELEMENTS = 20_000


@dataclass(slots=True)
class Raw:
    """One element as it was written; `content` is elements, words and the template's own text, in order.

    `attributes` are names and values in turn. `broken` says that a value in it was refused already.
    """

    name: str
    attributes: tuple[str, ...]
    source: Source | None
    trace: Trace
    content: list[Raw | Words | str] = field(default_factory=list)
    broken: bool = False


class _Stop(Exception):
    """The rest is not read; why has been noted."""


def parse(output: str, render: Render, whole: bool = True) -> Raw:
    """The elements of a template's output, under a root without a name.

    What is not well formed is noted in the render's findings. With `whole` False the output ends where the
    template broke off, and open elements are no mistake.
    """
    reader = _Reader(render)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.ordered_attributes = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = reader.refuse_doctype
    parser.ProcessingInstructionHandler = reader.refuse_instruction
    parser.StartCdataSectionHandler = reader.refuse_cdata
    try:
        parser.Parse("<x>", False)
        parser.Parse(output, False)
        if whole:
            parser.Parse("</x>", True)
    except expat.ExpatError as error:
        if whole or error.code != _UNCLOSED:
            reader.explain(error, output, parser)
    except _Stop:
        pass
    return reader.root


_UNCLOSED = expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN]
_EXPLAINED = {
    expat.errors.XML_ERROR_TAG_MISMATCH: "an end tag closes another element than the one that is open",
    expat.errors.XML_ERROR_UNDEFINED_ENTITY: "an entity is not known: write the character, or &amp; for &",
    expat.errors.XML_ERROR_INVALID_TOKEN: 'this is not well formed: a stray "<", "&" or quotation mark',
    expat.errors.XML_ERROR_DUPLICATE_ATTRIBUTE: "an attribute is given twice",
}


class _Reader:
    """Takes the parser's events; `holders` are the open elements, outermost first."""

    def __init__(self, render: Render) -> None:
        self.render = render
        self.origins = Origins(render.path_of)
        self.root = Raw("", (), None, ())
        self.holders = [self.root]
        self.depth = 0
        self.count = 0

    def start(self, name: str, attributes: Sequence[str]) -> None:
        """An element starts."""
        self.depth += 1
        if self.depth == 1:
            return
        self.count += 1
        if self.depth > DEPTH or self.count > ELEMENTS:
            most = f"{DEPTH} deep" if self.depth > DEPTH else f"{ELEMENTS:,}"
            self._stop(
                f"elements stand more than {DEPTH} deep"
                if self.depth > DEPTH
                else f"more than {most} elements"
            )
        raw = Raw(name, tuple(attributes), self.origins.source, self.origins.trace)
        for value in attributes[1::2]:
            if OPEN in value:
                self._resolve(raw)
                break
        self.holders[-1].content.append(raw)
        self.holders.append(raw)

    def end(self, name: str) -> None:
        """An element ends."""
        self.depth -= 1
        if len(self.holders) > 1:
            self.holders.pop()

    def text(self, data: str) -> None:
        """Text between tags: marks of place are followed, words and all else are kept."""
        content = self.holders[-1].content
        if OPEN not in data:
            content.append(data)
            return
        parts = split_marks(data)
        if parts[0]:
            content.append(parts[0])
        for at in range(1, len(parts), 2):
            mark = parts[at]
            if mark[0] == "w":
                content.append(self.render.words[int(mark[1:])])
            elif mark[0] == "e":
                self.holders[-1].broken = True
            else:
                self.origins.follow(mark)
            if parts[at + 1]:
                content.append(parts[at + 1])

    def _resolve(self, raw: Raw) -> None:
        """Words in an attribute become their text."""
        attributes = list(raw.attributes)
        for place in range(1, len(attributes), 2):
            parts = split_marks(attributes[place])
            for at in range(1, len(parts), 2):
                mark = parts[at]
                raw.broken = raw.broken or mark[0] == "e"
                parts[at] = self.render.words[int(mark[1:])].plain if mark[0] == "w" else ""
            attributes[place] = "".join(parts)
        raw.attributes = tuple(attributes)

    def refuse_doctype(self, *args: object) -> None:
        """Declarations can hold entities that grow without end."""
        self._stop("a template has no <!DOCTYPE>: leave it out")

    def refuse_instruction(self, *args: object) -> None:
        """Nothing in a leaflet is an instruction to a program."""
        self._stop("a template has no <?instructions?>: leave it out")

    def refuse_cdata(self) -> None:
        """CDATA would be a way to write words into a template."""
        self._stop("a template has no <![CDATA[…]]>: words belong in content.yaml")

    def _stop(self, message: str) -> None:
        self.render.note(message, self.origins.source, self.origins.trace)
        raise _Stop

    def explain(self, error: expat.ExpatError, output: str, parser: expat.XMLParserType) -> None:
        """Note what is not well formed, at the line of the template as near as marks can tell."""
        text = expat.ErrorString(error.code)
        message = _EXPLAINED.get(text, f"this is not well formed: {text}")
        source = self.origins.source
        before = output.encode("utf-8", "surrogatepass")[: max(0, parser.ErrorByteIndex - 3)].decode(
            "utf-8", "ignore"
        )
        parts = split_marks(before)
        places = [at for at in range(1, len(parts), 2) if parts[at][0] == "a"]
        if places:
            template, line = read_place(parts[places[-1]])
            beyond = "".join(parts[places[-1] + 1 :: 2]).count("\n")
            source = Source(self.render.path_of(template), line + beyond)
        if len(self.holders) > 1 and text == expat.errors.XML_ERROR_TAG_MISMATCH:
            open_raw = self.holders[-1]
            message = f"this end tag closes something else: <{open_raw.name}> is open, from {open_raw.source}"
        self.render.note(message, source, self.origins.trace)
