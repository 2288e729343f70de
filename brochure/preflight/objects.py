"""The door to pikepdf: opens a file that may be hostile, and takes each object for what it is or not at all.

Everything that a file can make large or deep has a bound here. A value of the wrong type reads as
absent, so that the rooms behind this door meet no surprise.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import cache
from io import BytesIO
from math import isfinite
from typing import Any
from typing import NoReturn
from warnings import catch_warnings
from warnings import simplefilter

from brochure.diagnostics import BuildError
from brochure.diagnostics import Findings
from brochure.diagnostics import Source
from brochure.units import Rect

PdfObject = Any
"""A pikepdf object, or the plain Python value that pikepdf gives for numbers and booleans."""

Identity = tuple[int, int]
"""Number and generation of an indirect object; (0, 0) for a direct one."""

MAX_FILE = 64_000_000
MAX_OBJECTS = 300_000
MAX_PAGES = 500
MAX_STREAM = 32_000_000
MAX_READ = 256_000_000
MAX_DEPTH = 100

_LIMITS = {
    "flate_max_memory": MAX_STREAM,
    "png_max_memory": MAX_STREAM,
    "tiff_max_memory": MAX_STREAM,
    "run_length_max_memory": MAX_STREAM,
    "max_stream_filters": 3,
    "parser_max_nesting": MAX_DEPTH,
    "parser_max_container_size": 1_000_000,
    "doc_max_warnings": 200,
}


class Opened:
    """An open file: its trailer's parts, and its streams as long as all of them stay within MAX_READ."""

    __slots__ = ("_pdf", "_read", "_warned", "path")

    def __init__(self, pdf: PdfObject, path: str) -> None:
        self._pdf = pdf
        self._read = 0
        self._warned: list[str] = []
        self.path = path

    @property
    def catalogue(self) -> PdfObject:
        """The document catalogue."""
        return self._pdf.Root

    @property
    def trailer(self) -> PdfObject:
        """The file's trailer."""
        return self._pdf.trailer

    @property
    def version(self) -> str:
        """The PDF version that the file claims, as "1.7"."""
        return str(self._pdf.pdf_version)

    def warnings(self) -> tuple[str, ...]:
        """What qpdf had to mend so far, twenty at most."""
        mended = [str(warning) for warning in self._pdf.get_warnings()]
        return (*mended, *self._warned)[:20]

    def pages(self) -> tuple[PdfObject, ...]:
        """The pages' dictionaries in order; refused beyond MAX_PAGES."""
        count = len(self._pdf.pages)
        if count > MAX_PAGES:
            refuse(self.path, f"the file has {count:,} pages, {MAX_PAGES} at most are read")
        return tuple(page.obj for page in self._pdf.pages)

    def read(self, stream: PdfObject) -> bytes:
        """A stream's decoded bytes, b"" for what is no stream; refused beyond MAX_STREAM and MAX_READ."""
        if not isinstance(stream, _pikepdf().Stream):
            return b""
        data = bytes(stream.read_bytes())
        self._read += len(data)
        if len(data) > MAX_STREAM or self._read > MAX_READ:
            refuse(self.path, f"the file's streams unfold to more than {MAX_READ:,} bytes")
        return data

    def instructions(self, data: bytes, operators: str) -> list[tuple[list[PdfObject], str]]:
        """The content stream `data` as operands and operator, only those named in `operators`."""
        library = _pikepdf()
        with catch_warnings(record=True) as warned:
            simplefilter("always")
            try:
                parsed = library.parse_content_stream(self._pdf.make_stream(data), operators)
            except (TypeError, ValueError) as error:
                # pikepdf's word for an operand that is no PDF value.
                refuse(self.path, f"the file has a content stream that cannot be read: {error}")
        self._warned += [str(warning.message) for warning in warned]
        return [(list(item.operands), _operator(item.operator)) for item in parsed]


@cache
def _pikepdf() -> Any:
    """The library, loaded when a file is first looked into: most commands can do without its 0.1 s."""
    import pikepdf

    return pikepdf


def refuse(path: str, message: str, *hints: str) -> NoReturn:
    """Raise BuildError with this one error about the file at `path`."""
    findings = Findings()
    findings.fail(message, Source(path) if path else None, *hints)
    raise BuildError(findings)


