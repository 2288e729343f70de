"""The door to pdfium and, through it, Pillow: pages as pictures, and their characters with their places."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any
from typing import NamedTuple

from brochure.preflight.objects import MAX_FILE
from brochure.preflight.objects import MAX_PAGES
from brochure.preflight.objects import refuse
from brochure.units import Rect

MAX_PIXELS = 60_000_000
MAX_CHARACTERS = 1_000_000

Image = Any
"""A Pillow image."""


class Letter(NamedTuple):
    """A character on a page, and the box of its glyph in points, y downwards from the page's head."""

    text: str
    box: Rect


@contextmanager
def _document(data: bytes, path: str) -> Iterator[Any]:
    import pypdfium2

    if len(data) > MAX_FILE:
        refuse(path, f"the file has {len(data):,} bytes, {MAX_FILE:,} at most are read")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        refuse(path, f"the file cannot be opened by pdfium: {error}")
    try:
        if len(document) > MAX_PAGES:
            refuse(path, f"the file has {len(document):,} pages, {MAX_PAGES} at most are read")
        yield document
    except pypdfium2.PdfiumError as error:
        refuse(path, f"the file cannot be read by pdfium: {error}")
    finally:
        document.close()


def page_texts(data: bytes, path: str = "") -> tuple[str, ...]:
    """The text of each page in pdfium's own order; BuildError for what pdfium cannot read."""
    texts = []
    with _document(data, path) as document:
        for page in document:
            texts.append(page.get_textpage().get_text_range())
    return tuple(texts)


def page_letters(data: bytes, path: str = "") -> tuple[tuple[Letter, ...], ...]:
    """Each page's visible characters with their boxes; BuildError for what pdfium cannot read."""
    import pypdfium2

    pages = []
    with _document(data, path) as document:
        for page in document:
            text = page.get_textpage()
            count = text.count_chars()
            if count > MAX_CHARACTERS:
                refuse(path, f"a page has {count:,} characters, {MAX_CHARACTERS:,} at most are read")
            head = page.get_height()
            letters = []
            for index in range(count):
                left, foot, right, top = text.get_charbox(index)
                code = pypdfium2.raw.FPDFText_GetUnicode(text.raw, index)
                letters.append(Letter(chr(code), Rect(left, head - top, right - left, top - foot)))
            pages.append(tuple(letters))
    return tuple(pages)


def render(data: bytes, dpi: float = 100.0, path: str = "") -> tuple[Image, ...]:
    """Each page as a Pillow image in RGB at `dpi` dots per inch.

    Raises BuildError for what pdfium cannot read and for a page of more than MAX_PIXELS.
    """
    images = []
    with _document(data, path) as document:
        for number, page in enumerate(document):
            width, height = page.get_size()
            pixels = width * height * (dpi / 72) ** 2
            if not 0 < pixels <= MAX_PIXELS:
                refuse(
                    path,
                    f"page {number + 1} would have {pixels:,.0f} pixels, {MAX_PIXELS:,} at most are drawn",
                )
            images.append(page.render(scale=dpi / 72).to_pil().convert("RGB"))
    return tuple(images)


def render_cover(data: bytes, width: int, height: int, path: str = "") -> Image:
    """The first page as a Pillow image in RGB, as large as fits into `width` by `height` pixels.

    Raises BuildError for what pdfium cannot read and for a page without width or height.
    """
    with _document(data, path) as document:
        page = document[0]
        wide, high = page.get_size()
        if not (wide > 0 and high > 0):
            refuse(path, f"page 1 measures {wide:g} by {high:g} pt")
        # pdfium rounds up; a page of another shape than any paper still gets a pixel each way.
        scale = min(width / wide, height / high)
        picture = page.render(scale=scale).to_pil().convert("RGB")
        return picture.crop((0, 0, min(width, picture.width), min(height, picture.height)))


def webp(image: Image, quality: int) -> bytes:
    """A Pillow image as the bytes of a WebP file, the same each time; `quality` from 0 to 100."""
    buffer = BytesIO()
    image.save(buffer, "WEBP", quality=quality)
    return buffer.getvalue()


def png(image: Image) -> bytes:
    """A Pillow image as the bytes of a PNG file, the same each time."""
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()
