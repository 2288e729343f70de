"""Fallback: the families that draw a language's text, in order, and which of them has a character."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import icu

from brochure.digests import digest
from brochure.fonts.face import Face
from brochure.fonts.family import Family
from brochure.fonts.library import face
from brochure.fonts.library import has_family
from brochure.fonts.library import has_width_axis

# Scripts that are set in a family of their own. Devanagari stands in Noto Sans, which has more weights
# and a width axis, and needs no second font for the digits and Latin letters among it.
_FAMILIES: Mapping[str, str] = MappingProxyType(
    {
        "Deva": "Noto Sans",
        "Arab": "Noto Sans Arabic",
        "Hebr": "Noto Sans Hebrew",
        "Beng": "Noto Sans Bengali",
        "Guru": "Noto Sans Gurmukhi",
        "Gujr": "Noto Sans Gujarati",
        "Orya": "Noto Sans Oriya",
        "Taml": "Noto Sans Tamil",
        "Telu": "Noto Sans Telugu",
        "Knda": "Noto Sans Kannada",
        "Mlym": "Noto Sans Malayalam",
        "Sinh": "Noto Sans Sinhala",
        "Thai": "Noto Sans Thai",
        "Laoo": "Noto Sans Lao",
        "Khmr": "Noto Sans Khmer",
        "Mymr": "Noto Sans Myanmar",
        "Ethi": "Noto Sans Ethiopic",
        "Geor": "Noto Sans Georgian",
        "Armn": "Noto Sans Armenian",
        "Jpan": "Noto Sans CJK JP",
        "Kore": "Noto Sans CJK KR",
        "Hans": "Noto Sans CJK SC",
        "Hant": "Noto Sans CJK TC",
    }
)
_CJK = "Noto Sans CJK"
_LATIN = frozenset(map(chr, range(0x20, 0x7F))) | set("\u00a0\u00b0\u2009\u202f\u2013")
_LAST = ("Noto Sans Symbols", "Noto Emoji")


@dataclass(frozen=True, slots=True)
class Chain:
    """Families in the order in which they are asked for a character; `own` is one that is not built in."""

    names: tuple[str, ...]
    own: Family | None = None

    @property
    def digest(self) -> str:
        """What names the fonts, for keys of what was made with them; without built-in ones' versions."""
        return _digest(self)

    @property
    def has_width_axis(self) -> bool:
        """Whether the first family, which draws the language itself, can be set narrower."""
        own = self.own
        return own.has_width_axis if own and own.name == self.names[0] else has_width_axis(self.names[0])

    def first(self, weight: int, width: float = 100.0) -> Face:
        """The first family's face: the one whose measures a line of this language goes by."""
        return self._face(self.names[0], weight, width)

    def _face(self, name: str, weight: int, width: float) -> Face:
        own = self.own
        return own.face(weight, width) if own and own.name == name else face(name, weight, width)

    def face(self, char: str, weight: int, width: float = 100.0) -> Face | None:
        """The first family's face that has the character, or None when none has it."""
        return self.table(weight, width)[char]

    def table(self, weight: int, width: float) -> Table:
        """Characters to faces for one weight and width, filled as it is asked."""
        return _table(self, weight, float(width))

    def face_for(self, chars: str, weight: int, width: float = 100.0) -> Face | None:
        """The first family's face that has all of these characters, or None. Later files stay unopened.

        Latin letters, digits and their signs among Chinese, Japanese and Korean stand in the next family: a
        telephone number then looks as it does in every other language of the clinic.
        """
        names = self.names
        if names[0].startswith(_CJK) and _LATIN.issuperset(chars):
            names = (*names[1:], names[0])
        for name in names:
            found = self._face(name, weight, width)
            if all(found.has(char) for char in chars):
                return found
        return None


class Table(dict[str, Face | None]):
    """Characters to faces: a pure function of the chain, worked out at a character's first use."""

    def __init__(self, chain: Chain, weight: int, width: float) -> None:
        super().__init__()
        self.first = chain.first(weight, width)
        self._wanted = chain, weight, width
        self._own: set[str] = set()

    def __missing__(self, char: str) -> Face | None:
        chain, weight, width = self._wanted
        found = chain.face_for(char, weight, width)
        self[char] = found
        if found is self.first:
            self._own.add(char)
        return found

    def covers(self, text: str) -> bool:
        """Whether the first face alone has every character of the text."""
        if self._own.issuperset(text):
            return True
        return all(self[char] is self.first for char in set(text))


@lru_cache(maxsize=256)
def _table(chain: Chain, weight: int, width: float) -> Table:
    return Table(chain, weight, width)


@lru_cache(maxsize=256)
def _digest(chain: Chain) -> str:
    return digest(*chain.names, chain.own.digest if chain.own else "")


@lru_cache(maxsize=256)
def script_of(language: str) -> str:
    """The script that a BCP 47 language tag is written in (CLDR likely subtags), as an ISO 15924 code."""
    if language == "prs":  # CLDR knows Dari as fa-AF only
        return "Arab"
    return str(icu.Locale.forLanguageTag(language).addLikelySubtags().getScript()) or "Latn"


def _own_family(language: str) -> str | None:
    script = script_of(language)
    if script == "Hant":
        full = icu.Locale.forLanguageTag(language).addLikelySubtags()
        # Hong Kong's character forms differ from Taiwan's: the tag decides, never the characters.
        if (full.getLanguage() == "yue" or full.getCountry() in ("HK", "MO")) and has_family(
            "Noto Sans CJK HK"
        ):
            return "Noto Sans CJK HK"
    return _FAMILIES.get(script)


@lru_cache(maxsize=256)
def chain(family: str, language: str) -> Chain:
    """The families for text in `language` (BCP 47) when the brand asks for `family`.

    The language's script comes first, then the brand's family, then what covers Latin, Greek and Cyrillic,
    then all other scripts, symbols last. ValueError when `family` is not installed.
    """
    if not has_family(family):
        face(family)
    own = _own_family(language)
    return Chain(_order(*((own,) if own else ()), family))


def leading(family: Family | str, language: str) -> Chain:
    """As `chain`, `family` first: it can show the language by itself. A name is that of a built-in one."""
    own = _own_family(language)
    names = _order(*((own,) if own else ()))
    if isinstance(family, str):
        return Chain(_order(family, *names))
    return Chain((family.name, *(name for name in names if name != family.name)), family)


def _order(*first: str) -> tuple[str, ...]:
    order = (*first, "Noto Sans", "Source Sans 3", *_FAMILIES.values(), *_LAST)
    return tuple(name for name in dict.fromkeys(order) if has_family(name))