@contextmanager
def opened(data: bytes, path: str = "") -> Iterator[Opened]:
    """A PDF file's objects, within bounds on its size, depth and number of objects.

    Raises BuildError, with `path` as the place, for what is no PDF, is encrypted or goes over a bound.
    qpdf's own limits hold for the whole process; they are put back as they were at the end.
    """
    if len(data) > MAX_FILE:
        refuse(path, f"the file has {len(data):,} bytes, {MAX_FILE:,} at most are read")
    library = _pikepdf()
    before = library.settings.set_qpdf_limits(**_LIMITS)
    try:
        with library.Pdf.open(BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                refuse(path, "the file is encrypted", "an encrypted leaflet cannot be PDF/A, nor be checked")
            if len(pdf.objects) > MAX_OBJECTS:
                refuse(path, f"the file has {len(pdf.objects):,} objects, {MAX_OBJECTS:,} at most are read")
            yield Opened(pdf, path)
    except library.PasswordError:
        refuse(path, "the file is encrypted with a password")
    except (library.PdfError, library.PikepdfError, RecursionError, MemoryError) as error:
        refuse(path, f"the file cannot be read as PDF: {str(error)[:200] or type(error).__name__}")
    finally:
        library.settings.set_qpdf_limits(**before)


def entry(holder: PdfObject, key: str) -> PdfObject:
    """The value under `key` ("/Type") of a dictionary or stream; None where there is none."""
    library = _pikepdf()
    if not isinstance(holder, library.Dictionary | library.Stream):
        return None
    return holder.get(key)


def entries(holder: PdfObject) -> tuple[tuple[str, PdfObject], ...]:
    """Keys (with their stroke) and values of a dictionary or stream, in the keys' order; () for others.

    Names should be UTF-8 (ISO 32000-1, 7.3.5); those that are not are passed over.
    """
    library = _pikepdf()
    if not isinstance(holder, library.Dictionary | library.Stream):
        return ()
    return tuple((key, holder.get(key)) for key in sorted(holder.keys()) if _is_utf8(key))


def items(value: PdfObject) -> tuple[PdfObject, ...]:
    """What an array holds; () for what is no array."""
    return tuple(value) if isinstance(value, _pikepdf().Array) else ()


def is_dictionary(value: PdfObject) -> bool:
    """Whether this is a dictionary, that of a stream not counted."""
    return isinstance(value, _pikepdf().Dictionary)


def is_stream(value: PdfObject) -> bool:
    """Whether this is a stream."""
    return isinstance(value, _pikepdf().Stream)


def name(value: PdfObject) -> str | None:
    """A name without its stroke, or None for what is no name or badly encoded."""
    if not isinstance(value, _pikepdf().Name):
        return None
    try:
        return str(value)[1:]
    except UnicodeError:
        return None


def _operator(value: PdfObject) -> str:
    try:
        return str(value)
    except UnicodeError:
        return ""


def _is_utf8(key: str) -> bool:
    try:
        key.encode("utf-8")
    except UnicodeError:
        return False
    return True


def string(value: PdfObject) -> str | None:
    """A text string's characters (ISO 32000-1, 7.9.2.2), or None for what is no string or badly encoded."""
    if not isinstance(value, _pikepdf().String):
        return None
    try:
        return str(value)
    except UnicodeError:
        return None


def shown(value: PdfObject) -> str:
    """A simple value as text: a name without stroke, "true", a number; an array's simple values in a row."""
    if isinstance(value, bool):
        return "true" if value else "false"
    inner = items(value)
    if inner:
        return " ".join(shown(item) for item in inner[:100] if not items(item))
    found = number(value)
    return name(value) or string(value) or ("" if found is None else f"{found:g}")


def raw(value: PdfObject) -> bytes | None:
    """A string's bytes, or None."""
    return bytes(value) if isinstance(value, _pikepdf().String) else None


def number(value: PdfObject) -> float | None:
    """A finite number, or None; PDF's booleans are none."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    result = float(value)
    return result if isfinite(result) and abs(result) < 1e12 else None


def integer(value: PdfObject) -> int | None:
    """A whole number, or None."""
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**53 else None


def identity(value: PdfObject) -> Identity:
    """An indirect object's number and generation; (0, 0) for anything direct."""
    found = getattr(value, "objgen", (0, 0))
    return (int(found[0]), int(found[1]))


def numbers(value: PdfObject, count: int) -> tuple[float, ...] | None:
    """An array of exactly `count` numbers, or None."""
    found = [number(item) for item in items(value)]
    known = tuple(item for item in found if item is not None)
    return known if len(known) == len(found) == count else None


def inherited(page: PdfObject, key: str) -> PdfObject:
    """A page's own value under `key`, or that of the nearest ancestor that has one (ISO 32000-1, 7.7.3.4)."""
    holder = page
    for _ in range(MAX_DEPTH):
        value = entry(holder, key)
        if value is not None:
            return value
        holder = entry(holder, "/Parent")
        if holder is None:
            break
    return None


def box(value: PdfObject) -> tuple[float, float, float, float] | None:
    """A PDF rectangle as (left, foot, right, head), its corners put in order; None for what is none."""
    found = numbers(value, 4)
    if found is None:
        return None
    return (
        min(found[0], found[2]),
        min(found[1], found[3]),
        max(found[0], found[2]),
        max(found[1], found[3]),
    )


def downwards(inner: tuple[float, float, float, float], outer: tuple[float, float, float, float]) -> Rect:
    """A PDF box as a Rect in points from the left corner at the head of `outer`, y downwards."""
    return Rect(inner[0] - outer[0], outer[3] - inner[3], inner[2] - inner[0], inner[3] - inner[1])
