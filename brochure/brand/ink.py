"""The inks that a clinic may give in clinic.yaml: what each may look like, and the value that it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import Annotated
from typing import Any

from pydantic import AfterValidator
from pydantic import BeforeValidator
from pydantic import Field
from pydantic import WithJsonSchema
from pydantic.json_schema import SkipJsonSchema

from brochure.brand.checks import check_line
from brochure.brand.colour import approximate
from brochure.brand.colour import Cmyk
from brochure.brand.colour import parse_cmyk
from brochure.brand.colour import parse_colour
from brochure.brand.colour import Rgb
from brochure.brand.part import Part
from brochure.diagnostics import nearest
from brochure.diagnostics import Source
from brochure.marked import Refusal
from brochure.marked import Str

LONGEST_SPOT = 60
"""Characters that a spot ink's name may have: a name in a PDF holds 127 bytes (ISO 32000-1, annex C)."""

_RESERVED = frozenset({"all", "none", "cyan", "magenta", "yellow", "black"})
_NUMBER = r"\s*\d{1,3}(\.\d{1,2})?%?\s*"
_MIXED = rf"cmyk\({_NUMBER},{_NUMBER},{_NUMBER},{_NUMBER}\)"
_PLAIN = r"#[0-9A-Fa-f]{3}|#[0-9A-Fa-f]{6}|rgb\(\s*\d{1,3}\s*,\s*\d{1,3}\s*,\s*\d{1,3}\s*\)"


@dataclass(frozen=True, slots=True)
class Ink:
    """An ink as a clinic gives it: `srgb` for screens and office printers, the rest for a press.

    `cmyk` is None where the clinic gave no printing inks, `spot` where it named none. `approximate` says that
    `srgb` was worked out from `cmyk` (`colour.approximate`), not written. `source` is where the value that
    screens show stands; inks that differ in nothing else are equal.
    """

    srgb: Rgb
    cmyk: Cmyk | None = None
    spot: str | None = None
    approximate: bool = False
    source: Source = field(default=Source(""), compare=False)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.no_info_wrap_validator_function(_take, handler.generate_schema(Mixture))

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        pattern = f"^({_PLAIN}|{_MIXED})$"
        return {
            "anyOf": [{"type": "string", "format": "color", "pattern": pattern}, handler(schema["schema"])]
        }


def _refuse_empty(value: object) -> object:
    """Runs before all else because an unquoted "#0B5563" is a comment, which leaves nothing."""
    if value is None:
        raise Refusal(
            "a colour is missing here", 'write it in quotes, as in "#0B5563": a bare # starts a comment'
        )
    return value


def _check_cmyk(text: Str) -> Str:
    try:
        parse_cmyk(text)
    except ValueError as error:
        raise Refusal(*error.args) from None
    return text


def _check_screen(text: Str) -> Str:
    try:
        parse_colour(text)
    except ValueError as error:
        raise Refusal(*error.args) from None
    return text


def _check_spot(text: Str) -> Str:
    """The name of a spot ink; ISO 32000-1, 8.6.6.4, keeps some names for itself."""
    check_line(text)
    if len(text) > LONGEST_SPOT:
        raise Refusal(f"this name has {len(text)} characters, and {LONGEST_SPOT} is the most")
    if text.strip().lower() in _RESERVED:
        raise Refusal(f'"{text}" is not the name of a spot ink', 'write it as in "PANTONE 3165 C"')
    return text


class Mixture(Part):
    """An ink as a press prints it, and what screens show in its place."""

    cmyk: Annotated[
        Str,
        AfterValidator(_check_cmyk),
        BeforeValidator(_refuse_empty),
        WithJsonSchema({"type": "string", "pattern": f"^{_MIXED}$"}),
    ] = Field(description='The four printing inks in percent, for example "cmyk(90%, 40%, 40%, 30%)".')
    spot: Annotated[Str | SkipJsonSchema[None], AfterValidator(_check_spot)] = Field(
        None, description='The name of a spot ink, for example "PANTONE 3165 C"; cmyk is its equivalent.'
    )
    screen: Annotated[
        Str | SkipJsonSchema[None],
        AfterValidator(_check_screen),
        BeforeValidator(_refuse_empty),
        WithJsonSchema({"type": "string", "format": "color", "pattern": f"^({_PLAIN})$"}),
    ] = Field(
        None, description='The colour on screens and office printers, as "#0B5563"; worked out unless given.'
    )


