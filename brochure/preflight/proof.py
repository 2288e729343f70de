"""Pictures for eyes: each sheet as it prints, and again with its trim, folds and safe area drawn over it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from brochure.diagnostics import Diagnostic
from brochure.diagnostics import Findings
from brochure.diagnostics import Source
from brochure.imposition.impose import Imposition
from brochure.imposition.impose import Sheet
from brochure.preflight.render import Image
from brochure.preflight.render import page_letters
from brochure.preflight.render import png
from brochure.preflight.render import render
from brochure.units import millimetres
from brochure.units import MM
from brochure.units import Rect

SAFE = 5 * MM
"""Words nearer than this to trim or fold may be cut, or hidden in the fold."""

TRIM_COLOUR = (0, 160, 60)
FOLD_COLOUR = (200, 0, 160)
SAFE_COLOUR = (0, 110, 220)

_DASH = 3 * MM
_SLACK = 0.5
"""How far, in points, a glyph's side bearing or an antialiased edge may lie over the line."""


def proof(
    data: bytes, imposition: Imposition, out_dir: Path, stem: str = "page", dpi: float = 100.0
) -> tuple[Path, ...]:
    """Write each page of the file as "stem-1.png", and as "stem-1-marked.png" with lines drawn over it.

    Green is the trim, magenta and dashed a fold, blue the area that is safe for words. The folder is made
    when it is not there. Returns the paths in order. Raises BuildError for what cannot be rendered, or
    when the file's pages are not as many as the sheets.
    """
    images = render(data, dpi)
    _check_count(len(images), imposition)
    out_dir.mkdir(parents=True, exist_ok=True)
    written = []
    for number, (image, sheet) in enumerate(zip(images, imposition.sheets, strict=True), 1):
        for name, picture in (
            (f"{stem}-{number}", image),
            (f"{stem}-{number}-marked", mark(image, sheet, dpi)),
        ):
            path = out_dir / f"{name}.png"
            path.write_bytes(png(picture))
            written.append(path)
    return tuple(written)


def mark(image: Image, sheet: Sheet, dpi: float) -> Image:
    """A copy of the picture with the sheet's trim, folds and safe areas drawn over it."""
    from PIL import ImageDraw

    scale = dpi / 72
    copy = image.copy()
    draw = ImageDraw.Draw(copy)

    def outline(rect: Rect, colour: tuple[int, int, int]) -> None:
        right = min(rect.right * scale, copy.width - 1)
        foot = min(rect.foot * scale, copy.height - 1)
        draw.rectangle((rect.x * scale, rect.y * scale, right, foot), outline=colour)

    outline(sheet.trim, TRIM_COLOUR)
    for area in safe_areas(sheet):
        outline(area, SAFE_COLOUR)
    for fold in sheet.folds:
        y = 0.0
        while y < sheet.size.height:
            draw.line((fold * scale, y * scale, fold * scale, (y + _DASH) * scale), fill=FOLD_COLOUR)
            y += 2 * _DASH
    return copy


def safe_areas(sheet: Sheet, inset: float = SAFE) -> tuple[Rect, ...]:
    """The rectangles between trim and folds that are safe for words, from left to right, in points."""
    edges = (sheet.trim.x, *sheet.folds, sheet.trim.right)
    return tuple(
        Rect(left + inset, sheet.trim.y + inset, right - left - 2 * inset, sheet.trim.height - 2 * inset)
        for left, right in pairwise(edges)
    )


def find_unsafe_text(
    data: bytes, imposition: Imposition, path: str = "", inset: float = SAFE
) -> tuple[Diagnostic, ...]:
    """A warning for each word that is not wholly within a safe area, by how far, in the pages' order.

    Raises BuildError for what pdfium cannot read, or when pages and sheets are not as many.
    """
    pages = page_letters(data, path)
    _check_count(len(pages), imposition)
    findings = Findings()
    for number, (letters, sheet) in enumerate(zip(pages, imposition.sheets, strict=True), 1):
        areas = safe_areas(sheet, inset)
        word, worst = "", 0.0
        for text, box in [*letters, (" ", Rect(0.0, 0.0, 0.0, 0.0))]:
            if text.strip():
                word += text
                worst = max(worst, _outside(box, areas))
                continue
            if worst > _SLACK:
                findings.warn(
                    f'page {number} ({sheet.name}): "{word}" stands {millimetres(worst):.1f} mm outside '
                    f"the area that is safe for words, {millimetres(inset):g} mm from trim and fold",
                    Source(path) if path else None,
                )
            word, worst = "", 0.0
    return tuple(findings)


def _outside(box: Rect, areas: tuple[Rect, ...]) -> float:
    """How far a box reaches out of the area that holds most of it."""
    if box.width <= 0 or box.height <= 0:
        return 0.0
    return min(
        max(area.x - box.x, area.y - box.y, box.right - area.right, box.foot - area.foot, 0.0)
        for area in areas
    )


def _check_count(pages: int, imposition: Imposition) -> None:
    if pages != len(imposition.sheets):
        findings = Findings()
        findings.fail(f"the file has {pages} pages, the imposition {len(imposition.sheets)} sides")
        findings.stop_if_errors()
