"""What a template sees of a clinic: everything that clinic.yaml says, by the same names."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from functools import cache
from functools import lru_cache
from typing import Any

from brochure.brand.passage import Passage
from brochure.brand.passage import split_passage
from brochure.brand.said import Said
from brochure.layouts.views import Absent
from brochure.layouts.views import Identity
from brochure.layouts.views import under
from brochure.layouts.views import View
from brochure.layouts.views import Words
from brochure.marked import Str
from brochure.translation.cldr import DAYS
from brochure.translation.cldr import say_days
from brochure.translation.cldr import say_times

Tongue = tuple[str, str]
"""An edition's language, and that of words that are written alone."""


def view_clinic(brand: object, language: str, own: str) -> View:
    """The `clinic` of a template: `clinic.contacts.address` for what stands at contacts, address.

    Each of `clinic.hours` also says, in the edition's language, `all_days`, `short_days` and `times`.
    Of a text in several languages it is the one in `language`; `own` is the language of words written alone.
    Remembered for the last few clinics, by identity: a Brand never changes.
    """
    return _view_clinic(Identity(brand), language, own)


@lru_cache(maxsize=8)
def _view_clinic(brand: Identity, language: str, own: str) -> View:
    view: View = _view(brand.value, "clinic", (language, own))
    hours = view.fields.get("hours") or ()
    said = tuple(_say_hours(entry, language) for entry in hours)
    return View(view.path, {**view.fields, "hours": said}, view.entries)


def _say_hours(entry: View, language: str) -> View:
    days = tuple(DAYS.index(str(day)) for day in entry.fields["days"])
    said = {
        "all_days": Words("", say_days(days, language, wide=True)),
        "short_days": Words("", say_days(days, language)),
        "times": Words("", say_times(str(entry.fields["opens"]), str(entry.fields["closes"]), language)),
    }
    return View(entry.path, {**entry.fields, **said}, entry.entries)


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
        return Absent(path) if text is None else Words(path, text)
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
