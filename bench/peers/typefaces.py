"""Static cuts of the typefaces, as people would install them: not every program sets variable fonts."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont


def cut(faces: Iterable[str], folder: Path) -> dict[str, str]:
    """A font file, and family, for each face ("path|index|weight|width"); the families' names by face."""
    folder.mkdir(parents=True, exist_ok=True)
    families = {}
    for face in faces:
        path, index, weight, width = face.split("|")
        family = "Peer" + sha256(f"{Path(path).name} {index} {weight} {width}".encode()).hexdigest()[:8]
        families[face] = family
        if (folder / f"{family}.ttf").is_file():
            continue
        font = TTFont(path, fontNumber=int(index))
        axes = {axis.axisTag for axis in font["fvar"].axes} if "fvar" in font else set()
        wanted = {"wght": float(weight), "wdth": float(width)}
        if axes:
            limits = {tag: wanted.get(tag) for tag in axes}
            font = instantiateVariableFont(font, limits, inplace=True)
        for record in font["name"].names:
            if record.nameID in (1, 4, 6, 16):
                record.string = family
            elif record.nameID in (2, 17):
                record.string = "Regular"
        font["OS/2"].usWeightClass = 400
        font["OS/2"].fsSelection = 0x40
        font["head"].macStyle = 0
        font.save(folder / f"{family}.ttf")
    return families
