"""Drawing as PDF operators, each thing inside the marked content of its structure node."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from brochure.brand.inks import ROLES
from brochure.composition.leaflet import Ground
from brochure.composition.leaflet import Mark
from brochure.composition.leaflet import PlacedCode
from brochure.composition.leaflet import PlacedPicture
from brochure.composition.leaflet import Stroke
from brochure.composition.leaflet import TextLine
from brochure.document.tree import StructureTree
from brochure.pdf.codes import CodeBook
from brochure.pdf.forms import FormBook
from brochure.pdf.glyphs import show
from brochure.pdf.lines import logical_order
from brochure.pdf.lines import Stretch
from brochure.pdf.lines import stretches
from brochure.pdf.marks import LinkPart
from brochure.pdf.marks import Marked
from brochure.pdf.marks import Notes
from brochure.pdf.objects import fine_number
from brochure.pdf.objects import number
from brochure.pdf.objects import text_string
from brochure.pdf.shapes import disc
from brochure.pdf.shapes import modules
from brochure.pdf.shapes import rounded
from brochure.text.lines import Run
from brochure.units import Rect
from brochure.units import Size

_INK = {role: index for index, role in enumerate(ROLES)}

_ARTIFACT = -1
_NOTHING = -2


class Chunk(NamedTuple):
    """Operators up to the box called `hole`, or "" for the page's end."""

    page: int
    hole: str
    data: bytes


