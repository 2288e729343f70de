"""Typst, through its Python package: one compiler that is kept warm, data in a file, fonts read once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst

NAME = "Typst"
PROMISES = "PDF/UA-1"

_TEMPLATE = """\
#let scene = json("scene.json")
#set document(title: scene.title, author: scene.author)
#set page(margin: 0pt)
#set par(justify: false)
#show heading: set text(weight: "regular")
#show heading.where(level: 1): set text(size: 1em / 1.4)
#show heading.where(level: 2): set text(size: 1em / 1.2)
#show heading: it => it.body
#let words(item) = {
  set text(size: item.size * 1pt, tracking: item.tracking * 1pt, hyphenate: false)
  set text(top-edge: "baseline", bottom-edge: "baseline")
  set par(leading: item.leading * 1pt, spacing: 0pt)
  set align(if item.align == "center" { center } else { left })
  let body = for run in item.runs {
    let said = run.text.split("\\u{2028}").map(part => [#part]).join(linebreak())
    let set-run = text(font: run.family, fill: rgb(run.ink), said)
    if run.link != none { link(run.link, set-run) } else { set-run }
  }
  let level = (H1: 1, H2: 2, H3: 3).at(item.role, default: none)
  block(width: item.width * 1pt, if level != none { heading(level: level, body) } else { par(body) })
}
#let shape(item) = pdf.artifact(rect(
  width: item.w * 1pt, height: item.h * 1pt,
  fill: if item.fill != none { rgb(item.fill) },
  stroke: if item.stroke != none { item.stroke_width * 1pt + rgb(item.stroke) },
  radius: (top-left: item.radii.at(0) * 1pt, top-right: item.radii.at(1) * 1pt,
    bottom-right: item.radii.at(2) * 1pt, bottom-left: item.radii.at(3) * 1pt),
))
#let picture(item) = {
  let drawn = image(item.file, width: item.w * 1pt, height: item.h * 1pt, fit: "stretch",
    alt: if item.alt != none { item.alt } else { "" })
  if item.clip != none {
    drawn = box(width: item.clip.w * 1pt, height: item.clip.h * 1pt, clip: true,
      place(dx: (item.x - item.clip.x) * 1pt, dy: (item.y - item.clip.y) * 1pt, drawn))
  }
  if item.alt == none { pdf.artifact(drawn) } else { drawn }
}
#for panel in scene.panels {
  page(width: panel.width * 1pt, height: panel.height * 1pt, for item in panel.items {
    if item.kind == "text" {
      place(top + left, dx: item.x * 1pt, dy: item.baseline * 1pt, words(item))
    } else if item.kind == "ground" {
      place(top + left, dx: item.x * 1pt, dy: item.y * 1pt, shape(item))
    } else if item.kind == "stroke" {
      place(top + left, pdf.artifact(for (a, b) in item.points.slice(0, -1).zip(item.points.slice(1)) {
        place(top + left, line(start: a.map(v => v * 1pt), end: b.map(v => v * 1pt),
          stroke: item.width * 1pt + rgb(item.ink)))
      }))
    } else {
      let at = if item.clip != none { item.clip } else { item }
      place(top + left, dx: at.x * 1pt, dy: at.y * 1pt, picture(item))
    }
  })
}
"""


class Maker:
    """Makes leaflets below a folder that holds fonts and pictures.

    The data are a file that is written anew for each leaflet.
    """

    def __init__(self, folder: Path, families: dict[str, str]) -> None:
        (folder / "leaflet.typ").write_text(_TEMPLATE, encoding="utf-8")
        self._data = folder / "scene.json"
        self._compiler = typst.Compiler(
            str(folder / "leaflet.typ"),
            root=str(folder),
            font_paths=[str(folder / "fonts")],
            ignore_system_fonts=True,
        )

    def make(self, scene: dict[str, Any]) -> bytes:
        """The file's bytes."""
        self._data.write_text(json.dumps(scene), encoding="utf-8")
        return self._compiler.compile(format="pdf", pdf_standards="ua-1")
