"""fpdf2: multi_cell with shaped text; fonts are read once a process, as far as its API keeps them."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import Any

from fpdf import FPDF

NAME = "fpdf2"
PROMISES = "none"

CORNERS = ("TOP_LEFT", "TOP_RIGHT", "BOTTOM_RIGHT", "BOTTOM_LEFT")


class Maker:
    """Makes leaflets below a folder that holds fonts and pictures."""

    def __init__(self, folder: Path, families: dict[str, str]) -> None:
        self._folder = folder

    def make(self, scene: dict[str, Any]) -> bytes:
        """The file's bytes."""
        first = scene["panels"][0]
        pdf = FPDF(unit="pt", format=(first["width"], first["height"]))
        pdf.set_auto_page_break(False)
        pdf.set_margin(0)
        pdf.c_margin = 0
        pdf.set_title(scene["title"])
        pdf.set_author(scene["author"])
        pdf.set_lang(scene["language"])
        pdf.set_text_shaping(True)
        for panel in scene["panels"]:
            pdf.add_page(format=(panel["width"], panel["height"]))
            for item in panel["items"]:
                getattr(self, f"_{item['kind']}")(pdf, item)
        return bytes(pdf.output())

    def _text(self, pdf: FPDF, item: dict[str, Any]) -> None:
        size, leading = item["size"], item["leading"]
        top = item["baseline"] - 0.5 * leading - 0.3 * size
        # Text of several looks needs regions; multi_cell has but bold and italics.
        with pdf.text_columns(
            l_margin=item["x"],
            r_margin=pdf.w - item["x"] - item["width"],
            text_align=item["align"].upper(),
            line_height=leading / size,
            skip_leading_spaces=True,
        ) as columns:
            pdf.set_y(top)
            pdf.set_char_spacing(item["tracking"])
            with columns.paragraph() as paragraph:
                for run in item["runs"]:
                    if run["family"].lower() not in pdf.fonts:
                        pdf.add_font(run["family"], "", self._folder / "fonts" / f"{run['family']}.ttf")
                    pdf.set_font(run["family"], size=size)
                    pdf.set_text_color(run["ink"])
                    paragraph.write(run["text"].replace("\u2028", "\n"), link=run["link"])

    def _ground(self, pdf: FPDF, item: dict[str, Any]) -> None:
        style = ("F" if item["fill"] else "") + ("D" if item["stroke"] else "")
        if item["fill"]:
            pdf.set_fill_color(item["fill"])
        if item["stroke"]:
            pdf.set_draw_color(item["stroke"])
            pdf.set_line_width(item["stroke_width"])
        radius = max(item["radii"])
        corners = [name for name, one in zip(CORNERS, item["radii"], strict=True) if one] if radius else False
        pdf.rect(
            item["x"],
            item["y"],
            item["w"],
            item["h"],
            style,
            round_corners=corners,
            corner_radius=min(radius, item["w"] / 2, item["h"] / 2),
        )

    def _stroke(self, pdf: FPDF, item: dict[str, Any]) -> None:
        pdf.set_draw_color(item["ink"])
        pdf.set_line_width(item["width"])
        pdf.polyline([tuple(point) for point in item["points"]])

    def _picture(self, pdf: FPDF, item: dict[str, Any]) -> None:
        drawing = _drawing(str(self._folder / item["file"]))
        clip = item["clip"] or item
        with pdf.rect_clip(clip["x"], clip["y"], clip["w"], clip["h"]):
            pdf.image(
                io.BytesIO(drawing), item["x"], item["y"], item["w"], item["h"], alt_text=item["alt"] or ""
            )


@lru_cache(maxsize=256)
def _drawing(path: str) -> bytes:
    return Path(path).read_bytes()
