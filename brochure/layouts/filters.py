"""What a template can do with a value: print it, fill it, turn it into an address."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from jinja2 import pass_context
from jinja2 import Undefined
from jinja2.filters import do_default
from markupsafe import Markup

from brochure.diagnostics import nearest
from brochure.layouts.origins import BROKEN
from brochure.layouts.origins import mark_words
from brochure.layouts.origins import strip_marks
from brochure.layouts.rendering import CURRENT
from brochure.layouts.views import Absent
from brochure.layouts.views import under
from brochure.layouts.views import View
from brochure.layouts.views import Words
from brochure.translation.cldr import say_digits

RANGE = 1000
"""Numbers that one range may hold."""


def print_value(value: Any) -> Any:
    """What `{{ … }}` prints: a mark for words, the text of names and numbers; all else is a mistake."""
    kind = type(value)
    if kind is View and value.words is not None:
        value, kind = value.words, Words
    if kind is Words:
        return _print_words(value)
    if isinstance(value, str):
        CURRENT.get().charge(0, len(value))
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{value:g}"
    if isinstance(value, Absent | Undefined):
        value.refuse()
        return BROKEN
    if kind is View:
        CURRENT.get().fail(f'"{value.path}" is not a text', *nearest("", value.fields, "it has"))
    else:
        what = "a list" if isinstance(value, tuple | list) else "this"
        CURRENT.get().fail(f"{what} cannot be printed", "go through it with {% for … in … %}")
    return BROKEN


def _print_words(words: Words) -> str:
    places = words.places()
    if places:
        CURRENT.get().fail(
            f'"{words.key}" has a place "{{{places[0]}}}" that the template does not fill',
            f"write |fill({under(places[0])}=…)",
        )
        return BROKEN
    return mark_words(CURRENT.get().number(words))


def _plain(value: Any) -> str | None:
    """The text of anything printable; None when it has been refused."""
    if type(value) is View and value.words is not None:
        value = value.words
    if isinstance(value, Words):
        return value.plain
    if isinstance(value, Absent | Undefined):
        value.refuse()
        return None
    if isinstance(value, str | int | float):
        return strip_marks(str(value))
    CURRENT.get().fail("this is not a text")
    return None


def plain(value: Any) -> Any:
    """The words as text, for an attribute."""
    text = _plain(value)
    return BROKEN if text is None else text


def tel(value: Any) -> str:
    """The tel: address of a telephone number as people write it (RFC 3966); a "(0)" in it is not dialled."""
    text = _plain(value)
    if text is None:
        return BROKEN
    number = re.sub(r"[^0-9]", "", text.replace("(0)", "", 1) if text.lstrip().startswith("+") else text)
    if not number:
        CURRENT.get().fail(f'"{text}" holds no telephone number')
        return BROKEN
    return f"tel:{'+' if text.lstrip().startswith('+') else ''}{number}"


def mailto(value: Any) -> str:
    """The mailto: address of a mail address (RFC 6068)."""
    text = _plain(value)
    return BROKEN if text is None else "mailto:" + quote(text.strip().removeprefix("mailto:"), safe="@.+-_~")


def bare(value: Any) -> Any:
    """A web or mail address as people read it: without https:// and a slash at its end."""
    if isinstance(value, Words):
        text = re.sub(r"^(?:https?://|mailto:|tel:)", "", value.plain).rstrip("/")
        return Words(
            value.key, value.text, pieces=tuple(piece._replace(text=text) for piece in value.pieces[:1])
        )
    return value


def fill(value: Any, **values: Any) -> Any:
    """Words with their {places} filled: `words.page_of|fill(page=1, pages=2)`."""
    if type(value) is View and value.words is not None:
        value = value.words
    if not isinstance(value, Words):
        if isinstance(value, Absent | Undefined):
            value.refuse()
        else:
            CURRENT.get().fail("only a text can be filled")
        return Markup(BROKEN)
    render = CURRENT.get()
    places = set(value.places())
    given: dict[str, object] = {}
    for name, item in values.items():
        place = name.replace("_", "-")
        if type(item) is View and item.words is not None:
            item = item.words
        if place not in places:
            render.fail(
                f'"{value.key}" has no place "{{{place}}}" to fill', *nearest(place, places, "places")
            )
        elif isinstance(item, Absent | Undefined):
            item.refuse()
            given[place] = ""
        elif isinstance(item, Words):
            given[place] = item
        elif isinstance(item, str | int | float):
            # A number that the template counted; what an author wrote in digits stays as it is.
            given[place] = (
                strip_marks(item) if isinstance(item, str) else say_digits(str(item), render.language)
            )
        else:
            render.fail(f'place "{{{place}}}" can be filled with a text or a number only')
            given[place] = ""
    return value.fill(given, render.rtl)


def batch(value: Any, size: int) -> list[list[Any]]:
    """The entries in groups of `size`, the last perhaps smaller."""
    entries = list(value)
    step = max(1, int(size))
    return [entries[at : at + step] for at in range(0, len(entries), step)]


def bound_range(*bounds: int) -> range:
    """As Python's range, of so many numbers at most."""
    made = range(*bounds)
    if len(made) > RANGE:
        raise ValueError(f"range({', '.join(map(str, bounds))}) holds more than {RANGE} numbers")
    return made


@pass_context
def step(context: Any, size: int) -> Markup:
    """Counts one turn of a loop or one call of a macro, which prints about `size` characters."""
    CURRENT.get().charge(1, size)
    return Markup("")


def _entries(value: Any) -> tuple[Any, ...]:
    return tuple(value)


def _first(value: Any) -> Any:
    return next(iter(value), Absent("the first of an empty list"))


def _last(value: Any) -> Any:
    return next(iter(_entries(value)[::-1]), Absent("the last of an empty list"))


FILTERS: Mapping[str, Callable[..., Any]] = {
    "plain": plain,
    "tel": tel,
    "mailto": mailto,
    "bare": bare,
    "fill": fill,
    "batch": batch,
    "default": do_default,
    "length": lambda value: len(_entries(value)),
    "list": lambda value: list(_entries(value)),
    "reverse": lambda value: _entries(value)[::-1],
    "first": _first,
    "last": _last,
    "step_": step,
}
