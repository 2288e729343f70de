"""Whether a clinic's inks can be read on one another where a layout uses them, and the nearest that could."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from functools import lru_cache
from math import floor
from typing import NamedTuple

from brochure.brand.colour import find_colour
from brochure.brand.colour import find_tone
from brochure.brand.colour import Rgb
from brochure.brand.ink import Ink
from brochure.brand.ink import Inks
from brochure.brand.inks import AA
from brochure.brand.inks import BASES
from brochure.brand.inks import contrast
from brochure.brand.inks import mix_palette
from brochure.brand.inks import ROLES
from brochure.brand.model import Brand
from brochure.diagnostics import Findings
from brochure.diagnostics import Source

LARGE = 3.0
"""Least contrast of large words (WCAG 2.2, 1.4.3), and of marks and lines (1.4.11 Non-text Contrast)."""

ROUNDS = 12
"""How many roles may be changed for one another's sake."""

HINT = "brochure check --fix-contrast writes it"


class Pair(NamedTuple):
    """An ink and the ground it stands on, both roles, and the least contrast that they need.

    `words` is False for marks, lines and codes: too little contrast is then a warning, not an error.
    """

    ink: str
    ground: str
    least: float
    words: bool


class Verdict(NamedTuple):
    """A pair with too little contrast, and a colour for the role `change` that would do, or None."""

    pair: Pair
    ratio: float
    change: str
    better: Rgb | None


def judge_inks(brand: Brand, pairs: Iterable[Pair]) -> Findings:
    """An error for words that cannot be read on their ground, a warning for marks and lines hard to see.

    Each stands where the ink stands that can be changed, with a colour for it that serves all its pairs.
    """
    findings = Findings()
    colours = _colours(brand.inks)
    for pair, ratio, change, better in judge_pairs(brand.inks, frozenset(pairs)):
        told = f'ink "{pair.ink}" ({colours[pair.ink].hex}) on "{pair.ground}" ({colours[pair.ground].hex})'
        wish = (
            ("words need" if pair.least == AA else "large words need") if pair.words else "signs should have"
        )
        # Rounded down, so that no refused contrast looks like one that is enough.
        message = f"{told} has a contrast of {floor(ratio * 100) / 100:.2f}:1, and {wish} {pair.least:g}:1"
        if better is None:
            hints: tuple[str, ...] = (f'change "{pair.ink}" and "{pair.ground}"',)
        else:
            hints = (f'"{better.hex}" as "{change}" would do', *([HINT] if pair.words else []))
        (findings.fail if pair.words else findings.warn)(message, find_source(brand.inks, change), *hints)
    return findings


@lru_cache(maxsize=256)
def judge_pairs(inks: Inks, pairs: frozenset[Pair]) -> tuple[Verdict, ...]:
    """Those of `pairs` that have too little contrast, words first, in the order of ROLES."""
    used = _strictest(pairs)
    colours = _colours(inks)
    failing = find_failing(inks, used)
    words = find_better(inks, pairs) if failing else {}
    signs = _find_changes(_change(inks, words), used) if failing else {}
    verdicts = []
    for pair in failing:
        better = words if pair.words else {**words, **signs}
        roles = list(_find_changeable(inks, pair))
        change = next((role for role in roles if role in better), roles[0])
        ratio = contrast(colours[pair.ink], colours[pair.ground])
        verdicts.append(Verdict(pair, ratio, change, better.get(change)))
    return tuple(verdicts)


def find_better(inks: Inks, pairs: Iterable[Pair]) -> dict[str, Rgb]:
    """A colour for each role that must change for all words to be read; marks and lines change nothing."""
    return _find_changes(inks, [pair for pair in _strictest(pairs) if pair.words])


def _strictest(pairs: Iterable[Pair]) -> list[Pair]:
    """Of pairs of the same roles the one that needs most; words first, in the order of ROLES."""
    found: dict[tuple[str, str, bool], Pair] = {}
    for pair in sorted(pairs, key=_order):
        found[pair.ink, pair.ground, pair.words] = pair
    return list(found.values())


