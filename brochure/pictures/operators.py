"""Reads drawing operators as svg2pdf writes them, and writes the same drawing with as few as are needed.

svg2pdf wraps each shape in q … Q and says every state again. Here each act of painting is first read with its
whole effective state; then only what changes from one act to the next is written. What cannot be taken back
without Q (transforms, clips, opacity) is a shape's *context*; shapes that follow one another in the same
context share one q … Q, and what all of them share needs none.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from typing import NamedTuple

from brochure.pictures.values import number

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

FILLS = frozenset((b"f", b"f*", b"F", b"B", b"B*", b"b", b"b*"))
STROKES = frozenset((b"S", b"s", b"B", b"B*", b"b", b"b*"))
PATHS = frozenset((b"m", b"l", b"c", b"v", b"y", b"h", b"re"))


class Clip(NamedTuple):
    """A clip in a context: a path and the operator that makes it one (W or W*)."""

    path: bytes
    rule: bytes


class Resource(NamedTuple):
    """Something named in the resources: its kind there, its name, and the scale that it is used at."""

    kind: str
    name: str
    scale: float


_TOGETHER = {(b"f", b"S"): b"B", (b"f*", b"S"): b"B*"}

Entry = Matrix | Clip | Resource
Colour = tuple[str, tuple[bytes, ...]]
"""A colour space's name and what was given to scn: numbers, or a pattern's name."""


class State(NamedTuple):
    """The graphics state that paint depends on (ISO 32000-1, 8.4) beside its context; numbers as written."""

    fill: Colour | None = None
    stroke: Colour | None = None
    width: bytes = b"1"
    limit: bytes = b"10"
    cap: bytes = b"0"
    join: bytes = b"0"
    dash: bytes = b"[] 0"
    matrix: Matrix = IDENTITY
    context: tuple[Entry, ...] = ()


class Paint(NamedTuple):
    """One act of painting: its operator, its path or the resource drawn, and the state that it is done in."""

    operator: bytes
    path: bytes
    resource: Resource | None
    state: State


def multiply(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does `first` and then `then`, as `first cm` under `then` (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def scale_of(matrix: Matrix) -> float:
    """By how much a matrix stretches at most along its two axes."""
    return max(math.hypot(matrix[0], matrix[1]), math.hypot(matrix[2], matrix[3]))


def read_paints(content: bytes, base: Matrix, outer: float, neutral: frozenset[str]) -> list[Paint]:
    """Every act of painting in a content stream that begins with `base cm`, drawn `outer` times its size.

    `neutral` names the graphics state dictionaries that change nothing where none came before. ValueError for
    an operator that svg2pdf does not write.
    """
    context = () if base == IDENTITY else (base,)
    matrix = multiply(base, (outer, 0.0, 0.0, outer, 0.0, 0.0))
    reader = _Reader(State(matrix=matrix, context=context), neutral)
    for line in content.split(b"\n"):
        operands, _, operator = line.rpartition(b" ")
        if operator in PATHS:
            reader.path.append(line)
        elif operator:
            reader.take(operator, operands)
    return reader.paints


class _Reader:
    """The graphics state while a content stream is read: the fields of `State` by name."""

    def __init__(self, state: State, neutral: frozenset[str]) -> None:
        self.now = state._asdict()
        self.neutral = neutral
        self.stack: list[dict[str, Any]] = []
        self.path: list[bytes] = []
        self.clip = b""
        self.paints: list[Paint] = []

    def take(self, operator: bytes, operands: bytes) -> None:
        """Follow one operator."""
        if operator == b"q":
            self.stack.append(self.now.copy())
        elif operator == b"Q":
            self.now = self.stack.pop()
        elif operator in _FIELDS:
            self.now[_FIELDS[operator]] = operands
        elif operator in _SPACES:
            self.now[_SPACES[operator]] = (operands[1:].decode(), ())
        elif operator in _COLOURS:
            field = _COLOURS[operator]
            self.now[field] = (self.now[field][0], tuple(operands.split()))
        elif operator in FILLS or operator in STROKES:
            if path := self.outline():
                self.paints.append(Paint(operator, path, None, State(**self.now)))
        elif operator in (b"W", b"W*"):
            self.clip = operator
        elif operator == b"n":
            self.cut()
        elif operator == b"cm":
            a, b, c, d, e, f = map(float, operands.split())
            self.transform((a, b, c, d, e, f))
        elif operator == b"gs":
            self.mix(operands[1:].decode())
        elif operator in _DRAWN:
            resource = Resource(_DRAWN[operator], operands[1:].decode(), scale_of(self.now["matrix"]))
            self.paints.append(Paint(operator, b"", resource, State(**self.now)))
        else:
            raise ValueError(f"the operator {operator.decode('latin-1')}")

    def outline(self) -> bytes:
        path = b"\n".join(self.path)
        self.path.clear()
        return rounded(path, scale_of(self.now["matrix"]))

    def cut(self) -> None:
        path = self.outline()
        if self.clip:
            self.now["context"] += (Clip(path, self.clip),)
        self.clip = b""

    def transform(self, matrix: Matrix) -> None:
        """Transforms that follow one another become one."""
        if matrix == IDENTITY:
            return
        context = self.now["context"]
        last = context[-1] if context else None
        if last is not None and not isinstance(last, Clip | Resource):
            self.now["context"] = (*context[:-1], multiply(matrix, last))
        else:
            self.now["context"] = (*context, matrix)
        self.now["matrix"] = multiply(matrix, self.now["matrix"])

    def mix(self, name: str) -> None:
        """Opacity and its like; what is neutral is left out unless it might undo an earlier one."""
        context = self.now["context"]
        if name not in self.neutral or any(isinstance(entry, Resource) for entry in context):
            self.now["context"] = (*context, Resource("ExtGState", name, scale_of(self.now["matrix"])))


_FIELDS = {b"w": "width", b"M": "limit", b"J": "cap", b"j": "join", b"d": "dash"}
_SPACES = {b"cs": "fill", b"CS": "stroke"}
_COLOURS = {b"scn": "fill", b"sc": "fill", b"SCN": "stroke", b"SC": "stroke"}
_DRAWN = {b"Do": "XObject", b"sh": "Shading"}


@lru_cache(maxsize=32)
def _longer_than(places: int) -> re.Pattern[bytes]:
    return re.compile(rb"(\.[0-9]{%d})[0-9]+" % places if places else rb"\.[0-9]+")


def places_at(scale: float) -> int:
    """Decimals that place a point to 0.0016 pt in a space drawn `scale` times its size: three at 1 to 3."""
    return min(9, max(0, 3 + math.ceil(math.log10(scale) - 0.5))) if scale > 0 else 3


def rounded(text: bytes, scale: float) -> bytes:
    """Operands with no more decimals than can be seen when drawn `scale` times their size.

    Further decimals are cut, not rounded: a thousandth of a point shows on no paper. Splitting at them, what
    is kept coming back as the parts in between, takes a third of the time of a substitution.
    """
    return b"".join(_longer_than(places_at(scale)).split(text))


def significant(value: float, digits: int = 7) -> bytes:
    """A number to as many significant digits: svg2pdf's own single precision has seven."""
    if abs(value) < 1e-9:
        return b"0"
    return number(value, min(12, max(0, digits - math.ceil(math.log10(abs(value))))))


