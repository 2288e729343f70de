"""Reads a clinic's logo: an SVG stays a drawing with its own sRGB colours, PNG and JPEG become an image."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from brochure.diagnostics import BuildError
from brochure.diagnostics import Diagnostic
from brochure.diagnostics import Findings
from brochure.diagnostics import Source
from brochure.pictures import raster
from brochure.pictures.canonical import Converter
from brochure.pictures.elements import check_growth
from brochure.pictures.elements import ELEMENTS
from brochure.pictures.guard import Drawing
from brochure.pictures.guard import PIXELS
from brochure.pictures.guard import read_drawing
from brochure.pictures.guard import read_file
from brochure.pictures.guard import shown
from brochure.pictures.objects import Page
from brochure.pictures.objects import read_page
from brochure.pictures.values import digest_of
from brochure.pictures.values import Picture
from brochure.pictures.values import Value
from brochure.units import Rect
from brochure.units import Size

CSS_PIXEL = 0.75
"""Points of a CSS pixel, 1/96 in (CSS Values 4, 6.2): what an SVG's lengths without a unit are."""

SMALLEST = 1.0
LARGEST = 14400.0
"""Sides of a picture in points; the larger is what a PDF page may be (ISO 32000-1, annex C)."""

CONVERTED = 8_000_000
"""Bytes that a drawing may become before it is written short; a logo of 30 kB becomes 60 kB."""


def read_picture(path: Path, root: Path, *, within: Path | None = None) -> Picture:
    """A logo from an SVG, PNG or JPEG file, told apart by their first bytes.

    `path` is to lie inside `within` (the project's root unless told: a clinic's logo lies in the clinic's own
    folder); messages name it from `root` on. The size is the file's own, in points: CSS pixels of 0.75 pt, or
    what a PNG or JPEG says of its resolution. BuildError with everything that is wrong with the file.
    """
    return convert_picture(read_file(path, root, within=within), path, shown(path, root))


def convert_picture(data: bytes, path: Path, label: str) -> Picture:
    """As `read_picture`, of the bytes of the file at `path`, which messages call `label`."""
    if not is_drawing(data):
        return raster.read_image(data, path.stem, label)
    if b"<" not in data[:1000] and data[:2] not in (b"\xff\xfe", b"\xfe\xff", b"\x1f\x8b"):
        findings = Findings()
        hint = "save the picture as one of those; a drawing (SVG) is sharp at every size"
        findings.fail(f'"{path.name}" is neither SVG nor PNG nor JPEG', Source(label), hint)
        raise BuildError(findings)
    return convert_logo(data, path.stem, label)


def is_drawing(data: bytes) -> bool:
    """Whether a file is to be read as a drawing: neither PNG nor JPEG by its first bytes."""
    return not data.startswith((b"\x89PNG", b"\xff\xd8"))


def convert_logo(data: bytes, name: str, label: str) -> Picture:
    """A logo from the bytes of an SVG file, which messages call `label`; BuildError as `read_picture`."""
    drawing = read_drawing(data, label)
    check_images(drawing)
    page = draw(drawing, label)
    size = Size(page.width * CSS_PIXEL, page.height * CSS_PIXEL)
    content, resources, converter = place(page, size, None, label)
    density = converter.density
    return Picture(
        name=name,
        size=size,
        view=Rect(0.0, 0.0, *size),
        points={},
        digest=digest_of("logo", data),
        content=content,
        resources=resources,
        transparent=converter.transparent,
        pixels=None if density is None else Size(size.width * density, size.height * density),
    )


def draw(drawing: Drawing, label: str) -> Page:
    """A checked drawing as the page that svg2pdf makes of it, a point to the CSS pixel.

    BuildError when svg2pdf cannot make anything of it.
    """
    import svg2pdf_py

    try:
        # No typefaces: live text is refused, and those of this machine are not another's.
        fonts = svg2pdf_py.FontDatabase()
        made = svg2pdf_py.svg_to_pdf(drawing.text, fonts, svg2pdf_py.ConversionOptions(compress=False))
        if len(made) > CONVERTED:
            raise ValueError(f": it becomes {len(made) // 1_000_000} MB; simplify its paths")
        page = read_page(made)
    except BaseException as error:
        # The converter's own panics derive from BaseException, and say nothing that would help an author.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        # Its errors read "PDF conversion error: The SVG's nesting depth is too high."
        reason = (
            str(error).partition(": ")[2].rstrip(".") if isinstance(error, ValueError | RuntimeError) else ""
        )
        hint = reason or "open it in a drawing program and save it as plain SVG"
        raise BuildError([_broken("the drawing cannot be converted", label, drawing, hint)]) from None
    if not (SMALLEST <= page.width * CSS_PIXEL <= LARGEST and SMALLEST <= page.height * CSS_PIXEL <= LARGEST):
        message = f"the drawing is {page.width:g} × {page.height:g} pixels"
        raise BuildError(
            [
                _broken(
                    message,
                    label,
                    drawing,
                    'expected are sides of 2 to 19200 pixels: give it a width, as in width="60mm"',
                )
            ]
        )
    return page


def place(
    page: Page, size: Size, roles: Mapping[tuple[int, int, int], int] | None, label: str
) -> tuple[bytes, dict[str, Value], Converter]:
    """The page's operators and resources, scaled to fill `size`; BuildError for what cannot be drawn."""
    scale = size.width / page.width
    converter = Converter(size.width * size.height, roles)
    try:
        content, resources = converter.convert(
            page.content, page.resources, (scale, 0.0, 0.0, scale, 0.0, 0.0)
        )
    except ValueError as error:
        findings = Findings()
        findings.fail(f"the drawing uses what cannot be drawn here: {error}", Source(label))
        raise BuildError(findings) from None
    return content, resources, converter


def check_images(drawing: Drawing) -> None:
    """Look at every pixel picture within a drawing: BuildError for each that is not a sound PNG or JPEG.

    A picture is unpacked at each place where it is drawn, so its pixels count as that many elements would.
    """
    findings = Findings()
    weights: dict[int, int] = {}
    for node in drawing.root.walk():
        if node.name == "image" and not node.attributes.get("href", "#").startswith("#"):
            pixels = raster.check_embedded(node.attributes["href"], node.source, findings)
            weights[id(node)] = 1 + pixels * ELEMENTS // PIXELS
    findings.stop_if_errors()
    if weights:
        check_growth(drawing.root, weights, findings)
        findings.stop_if_errors()


def _broken(message: str, label: str, drawing: Drawing, hint: str) -> Diagnostic:
    findings = Findings()
    findings.fail(message, Source(label, drawing.root.source.line), hint)
    return findings.found[0]
