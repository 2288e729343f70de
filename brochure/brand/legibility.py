"""Whether a clinic's inks can be read on one another, and the nearest colour that could."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence
from math import floor

from brochure.brand.colour import find_colour
from brochure.brand.colour import find_tone
from brochure.brand.colour import Rgb
from brochure.brand.inks import AA
from brochure.brand.inks import contrast
from brochure.brand.inks import mix_palette
from brochure.brand.inks import ROLES
from brochure.brand.model import Brand
from brochure.brand.model import Inks
from brochure.diagnostics import Findings
from brochure.marked import Str

TEXT: tuple[tuple[str, str], ...] = (
    ("ink", "paper"),
    ("ink", "tint"),
    ("ink", "mist"),
    ("ink", "danger-tint"),
    ("ink", "caution-tint"),
    ("muted", "paper"),
    ("muted", "mist"),
    ("primary", "paper"),
    ("primary", "tint"),
    ("primary", "mist"),
    ("on-primary", "primary"),
    ("lead", "primary"),
    ("on-danger", "danger"),
    ("on-caution", "caution"),
)
"""Words and the ground they stand on: 4.5:1 at least (WCAG 2.2, 1.4.3 Contrast, minimum)."""

GRAPHICS: tuple[tuple[str, str], ...] = (
    ("accent", "paper"),
    ("rule", "paper"),
    ("line", "paper"),
    ("danger", "danger-tint"),
)
"""Bullets, lines and signs, and their ground: 3:1 is wished for (WCAG 2.2, 1.4.11 Non-text Contrast)."""

_LARGE = 3.0


def judge_inks(brand: Brand) -> Findings:
    """An error for each pair of TEXT that cannot be read, a warning for each of GRAPHICS hard to see.

    Each stands where the ink stands that can be changed, with a colour for it that serves all its pairs.
    """
    findings = Findings()
    for pairs, least, wish, note in (
        (TEXT, AA, "words need", findings.fail),
        (GRAPHICS, _LARGE, "signs should have", findings.warn),
    ):
        failing = find_failing(brand.inks, pairs, least)
        changed = [_find_changeable(brand.inks, role, ground) for role, ground in failing]
        for (role, ground), change in zip(failing, changed, strict=True):
            # A better colour puts this ink's own pairs right and spoils none that can be read now.
            others = [pair for pair, other in zip(failing, changed, strict=True) if other != change]
            colours = _colours(brand.inks)
            pair = f'ink "{role}" ({colours[role].hex}) on "{ground}" ({colours[ground].hex})'
            ratio = contrast(colours[role], colours[ground])
            # Rounded down, so that no refused contrast looks like one that is enough.
            message = f"{pair} has a contrast of {floor(ratio * 100) / 100:.2f}:1, and {wish} {least:g}:1"
            better = find_legible(brand.inks, change, [pair for pair in pairs if pair not in others], least)
            hint = f'"{better.hex}" as "{change}" would do' if better else f'change "{role}" and "{ground}"'
            note(message, getattr(brand.inks, _field(change)).source, hint)
    return findings


def find_failing(inks: Inks, pairs: Sequence[tuple[str, str]], least: float) -> list[tuple[str, str]]:
    """Those of `pairs` that have less than `least` contrast."""
    colours = _colours(inks)
    return [(role, ground) for role, ground in pairs if contrast(colours[role], colours[ground]) < least]


def find_legible(inks: Inks, role: str, pairs: Sequence[tuple[str, str]], least: float) -> Rgb | None:
    """The colour nearest in lightness to `role`'s own that gives `pairs` their contrast; None without one.

    What is derived from `role` is derived anew each time.
    """
    tone = find_tone(_colours(inks)[role])
    for step in range(1, 101):
        for lightness in (tone.lightness - step / 100, tone.lightness + step / 100):
            if 0 <= lightness <= 1:
                near = find_colour(tone._replace(lightness=lightness))
                if not find_failing(inks.model_copy(update={_field(role): Str(near.hex)}), pairs, least):
                    return near
    return None


def _find_changeable(inks: Inks, role: str, ground: str) -> str:
    """The ink of a pair that the clinic gives itself; primary where both are derived."""
    given = [name for name in (role, ground) if getattr(inks, _field(name)) is not None]
    return (given or ["primary"])[0]


def _colours(inks: Inks) -> Mapping[str, Rgb]:
    return dict(zip(ROLES, mix_palette(inks), strict=True))


def _field(role: str) -> str:
    return role.replace("-", "_")
