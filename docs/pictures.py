"""The README's pictures: pages of the sample clinics' own files, rendered small.

`python -m docs.pictures` (part of `make docs`) writes them anew; the same pages give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PIL import Image
from PIL import ImageOps

from brochure.build import Edition
from brochure.build import Press
from brochure.preflight.render import render
from brochure.project import read_project

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
LARGEST = 200 * 1024
"""Bytes a picture may have: a README is read on telephones too."""

SIDES = {"trifold-outside": ("trifold", 0), "trifold-inside": ("trifold", 1)}
"""Pictures of one side of a sheet: the layout, and which side."""

PAGES = {"handout": ("handout", (0, 1))}
"""Pictures of pages beside one another: the layout, and which pages."""

CLINICS = {"clinics": ("harbour-studio", "northfield", "valley-rehab-north")}
"""Pictures of the tri-fold's outside for several clinics beside one another."""

LANGUAGES = {"languages": ("ar", "zh-Hans", "de")}
"""Pictures of the tri-fold's inside in several languages beside one another."""

SIDE_WIDTH = 1100
SMALL_WIDTH = 480
PAGE_WIDTH = 540
SHARP = 3
"""Pages are rendered so many times too large and then made smaller: small type stays legible so."""

COLOURS = 128

FRAME = (200, 200, 200)
GROUND = (255, 255, 255)
GAP = 20


def draw_pages(press: Press, clinic: str, layout: str, width: int, language: str = "") -> list[Image.Image]:
    """Every page of a layout's `office` file, `width` pixels wide, with a hairline where the paper ends."""
    edition = Edition(clinic, language or press.project.languages[0], layout, "office")
    printed = press.print(edition)
    size = printed.imposition.sheets[0].size
    height = round(width * size.height / size.width)
    pages = []
    for image in render(printed.data, 72 * SHARP * width / size.width):
        small = image.resize((width, height), Image.Resampling.LANCZOS)
        pages.append(ImageOps.expand(small, 1, FRAME))
    return pages


def beside(images: Iterable[Image.Image]) -> Image.Image:
    """Pictures from left to right on one ground."""
    row = list(images)
    width = sum(image.width for image in row) + GAP * (len(row) - 1)
    ground = Image.new("RGB", (width, max(image.height for image in row)), GROUND)
    at = 0
    for image in row:
        ground.paste(image, (at, 0))
        at += image.width + GAP
    return ground


def save(image: Image.Image, name: str) -> Path:
    """Write a picture in COLOURS colours; ValueError when it is larger than a README's should be."""
    path = PICTURES / f"{name}.png"
    few = image.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(path, "PNG", optimize=True)
    if path.stat().st_size > LARGEST:
        raise ValueError(f"{path} has {path.stat().st_size:,} bytes, {LARGEST:,} at most")
    return path


def main() -> None:
    """Write every picture and name it."""
    project = read_project(ROOT)
    press = Press(project)
    clinic = project.clinics[0]
    PICTURES.mkdir(exist_ok=True)
    for name, (layout, side) in SIDES.items():
        print(save(draw_pages(press, clinic, layout, SIDE_WIDTH)[side], name).relative_to(ROOT))
    for name, (layout, chosen) in PAGES.items():
        pages = draw_pages(press, clinic, layout, PAGE_WIDTH)
        print(save(beside(pages[index] for index in chosen), name).relative_to(ROOT))
    for name, clinics in CLINICS.items():
        outsides = [draw_pages(press, one, "trifold", SMALL_WIDTH)[0] for one in clinics]
        print(save(beside(outsides), name).relative_to(ROOT))
    for name, languages in LANGUAGES.items():
        insides = [draw_pages(press, clinic, "trifold", SMALL_WIDTH, language)[1] for language in languages]
        print(save(beside(insides), name).relative_to(ROOT))


if __name__ == "__main__":
    main()
