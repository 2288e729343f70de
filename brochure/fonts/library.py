"""The built-in families, in which installed file each is, and faces of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

from brochure.fonts.face import axes
from brochure.fonts.face import Face
from brochure.fonts.face import own_weight

_SCRIPT_FAMILIES = (
    *(
        "Arabic",
        "Armenian",
        "Bengali",
        "Devanagari",
        "Ethiopic",
        "Georgian",
        "Gujarati",
        "Gurmukhi",
        "Hebrew",
    ),
    *(
        "Kannada",
        "Khmer",
        "Lao",
        "Malayalam",
        "Myanmar",
        "Oriya",
        "Sinhala",
        "Symbols",
        "Tamil",
        "Telugu",
        "Thai",
    ),
)

# These have a width axis in packages of their own: some of their languages run long.
_WIDE_FAMILIES = ("Arabic", "Khmer", "Tamil", "Telugu", "Thai")

_FILES: Mapping[str, tuple[str, str, int]] = MappingProxyType(
    {
        "Noto Sans": ("fontpkg_noto_sans", "files/NotoSans[wdth,wght].ttf", 0),
        "Source Sans 3": ("fontpkg_source_sans_3", "files/SourceSans3[wght].ttf", 0),
        "Noto Emoji": ("manimgx_fonts", "NotoEmoji[wght].ttf", 0),
        **{
            f"Noto Sans {name}": ("manimgx_fonts", f"NotoSans{name}[wght].ttf", 0)
            for name in _SCRIPT_FAMILIES
        },
        **{
            f"Noto Sans {name}": (
                f"fontpkg_noto_sans_{name.lower()}",
                f"files/NotoSans{name}[wdth,wght].ttf",
                0,
            )
            for name in _WIDE_FAMILIES
        },
        **{
            f"Noto Sans CJK {name}": ("manimgx_fonts_cjk", "NotoSansCJK-VF.otf.ttc", index)
            for index, name in enumerate(("JP", "KR", "SC", "TC", "HK"))
        },
    }
)


@lru_cache(maxsize=128)
def _located(family: str) -> tuple[str, int] | None:
    """The family's file and index, or None when its package is not installed."""
    entry = _FILES.get(family)
    if entry is None:
        return None
    package, file, index = entry
    spec = find_spec(package)
    places = (spec.submodule_search_locations if spec else None) or ()
    for place in places:
        path = Path(place) / file
        if path.is_file():
            return str(path), index
    return None


def families() -> tuple[str, ...]:
    """Names of the families that are installed, in a fixed order."""
    return tuple(name for name in _FILES if _located(name))


def has_family(family: str) -> bool:
    """Whether a family of this name is installed."""
    return _located(family) is not None


@lru_cache(maxsize=128)
def canonical(name: str) -> str | None:
    """The built-in family that is meant by a name, whatever its capitals; None when it is not installed."""
    return next((known for known in _FILES if known.casefold() == name.casefold() and _located(known)), None)


def has_width_axis(family: str) -> bool:
    """Whether the family can be set narrower; ValueError when it is not installed."""
    return "wdth" in axes(*_place(family))


def _place(family: str) -> tuple[str, int]:
    place = _located(family)
    if place is None:
        raise ValueError(f'no font family "{family}" is installed; there are {", ".join(families())}')
    return place


@lru_cache(maxsize=512)
def face(family: str, weight: int = 400, width: float = 100.0) -> Face:
    """The family's face of this weight (100-900) and width (percent), held to what its axes can do.

    A family without a width axis ignores `width`: its face says 100, so that equal pictures have equal keys.
    ValueError when no such family is installed.
    """
    path, index = _place(family)
    found = axes(path, index)
    if "wght" in found:
        low, high = found["wght"]
        weight = round(min(max(weight, low), high))
    else:
        weight = own_weight(path, index)
    if "wdth" in found:
        low, high = found["wdth"]
        width = min(max(float(width), low), high)
    else:
        width = 100.0
    return Face(path, index, weight, width)
