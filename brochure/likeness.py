"""Whether a logo's drawing is the drawing that was given: ours beside an independent renderer's, once a logo.

Ours is written as a PDF and drawn by pdfium, the other is drawn from the SVG itself by resvg. What was found
is kept by the logo's digest, so that neither library loads for a logo that is known.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any

from brochure import __version__
from brochure.diagnostics import BuildError
from brochure.diagnostics import Diagnostic
from brochure.diagnostics import Findings
from brochure.diagnostics import Source
from brochure.digests import digest
from brochure.memory import Memory
from brochure.output import write_whole
from brochure.pdf.alone import write_alone
from brochure.pictures.values import Picture
from brochure.pictures.vector import convert_logo
from brochure.pictures.vector import is_drawing
from brochure.preflight.render import render
from brochure.units import Size

SIDE = 512
"""Pixels of the longer side at which the two are compared."""

FINER = 4
"""Both are drawn so many times larger and then averaged: pdfium draws no line thinner than a pixel, which at
the size itself would make black of hairlines that print grey."""

TOLERANCE = 40
"""Of 255. Edges differ by less, once a pixel may be anything between its neighbours in the other drawing;
thin lines come out up to 40 too dark. A colour that is wrong to the eye on a whole area is more."""

MOST = 0.02
"""The share of pixels that may differ."""

GROUNDS = ((255, 255, 255), (40, 40, 40))
"""Red, green and blue of what both stand on: a white sign shows on the second alone."""

BLANK = "blank"
_VERDICT = re.compile(r"0\.\d{4}|1\.0000|blank")

_known: Memory[str] = Memory(100_000)

Pixels = Any
"""A Pillow image."""


def judge_likeness(data: bytes, label: str, source: Source, cache: Path | None) -> tuple[Diagnostic, ...]:
    """An error at `source` for a logo whose drawing would not look as its SVG file does, or shows nothing.

    `data` are the file's bytes, `label` what messages call it. PNG and JPEG files need no judging. Verdicts
    are kept as files below `cache` (only for this process without it); one that makes no sense is made anew.
    BuildError for a drawing that cannot be converted.
    """
    if not is_drawing(data):
        return ()
    key = digest(data, *_makers())
    verdict = _known.remember(key, lambda: _find_verdict(data, label, key, cache), len)
    findings = Findings()
    hint = "save it as plain SVG with shapes only, or as PNG of at least 1200 pixels"
    if verdict == BLANK:
        findings.fail(f'the logo "{label}" shows nothing', source, "save it anew, and look at the file")
    elif float(verdict) > MOST:
        # Rounded up, so that no refused drawing looks like one that is near enough.
        share = min(100, int(float(verdict) * 100) + 1)
        message = f'the logo "{label}" cannot be drawn faithfully: {share} % of its pixels differ'
        findings.fail(message, source, hint)
    return tuple(findings)


@lru_cache(maxsize=1)
def _makers() -> tuple[str, ...]:
    """What a verdict depends on beside the logo."""
    names = ("svg2pdf-py", "resvg-py", "pypdfium2")
    return (__version__, *(f"{name} {version(name)}" for name in names))


def _find_verdict(data: bytes, label: str, key: str, cache: Path | None) -> str:
    """The verdict that was kept under `key`, or a new one, which is then kept there."""
    path = None if cache is None else cache / "likeness" / key
    if path is not None:
        try:
            with path.open("rb") as file:
                kept = file.read(20).decode("ascii", "replace")
        except OSError:
            kept = ""
        if _VERDICT.fullmatch(kept):
            return kept
    verdict = compare(convert_logo(data, "logo", label), data.decode("utf-8-sig"))
    if path is not None:
        with suppress(BuildError):  # a folder that cannot be written to costs the next run its time, no more
            write_whole(path, verdict.encode("ascii"))
    return verdict


def compare(picture: Picture, drawing: str) -> str:
    """The share of pixels, to four decimals, in which a picture differs from the SVG text it was made from.

    The larger share of those on GROUNDS counts; 1 where resvg cannot draw it, BLANK where neither shows
    anything.
    """
    theirs = _draw_svg(drawing, picture)
    if theirs is None:
        return f"{1:.4f}"
    shares, shown = [], False
    for ground in GROUNDS:
        (ours,) = render(write_alone(picture, Size(*theirs.size), ground), 72.0)
        pair = ours.reduce(FINER), _lay(theirs, ground).reduce(FINER)
        shares.append(_find_share(*pair))
        flat = tuple((part, part) for part in ground)
        shown = shown or any(image.getextrema() != flat for image in pair)
    return f"{max(shares):.4f}" if shown else BLANK


def _draw_svg(drawing: str, picture: Picture) -> Pixels | None:
    """resvg's drawing on nothing, its longer side SIDE times FINER, or None where it makes none."""
    import resvg_py
    from PIL import Image

    across = picture.size.width >= picture.size.height
    side = SIDE * FINER
    try:
        # Without the machine's typefaces, and pixels within a drawing as they are: so does the converter.
        made = resvg_py.svg_to_bytes(
            svg_string=drawing,
            skip_system_fonts=True,
            image_rendering="optimize_speed",
            dpi=96,
            width=side if across else None,
            height=None if across else side,
        )
    except BaseException as error:
        # Its panics derive from BaseException, as the converter's do.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        return None
    return Image.open(BytesIO(made)).convert("RGBA")


def _lay(image: Pixels, ground: tuple[int, int, int]) -> Pixels:
    """An image with opacity, laid on a ground."""
    from PIL import Image

    return Image.alpha_composite(Image.new("RGBA", image.size, (*ground, 255)), image).convert("RGB")


def _find_share(one: Pixels, other: Pixels) -> float:
    """The share of pixels of which some channel is off by more than TOLERANCE.

    A pixel is off by as much as it is lighter than the lightest, or darker than the darkest, of the pixel in
    its place in the other image and of that pixel's eight neighbours; both ways, so that nothing is missed
    that only one of them shows.
    """
    from PIL import ImageChops

    red, green, blue = ImageChops.lighter(_find_excess(one, other), _find_excess(other, one)).split()
    worst = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return float(sum(worst.histogram()[TOLERANCE + 1 :]) / (one.width * one.height))


def _find_excess(one: Pixels, other: Pixels) -> Pixels:
    """By how much each channel of `one` leaves what the neighbourhood in `other` spans."""
    from PIL import ImageChops
    from PIL import ImageFilter

    lightest, darkest = other.filter(ImageFilter.MaxFilter(3)), other.filter(ImageFilter.MinFilter(3))
    return ImageChops.lighter(ImageChops.subtract(one, lightest), ImageChops.subtract(darkest, one))
