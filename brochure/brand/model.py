"""What a clinic may say about itself in clinic.yaml; editors show the descriptions while one types."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from typing import Literal

from pydantic import AfterValidator
from pydantic import BaseModel
from pydantic import BeforeValidator
from pydantic import ConfigDict
from pydantic import Field
from pydantic import model_validator
from pydantic import PrivateAttr
from pydantic import WithJsonSchema

from brochure.brand.checks import check_clock
from brochure.brand.checks import check_feedback
from brochure.brand.checks import check_file
from brochure.brand.checks import check_ink
from brochure.brand.checks import check_line
from brochure.brand.checks import check_mail
from brochure.brand.checks import check_telephone
from brochure.brand.checks import check_web
from brochure.brand.checks import read_margin
from brochure.brand.checks import read_width
from brochure.marked import Refusal
from brochure.marked import Str
from brochure.units import MM

Line = Annotated[Str, AfterValidator(check_line)]
Telephone = Annotated[Str, AfterValidator(check_telephone)]
Mail = Annotated[Str, AfterValidator(check_mail)]
Web = Annotated[Str, AfterValidator(check_web)]
Feedback = Annotated[Str, AfterValidator(check_feedback)]
Clock = Annotated[
    Str,
    AfterValidator(check_clock),
    WithJsonSchema({"type": "string", "pattern": "^([01]?[0-9]|2[0-3]):[0-5][0-9]$"}),
]
_INK_SCHEMA = {
    "type": "string",
    "format": "color",
    "pattern": r"^(#[0-9A-Fa-f]{3}|#[0-9A-Fa-f]{6}|rgb\(\s*\d{1,3}\s*,\s*\d{1,3}\s*,\s*\d{1,3}\s*\))$",
}
_LENGTH_SCHEMA = {"type": "string", "pattern": "^\\d+(\\.\\d+)?\\s*(mm|cm|in|pt)$"}
Ink = Annotated[Str, BeforeValidator(check_ink), WithJsonSchema(_INK_SCHEMA)]
OwnInk = Annotated[Str | None, BeforeValidator(check_ink), WithJsonSchema(_INK_SCHEMA)]
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class Part(BaseModel):
    """A block of clinic.yaml: frozen, hashable, and refusing names that it does not know."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", defer_build=True, alias_generator=lambda name: name.replace("_", "-")
    )


class Name(Part):
    """What the clinic is called."""

    full: Line = Field(
        description="The clinic's name as it is to be printed, for example Riverside Physiotherapy."
    )
    short: Line = Field(description="A shorter name for where room is tight, as in the imprint.")


class Logo(Part):
    """The clinic's logo, printed on white at the head of the cover."""

    file: Annotated[Str, AfterValidator(check_file)] = Field(
        description="The logo's file in this clinic's own folder: .svg (best), .png or .jpg."
    )
    alt: Line = Field(
        description="What a screen reader says in place of the logo, usually the clinic's name."
    )
    minimum_width: Annotated[float, BeforeValidator(read_width), WithJsonSchema(_LENGTH_SCHEMA)] = Field(
        20 * MM,
        description='The least width that the logo may be printed in, for example "25mm"; 20mm unless given.',
    )


class Inks(Part):
    """Colours by role, each as "#RRGGBB" in quotes or rgb(11, 85, 99); those not given are derived."""

    primary: Ink = Field(
        description="The clinic's strong colour: headings, the cover, the key facts. Dark is best."
    )
    accent: Ink = Field(description="A second colour for bullets and drawings; words are never set in it.")
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


class Typefaces(Part):
    """Families of type; languages that a family cannot write fall back to one that can."""

    heading: Line = Field(Str("Noto Sans"), description="The family for headings; Noto Sans unless given.")
    body: Line = Field(
        Str("Noto Sans"), description="The family for all other words; Noto Sans unless given."
    )