def write_paints(
    paints: Sequence[Paint],
    name: Callable[[Resource], bytes],
    colour: Callable[[Colour, float, bool], tuple[bytes, bytes]],
) -> bytes:
    """The paints as a content stream, one operator a line.

    `name` gives the name to use for a resource. `colour` gives what selects a colour's space (or nothing) and
    what selects the colour in it; it is told the scale that it is used at, and whether it is for strokes.
    Both are asked in the order of first use.
    """
    writer = _Writer(name, colour)
    paints = join(paints)
    if paints:
        writer.begin(_shared(paint.state.context for paint in paints))
    for paint in paints:
        writer.paint(paint)
    return writer.end()


def join(paints: Iterable[Paint]) -> list[Paint]:
    """The paints with each fill and the stroke of the very same path after it made one act (B, B*).

    Under opacity that would look different (ISO 32000-1, 11.7.4.4), so there both stay.
    """
    joined: list[Paint] = []
    for paint in paints:
        before = joined[-1] if joined else None
        together = _TOGETHER.get((before.operator, paint.operator)) if before else None
        if (
            before
            and together
            and before.path == paint.path
            and before.state.context == paint.state.context
            and not any(isinstance(entry, Resource) for entry in paint.state.context)
        ):
            joined[-1] = Paint(together, paint.path, None, paint.state._replace(fill=before.state.fill))
        else:
            joined.append(paint)
    return joined


