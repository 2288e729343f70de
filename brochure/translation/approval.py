"""Who has read the words of a language, and whether these are still the words that they read."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from brochure.content.model import Content
from brochure.content.model import Reviewer
from brochure.content.model import Wording
from brochure.digests import digest
from brochure.marked import Str
from brochure.translation.catalogue import Catalogue
from brochure.translation.units import find_units

REVIEWER, QUALIFICATION, REVIEWED, DIGEST = "X-Reviewer", "X-Qualification", "X-Reviewed", "X-Reviewed-Digest"
"""The header's fields that release a language."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def digest_own(content: Content) -> str:
    """What names all contexts and words of content.yaml, as a reviewer reads them."""
    return digest(*(part for unit in find_units(content) for part in (unit.context, unit.words)))


def digest_translation(content: Content, catalogue: Catalogue) -> str:
    """What names all contexts, own words and translations, as a reviewer reads them."""
    entries = catalogue.entries
    return digest(
        *(
            part
            for unit in find_units(content)
            for part in (
                unit.context,
                " ".join(unit.words.split()),
                str(entries[unit.context].words) if unit.context in entries else "",
            )
        )
    )


def approve_own(content: Content) -> Content:
    """The content, and whether the reviewer whom content.yaml names has read just these words."""
    read = is_own_read(content)
    return content.in_words({}, Wording(str(content.leaflet.language), draft=not read, reviewed=read))


def is_own_read(content: Content) -> bool:
    """Whether the reviewer whom content.yaml names has read its words as they are now."""
    reviewer = content.leaflet.reviewer
    return reviewer is not None and reviewer.digest == digest_own(content)


def read_approval(content: Content, catalogue: Catalogue) -> Reviewer | None:
    """The reviewer whom the catalogue's header names; None where a part is missing or a word has changed."""
    name, qualification, day, said = map(catalogue.header, (REVIEWER, QUALIFICATION, REVIEWED, DIGEST))
    if not (name and qualification and _DAY.match(day)) or said != digest_translation(content, catalogue):
        return None
    try:
        read = date.fromisoformat(day)
    except ValueError:
        return None
    return Reviewer(name=Str(name), qualification=Str(qualification), date=read, digest=Str(said))


def approve(
    content: Content, catalogue: Catalogue, reviewer: str, qualification: str, day: date
) -> Catalogue:
    """The catalogue with a header that releases it, as its words are now."""
    fields = {
        REVIEWER: reviewer,
        QUALIFICATION: qualification,
        REVIEWED: day.isoformat(),
        DIGEST: digest_translation(content, catalogue),
    }
    others = tuple(field for field in catalogue.headers if field[0] not in fields)
    return replace(catalogue, headers=(*others, *fields.items()))
