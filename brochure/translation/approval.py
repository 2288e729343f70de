"""Who has read the words of a language, and whether these are still the words that they read."""

from __future__ import annotations

from brochure.content.model import Content
from brochure.content.model import Reviewer
from brochure.content.model import Wording
from brochure.digests import digest
from brochure.translation.catalogue import Catalogue
from brochure.translation.units import find_units


def digest_own(content: Content) -> str:
    """What names all contexts and words of content.yaml, as a reviewer reads them."""
    return digest(*(part for unit in find_units(content) for part in (unit.context, unit.words)))


def approve_own(content: Content) -> Content:
    """The content, and whether the reviewer whom content.yaml names has read just these words."""
    reviewer = content.leaflet.reviewer
    draft = reviewer is None or reviewer.digest != digest_own(content)
    return content.in_words({}, Wording(str(content.leaflet.language), draft))


def read_approval(content: Content, catalogue: Catalogue) -> Reviewer | None:
    """The reviewer whom the catalogue's header names, if all is still as they read it."""
    return None
