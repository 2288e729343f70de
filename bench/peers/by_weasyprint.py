"""WeasyPrint: an HTML template of Jinja2's, one font configuration for all leaflets, PDF/UA-1."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment
from weasyprint import CSS
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

NAME = "WeasyPrint"
PROMISES = "PDF/UA-1"

_TEMPLATE = """\
<!doctype html>
<html lang="{{ scene.language }}"><head><meta charset="utf-8"><title>{{ scene.title }}</title>
<meta name="author" content="{{ scene.author }}">
<style>
@page { size: {{ scene.panels[0].width }}pt {{ scene.panels[0].height }}pt; margin: 0 }
{% for panel in scene.panels %}
@page p{{ loop.index }} { size: {{ panel.width }}pt {{ panel.height }}pt; margin: 0 }
#p{{ loop.index }} { page: p{{ loop.index }}; width: {{ panel.width }}pt; height: {{ panel.height }}pt }
{% endfor %}
</style></head><body>
{% for panel in scene.panels %}
<section id="p{{ loop.index }}">
{% for item in panel['items'] %}
{% if item.kind == "text" %}
{% set tag = {"H1": "h1", "H2": "h2", "H3": "h3"}.get(item.role, "p") %}
<{{ tag }} style="left: {{ item.x }}pt; top: {{ item.top }}pt; width: {{ item.width }}pt;
 font-size: {{ item.size }}pt; letter-spacing: {{ item.tracking }}pt; line-height: {{ item.leading }}pt;
 text-align: {{ item.align }}">
{%- for run in item.runs -%}
{%- if run.link %}<a href="{{ run.link }}" {% else %}<span {% endif -%}
style="font-family: {{ run.family }}; color: {{ run.ink }}">{{ run.text|breaks }}
{%- if run.link %}</a>{% else %}</span>{% endif -%}
{%- endfor %}</{{ tag }}>
{% elif item.kind == "ground" %}
<div style="left: {{ item.x - item.stroke_width / 2 }}pt; top: {{ item.y - item.stroke_width / 2 }}pt;
 width: {{ item.w + item.stroke_width }}pt; height: {{ item.h + item.stroke_width }}pt;
 border-radius: {% for radius in item.radii %}{{ radius }}pt {% endfor %};
 {% if item.fill %}background: {{ item.fill }};{% endif %}
 {% if item.stroke %}border: {{ item.stroke_width }}pt solid {{ item.stroke }}{% endif %}"></div>
{% elif item.kind == "stroke" %}
<img alt="" src="data:image/svg+xml,{{ item.svg }}" style="left: 0; top: 0; width: {{ panel.width }}pt;
 height: {{ panel.height }}pt">
{% elif item.clip %}
<div style="left: {{ item.clip.x }}pt; top: {{ item.clip.y }}pt; width: {{ item.clip.w }}pt;
 height: {{ item.clip.h }}pt; overflow: hidden"><img alt="{{ item.alt or '' }}" src="{{ item.file }}"
 style="left: {{ item.x - item.clip.x }}pt;
 top: {{ item.y - item.clip.y }}pt; width: {{ item.w }}pt; height: {{ item.h }}pt"></div>
{% else %}
<img alt="{{ item.alt or '' }}" src="{{ item.file }}" style="left: {{ item.x }}pt; top: {{ item.y }}pt;
 width: {{ item.w }}pt; height: {{ item.h }}pt">
{% endif %}
{% endfor %}
</section>
{% endfor %}
</body></html>
"""

_STYLE = """\
body { margin: 0 }
section { position: relative; overflow: hidden }
section * { position: absolute; margin: 0; box-sizing: border-box }
p, h1, h2, h3 { font-weight: 400; hyphens: none }
section span, section a { position: static; text-decoration: none }
"""


class Maker:
    """Makes leaflets below a folder that holds fonts and pictures."""

    def __init__(self, folder: Path, families: dict[str, str]) -> None:
        self._folder = folder
        environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
        environment.filters["breaks"] = _break
        self._template = environment.from_string(_TEMPLATE)
        self._fonts = FontConfiguration()
        faces = "".join(
            f"@font-face {{ font-family: {family}; src: url(fonts/{family}.ttf) }}\n"
            for family in families.values()
        )
        self._style = CSS(string=faces + _STYLE, font_config=self._fonts, base_url=str(folder) + "/")

    def make(self, scene: dict[str, Any]) -> bytes:
        """The file's bytes."""
        for panel in scene["panels"]:
            for item in panel["items"]:
                if item["kind"] == "text":
                    height = (item["ascender"] - item["descender"]) * item["size"]
                    half = (item["leading"] - height) / 2
                    item["top"] = item["baseline"] - item["ascender"] * item["size"] - half
                elif item["kind"] == "stroke":
                    item["svg"] = _draw(item, panel)
        html = self._template.render(scene=scene)
        document = HTML(string=html, base_url=str(self._folder) + "/")
        return document.write_pdf(stylesheets=[self._style], font_config=self._fonts, pdf_variant="pdf/ua-1")


def _break(text: str) -> str:
    from markupsafe import escape
    from markupsafe import Markup

    return Markup("<br>").join(escape(part) for part in text.split("\u2028"))


def _draw(item: dict[str, Any], panel: dict[str, Any]) -> str:
    points = " ".join(f"{x},{y}" for x, y in item["points"])
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {panel['width']} {panel['height']}'>"
        f"<polyline points='{points}' fill='none' stroke='{item['ink']}' stroke-width='{item['width']}'/>"
        "</svg>"
    ).replace("#", "%23")
