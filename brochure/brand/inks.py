"""A clinic's palette: one colour for each role, given by the clinic or derived from its primary and accent.

Derived colours are OKLCH tones (colour.py). C and h are the chroma and hue of the colour that a role comes
from. "To yellow by n°" turns h by n degrees, as far as 100° at most, because by daylight the lighter side of
a thing is the yellower one. "At most" caps chroma, so that loud brands keep quiet grounds.

| role | from | lightness | chroma | hue |
|---|---|---|---|---|
| paper | - | white | | |
| ink | primary | 0.273 | 0.30 C, at most 0.03 | h |
| muted | primary | 0.456 | 0.30 C, at most 0.03 | h |
| rule | primary | 0.630 | 0.30 C, at most 0.03 | h |
| line | primary | 0.350, or the primary's when darker | 0.75 C | h |
| mist | primary | 0.946 | 0.19 C, at most 0.02 | to yellow by 18° |
| primary-light | primary | 0.772 | 0.74 C | to yellow by 14° |
| primary-pale | primary | 0.917 | 0.29 C, at most 0.03 | to yellow by 18° |
| primary-2, -3, -4 | primary | even steps of 0.053 from the primary's to paper's | 1.2 C | h |
| primary-tint | primary | 0.936 | 0.14 C, at most 0.02 | h |
| primary-soft | primary | 0.847 | 0.34 C, at most 0.06 | h |
| tint | accent | 0.954 | 0.12 C, at most 0.02 | to yellow by 34° |
| lead, accent-light | accent | 0.870 | 0.44 C, at most 0.09 | to yellow by 17° |
| accent-fill | accent | 0.690, or the accent's when lighter | 0.97 C | h |
| accent-pale | accent | 0.932 | 0.21 C, at most 0.04 | to yellow by 14° |
| danger-tint | danger | 0.957 | 0.10 C | h |
| caution-tint | caution | 0.971 | 0.20 C | h |
| on-primary, on-accent, on-danger, on-caution | | paper or ink, whichever contrasts more | | |

`lead` is on-primary where the tone would have less than 4.5:1 on primary; accent-light is at least 0.10
lighter than the accent, but not above 0.95. Red and amber mean safety, so danger (#A8201A) and caution
(#F4B740) follow no brand; neither do the colours of skin, nail and scar, which only drawings use. The numbers
are those of the first look's own palette: its roles come out of primary #0B5563 and accent #D8623A again, to
three steps of 255. The last five roles are the second look's: from its primary #2A2672 they come out again to
five. The steps from primary are smaller where words read on primary could not be read on the last of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from brochure.brand.colour import find_colour
from brochure.brand.colour import find_tone
from brochure.brand.colour import linear
from brochure.brand.colour import Rgb
from brochure.brand.colour import Tone
from brochure.brand.ink import Inks
from brochure.brand.model import Brand

Palette = tuple[Rgb, ...]

ROLES: tuple[str, ...] = (
    "paper",
    "ink",
    "muted",
    "primary",
    "on-primary",
    "lead",
    "tint",
    "mist",
    "accent",
    "on-accent",
    "danger",
    "on-danger",
    "danger-tint",
    "caution",
    "on-caution",
    "caution-tint",
    "rule",
    "line",
    "accent-fill",
    "accent-light",
    "primary-light",
    "primary-pale",
    "accent-pale",
    "skin-light",
    "skin-shade",
    "skin-dark",
    "nail",
    "scar",
    "primary-2",
    "primary-3",
    "primary-4",
    "primary-tint",
    "primary-soft",
)
"""The roles in the order of the palette: a role's index is what page operators name."""

AA = 4.5
"""Least contrast of text with its ground, WCAG 2.2 success criterion 1.4.3."""

_FIXED: Mapping[str, Rgb] = {
    "paper": Rgb(0xFF, 0xFF, 0xFF),
    "danger": Rgb(0xA8, 0x20, 0x1A),
    "caution": Rgb(0xF4, 0xB7, 0x40),
    "skin-light": Rgb(0xFB, 0xD9, 0xBF),
    "skin-shade": Rgb(0xF3, 0xBD, 0x99),
    "skin-dark": Rgb(0xC5, 0x86, 0x60),
    "nail": Rgb(0xF0, 0xC3, 0xA4),
    "scar": Rgb(0xC2, 0x49, 0x2A),
}

