"""What a clinic may say about itself in clinic.yaml; editors show the descriptions while one types."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated
from typing import get_args
from typing import Literal
from typing import NamedTuple

from pydantic import AfterValidator
from pydantic import Field
from pydantic import model_validator
from pydantic import PlainValidator
from pydantic import PrivateAttr
from pydantic import WithJsonSchema

from brochure.brand.checks import check_clock
from brochure.brand.checks import check_feedback
from brochure.brand.checks import check_file
from brochure.brand.checks import check_line
from brochure.brand.checks import check_mail
from brochure.brand.checks import check_telephone
from brochure.brand.checks import check_web
from brochure.brand.checks import read_margin
from brochure.brand.checks import read_width
from brochure.brand.ink import Inks
from brochure.brand.part import Part
from brochure.brand.passage import Filled
from brochure.brand.passage import Passage
from brochure.brand.said import checked
from brochure.brand.said import MOTTO_SCHEMA
from brochure.brand.said import Named
from brochure.brand.said import Said
from brochure.brand.said import translated
from brochure.diagnostics import Source
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
_LENGTH_SCHEMA = {"type": "string", "pattern": "^\\d+(\\.\\d+)?\\s*(mm|cm|in|pt)$"}
Label = Literal["phone", "appointments", "mobile", "text", "textphone", "urgent"]
File = Annotated[Str, AfterValidator(check_file)]
Proper = Annotated[Named, AfterValidator(check_line)]
"""A name, or a line of an address: the same in every language."""
Saying = Annotated[Said, AfterValidator(checked(check_line)), AfterValidator(translated)]
"""A line of the clinic's own words, in the leaflet's own language or by language."""
Motto = Annotated[Said, AfterValidator(checked(check_line)), WithJsonSchema(MOTTO_SCHEMA)]
"""As a saying, or one that stays as it is in every language."""
Alt = Motto
"""A name to be spoken: written alone it serves every language."""
Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class PictureFile(NamedTuple):
    """A picture's file, known to lie inside the folder whose clinic.yaml names it, and its bytes."""

    path: Path
    data: bytes
    source: Source


class Name(Part):
    """What the clinic is called."""

    full: Proper = Field(
        description="The clinic's name as it is to be printed, for example Riverside Physiotherapy."
    )
    short: Proper = Field(description="A shorter name for where room is tight, as in the imprint.")


class Logo(Part):
    """The clinic's logo, in one version or two, printed at the head of the cover."""

    on_light: File = Field(
        description="The logo for white paper, a file in this clinic's own folder: .svg (best), .png or .jpg."
    )
    on_dark: File | None = Field(
        None, description="The logo for dark grounds; without it the other stands on a white plate there."
    )
    alt: Alt = Field(description="What a screen reader says in place of the logo, usually the clinic's name.")
    minimum_width: Annotated[float, PlainValidator(read_width), WithJsonSchema(_LENGTH_SCHEMA)] = Field(
        20 * MM,
        description='The least width that the logo may be printed in, for example "25mm"; 20mm unless given.',
    )
    clear_space: Annotated[float, PlainValidator(read_margin), WithJsonSchema(_LENGTH_SCHEMA)] = Field(
        3 * MM,
        description='Space around the logo that nothing else may enter, such as "4mm"; 3mm unless given.',
    )


class Accreditor(Part):
    """The logo of a body that the clinic is accredited by."""

    file: File = Field(description="Its file in this clinic's own folder: .svg (best), .png or .jpg.")
    alt: Alt = Field(description="What a screen reader says in place of it: the body's name.")


class Typefaces(Part):
    """Families of type; languages that a family cannot write fall back to one that can."""

    heading: Line = Field(Str("Noto Sans"), description="The family for headings; Noto Sans unless given.")
    body: Line = Field(
        Str("Noto Sans"), description="The family for all other words; Noto Sans unless given."
    )


class Number(Part):
    """A telephone number and what it is for."""

    label: Label = Field(
        "phone", description=f"What the number is for: {', '.join(get_args(Label))}; phone unless given."
    )
    number: Telephone = Field(description='The number as it is to be printed, in quotes: "01632 960142".')

    @model_validator(mode="before")
    @classmethod
    def take_bare_number(cls, value: object) -> object:
        """A number written alone is one to ring."""
        return {"number": value} if isinstance(value, str) else value


