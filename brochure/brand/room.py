"""How much of what a clinic may fill it does fill, in lines of print: the room that its boxes ask for.

Two clinics that ask for the same room share one composed leaflet; one that asks for more is set anew.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from typing import NamedTuple

from brochure.brand.model import Brand
from brochure.diagnostics import Source
from brochure.marked import Str

WIDTHS = {
    "contacts": 11.7,
    "web": 18.0,
    "emergency": 18.0,
    "emergency-text": 18.0,
    "interpreter": 17.0,
}
"""Ems of its own size that a line holds at the least, in any layout: contacts stand beside a code.

What turns out to need more lines than were counted is refused with its millimetres when it is composed.
"""

SMALL_PRINT = {"a4": 22.9, "letter": 21.1}
"""The same of the small print, which runs over a whole panel, by paper."""

SPACE = 0.26
"""Ems of a space between words, as in most families."""

NAMES = (
    "contacts",
    "hours",
    "emergency",
    "emergency-text",
    "interpreter",
    "registrations",
    "accreditors",
    "other-languages",
)
"""What a layout may keep room for, beside the slots of content.yaml."""


class Around(NamedTuple):
    """What stands around a clinic's values in an edition: content.yaml's `words` in the edition's language.

    `hours` are the opening hours as they are printed, `languages` the names of the others that are offered,
    `emergency` is the line with the number to call.
    """

    words: Mapping[Str, Str]
    hours: Sequence[str] = ()
    languages: str = ""
    emergency: str = ""

    def fill(self, name: str, **values: str) -> str:
        """The words of that name with their places filled; the values alone where there are none."""
        said = str(self.words.get(Str(name), " ".join(f"{{{place}}}" for place in values)))
        for place, value in values.items():
            said = said.replace(f"{{{place}}}", value)
        return said


def find_room(
    brand: Brand,
    language: str,
    own: str,
    around: Around,
    least: Mapping[str, int],
    measure: Callable[[str], float],
) -> dict[str, int]:
    """Lines by name, for those that the layout keeps room for: `least` says how many always.

    `language` is the edition's, `own` that of words written alone; `measure` gives a word's width in ems of
    the heaviest cut. Accreditors count as one line.
    """

    small = SMALL_PRINT[brand.paper.size]

    def count(name: str, text: str | None) -> int:
        return count_lines(text, WIDTHS.get(name, small), measure) if text else 0

    contacts = brand.contacts
    tagline = brand.tagline.pick(language, own) if brand.tagline is not None else None
    telephones = [f"{around.fill(one.label)} {one.number}" for one in contacts.telephones]
    texts = [brand.name.full, tagline, *contacts.address, *telephones, contacts.mail]
    web = contacts.web and contacts.web.partition("//")[2].rstrip("/")
    interpreter = brand.interpreter.pick(language, own) if brand.interpreter is not None else None
    note = brand.emergency.text.pick(language, own) if brand.emergency.text is not None else None
    register = " ".join(
        around.fill("registered", body=one.body, number=one.number) for one in brand.registrations
    )
    others = around.fill("other-languages", languages=around.languages) if around.languages else None
    lines = {
        # One line for the web address is always kept.
        "contacts": sum(count("contacts", text) for text in texts) + max(0, count("web", web) - 1),
        "hours": sum(count("contacts", line) for line in around.hours),
        "emergency": count("emergency", around.emergency),
        "emergency-text": count("emergency-text", note),
        "interpreter": count("interpreter", interpreter),
        "registrations": count("registrations", register),
        "accreditors": min(1, len(brand.accreditors)),
        "other-languages": count("other-languages", others),
    }
    return {name: max(kept, lines.get(name, 0)) for name, kept in least.items()}


def find_source(brand: Brand, name: str) -> Source:
    """Where a clinic says what takes the room of that name."""
    told: Mapping[str, Str | None] = {
        "hours": brand.hours[0].opens if brand.hours else None,
        "emergency": brand.emergency.number,
        "emergency-text": brand.emergency.text.first if brand.emergency.text else None,
        "interpreter": brand.interpreter.first if brand.interpreter else None,
        "registrations": brand.registrations[0].body if brand.registrations else None,
        "accreditors": brand.accreditors[0].file if brand.accreditors else None,
        "other-languages": next(iter(brand.named_languages or brand.languages), None),
    }
    filled = next((passage.first for slot, passage in brand.slots.items() if slot == name), None)
    full, address = brand.name.full, brand.contacts.address
    longer = full if len(full) > sum(map(len, address)) else address[0]
    return (filled or told.get(name) or longer).source


def count_lines(text: str, width: float, measure: Callable[[str], float]) -> int:
    """How many lines a text takes when each holds `width` ems; a word that is wider is broken."""
    lines, used = 1, 0.0
    # Where a line may end: a no-break space holds what it stands between.
    for word in text.split(" "):
        wide = measure(word)
        if used and used + SPACE + wide > width:
            lines, used = lines + 1, 0.0
        more, used = divmod(used + (SPACE if used else 0.0) + wide, width)
        lines += int(more)
    return lines
