"""The leaflet's three cuts as plain font files, because not every tool can set a variable font."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FAMILY = "Leaflet Sans"
CUTS = {400: "Regular", 600: "SemiBold", 700: "Bold"}


def cut_fonts(folder: Path, width: float) -> None:
    """Noto Sans at this width in all CUTS, as <folder>/<weight>.ttf, in a family of its own name.

    Tools that look for fonts by family and weight find them so and take no font of the system instead.
    """
    spec = find_spec("fontpkg_noto_sans")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    source = Path(spec.submodule_search_locations[0]) / "files" / "NotoSans[wdth,wght].ttf"
    folder.mkdir(parents=True, exist_ok=True)
    for weight, style in CUTS.items():
        font = instantiateVariableFont(TTFont(source), {"wght": weight, "wdth": width})
        names = font["name"]
        for record in list(names.names):
            if record.nameID in (16, 17, 21, 22, 25):
                names.removeNames(nameID=record.nameID)
        # Names 1 and 2 know four styles alone; 16 and 17 say the same for any weight.
        for number, text in {
            1: FAMILY if weight != 600 else f"{FAMILY} {style}",
            2: style if weight != 600 else "Regular",
            3: f"{FAMILY} {style} {width:g}",
            4: f"{FAMILY} {style}",
            6: f"{FAMILY.replace(' ', '')}-{style}",
            16: FAMILY,
            17: style,
        }.items():
            names.setName(text, number, 3, 1, 0x409)
        font["OS/2"].usWeightClass = weight
        font["OS/2"].usWidthClass = 5
        font["OS/2"].fsSelection = (font["OS/2"].fsSelection & ~0x61) | (0x20 if weight == 700 else 0x40)
        font["head"].macStyle = 1 if weight == 700 else 0
        if "STAT" in font:
            del font["STAT"]
        font.save(folder / f"{weight}.ttf")
