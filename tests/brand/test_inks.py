"""Palettes: colours as written, roles as derived, contrast as WCAG defines it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from brochure.brand.colour import find_colour
from brochure.brand.colour import find_tone
from brochure.brand.colour import parse_colour
from brochure.brand.colour import Rgb
from brochure.brand.colour import Tone
from brochure.brand.ink import Inks
from brochure.brand.inks import contrast
from brochure.brand.inks import mix_palette
from brochure.brand.inks import ROLES
from brochure.marked import Str

WARM = {
    "paper": "#FFFFFF",
    "ink": "#1B2A2E",
    "muted": "#4A5A5E",
    "primary": "#0B5563",
    "on-primary": "#FFFFFF",
    "lead": "#F9C9A8",
    "tint": "#F8EEE2",
    "mist": "#E4F0F0",
    "accent": "#D8623A",
    "on-accent": "#1B2A2E",
    "danger": "#A8201A",
    "on-danger": "#FFFFFF",
    "danger-tint": "#FCEDEA",
    "caution": "#F4B740",
    "on-caution": "#1B2A2E",
    "caution-tint": "#FEF5DF",
    "rule": "#7C8D91",
    "line": "#12414B",
    "accent-fill": "#E9764E",
    "accent-light": "#F9C9A8",
    "primary-light": "#8FBFC2",
    "primary-pale": "#D5E8E8",
    "accent-pale": "#FCE3D4",
    "skin-light": "#FBD9BF",
    "skin-shade": "#F3BD99",
    "skin-dark": "#C58660",
    "nail": "#F0C3A4",
    "scar": "#C2492A",
    "primary-2": "#006476",
    "primary-3": "#157183",
    "primary-4": "#2A7F91",
    "primary-tint": "#E3ECEE",
    "primary-soft": "#BCD1D6",
}

BOLD = {
    "primary-2": "#35318A",
    "primary-3": "#423E9E",
    "primary-4": "#524EB2",
    "primary-tint": "#E9E8F5",
    "primary-soft": "#CBC9E8",
}

colours = st.tuples(*[st.integers(0, 255)] * 3).map(lambda channels: Rgb(*channels))


def mix(**inks: str) -> dict[str, Rgb]:
    given_inks = Inks.model_validate({name.replace("_", "-"): Str(value) for name, value in inks.items()})
    return dict(zip(ROLES, mix_palette(given_inks), strict=True))


def test_roles_are_those_of_the_drawings_and_of_the_model() -> None:
    assert tuple(WARM) == ROLES
    assert {role.replace("-", "_") for role in ROLES} == set(Inks.model_fields)


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("#0B5563", (11, 85, 99)),
        ("#0b5563", (11, 85, 99)),
        ("#fA0", (255, 170, 0)),
        ("rgb(11, 85, 99)", (11, 85, 99)),
        ("rgb(0,0,255)", (0, 0, 255)),
    ],
)
def test_a_colour_is_read(text: str, colour: tuple[int, int, int]) -> None:
    assert parse_colour(text) == colour


@pytest.mark.parametrize(
    "text", ["", "coral", "#0B556", "#0B55633", "#GGGGGG", "rgb(1,2)", "hsl(1, 2%, 3%)", "#٠٠٠"]
)
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a colour: write"):
        parse_colour(text)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((255, 255, 255), (0, 0, 0)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.478, abs=0.001)
    assert contrast((9, 9, 9), (9, 9, 9)) == 1


def test_oklch_agrees_with_its_published_values() -> None:
    white, red = find_tone(Rgb(255, 255, 255)), find_tone(Rgb(255, 0, 0))
    assert (white.lightness, white.chroma) == pytest.approx((1, 0), abs=1e-4)
    assert red == pytest.approx((0.62796, 0.25768, 29.234), abs=1e-3)


@given(colours)
@settings(max_examples=60, deadline=None)
def test_a_colour_comes_back_from_its_tone(colour: Rgb) -> None:
    assert find_colour(find_tone(colour)) == colour


def test_a_tone_beyond_srgb_gives_up_chroma_not_lightness_or_hue() -> None:
    tone = find_tone(find_colour(Tone(0.8, 0.37, 145)))
    assert tone.lightness == pytest.approx(0.8, abs=0.01)
    assert tone.hue == pytest.approx(145, abs=1.5)
    assert 0.15 < tone.chroma < 0.37


def test_a_palette_given_whole_comes_out_as_given() -> None:
    given_palette = mix(**{role.replace("-", "_"): colour for role, colour in WARM.items()})
    assert {role: colour.hex for role, colour in given_palette.items()} == WARM


def test_primary_and_accent_alone_give_the_first_looks_palette_again() -> None:
    derived = mix(primary=WARM["primary"], accent=WARM["accent"])
    for role, colour in derived.items():
        away = max(abs(one - other) for one, other in zip(colour, parse_colour(WARM[role]), strict=True))
        assert away <= 3, f"{role}: {colour.hex} is {away} steps from {WARM[role]}"


def test_the_second_looks_shades_come_out_of_its_primary() -> None:
    derived = mix(primary="#2A2672", accent="#FFB224", ink="#16143A")
    for role, written in BOLD.items():
        away = max(abs(one - other) for one, other in zip(derived[role], parse_colour(written), strict=True))
        assert away <= 5, f"{role}: {derived[role].hex} is {away} steps from {written}"
    assert contrast(derived["ink"], derived["primary-tint"]) >= 14
    assert contrast(derived["primary"], derived["primary-tint"]) >= 7


def test_steps_go_towards_the_paper_and_stay_legible() -> None:
    for primary, paper in (
        ("#0B5563", "#FFF"),
        ("#FFD400", "#FFF"),
        ("#808000", "#111"),
        ("#757575", "#FFF"),
    ):
        derived = mix(primary=primary, accent="#D8623A", paper=paper)
        way = [
            find_tone(derived[role]).lightness for role in ("primary", "primary-2", "primary-3", "primary-4")
        ]
        assert way == sorted(way, reverse=paper == "#111")
        on = derived["on-primary"]
        if contrast(on, derived["primary"]) >= 4.5:
            assert min(contrast(on, derived[role]) for role in BOLD if role[-1].isdigit()) >= 4.5
    assert mix(primary="#2A2672", accent="#FFF", primary_3="#123")["primary-3"] == (0x11, 0x22, 0x33)


def test_what_stands_on_a_ground_is_paper_or_ink() -> None:
    assert (
        mix(primary="#FFD400", accent="#0055AA")["on-primary"] == mix(primary="#FFD400", accent="#FFF")["ink"]
    )
    assert mix(primary="#0B5563", accent="#0055AA")["on-accent"] == (255, 255, 255)


def test_lead_gives_way_where_it_could_not_be_read() -> None:
    loud = mix(primary="#C2185B", accent="#FFB224")
    assert contrast(mix(primary="#2E2A6B", accent="#FFB224")["lead"], parse_colour("#2E2A6B")) > 4.5
    assert loud["lead"] == loud["on-primary"]
    assert mix(primary="#C2185B", accent="#FFB224", lead="#F00")["lead"] == (255, 0, 0)


def test_tints_follow_a_clinics_own_red_and_amber() -> None:
    own = mix(primary="#0B5563", accent="#D8623A", danger="#AA0055", caution="#FFD400")
    assert own["danger-tint"] != parse_colour(WARM["danger-tint"])
    assert own["caution-tint"] != parse_colour(WARM["caution-tint"])


@given(colours, colours)
@settings(max_examples=60, deadline=None)
def test_any_brand_gets_grounds_on_which_ink_is_read(primary: Rgb, accent: Rgb) -> None:
    palette = mix(primary=primary.hex, accent=accent.hex)
    for ground in ("paper", "tint", "mist", "danger-tint", "caution-tint", "primary-pale", "accent-pale"):
        assert contrast(palette["ink"], palette[ground]) >= 10
    assert contrast(palette["muted"], palette["mist"]) >= 4.5
    assert contrast(palette["rule"], palette["paper"]) >= 3
    assert contrast(palette["line"], palette["paper"]) >= 7
    assert contrast(palette["on-primary"], palette["primary"]) >= 3.8