# The table above: role, what it is derived from, lightness, share of chroma, most chroma, degrees to yellow.
_DERIVED: tuple[tuple[str, str, float, float, float, float], ...] = (
    ("ink", "primary", 0.273, 0.30, 0.03, 0),
    ("muted", "primary", 0.456, 0.30, 0.03, 0),
    ("rule", "primary", 0.630, 0.30, 0.03, 0),
    ("line", "primary", 0.350, 0.75, 1, 0),
    ("mist", "primary", 0.946, 0.19, 0.02, 18),
    ("primary-light", "primary", 0.772, 0.74, 1, 14),
    ("primary-pale", "primary", 0.917, 0.29, 0.03, 18),
    ("tint", "accent", 0.954, 0.12, 0.02, 34),
    ("lead", "accent", 0.870, 0.44, 0.09, 17),
    ("accent-light", "accent", 0.870, 0.44, 0.09, 17),
    ("accent-fill", "accent", 0.690, 0.97, 1, 0),
    ("accent-pale", "accent", 0.932, 0.21, 0.04, 14),
    ("primary-tint", "primary", 0.936, 0.14, 0.02, 0),
    ("primary-soft", "primary", 0.847, 0.34, 0.06, 0),
    ("danger-tint", "danger", 0.957, 0.10, 1, 0),
    ("caution-tint", "caution", 0.971, 0.20, 1, 0),
)
BASES: Mapping[str, str] = {
    **{role: base for role, base, *_ in _DERIVED},
    **dict.fromkeys(("on-primary", "primary-2", "primary-3", "primary-4"), "primary"),
    "on-accent": "accent",
    "on-danger": "danger",
    "on-caution": "caution",
}
"""What each derived role comes from."""

_GROUNDS = ("primary", "accent", "danger", "caution")
_STEPS = ("primary-2", "primary-3", "primary-4")
_STEP = 0.053
_STEP_CHROMA = 1.2
_YELLOW = 100.0


def palette(brand: Brand) -> Palette:
    """The colours of all ROLES, in their order."""
    return mix_palette(brand.inks)


@lru_cache(maxsize=256)
def mix_palette(inks: Inks) -> Palette:
    """As `palette`, from the inks alone."""
    colours: dict[str, Rgb] = {**_FIXED, **given_inks(inks)}
    given = frozenset(given_inks(inks))
    for role, base, lightness, share, most, turn in _DERIVED:
        if role not in given:
            tone = find_tone(colours[base])
            chroma = min(tone.chroma * share, most)
            lightness = _bound_lightness(role, lightness, tone.lightness)
            colours[role] = find_colour(Tone(lightness, chroma, _turn_to_yellow(tone.hue, turn)))
    for ground in _GROUNDS:
        if f"on-{ground}" not in given:
            paper, ink = colours["paper"], colours["ink"]
            more = contrast(paper, colours[ground]) >= contrast(ink, colours[ground])
            colours[f"on-{ground}"] = paper if more else ink
    if "lead" not in given and contrast(colours["lead"], colours["primary"]) < AA:
        colours["lead"] = colours["on-primary"]
    steps = _find_steps(colours["primary"], colours["paper"], colours["on-primary"])
    colours = {**dict(zip(_STEPS, steps, strict=True)), **colours}
    return tuple(colours[role] for role in ROLES)


def _find_steps(primary: Rgb, paper: Rgb, words: Rgb) -> tuple[Rgb, ...]:
    """Three colours on the way from primary to paper, on which `words` are read if they are on primary."""
    tone = find_tone(primary)
    way = find_tone(paper).lightness - tone.lightness
    for share in range(8, -1, -1):
        step = max(-_STEP, min(_STEP, way / 4)) * share / 8
        steps = tuple(
            find_colour(Tone(tone.lightness + step * index, tone.chroma * _STEP_CHROMA, tone.hue))
            for index in (1, 2, 3)
        )
        if contrast(words, primary) < AA or contrast(words, steps[-1]) >= AA:
            return steps
    return (primary, primary, primary)


def given_inks(inks: Inks) -> dict[str, Rgb]:
    """The colours that the clinic itself gives, by role."""
    values = {role: getattr(inks, role.replace("-", "_")) for role in ROLES}
    return {role: value.srgb for role, value in values.items() if value is not None}


def contrast(one: Rgb | tuple[int, int, int], other: Rgb | tuple[int, int, int]) -> float:
    """Contrast of two colours, from 1 (none) to 21, as WCAG 2.2 defines it ("contrast ratio")."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Rgb | tuple[int, int, int]) -> float:
    red, green, blue = (linear(channel) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _bound_lightness(role: str, lightness: float, base: float) -> float:
    """The three roles whose lightness follows that of the colour which they are derived from."""
    if role == "line":
        return min(lightness, base)
    if role == "accent-fill":
        return max(lightness, base)
    if role == "accent-light":
        return min(0.95, max(lightness, base + 0.10))
    return lightness


def _turn_to_yellow(hue: float, degrees: float) -> float:
    away = (_YELLOW - hue + 180) % 360 - 180
    return hue + max(-degrees, min(degrees, away))