def _find_changes(inks: Inks, used: Sequence[Pair]) -> dict[str, Rgb]:
    """One role is changed after the other, grounds and what much is derived from first.

    So a colour that was bad only beside another that changes may stay.
    """
    changes: dict[str, Rgb] = {}
    for _ in range(ROUNDS):
        failing = find_failing(inks, used)
        failing.sort(key=lambda pair: ROLES.index(next(_find_changeable(inks, pair))))
        found = (_find_change(inks, pair, used, failing) for pair in failing)
        change = next((one for one in found if one is not None), None)
        if change is None:
            break
        changes.update([change])
        inks = _change(inks, dict([change]))
    return changes


def _change(inks: Inks, colours: Mapping[str, Rgb]) -> Inks:
    return inks.model_copy(update={_field(role): Ink(colour) for role, colour in colours.items()})


def find_source(inks: Inks, role: str) -> Source:
    """Where an ink stands; one that is derived stands where the primary does."""
    ink: Ink = getattr(inks, _field(role)) or inks.primary
    return ink.source


def find_failing(inks: Inks, pairs: Iterable[Pair]) -> list[Pair]:
    """Those of `pairs` that have less than their least contrast."""
    colours = _colours(inks)
    return [pair for pair in pairs if contrast(colours[pair.ink], colours[pair.ground]) < pair.least]


def find_legible(inks: Inks, role: str, pairs: Sequence[Pair]) -> Rgb | None:
    """The colour nearest in lightness to `role`'s own that gives `pairs` their contrast; None without one.

    What is derived from `role` is derived anew each time.
    """
    colours = dict(_colours(inks))
    # Pairs with what does not follow this role rule most shades out before a palette has to be mixed.
    still = {other for other in ROLES if _stays(inks, other, role)}
    simple = [pair for pair in pairs if {pair.ink, pair.ground} <= still | {role}]
    tone = find_tone(colours[role])
    for step in range(1, 101):
        for lightness in (tone.lightness - step / 100, tone.lightness + step / 100):
            if not 0 <= lightness <= 1:
                continue
            near = colours[role] = find_colour(tone._replace(lightness=lightness))
            if any(contrast(colours[pair.ink], colours[pair.ground]) < pair.least for pair in simple):
                continue
            if not find_failing(_change(inks, {role: near}), pairs):
                return near
    return None


def _stays(inks: Inks, other: str, role: str) -> bool:
    """Whether a role's colour is the same whatever `role` is; False where that is not plain."""
    if getattr(inks, _field(other)) is not None:
        return other != role
    return other != role and BASES.get(other) != role and other != "lead" and not other.startswith("on-")


def _find_change(
    inks: Inks, pair: Pair, used: Sequence[Pair], failing: Sequence[Pair]
) -> tuple[str, Rgb] | None:
    """The role to change for a failing pair, the first that has a colour which would do, and the colour.

    A better colour puts all pairs right that fail for this role's sake, and spoils none that is read now.
    """
    for role in dict.fromkeys(_find_changeable(inks, pair)):
        kept = [
            other
            for other in used
            if other == pair or other not in failing or next(_find_changeable(inks, other)) == role
        ]
        better = find_legible(inks, role, kept)
        if better is not None:
            return role, better
    return None


def _find_changeable(inks: Inks, pair: Pair) -> Iterator[str]:
    """What may be changed for a pair, best first: what the clinic gives itself, what the pair is derived
    from, and then the two roles themselves."""
    for role in (pair.ink, pair.ground):
        if getattr(inks, _field(role)) is not None:
            yield role
    for role in (pair.ink, pair.ground):
        base = BASES.get(role, role)
        if getattr(inks, _field(base)) is not None:
            yield base
    yield from (pair.ink, pair.ground)


def _order(pair: Pair) -> tuple[bool, int, int, float]:
    return (not pair.words, ROLES.index(pair.ink), ROLES.index(pair.ground), pair.least)


def _colours(inks: Inks) -> Mapping[str, Rgb]:
    return dict(zip(ROLES, mix_palette(inks), strict=True))


def _field(role: str) -> str:
    return role.replace("-", "_")
