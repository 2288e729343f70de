"""Colours: read from an author's words, mixed of printing inks, and lightened evenly to the eye."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import NamedTuple

HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})\Z")
_RGB = re.compile(r"rgb\(\s*([0-9]{1,3})\s*,\s*([0-9]{1,3})\s*,\s*([0-9]{1,3})\s*\)\Z")
_SHARE = r"\s*([0-9]{1,3}(?:\.[0-9]{1,2})?)%?\s*"
_CMYK = re.compile(rf"cmyk\({_SHARE},{_SHARE},{_SHARE},{_SHARE}\)\Z")
_NUMBER = re.compile(r"-?[0-9]{1,4}(?:\.[0-9]{1,4})?%?")

# The colours that CSS has had names for since 1996, and three that clinics like: hints, never values.
_NAMES = {
    "aqua": "#00FFFF",
    "black": "#000000",
    "blue": "#0000FF",
    "crimson": "#DC143C",
    "fuchsia": "#FF00FF",
    "gray": "#808080",
    "green": "#008000",
    "grey": "#808080",
    "indigo": "#4B0082",
    "lime": "#00FF00",
    "maroon": "#800000",
    "navy": "#000080",
    "olive": "#808000",
    "orange": "#FFA500",
    "purple": "#800080",
    "red": "#FF0000",
    "silver": "#C0C0C0",
    "teal": "#008080",
    "white": "#FFFFFF",
    "yellow": "#FFFF00",
}

# What solid cyan, magenta and yellow give alone and over one another, on paper taken as white, as design
# programs show them for coated paper; of all three, the L* of 23 that ISO 12647-2 names.
_SOLIDS: Mapping[tuple[int, int, int], tuple[int, int, int]] = {
    (0, 0, 0): (0xFF, 0xFF, 0xFF),
    (1, 0, 0): (0x00, 0xAE, 0xEF),
    (0, 1, 0): (0xEC, 0x00, 0x8C),
    (0, 0, 1): (0xFF, 0xF2, 0x00),
    (0, 1, 1): (0xED, 0x1C, 0x24),
    (1, 0, 1): (0x00, 0xA6, 0x51),
    (1, 1, 0): (0x2E, 0x31, 0x92),
    (1, 1, 1): (0x37, 0x37, 0x37),
}
_BLACK = (0x23, 0x1F, 0x20)


class Rgb(NamedTuple):
    """An 8-bit sRGB colour."""

    red: int
    green: int
    blue: int

    @property
    def hex(self) -> str:
        return f"#{self.red:02X}{self.green:02X}{self.blue:02X}"


class Cmyk(NamedTuple):
    """A mixture of the four printing inks, each 0 to 100 percent."""

    cyan: float
    magenta: float
    yellow: float
    black: float

    def __str__(self) -> str:
        return f"cmyk({', '.join(f'{share:.4g}%' for share in self)})"


class Tone(NamedTuple):
    """A colour in OKLCH: lightness 0 to 1, chroma 0 to about 0.37, hue in degrees."""

    lightness: float
    chroma: float
    hue: float


def parse_colour(text: str) -> Rgb:
    """The colour of "#RRGGBB", "#RGB" or "rgb(11, 85, 99)".

    Raises ValueError with the message and then its hints, the nearest right value among them.
    """
    if HEX.match(text):
        digits = text[1:] if len(text) == 7 else "".join(2 * digit for digit in text[1:])
        return Rgb(*bytes.fromhex(digits))
    match = _RGB.match(text)
    if match and all(int(number) <= 255 for number in match.groups()):
        return Rgb(int(match[1]), int(match[2]), int(match[3]))
    raise ValueError(*_explain(text))


def parse_cmyk(text: str) -> Cmyk:
    """The inks of "cmyk(90%, 40%, 40%, 30%)", with or without the signs; ValueError as `parse_colour`."""
    match = _CMYK.match(text)
    shares = [float(number) for number in match.groups()] if match else []
    # Some programs write shares of one. So pale a colour is meant by nobody who leaves the sign out.
    ones = "%" not in text and "." in text and all(share <= 1 for share in shares)
    if match and all(share <= 100 for share in shares) and not ones:
        return Cmyk(*shares)
    raise ValueError(*_explain_cmyk(text, 100 if ones else 1))


def _explain(text: str) -> tuple[str, ...]:
    """Why a text is no sRGB colour, and what may have been meant."""
    wish = 'write "#" and six digits, as in "#0B5563", or "rgb(11, 85, 99)"'
    shown = f'"{text[:60]}" is not a colour'
    digits = text.removeprefix("#")
    numbers = _NUMBER.findall(text)
    if text.lower().startswith("rgb") and len(numbers) >= 3:
        scale = [255 / 100 if number.endswith("%") else 1 for number in numbers]
        channels = [
            round(min(255.0, max(0.0, float(number.rstrip("%")) * by)))
            for number, by in zip(numbers[:3], scale, strict=False)
        ]
        meant = f'did you mean "rgb({channels[0]}, {channels[1]}, {channels[2]})"?'
        return f"{shown}: its three channels are whole numbers from 0 to 255", meant
    if re.fullmatch(r"[0-9a-fA-F]{3}|[0-9a-fA-F]{6}", digits):
        return f'{shown}: its "#" is missing', f'did you mean "#{digits}"?'
    if re.fullmatch(r"[0-9a-fA-F]{8}", digits):
        return f"{shown}: {wish}", f'did you mean "#{digits[:6]}"? inks hide what is under them'
    if text.strip().lower() in _NAMES:
        return f"{shown}: {wish}", f'did you mean "{_NAMES[text.strip().lower()]}"?'
    return (f"{shown}: {wish}",)


def _explain_cmyk(text: str, scale: int) -> tuple[str, ...]:
    shown = f'"{text[:60]}" is not a mixture of printing inks'
    numbers = [float(number.rstrip("%")) * scale for number in _NUMBER.findall(text)]
    if len(numbers) != 4:
        return (f'{shown}: write four shares, as in "cmyk(90%, 40%, 40%, 30%)"',)
    meant = Cmyk(*(min(100.0, max(0.0, number)) for number in numbers))
    return f"{shown}: its four shares are from 0% to 100%", f'did you mean "{meant}"?'


def approximate(inks: Cmyk) -> Rgb:
    """About the sRGB colour of a mixture of printing inks on coated paper.

    Neugebauer's equations (Zeitschrift für wissenschaftliche Photographie 36, 1937): each of the 16 ways in
    which solid inks overprint has its own colour, and they are averaged by the areas that Demichel's products
    of shares give them. As Yule and Nielsen found, light spreads in paper, and the average is right of the
    n-th roots of reflectances: sRGB's own curve is about that for n = 2.2, so channels are averaged as they
    are. The usual r = (1 - c)(1 - k) shows cyan as #00FFFF, which no press can print.
    """
    channels = [0.0, 0.0, 0.0]
    cyan, magenta, yellow, black = (share / 100 for share in inks)
    for (has_cyan, has_magenta, has_yellow), solid in _SOLIDS.items():
        area = (
            (cyan if has_cyan else 1 - cyan)
            * (magenta if has_magenta else 1 - magenta)
            * (yellow if has_yellow else 1 - yellow)
        )
        # Black alone is a dark grey; over any other solid it is as dark as sRGB goes.
        over = (0, 0, 0) if has_cyan or has_magenta or has_yellow else _BLACK
        for index in range(3):
            channels[index] += area * ((1 - black) * solid[index] + black * over[index])
    return Rgb(*(round(channel) for channel in channels))


def linear(channel: int) -> float:
    """Light of an 8-bit sRGB channel, 0 to 1 (IEC 61966-2-1)."""
    value = channel / 255
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def find_tone(colour: Rgb) -> Tone:
    """The colour in OKLCH (B. Ottosson, "A perceptual color space for image processing", 2020)."""
    red, green, blue = (linear(channel) for channel in colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return Tone(lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def find_colour(tone: Tone) -> Rgb:
    """The sRGB colour of a tone; one that sRGB cannot show gives up chroma, and keeps lightness and hue."""
    low, high = 0.0, tone.chroma
    channels = _channels(tone)
    if not _is_shown(channels):
        for _ in range(12):  # to a 4096th of the chroma: finer than 8 bits can show
            middle = (low + high) / 2
            low, high = (
                (middle, high) if _is_shown(_channels(tone._replace(chroma=middle))) else (low, middle)
            )
        channels = _channels(tone._replace(chroma=low))
    return Rgb(*(_eight_bits(channel) for channel in channels))


def _channels(tone: Tone) -> tuple[float, float, float]:
    a = tone.chroma * math.cos(math.radians(tone.hue))
    b = tone.chroma * math.sin(math.radians(tone.hue))
    long = (tone.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (tone.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (tone.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _is_shown(channels: tuple[float, float, float]) -> bool:
    # Rounding in the matrices lets colours of sRGB itself come out up to 0.0005 beyond its edges.
    return all(-0.0005 <= channel <= 1.0005 for channel in channels)


def _eight_bits(channel: float) -> int:
    light = min(1.0, max(0.0, channel))
    value = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return round(value * 255)
