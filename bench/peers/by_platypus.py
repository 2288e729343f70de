"""ReportLab Platypus: paragraphs in frames, typefaces registered once, drawings converted once by svglib."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Frame
from reportlab.platypus import Paragraph
from svglib.svglib import svg2rlg

NAME = "Platypus"
PROMISES = "none"


class Maker:
    """Makes leaflets below a folder that holds fonts and pictures."""

    def __init__(self, folder: Path, families: dict[str, str]) -> None:
        self._folder = folder
        for family in families.values():
            pdfmetrics.registerFont(TTFont(family, str(folder / "fonts" / f"{family}.ttf")))

    def make(self, scene: dict[str, Any]) -> bytes:
        """The file's bytes."""
        file = io.BytesIO()
        canvas = Canvas(file, initialFontName=None)
        canvas.setTitle(scene["title"])
        canvas.setAuthor(scene["author"])
        canvas.setLang(scene["language"]) if hasattr(canvas, "setLang") else None
        for panel in scene["panels"]:
            canvas.setPageSize((panel["width"], panel["height"]))
            for item in panel["items"]:
                getattr(self, f"_{item['kind']}")(canvas, item, panel["height"])
            canvas.showPage()
        canvas.save()
        return file.getvalue()

    def _text(self, canvas: Canvas, item: dict[str, Any], height: float) -> None:
        style = ParagraphStyle(
            "words",
            fontName=item["runs"][0]["family"],
            fontSize=item["size"],
            leading=item["leading"],
            alignment=1 if item["align"] == "center" else 0,
            splitLongWords=0,
        )
        paragraph = Paragraph("".join(map(_say, item["runs"])), style)
        # The first baseline is the type's size below the frame's head.
        head = height - item["baseline"] + item["size"]
        # Paragraphs know neither kerning nor tracking: letters that should stand closer need more room.
        letters = sum(len(run["text"]) for run in item["runs"])
        width = 1.03 * item["width"] - min(0.0, item["tracking"]) * letters
        tall = item["leading"] * (item["lines"] + 1) + item["size"]
        frame = Frame(item["x"], head - tall, width, tall, 0, 0, 0, 0)
        if not frame.add(paragraph, canvas):
            raise ValueError(f"a paragraph has no room: {item['runs'][0]['text'][:60]}")

    def _ground(self, canvas: Canvas, item: dict[str, Any], height: float) -> None:
        if item["fill"]:
            canvas.setFillColor(HexColor(item["fill"]))
        if item["stroke"]:
            canvas.setStrokeColor(HexColor(item["stroke"]))
            canvas.setLineWidth(item["stroke_width"])
        radius = min(max(item["radii"]), item["w"] / 2, item["h"] / 2)
        draw = {"fill": int(bool(item["fill"])), "stroke": int(bool(item["stroke"]))}
        foot = height - item["y"] - item["h"]
        if radius:
            canvas.roundRect(item["x"], foot, item["w"], item["h"], radius, **draw)
        else:
            canvas.rect(item["x"], foot, item["w"], item["h"], **draw)

    def _stroke(self, canvas: Canvas, item: dict[str, Any], height: float) -> None:
        canvas.setStrokeColor(HexColor(item["ink"]))
        canvas.setLineWidth(item["width"])
        path = canvas.beginPath()
        (x, y), *others = item["points"]
        path.moveTo(x, height - y)
        for x, y in others:
            path.lineTo(x, height - y)
        canvas.drawPath(path)

    def _picture(self, canvas: Canvas, item: dict[str, Any], height: float) -> None:
        drawing = _drawing(str(self._folder / item["file"]))
        canvas.saveState()
        clip = item["clip"]
        if clip:
            path = canvas.beginPath()
            path.rect(clip["x"], height - clip["y"] - clip["h"], clip["w"], clip["h"])
            canvas.clipPath(path, stroke=0)
        canvas.translate(item["x"], height - item["y"] - item["h"])
        canvas.scale(item["w"] / drawing.width, item["h"] / drawing.height)
        renderPDF.draw(drawing, canvas, 0, 0)
        canvas.restoreState()


def _say(run: dict[str, Any]) -> str:
    said = escape(run["text"]).replace("\u2028", "<br/>")
    said = f'<font name="{run["family"]}" color="{run["ink"]}">{said}</font>'
    return f'<a href="{escape(run["link"])}">{said}</a>' if run["link"] else said


@lru_cache(maxsize=256)
def _drawing(path: str) -> Drawing:
    return svg2rlg(path)
