"""What a template sees of a clinic: everything that clinic.yaml says, by the same names."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from functools import cache
from functools import lru_cache
from typing import Any
from typing import NamedTuple
from unicodedata import east_asian_width

from brochure.brand.passage import Passage
from brochure.brand.passage import split_passage
from brochure.brand.said import Named
from brochure.brand.said import Said
from brochure.layouts.isolate import FIRST_STRONG_ISOLATE
from brochure.layouts.isolate import POP_ISOLATE
from brochure.layouts.views import Absent
from brochure.layouts.views import Identity
from brochure.layouts.views import Piece
from brochure.layouts.views import under
from brochure.layouts.views import View
from brochure.layouts.views import Words
from brochure.marked import Str
from brochure.translation.cldr import DAYS
from brochure.translation.cldr import own_name
from brochure.translation.cldr import say_days
from brochure.translation.cldr import say_times

BETWEEN_NAMES = "\u00a0\u00b7 "
"""Between the languages' names. CLDR's lists have an "and" of one language; in Arabic it joins the next word.

A dot is of no language and no direction, and leaves each name alone for those who look for their own script.
"""

WORD_JOINER = "\u2060"

LONGEST_HELD = 24
"""Letters of a name that fits on a line whole, in any box."""


class Tongue(NamedTuple):
    """An edition's language, and that of words that are written alone."""

    language: str
    own: str

    def tag(self, language: str) -> str | None:
        """What words in `language` are tagged with: None in an edition of that language, or a kind of it."""
        language = language or self.own
        return None if f"{self.language}-".startswith(f"{language}-") else language


def view_clinic(brand: object, language: str, own: str) -> View:
    """The `clinic` of a template: `clinic.contacts.address` for what stands at contacts, address.

    Each of `clinic.hours` also says, in the edition's language, `all_days`, `short_days` and `times`, and
    `clinic.other_languages` names those that the clinic offers beside this one, each in its own words, or of
    these those that it wants to be named.
    Of a text in several languages it is the one in `language`; `own` is the language of words written alone.
    Names that stay as they are know their own language. Remembered for the last few clinics, by identity: a
    Brand never changes.
    """
    return _view_clinic(Identity(brand), Tongue(language, own))


@lru_cache(maxsize=8)
def _view_clinic(brand: Identity, tongue: Tongue) -> View:
    view: View = _view(brand.value, "clinic", tongue)
    country = getattr(brand.value, "country", None)
    chosen = getattr(brand.value, "named_languages", None)
    named: Sequence[Str] = getattr(brand.value, "languages", ()) if chosen is None else chosen
    said = {
        "hours": tuple(
            _say_hours(entry, tongue.language, country) for entry in view.fields.get("hours") or ()
        ),
        "other_languages": _name_languages(named, tongue),
    }
    return View(view.path, {**view.fields, **said}, view.entries)


def _say_hours(entry: View, language: str, country: str | None) -> View:
    days = tuple(DAYS.index(str(day)) for day in entry.fields["days"])
    opens, closes = str(entry.fields["opens"]), str(entry.fields["closes"])
    said = {
        "all_days": Words("", say_days(days, language, True, country)),
        "short_days": Words("", say_days(days, language, False, country)),
        "times": Words("", say_times(opens, closes, language, country)),
    }
    return View(entry.path, {**entry.fields, **said}, entry.entries)


def _hold(name: str) -> str:
    """A name that no line ends within: Chinese lines may end anywhere, "Tiếng Việt" has two words."""
    if len(name) < 8 and east_asian_width(name[0]) == "W":
        return WORD_JOINER.join(name)
    return name.replace(" ", "\u00a0") if len(name) < LONGEST_HELD else name


def _name_languages(offered: Sequence[Str], tongue: Tongue) -> Words | Absent:
    """The languages' names, each tagged and isolated: side by side Arabic and Hebrew would change places."""
    key = "clinic.languages"
    pieces: list[Piece] = []
    for tag in offered:
        if tag != tongue.language:
            if pieces:
                pieces.append(Piece(BETWEEN_NAMES, False, None, key, None))
            name = FIRST_STRONG_ISOLATE + _hold(own_name(tag)) + POP_ISOLATE
            pieces.append(Piece(name, True, None, key, tag.source, str(tag)))
    # Rich, as words whose own order is settled.
    return Words(key, "", True, tuple(pieces)) if pieces else Absent("clinic.other_languages")


class _Fields(Mapping[str, Any]):
    """A model's fields as views, each made when it is first asked for: boxes show few of them."""

    __slots__ = ("_known", "_made", "_model", "_path", "_tongue")

    def __init__(self, model: object, known: Sequence[str], path: str, tongue: Tongue) -> None:
        self._model = model
        self._tongue = tongue
        self._known = known
        self._path = path
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        made = self._made.get(name)
        if made is None:
            if name not in self._known:
                raise KeyError(name)
            made = self._made[name] = _view(getattr(self._model, name), f"{self._path}.{name}", self._tongue)
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def _view_passage(text: Str, path: str) -> View:
    """A filled slot: its `heading`, if it has one, and its `paragraphs`; a loop goes through these."""
    heading, paragraphs = split_passage(text)
    words = tuple(Words(path, paragraph, True) for paragraph in paragraphs)
    title = Words(path, heading, True) if heading is not None else Absent(f"{path}.heading")
    return View(path, {"heading": title, "paragraphs": words}, words)


@cache
def _fields(kind: type) -> tuple[str, ...]:
    """The names of a model's fields; nothing for what is no model."""
    return tuple(getattr(kind, "model_fields", ()))


def _view(value: Any, path: str, tongue: Tongue) -> Any:
    """Models and mappings become views, lists tuples, texts words; numbers stay as they are."""
    if value is None:
        return Absent(path)
    if isinstance(value, Named):
        return Words(path, value, language=tongue.tag(value.language))
    if isinstance(value, str):
        return Words(path, value)
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, date):
        return Words(path, value.isoformat())
    if isinstance(value, Said):
        text = value.pick(*tongue)
        if text is not None and isinstance(value, Passage):
            return _view_passage(text, path)
        spoken = tongue.tag(value.tongue(text, tongue.own)) if text is not None else None
        return Absent(path) if text is None else Words(path, text, language=spoken)
    kind: type = type(value)
    fields = _fields(kind)
    if fields:
        return View(path, _Fields(value, fields, path, tongue))
    if isinstance(value, Mapping):
        inner = {
            under(str(name)): _view(item, f"{path}.{under(str(name))}", tongue)
            for name, item in value.items()
        }
        return View(path, inner, tuple(inner.values()))
    if isinstance(value, Sequence):
        return tuple(_view(item, path, tongue) for item in value)
    return Words(path, str(value))
