"""What a page's content streams draw: text by marked-content sequence, and images with their resolution.

Forms are gone into where they are drawn. Shapes are passed over.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field

from brochure.preflight.decode import Font
from brochure.preflight.decode import read_font
from brochure.preflight.objects import entry
from brochure.preflight.objects import Identity
from brochure.preflight.objects import identity
from brochure.preflight.objects import inherited
from brochure.preflight.objects import integer
from brochure.preflight.objects import is_stream
from brochure.preflight.objects import items
from brochure.preflight.objects import name
from brochure.preflight.objects import number
from brochure.preflight.objects import numbers
from brochure.preflight.objects import Opened
from brochure.preflight.objects import PdfObject
from brochure.preflight.objects import raw
from brochure.preflight.objects import refuse
from brochure.preflight.objects import string
from brochure.preflight.report import ImageInfo
from brochure.preflight.report import NEW_LINE
from brochure.preflight.report import Piece

MAX_OPERATORS = 2_000_000
MAX_CONTENT = 4_000_000
MAX_FORM_DEPTH = 12

_OPERATORS = "q Q cm BT ET Tf Tj TJ ' \" Td TD T* Tm TL BDC BMC EMC Do"

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_INVISIBLE = str.maketrans("", "", "\u200b")

Instructions = list[tuple[list[PdfObject], str]]


def _times(one: Matrix, two: Matrix) -> Matrix:
    """`one` applied before `two`, as PDF multiplies (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


@dataclass(slots=True)
class _Sequence:
    """A marked-content sequence while it is read."""

    page: int
    mcid: int
    drawn: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    first: float | None = None
    last: float | None = None
    size: float = 0.0

    def finished(self) -> Piece:
        drawn, said = "".join(self.drawn), "".join(self.said)
        return Piece(self.page, self.mcid, drawn, said, self.first, self.last, self.size)


@dataclass(slots=True)
class _Mark:
    """An open BDC or BMC: the sequence it stands in, whether it is an artifact, and its ActualText if any."""

    sequence: _Sequence | None
    artifact: bool
    actual: str | None
    told: bool = False


@dataclass(slots=True)
class _Graphics:
    """The part of the graphics state that text and images need."""

    ctm: Matrix = _IDENTITY
    font: Font | None = None
    size: float = 0.0
    leading: float = 0.0

    def copy(self) -> _Graphics:
        return _Graphics(self.ctm, self.font, self.size, self.leading)


@dataclass(slots=True)
class Contents:
    """All that is drawn: pieces by (the page's or form's identity, MCID), and what stands in none."""

    pieces: dict[tuple[Identity, int], Piece]
    repeated: list[tuple[int, int]]
    loose: list[str]
    artifacts: list[str]
    images: list[ImageInfo]
    fonts: list[Font]
    unbalanced: list[int]


class Reader:
    """Reads pages one after another; fonts and forms met again are not read again."""

    def __init__(self, opened: Opened) -> None:
        self.path = opened.path
        self._opened = opened
        self._operators = 0
        self._fonts: dict[Identity, Font] = {}
        self._forms: dict[Identity, Instructions] = {}
        self.found: list[Font] = []

    def count(self, operators: int) -> None:
        """Refuse a file whose pages draw more than MAX_OPERATORS."""
        self._operators += operators
        if self._operators > MAX_OPERATORS:
            refuse(self._opened.path, f"the pages hold more than {MAX_OPERATORS:,} operators")

    def page(self, page: PdfObject) -> Instructions:
        """A page's instructions, its Contents taken in order as one stream (ISO 32000-1, 7.8.2)."""
        contents = entry(page, "/Contents")
        streams = [contents] if is_stream(contents) else items(contents)
        return self._parse(b"\n".join(self._opened.read(stream) for stream in streams))

    def form(self, form: PdfObject) -> Instructions:
        """A form's instructions."""
        key = identity(form)
        if key not in self._forms:
            self._forms[key] = self._parse(self._opened.read(form))
        return self._forms[key]

    def _parse(self, data: bytes) -> Instructions:
        if len(data) > MAX_CONTENT:
            refuse(self.path, f"a content stream has {len(data):,} bytes, {MAX_CONTENT:,} at most are read")
        return self._opened.instructions(data, _OPERATORS)

    def font(self, font: PdfObject) -> Font:
        """A font, read once."""
        key = identity(font)
        if key == (0, 0) or key not in self._fonts:
            self._fonts[key] = read_font(self._opened, font)
            self.found.append(self._fonts[key])
        return self._fonts[key]


def read_contents(opened: Opened, pages: tuple[PdfObject, ...]) -> Contents:
    """Everything that the pages draw; BuildError when there are more than MAX_OPERATORS operators."""
    reader = Reader(opened)
    contents = Contents({}, [], [], [], [], reader.found, [])
    for index, page in enumerate(pages):
        box = numbers(inherited(page, "/MediaBox"), 4) or (0.0, 0.0, 0.0, 0.0)
        walk = _Walk(reader, contents, index, max(box[1], box[3]))
        walk.run(reader.page(page), inherited(page, "/Resources"), identity(page), _Graphics(), 0)
        if walk.marks:
            contents.unbalanced.append(index)
        for key, sequence in walk.sequences.items():
            contents.pieces[key] = sequence.finished()
        contents.loose.append("".join(walk.loose.drawn))
        contents.artifacts.append("".join(walk.artifact.drawn))
    return contents


class _Walk:
    """One page while its operators are gone through."""

    def __init__(self, reader: Reader, contents: Contents, page: int, head: float) -> None:
        self.reader = reader
        self.contents = contents
        self.page = page
        self.head = head
        self.marks: list[_Mark] = []
        self.sequences: dict[tuple[Identity, int], _Sequence] = {}
        self.loose = _Sequence(page, -1)
        self.artifact = _Sequence(page, -1)
        self.state = _Graphics()
        self.matrix = self.line = _IDENTITY
        self.resources: PdfObject = None
        self.owner: Identity = (0, 0)
        self.depth = 0

    def run(
        self, code: Instructions, resources: PdfObject, owner: Identity, state: _Graphics, depth: int
    ) -> None:
        """Go through the operators of a page or form, whose MCIDs belong to `owner`."""
        self.reader.count(len(code))
        outer = (self.resources, self.owner, self.state, self.depth, self.matrix, self.line)
        self.resources, self.owner, self.state, self.depth = resources, owner, state.copy(), depth
        stack: list[_Graphics] = []
        for operands, operator in code:
            if operator == "q":
                if len(stack) < 1000:
                    stack.append(self.state.copy())
            elif operator == "Q":
                if stack:
                    self.state = stack.pop()
            else:
                action = _ACTIONS.get(operator)
                if action is not None:
                    action(self, operands)
        self.resources, self.owner, self.state, self.depth, self.matrix, self.line = outer

    def concatenate(self, operands: list[PdfObject]) -> None:
        self.state.ctm = _times(_matrix(operands), self.state.ctm)

    def begin_text(self, operands: list[PdfObject]) -> None:
        self.matrix = self.line = _IDENTITY

    def set_font(self, operands: list[PdfObject]) -> None:
        if len(operands) == 2:
            fonts = entry(self.resources, "/Font")
            font = entry(fonts, str(operands[0])) if name(operands[0]) is not None else None
            self.state.font = self.reader.font(font) if font is not None else None
            self.state.size = number(operands[1]) or 0.0

    def set_leading(self, operands: list[PdfObject]) -> None:
        self.state.leading = (_floats(operands) or [0.0])[0]

    def move(self, operands: list[PdfObject]) -> None:
        x, y = (*_floats(operands), 0.0, 0.0)[:2]
        self.line = self.matrix = _times((1.0, 0.0, 0.0, 1.0, x, y), self.line)

    def move_leading(self, operands: list[PdfObject]) -> None:
        self.state.leading = -(*_floats(operands), 0.0, 0.0)[1]
        self.move(operands)

    def next_line(self, operands: list[PdfObject]) -> None:
        self.line = self.matrix = _times((1.0, 0.0, 0.0, 1.0, 0.0, -self.state.leading), self.line)

    def set_matrix(self, operands: list[PdfObject]) -> None:
        self.line = self.matrix = _matrix(operands)

    def show(self, operands: list[PdfObject]) -> None:
        self._show(
            b"".join(raw(item) or b"" for operand in operands for item in (items(operand) or (operand,)))
        )

    def show_next(self, operands: list[PdfObject]) -> None:
        self.next_line([])
        self.show(operands[-1:])

    def _show(self, data: bytes) -> None:
        font = self.state.font
        text = (font.decode(data) if font is not None else "\ufffd" * len(data)).translate(_INVISIBLE)
        if not text:
            return
        place = _times(self.matrix, self.state.ctm)
        size = abs(self.state.size) * max(abs(place[3]), abs(place[2]))
        sequence = self._sequence()
        baseline = self.head - place[5]
        if sequence.first is None:
            sequence.first = baseline
        elif sequence.last is not None and abs(baseline - sequence.last) > NEW_LINE * size:
            sequence.drawn.append("\n")
            if not any(mark.told for mark in self.marks):
                sequence.said.append("\n")
        sequence.last, sequence.size = baseline, size
        sequence.drawn.append(text)
        replaced = next((mark for mark in self.marks if mark.actual is not None), None)
        if replaced is None:
            sequence.said.append(text)
        elif not replaced.told:
            replaced.told = True
            sequence.said.append(replaced.actual or "")

    def _sequence(self) -> _Sequence:
        """Where text that is shown now belongs."""
        if any(mark.artifact for mark in self.marks):
            return self.artifact
        inner = next((mark.sequence for mark in reversed(self.marks) if mark.sequence is not None), None)
        return inner if inner is not None else self.loose

    def begin_marked(self, operands: list[PdfObject]) -> None:
        tag = name(operands[0]) if operands else None
        properties = operands[1] if len(operands) > 1 else None
        named = name(properties)
        if named is not None:
            properties = entry(entry(self.resources, "/Properties"), f"/{named}")
        mcid = integer(entry(properties, "/MCID"))
        sequence = None
        if mcid is not None:
            key = (self.owner, mcid)
            if key in self.sequences:
                self.contents.repeated.append((self.page, mcid))
            sequence = self.sequences.setdefault(key, _Sequence(self.page, mcid))
        actual = string(entry(properties, "/ActualText"))
        if len(self.marks) > 500:
            refuse(self.reader.path, f"page {self.page + 1} nests marked content deeper than 500")
        self.marks.append(_Mark(sequence, tag == "Artifact" and sequence is None, actual))

    def end_marked(self, operands: list[PdfObject]) -> None:
        if not self.marks:
            self.contents.unbalanced.append(self.page)
            return
        mark = self.marks[-1]
        outer = any(other.actual is not None for other in self.marks[:-1])
        if mark.actual is not None and not mark.told and not outer:
            # Shapes that stand for characters: a bullet drawn as a disc.
            self._sequence().said.append(mark.actual)
        self.marks.pop()

    def draw(self, operands: list[PdfObject]) -> None:
        key = name(operands[0]) if operands else None
        found = entry(entry(self.resources, "/XObject"), f"/{key}") if key else None
        if not is_stream(found):
            return
        kind = name(entry(found, "/Subtype"))
        if kind == "Image":
            self._image(found)
        elif kind == "Form" and self.depth < MAX_FORM_DEPTH:
            state = self.state.copy()
            matrix = numbers(entry(found, "/Matrix"), 6)
            if matrix is not None:
                state.ctm = _times(
                    (matrix[0], matrix[1], matrix[2], matrix[3], matrix[4], matrix[5]), state.ctm
                )
            resources = entry(found, "/Resources")
            inner = resources if resources is not None else self.resources
            self.run(self.reader.form(found), inner, identity(found), state, self.depth + 1)

    def _image(self, image: PdfObject) -> None:
        width, height = integer(entry(image, "/Width")) or 0, integer(entry(image, "/Height")) or 0
        a, b, c, d, _, _ = self.state.ctm
        across, down = (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5
        if width > 0 and height > 0 and across > 0 and down > 0:
            resolution = min(width / across, height / down) * 72
            self.contents.images.append(ImageInfo(self.page, width, height, round(resolution, 1)))


_ACTIONS: dict[str, Callable[[_Walk, list[PdfObject]], None]] = {
    "cm": _Walk.concatenate,
    "BT": _Walk.begin_text,
    "Tf": _Walk.set_font,
    "TL": _Walk.set_leading,
    "Td": _Walk.move,
    "TD": _Walk.move_leading,
    "T*": _Walk.next_line,
    "Tm": _Walk.set_matrix,
    "Tj": _Walk.show,
    "TJ": _Walk.show,
    "'": _Walk.show_next,
    '"': _Walk.show_next,
    "BMC": _Walk.begin_marked,
    "BDC": _Walk.begin_marked,
    "EMC": _Walk.end_marked,
    "Do": _Walk.draw,
}


def _floats(operands: list[PdfObject]) -> list[float]:
    return [found for operand in operands if (found := number(operand)) is not None]


def _matrix(operands: list[PdfObject]) -> Matrix:
    found = _floats(operands)
    return (found[0], found[1], found[2], found[3], found[4], found[5]) if len(found) == 6 else _IDENTITY
