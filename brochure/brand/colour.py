"""sRGB colours: read from an author's words, and lightened or darkened evenly to the eye."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})\Z")
_RGB = re.compile(r"rgb\(\s*([0-9]{1,3})\s*,\s*([0-9]{1,3})\s*,\s*([0-9]{1,3})\s*\)\Z")


class Rgb(NamedTuple):
    """An 8-bit sRGB colour."""

    red: int
    green: int
    blue: int

    @property
    def hex(self) -> str:
        return f"#{self.red:02X}{self.green:02X}{self.blue:02X}"


class Tone(NamedTuple):
    """A colour in OKLCH: lightness 0 to 1, chroma 0 to about 0.37, hue in degrees."""

    lightness: float
    chroma: float
    hue: float


def parse_colour(text: str) -> Rgb:
    """The colour of "#RRGGBB", "#RGB" or "rgb(11, 85, 99)"; ValueError says what was expected."""
    if HEX.match(text):
        digits = text[1:] if len(text) == 7 else "".join(2 * digit for digit in text[1:])
        return Rgb(*bytes.fromhex(digits))
    match = _RGB.match(text)
    if match and all(int(number) <= 255 for number in match.groups()):
        return Rgb(int(match[1]), int(match[2]), int(match[3]))
    raise ValueError(
        f'"{text}" is not a colour: write "#" and six digits, as in "#0B5563", or "rgb(11, 85, 99)"'
    )


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