def _shared(contexts: Iterable[tuple[Entry, ...]]) -> tuple[Entry, ...]:
    """What all contexts begin with."""
    found: tuple[Entry, ...] | None = None
    for context in contexts:
        if found is None:
            found = context
        count = 0
        for one, other in zip(found, context, strict=False):
            if one != other:
                break
            count += 1
        found = found[:count]
    return found or ()


class _Writer:
    """What has been written so far, and the state that it leaves."""

    def __init__(
        self,
        name: Callable[[Resource], bytes],
        colour: Callable[[Colour, float, bool], tuple[bytes, bytes]],
    ) -> None:
        self.name = name
        self.colour = colour
        self.out: list[bytes] = []
        self.now: dict[bytes, bytes] = {}
        self.levels: list[tuple[int, dict[bytes, bytes]]] = []
        self.context: tuple[Entry, ...] = ()

    def enter(self, entry: Entry) -> None:
        if isinstance(entry, Clip):
            self.out += [entry.path, entry.rule, b"n"]
        elif isinstance(entry, Resource):
            self.out.append(b"/%s gs" % self.name(entry))
        else:
            # Products of transforms differ in the seventh digit of where they lead, which nobody sees.
            numbers = [significant(part) for part in entry[:4]] + [significant(part, 6) for part in entry[4:]]
            self.out.append(b" ".join(numbers) + b" cm")

    def move(self, context: tuple[Entry, ...]) -> None:
        """Close and open q … Q until the paint's context is in force."""
        while self.context != context[: len(self.context)]:
            length, self.now = self.levels.pop()
            self.context = self.context[:length]
            self.out.append(b"Q")
        if len(context) > len(self.context):
            self.levels.append((len(self.context), dict(self.now)))
            self.out.append(b"q")
            self.begin(context)

    def begin(self, context: tuple[Entry, ...]) -> None:
        """Put in force what the context holds beyond the one in force."""
        for entry in context[len(self.context) :]:
            self.enter(entry)
        self.context = context

    def set(self, operator: bytes, operands: bytes) -> None:
        if self.now.get(operator) != operands:
            self.now[operator] = operands
            self.out.append(operands + b" " + operator)

    def select(self, colour: Colour, scale: float, stroke: bool) -> None:
        space, value = self.colour(colour, scale, stroke)
        sides = (b"stroke space", b"stroke") if stroke else (b"fill space", b"fill")
        for side, line in zip(sides, (space, value), strict=True):
            if line and self.now.get(side) != line:
                self.now[side] = line
                self.out.append(line)

    def paint(self, paint: Paint) -> None:
        state = paint.state
        self.move(state.context)
        scale = scale_of(state.matrix)
        if paint.resource is not None:
            self.out.append(b"/%s %s" % (self.name(paint.resource), paint.operator))
            return
        if paint.operator in FILLS and state.fill:
            self.select(state.fill, scale, False)
        if paint.operator in STROKES and state.stroke:
            self.select(state.stroke, scale, True)
            self.set(b"w", rounded(state.width, scale))
            self.set(b"J", state.cap)
            self.set(b"j", state.join)
            if state.join == b"0":
                self.set(b"M", state.limit)
            self.set(b"d", rounded(state.dash, scale))
        self.out += [paint.path, paint.operator]

    def end(self) -> bytes:
        self.out += [b"Q"] * len(self.levels)
        return b"\n".join(self.out)