class Operators:
    """A surface that writes operators; `chunks` holds what came before each hole and, at last, after them.

    A chunk sets everything that it relies on, so that a clinic's stream can stand between any two.
    Marked-content ids run on from `first` over all pages. Object numbers never stand in operators, colours
    only as indices into the palette.
    """

    def __init__(self, structure: StructureTree, book: CodeBook, forms: FormBook, first: int = 0) -> None:
        self.roles = tuple(node.role for node in structure.nodes)
        self.languages = tuple(node.language for node in structure.nodes)
        self.book = book
        self.forms = forms
        self.next = first
        self.notes = Notes()
        self.chunks: list[Chunk] = []
        self._number = -1
        self._height = 0.0
        self._forget()

    def _forget(self) -> None:
        self._out: list[str] = []
        self._held = _NOTHING
        self._joins = False
        self._font: tuple[str, float] | None = None
        self._fill: int | None = None
        self._line: int | None = None
        self._width: float | None = None
        self._round: bool | None = None

    # -- pages and chunks

    def page(self, name: str, size: Size, index: int | None = None) -> None:
        """Begin page number `index` of the leaflet (the next one unless told)."""
        self._number = self._number + 1 if index is None else index
        self._height = size.height

    def hole(self, name: str) -> None:
        """End a chunk; the box called `name` follows it."""
        self._close()
        data = "\n".join([*self._out, ""]).encode("ascii") if self._out else b""
        self.chunks.append(Chunk(self._number, name, data))
        self._forget()

    def end(self) -> None:
        """End the page's last chunk."""
        self.hole("")

    # -- marked content

    def _close(self) -> None:
        if self._held != _NOTHING:
            self._out.append("EMC")
            self._held = _NOTHING

    def _artifact(self) -> None:
        if self._held != _ARTIFACT:
            self._close()
            self._out.append("/Artifact BMC")
            self._held = _ARTIFACT

    def _content(self, node: int, more: str = "") -> Marked:
        """Begin a marked-content sequence of its own for `node`; the caller notes it in logical order."""
        self._close()
        mcid = self.next
        self.next += 1
        self._out.append(f"/{self.roles[node]} <</MCID {mcid}{more}>> BDC")
        self._held = node
        self._joins = False
        return Marked(node, self._number, mcid)

    def _figure(self, node: int, rect: Rect) -> None:
        self.notes.marks.append(self._content(node))
        self.notes.cover(node, self._number, rect)

    # -- state

    def _fill_ink(self, ink: str) -> None:
        index = _INK[ink]
        if self._fill is None:
            self._out.append("/Brand cs")
        if self._fill != index:
            self._out.append(f"{index} sc")
            self._fill = index

    def _line_ink(self, ink: str, width: float, caps: bool = False) -> None:
        index = _INK[ink]
        if self._line is None:
            self._out.append("/Brand CS")
        if self._line != index:
            self._out.append(f"{index} SC")
            self._line = index
        if self._width != width:
            self._out.append(f"{number(width)} w")
            self._width = width
        if self._round != caps:
            self._out.append(f"{int(caps)} J {int(caps)} j")
            self._round = caps

    def _path(self, rect: Rect, radii: Sequence[float] = (0.0, 0.0, 0.0, 0.0)) -> str:
        return rounded(rect.x, self._height - rect.foot, rect.width, rect.height, radii)

    # -- artifacts

    def ground(self, ground: Ground) -> None:
        self._artifact()
        if ground.fill:
            self._fill_ink(ground.fill)
        stroked = ground.stroke is not None and ground.stroke_width > 0
        if ground.stroke is not None and stroked:
            self._line_ink(ground.stroke, ground.stroke_width)
        verb = {(True, True): "B", (True, False): "f", (False, True): "S"}.get(
            (bool(ground.fill), stroked), "n"
        )
        self._out.append(f"{self._path(ground.rect, ground.radii)} {verb}")

    def stroke(self, stroke: Stroke) -> None:
        self._artifact()
        self._line_ink(stroke.ink, stroke.width, stroke.round_caps)
        points = [f"{number(point.x)} {number(self._height - point.y)}" for point in stroke.points]
        self._out.append(f"{points[0]} m " + " ".join(f"{point} l" for point in points[1:]) + " S")

    # -- marks, pictures, codes

    def mark(self, mark: Mark) -> None:
        """A list item's label as a shape that reads as its `text`."""
        actual = text_string(mark.text + " ").decode("ascii")
        self.notes.marks.append(self._content(mark.node, f"/ActualText {actual}"))
        self.notes.labels[mark.node] = mark.text
        rect = mark.rect
        if mark.kind == "disc":
            self._fill_ink(mark.ink)
            self._out.append(f"{disc(rect.x, self._height - rect.foot, rect.width, rect.height)} f")
        elif mark.kind == "box":
            self._box(mark)
        else:
            self._lines(mark)
        self._close()

    def _box(self, mark: Mark) -> None:
        width = mark.stroke_width or mark.rect.width / 10
        if mark.fill:
            self._fill_ink(mark.fill)
        self._line_ink(mark.ink, width)
        rect, half = mark.rect, width / 2
        inner = Rect(rect.x + half, rect.y + half, rect.width - width, rect.height - width)
        self._out.append(f"{self._path(inner, (width, width, width, width))} {'B' if mark.fill else 'S'}")

    def _lines(self, mark: Mark) -> None:
        rect = mark.rect
        self._line_ink(mark.ink, mark.stroke_width or rect.width / 6, caps=True)
        left, right = number(rect.x), number(rect.right)
        head, foot = number(self._height - rect.y), number(self._height - rect.foot)
        middle = number(self._height - rect.y - rect.height / 2)
        if mark.kind == "dash":
            self._out.append(f"{left} {middle} m {right} {middle} l S")
        else:
            self._out.append(f"{left} {head} m {right} {foot} l {left} {foot} m {right} {head} l S")

    def picture(self, picture: PlacedPicture) -> None:
        """A picture's form XObject, scaled to its rectangle; it never leaves a state behind."""
        rect = picture.rect
        if picture.node is None:
            self._artifact()
        else:
            self._figure(picture.node, rect.intersect(picture.clip) if picture.clip else rect)
        size = self.forms.pictures[picture.picture].size
        across, along = rect.width / size.width, rect.height / size.height
        form = self.forms.form(picture.picture, across)
        clip = f"{self._path(picture.clip, picture.clip_radii)} W n " if picture.clip else ""
        place = f"{number(rect.x)} {number(self._height - rect.foot)} cm"
        self._out.append(f"q {clip}{fine_number(across)} 0 0 {fine_number(along)} {place} /{form} Do Q")

    def code(self, code: PlacedCode) -> None:
        """A QR code as one path of horizontal runs, in modules: readers see no seams within a path."""
        self._figure(code.node, code.rect)
        self._fill_ink(code.ink)
        rect = code.rect
        side = len(code.rows)
        place = f"{number(rect.x)} {number(self._height - rect.y)} cm"
        scale = f"{fine_number(rect.width / side)} 0 0 {fine_number(-rect.height / side)}"
        self._out.append(f"q {scale} {place} {modules(code.rows)} f Q")

    # -- text

    def text(self, line: TextLine) -> None:
        """A line, a marked-content sequence for each stretch of one node, noted in logical order.

        A stretch goes on with the sequence of the line before where reading would go from the one straight
        to the other; else it begins its own.
        """
        pieces = stretches(line)
        if not pieces:
            return
        order = logical_order(pieces)
        hang, edge = _hanging(line, len(pieces))
        begun: dict[int, Marked] = {}
        for index, piece in enumerate(pieces):
            joins = index == 0 and order[0] == 0 and self._joins and self._held == piece.node
            if not joins:
                begun[index] = self._content(piece.node)
            self._show(line, piece, hang if index == edge else "")
        for index in order:
            if index in begun:
                self.notes.marks.append(begun[index])
            self._note(line, pieces[index], last=index == order[-1])
        self._joins = order[-1] == len(pieces) - 1

    def _note(self, line: TextLine, piece: Stretch, last: bool) -> None:
        notes = self.notes
        words = piece.text + (" " if last and line.line.text[-1:].isspace() else "")
        notes.texts.setdefault(piece.node, []).append(words)
        head = max(run.face.ascender for run in piece.runs) * line.size
        foot = min(run.face.descender for run in piece.runs) * line.size
        notes.tops.setdefault(piece.node, (self._number, line.y - head))
        if min(run.level for run in line.line.runs):
            notes.turned.add(piece.node)
        if piece.link:
            rect = Rect(
                line.x + piece.start * line.size, line.y - head, piece.advance * line.size, head - foot
            )
            notes.links.append(LinkPart(piece.node, self._number, piece.link, rect))

    def _show(self, line: TextLine, piece: Stretch, hang: str) -> None:
        out = self._out
        shown = show(piece.runs, self.book, line.size, hang)
        x = round(line.x + (piece.start - shown.back) * line.size, 2)
        y = round(self._height - line.y, 2)
        out.append(f"BT\n{number(x)} {number(y)} Td")
        groups = [(key, list(group)) for key, group in groupby(piece.runs, key=lambda run: _look(run, line))]
        operators = iter(shown.operators)
        for index, ((language, right_to_left), runs) in enumerate(groups):
            spaced = hang == "right" and index == len(groups) - 1
            properties = self._properties(piece.node, language, right_to_left, runs, spaced)
            if properties:
                out.append(f"/Span <<{properties}>> BDC")
            for run, verbs in zip(runs, operators, strict=False):
                self._run(line, run)
                if verbs:
                    out.append(verbs)
            if properties:
                out.append("EMC")
        if shown.lifted:
            out.append("/Span <</ActualText ()>> BDC")
        at = (x, y)
        for index, code, dx, dy in shown.lifted:
            self._run(line, piece.runs[index])
            to = (round(x + (shown.back + dx) * line.size, 2), round(y + dy * line.size, 2))
            out.append(f"{number(to[0] - at[0])} {number(to[1] - at[1])} Td <{code}> Tj")
            at = to
        if shown.lifted:
            out.append("EMC")
        out.append("ET")

    def _run(self, line: TextLine, run: Run) -> None:
        font = (self.book.codes(run.face).name, line.size)
        if font != self._font:
            self._out.append(f"/{font[0]} {number(font[1])} Tf")
            self._font = font
        self._fill_ink(line.inks[run.span])

    def _properties(
        self, node: int, language: str | None, right_to_left: bool, runs: Sequence[Run], spaced: bool
    ) -> str:
        """What a span within the marked content must say: another language, or its words.

        Readers put letters in order by place, so words with glyphs moved from theirs (Thai tone marks) must
        be said. Right-to-left runs get no ActualText: with it pdfium returns their words reversed.
        """
        said = ""
        if language and language != self.languages[node]:
            said += f"/Lang {text_string(language).decode('ascii')}"
        if not right_to_left and any(x or y for run in runs for _, _, x, y, _ in run.glyphs):
            words = "".join(run.text for run in runs) + (" " if spaced else "")
            said += f"/ActualText {text_string(words).decode('ascii')}"
        return said


def _look(run: Run, line: TextLine) -> tuple[str | None, bool]:
    return line.spans[run.span].language, run.level % 2 == 1


def _hanging(line: TextLine, count: int) -> tuple[str, int]:
    """On which side a space hangs behind the line, if one does, and in which of its `count` stretches.

    A line whose levels are all above 0 stands in a right-to-left paragraph.
    """
    if not line.line.text[-1:].isspace():
        return "", 0
    if min(run.level for run in line.line.runs):
        return "left", 0
    return "right", count - 1
