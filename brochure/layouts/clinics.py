"""What a template sees of a clinic: everything that clinic.yaml says, by the same names."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from brochure.layouts.views import Absent
from brochure.layouts.views import Identity
from brochure.layouts.views import under
from brochure.layouts.views import View
from brochure.layouts.views import Words


def view_clinic(brand: object) -> Any:
    """The `clinic` of a template: `clinic.contacts.address` for what stands at contacts, address.

    Remembered for the last few clinics, by identity: a Brand never changes.
    """
    return _view_clinic(Identity(brand))


@lru_cache(maxsize=8)
def _view_clinic(key: Identity) -> Any:
    return _view(key.value, "clinic")


def _view(value: Any, path: str) -> Any:
    """Models and mappings become views, lists tuples, texts words; numbers stay as they are."""
    if value is None:
        return Absent(path)
    if isinstance(value, str):
        return Words(path, value)
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, date):
        return Words(path, value.isoformat())
    fields = getattr(type(value), "model_fields", None)
    if fields is not None:
        return View(path, {name: _view(getattr(value, name), f"{path}.{name}") for name in fields})
    if isinstance(value, Mapping):
        inner = {under(str(name)): _view(item, f"{path}.{under(str(name))}") for name, item in value.items()}
        return View(path, inner, tuple(inner.values()))
    if isinstance(value, Sequence):
        return tuple(_view(item, path) for item in value)
    return Words(path, str(value))