def _take(value: Any, handler: Any) -> Ink:
    """The ink that was written: a text, or a mixture, which `handler` reads."""
    if isinstance(value, Ink):
        return value
    if isinstance(value, dict):
        for name in value:
            if name not in Mixture.model_fields:
                place = name.source if isinstance(name, Str) and name.source.path else None
                hints = nearest(str(name), Mixture.model_fields)
                raise Refusal(f'"{name}" is not known in an ink', *hints, source=place)
        mixture = handler(value)
        screen, cmyk = mixture.screen, parse_cmyk(mixture.cmyk)
        srgb = parse_colour(screen) if screen is not None else approximate(cmyk)
        shown = screen if screen is not None else mixture.cmyk
        return Ink(srgb, cmyk, mixture.spot, screen is None, shown.source)
    if not isinstance(value, str):
        raise Refusal(f'"{value}" is not a colour', 'write "#" and six digits in quotes, as in "#0B5563"')
    source = value.source if isinstance(value, Str) else Source("")
    try:
        if value.lower().startswith("cmyk"):
            cmyk = parse_cmyk(value)
            return Ink(approximate(cmyk), cmyk, None, True, source)
        return Ink(parse_colour(value), source=source)
    except ValueError as error:
        raise Refusal(*error.args) from None


OwnInk = Annotated[Ink | SkipJsonSchema[None], BeforeValidator(_refuse_empty)]
NeededInk = Annotated[Ink, BeforeValidator(_refuse_empty)]


class Inks(Part):
    """Colours by role: "#RRGGBB" in quotes, rgb(…), cmyk(…) or a mixture; those not given are derived."""

    primary: NeededInk = Field(
        description="The clinic's strong colour: headings, the cover, the key facts. Dark is best."
    )
    accent: NeededInk = Field(
        description="A second colour for bullets and drawings; words are never set in it."
    )
    paper: OwnInk = Field(None, description="The paper: white unless given.")
    ink: OwnInk = Field(None, description="Words: nearly black, with a breath of primary, unless given.")
    muted: OwnInk = Field(None, description="Small print: grey, with a breath of primary, unless given.")
    on_primary: OwnInk = Field(None, description="Words on primary: paper or ink unless given.")
    lead: OwnInk = Field(
        None, description="Small headings and bullets on primary: a light accent unless given."
    )
    tint: OwnInk = Field(
        None, description="The ground of boxes to do or to fill in: the palest accent unless given."
    )
    mist: OwnInk = Field(None, description="The ground of pictures: the palest primary unless given.")
    on_accent: OwnInk = Field(None, description="Words or signs on accent: paper or ink unless given.")
    danger: OwnInk = Field(None, description='Red, for "do not" and "get help now" alone; keep it red.')
    on_danger: OwnInk = Field(None, description="Words on danger: paper or ink unless given.")
    danger_tint: OwnInk = Field(
        None, description="The ground under a red bar: a very pale danger unless given."
    )
    caution: OwnInk = Field(None, description='Amber, for "ask your doctor first" alone; keep it amber.')
    on_caution: OwnInk = Field(None, description="Words on caution: paper or ink unless given.")
    caution_tint: OwnInk = Field(
        None, description="The ground under an amber bar: a very pale caution unless given."
    )
    rule: OwnInk = Field(None, description="Lines to write on: grey unless given.")
    line: OwnInk = Field(None, description="Outlines of drawings: a dark primary unless given.")
    accent_fill: OwnInk = Field(None, description="Strong areas of drawings: a lighter accent unless given.")
    accent_light: OwnInk = Field(None, description="Pale areas of drawings: a light accent unless given.")
    primary_light: OwnInk = Field(None, description="Cloth in drawings: a light primary unless given.")
    primary_pale: OwnInk = Field(None, description="Discs behind icons: a pale primary unless given.")
    accent_pale: OwnInk = Field(None, description="Other discs behind icons: a pale accent unless given.")
    skin_light: OwnInk = Field(None, description="The lighter skin in drawings.")
    skin_shade: OwnInk = Field(None, description="Shade on the lighter skin in drawings.")
    skin_dark: OwnInk = Field(None, description="The darker skin in drawings.")
    nail: OwnInk = Field(None, description="Nails in drawings.")
    scar: OwnInk = Field(None, description="The scar in a drawing.")
    primary_2: OwnInk = Field(None, description="Rings and bands on primary: a step lighter unless given.")
    primary_3: OwnInk = Field(None, description="The next ring: two steps lighter unless given.")
    primary_4: OwnInk = Field(None, description="The outer ring: three steps lighter unless given.")
    primary_tint: OwnInk = Field(
        None, description="The ground of the message and of figures: a very pale primary unless given."
    )
    primary_soft: OwnInk = Field(None, description="Sleeves and the like: a soft pale primary unless given.")