class Contacts(Part):
    """How patients reach the clinic."""

    address: tuple[Proper, ...] = Field(
        min_length=1, max_length=8, description="The postal address, one printed line a list item."
    )
    telephones: tuple[Number, ...] = Field(
        min_length=1, max_length=10, description="The numbers patients ring, the most important first."
    )
    mail: Mail | None = Field(None, description="The clinic's e-mail address.")
    web: Web | None = Field(
        None, description="The address of the clinic's web page, with https:// before it."
    )
    map: Web | None = Field(
        None, description="A map on the web: the printed address is a link to it on screen."
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
    text: Saying | None = Field(
        None, description="A line more on getting help, such as how to text for an ambulance."
    )


class Registration(Part):
    """A register that the clinic or its therapist is in."""

    body: Proper = Field(description="Who keeps the register, for example HCPC.")
    number: Line = Field(description='The number in it, in quotes: "PH 012345".')


class Paper(Part):
    """What the clinic's own printer takes."""

    size: Literal["a4", "letter"] = Field("a4", description="The paper: a4 or letter.")
    margin: Annotated[float, PlainValidator(read_margin), WithJsonSchema(_LENGTH_SCHEMA)] = Field(
        5 * MM, description='The edge that the printer cannot print on, for example "5mm"; 5mm unless given.'
    )


class Brand(Part):
    """A clinic: name, logo, colours and how to reach it. One file a clinic, clinics/<id>/clinic.yaml."""

    extends: Str | None = Field(
        None,
        description="Another clinic.yaml, as seen from this one, that says all that this one does not.",
    )
    name: Name = Field(description="What the clinic is called.")
    tagline: Motto | None = Field(None, description="A few words that stand under the clinic's name.")
    languages: tuple[Str, ...] = Field(
        (),
        max_length=60,
        description="The languages that the clinic gives leaflets out in, as tags: en, es, zh-Hant. The "
        "leaflet's own one unless given.",
    )
    named_languages: tuple[Str, ...] | None = Field(
        None,
        max_length=60,
        description="Those of them that each leaflet names as others to be had, in this order, where to name "
        "all takes too much room. All unless given; an empty list names none.",
    )
    layouts: tuple[Str, ...] = Field(
        (),
        max_length=60,
        description="The layouts that the clinic gives leaflets out in: trifold, handout. All unless given.",
    )
    targets: tuple[Str, ...] = Field(
        (),
        max_length=10,
        description="What the clinic wants files for: screen, office. Both unless given.",
    )
    country: Line | None = Field(
        None,
        description="The country that the clinic is in, by its two letters: GB, US. Opening hours are told "
        "as people tell them there; in the language's own way unless given.",
    )
    look: Line = Field(
        Str("warm"), description="The look: styles and drawings, for example warm or bold; warm unless given."
    )
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
    registrations: tuple[Registration, ...] = Field(
        (), max_length=6, description="The registers that the clinic is in, for the imprint."
    )
    accreditors: tuple[Accreditor, ...] = Field(
        (), max_length=4, description="Logos of bodies that the clinic is accredited by."
    )
    interpreter: Saying | None = Field(
        None, description="A line on interpreters, for example: We can book an interpreter. It is free."
    )
    author: Proper | None = Field(
        None, description="Who answers for this clinic's edition, if the leaflet is to say so."
    )
    feedback: Feedback | None = Field(
        None, description="Where readers send remarks: an e-mail address or a web page."
    )
    slots: Annotated[Mapping[Str, Passage], AfterValidator(Filled)] = Field(
        default_factory=Filled,
        max_length=20,
        description="The clinic's own words, by the slots that content.yaml has for them.",
    )
    leaves_out: tuple[Str, ...] = Field(
        (),
        max_length=20,
        description="Sections, parts and items that this clinic does not print, of those that content.yaml "
        "lets clinics leave out.",
    )

    _directory: Path = PrivateAttr(default=Path())
    _digest: str = PrivateAttr(default="")
    _files: Mapping[str, PictureFile] = PrivateAttr(default_factory=dict)
    _written_in: tuple[Path, ...] = PrivateAttr(default=())

    @property
    def id(self) -> str:
        """The clinic's name in commands and of files: its folder's name."""
        return self._directory.name

    @property
    def directory(self) -> Path:
        """The clinic's own folder."""
        return self._directory

    @property
    def digest(self) -> str:
        """SHA-256 of the clinic's files and pictures, in hex: equal brands have equal digests."""
        return self._digest

    @property
    def files(self) -> Mapping[str, PictureFile]:
        """The clinic's pictures by the names that templates call them by.

        "logo", "logo-on-dark", "accreditor-1" and so on; with the very bytes that the digest was made from.
        """
        return self._files

    @property
    def written_in(self) -> tuple[Path, ...]:
        """The files that say all this: the clinic's own, then those it extends, the nearest first."""
        return self._written_in

    @property
    def pictures(self) -> Mapping[str, tuple[Str, Said]]:
        """File and alternative text of each picture that the clinic names."""
        named = {"logo": (self.logo.on_light, self.logo.alt)}
        if self.logo.on_dark is not None:
            named["logo-on-dark"] = (self.logo.on_dark, self.logo.alt)
        for number, accreditor in enumerate(self.accreditors, 1):
            named[f"accreditor-{number}"] = (accreditor.file, accreditor.alt)
        return named

    def settle(self, written_in: tuple[Path, ...], digest: str, files: Mapping[str, PictureFile]) -> Brand:
        """The same brand, knowing the files that say it, its digest and its pictures' bytes."""
        settled = self.model_copy()
        settled._written_in = written_in
        settled._directory = written_in[0].parent
        settled._digest = digest
        settled._files = files
        return settled


def minutes(clock: str) -> int:
    """Minutes since midnight of a checked time of day, "9:30" or "09:30"."""
    hour, minute = clock.split(":")
    return 60 * int(hour) + int(minute)