class Contacts(Part):
    """How patients reach the clinic."""

    address: tuple[Line, ...] = Field(
        min_length=1, max_length=8, description="The postal address, one printed line a list item."
    )
    telephone: Telephone = Field(description="The number patients ring, as it is to be printed.")
    mail: Mail | None = Field(None, description="The clinic's e-mail address.")
    web: Web | None = Field(
        None, description="The address of the clinic's web page, with https:// before it."
    )


class Hours(Part):
    """Days that have the same opening hours."""

    days: tuple[Day, ...] = Field(
        min_length=1, max_length=7, description="The days: mon, tue, wed, thu, fri, sat, sun."
    )
    opens: Clock = Field(description='When the clinic opens, by the 24-hour clock: "09:00".')
    closes: Clock = Field(description='When the clinic closes, by the 24-hour clock: "17:30".')

    @model_validator(mode="after")
    def check_order(self) -> Hours:
        """Refuse a day given twice and a closing time that does not follow the opening time."""
        if len(set(self.days)) < len(self.days):
            raise Refusal('a day stands twice in "days"')
        if minutes(self.closes) <= minutes(self.opens):
            raise Refusal(f'"closes" must be later than "opens", {self.opens}', source=self.closes.source)
        return self


class Emergency(Part):
    """Whom to ring when life is in danger."""

    number: Telephone = Field(description='The country\'s emergency number, in quotes: "999", "112", "911".')


class Paper(Part):
    """What the clinic's own printer takes."""

    size: Literal["a4", "letter"] = Field("a4", description="The paper: a4 or letter.")
    margin: Annotated[float, BeforeValidator(read_margin), WithJsonSchema(_LENGTH_SCHEMA)] = Field(
        5 * MM, description='The edge that the printer cannot print on, for example "5mm"; 5mm unless given.'
    )


class Brand(Part):
    """A clinic: name, logo, colours and how to reach it. One file a clinic, clinics/<id>/clinic.yaml."""

    name: Name = Field(description="What the clinic is called.")
    logo: Logo = Field(description="The clinic's logo.")
    inks: Inks = Field(
        description="The clinic's colours: primary and accent are needed, the others are derived."
    )
    typefaces: Typefaces = Field(
        default_factory=Typefaces, description="The families of type; Noto Sans unless given."
    )
    contacts: Contacts = Field(description="How patients reach the clinic.")
    hours: tuple[Hours, ...] = Field(
        (), max_length=14, description="Opening hours, one list item for days alike."
    )
    emergency: Emergency = Field(description="Whom to ring when life is in danger.")
    booking: Web | None = Field(
        None, description="The page that the QR code leads to; no QR code without it."
    )
    paper: Paper = Field(default_factory=Paper, description="Paper and printer.")
    author: Line | None = Field(
        None, description="Who answers for this clinic's edition, if the leaflet is to say so."
    )
    feedback: Feedback | None = Field(
        None, description="Where readers send remarks: an e-mail address or a web page."
    )

    _directory: Path = PrivateAttr(default=Path())
    _digest: str = PrivateAttr(default="")
    _logo_data: bytes = PrivateAttr(default=b"")

    @property
    def id(self) -> str:
        """The clinic's name in commands and of files: its folder's name."""
        return self._directory.name

    @property
    def logo_path(self) -> Path:
        """The logo's file, known to lie inside the clinic's folder."""
        return self._directory / self.logo.file

    @property
    def digest(self) -> str:
        """SHA-256 of the clinic's file and logo, in hex: equal brands have equal digests."""
        return self._digest

    @property
    def logo_data(self) -> bytes:
        """The bytes of the logo's file, the very ones that the digest was made from."""
        return self._logo_data

    def settle(self, directory: Path, digest: str, logo: bytes) -> Brand:
        """The same brand, knowing its folder, its digest and its logo's bytes."""
        settled = self.model_copy()
        settled._directory = directory
        settled._digest = digest
        settled._logo_data = logo
        return settled


def minutes(clock: str) -> int:
    """Minutes since midnight of a checked time of day, "9:30" or "09:30"."""
    hour, minute = clock.split(":")
    return 60 * int(hour) + int(minute)
