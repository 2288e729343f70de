"""Jinja2, kept in a small room: it sees names of words, may loop and decide, and reaches nothing else."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader
from jinja2 import Environment as JinjaEnvironment
from jinja2 import TemplateNotFound
from jinja2 import Undefined
from jinja2.environment import TemplateModule
from jinja2.ext import Extension
from jinja2.lexer import TokenStream
from jinja2.runtime import LoopContext
from jinja2.runtime import Macro
from jinja2.sandbox import SandboxedEnvironment
from jinja2.utils import Namespace

from brochure.diagnostics import nearest
from brochure.layouts.filters import bound_range
from brochure.layouts.filters import FILTERS
from brochure.layouts.filters import print_value
from brochure.layouts.instrument import instrument
from brochure.layouts.origins import CLOSE
from brochure.layouts.origins import OPEN
from brochure.layouts.origins import strip_marks
from brochure.layouts.rendering import Compiling
from brochure.layouts.rendering import CURRENT
from brochure.layouts.views import Absent
from brochure.layouts.views import under
from brochure.layouts.views import View
from brochure.layouts.views import Words

LIMIT = 200_000
"""Bytes that one template may have; the tri-fold's has about ten thousand."""


class Missing(Undefined):
    """A name that is not there. Using it notes the mistake and goes on, so that all are told at once."""

    __slots__ = ("_refused",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._refused = False

    def refuse(self) -> None:
        """Note the mistake, with the nearest name that is there."""
        if self._refused:
            return
        self._refused = True
        name = under(str(self._undefined_name))
        owner = self._undefined_obj
        if isinstance(owner, View):
            CURRENT.get().fail(f'"{owner.path}.{name}" is not there', *owner.hints(name))
        elif isinstance(owner, TemplateModule):
            macros = [known for known in vars(owner) if not known.startswith("_")]
            CURRENT.get().fail(f'this template has no macro "{name}"', *nearest(name, macros, "macros"))
        elif self._undefined_hint:
            CURRENT.get().fail(self._undefined_hint)
        elif name in NAMES:
            hint = 'a macro sees it only by {% import "…" as … with context %}'
            CURRENT.get().fail(
                f'"{name}" is not there', hint if name != "clinic" else "only clinic.xml.j2 has it"
            )
        else:
            CURRENT.get().fail(f'"{name}" is not there', *nearest(name, NAMES, "known"))

    def _use(self, *args: object, **kwargs: object) -> Any:
        self.refuse()
        return self

    def _false(self, *args: object) -> Any:
        self.refuse()
        return False

    def __getattr__(self, name: str) -> Any:
        # Jinja asks callables for marks of its own; a missing value has none.
        raise AttributeError(name)

    def __str__(self) -> str:
        self.refuse()
        return ""

    def __html__(self) -> str:
        return str(self)

    def __iter__(self) -> Iterator[Any]:
        self.refuse()
        return iter(())

    def __len__(self) -> int:
        self.refuse()
        return 0

    def __hash__(self) -> int:
        return id(type(self))

    def __bool__(self) -> bool:
        # A macro may ask whether it was called with a block.
        if self._undefined_name != "caller":
            self.refuse()
        return False

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __contains__ = _false
    __call__ = __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __neg__ = __pos__ = _use
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __getitem__ = _use


NAMES = (
    "content",
    "words",
    "leaflet",
    "sources",
    "plan",
    "look",
    "room",
    "paper",
    "language",
    "direction",
    "clinic",
    "loop",
    "range",
)


class Marking(Extension):
    """Puts marks of origin and bounds into every template as it is read."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Any]:
        return instrument(list(stream), stream.name or "")


class Environment(SandboxedEnvironment):
    """Names of views, loops, macros: everything else is refused where it is used."""

    intercepted_binops = frozenset({"+", "*", "**", "%", "//", "/", "-"})

    def compile(self, *args: Any, **kwargs: Any) -> Any:
        token = CURRENT.set(Compiling())
        try:
            return super().compile(*args, **kwargs)
        finally:
            CURRENT.reset(token)

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is View:
            try:
                return obj.fields[attribute]
            except KeyError:
                return Missing(obj=obj, name=attribute)
        if isinstance(obj, Missing | Absent):
            obj.refuse()
            return _told(attribute)
        if isinstance(obj, LoopContext | Namespace | TemplateModule):
            return super().getattr(obj, attribute)
        CURRENT.get().fail(f'"{attribute}" cannot be asked of {describe(obj)}')
        return _told(attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if type(obj) is View and isinstance(argument, str | Words):
            return self.getattr(obj, under(str(argument)))
        if isinstance(obj, Missing | Absent):
            obj.refuse()
            return _told(str(argument))
        if isinstance(argument, slice):
            return tuple(obj)[argument]
        if isinstance(obj, View | tuple | list) and isinstance(argument, int):
            entries = tuple(obj)
            if -len(entries) <= argument < len(entries):
                return entries[argument]
            CURRENT.get().fail(f"there is no [{argument}]: {describe(obj)} has {len(entries)} entries")
            return _told(str(argument))
        if isinstance(obj, dict):
            return obj.get(argument, _told(str(argument)))
        CURRENT.get().fail(f"[{describe(argument)}] cannot be asked of {describe(obj)}")
        return _told(str(argument))

    def is_safe_callable(self, obj: Any) -> bool:
        owner = getattr(obj, "__self__", None)
        return (
            isinstance(obj, Macro | LoopContext)
            or obj in (bound_range, Namespace)
            or isinstance(owner, LoopContext)
        )

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        if isinstance(__obj, Missing | Absent):
            __obj.refuse()
            return _told("call")
        if not __self.is_safe_callable(__obj):
            CURRENT.get().fail(f"{describe(__obj)} cannot be called: only macros can")
            return _told("call")
        return super().call(__context, __obj, *args, **kwargs)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if isinstance(left, Missing) or isinstance(right, Missing):
            for side in (left, right):
                if isinstance(side, Missing):
                    side.refuse()
            return _told(operator)
        if operator == "+" and isinstance(left, str | Words) and isinstance(right, str | int | Words):
            return (str(left) + str(right))[:1000]
        numbers = all(type(side) in (int, float) and abs(side) < 1e9 for side in (left, right))
        if not numbers or operator == "**":
            CURRENT.get().fail(f'"{operator}" is for numbers, not for {describe(left)} and {describe(right)}')
            return _told(operator)
        return super().call_binop(context, operator, left, right)


def _told(name: str) -> Missing:
    """A missing value about which the author has been told already."""
    missing = Missing(name=name)
    missing._refused = True
    return missing


def describe(value: object) -> str:
    """A value in a template, as a message names it."""
    if isinstance(value, View | Absent):
        return f'"{value.path}"'
    if isinstance(value, Words):
        return f'the text "{value.key}"'
    if isinstance(value, bool):
        return "yes or no"
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, str):
        return f'"{strip_marks(value)[:40]}"'
    return "a list" if isinstance(value, tuple | list) else "this"


class Loader(BaseLoader):
    """Templates of one layout: its own folder first, then the folder that all layouts share.

    What is remembered is compared with the file's bytes each time, so no template is ever stale:
    reading a few kilobytes costs less than being wrong about a time stamp.
    """

    def __init__(self, shared: Path, own: Path) -> None:
        self.folders = (str(own), str(shared))

    def find(self, name: str) -> str | None:
        """The path that a template's name stands for, if it is one of ours."""
        if "/" in name or "\\" in name or "\0" in name or name.startswith("."):
            return None
        for folder in self.folders:
            path = f"{folder}/{name}"
            if os.path.isfile(path):
                return path
        return None

    def get_source(self, environment: JinjaEnvironment, template: str) -> tuple[str, str, Callable[[], bool]]:
        path = self.find(template)
        if path is None or not Path(path).resolve().is_relative_to(Path(self.folders[-1]).resolve()):
            raise TemplateNotFound(template)
        data = _read(path)
        if len(data) > LIMIT:
            raise ValueError(f'"{template}" is larger than {LIMIT:,} bytes')
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise ValueError(f'"{template}" is not UTF-8: line {line}') from error
        if OPEN in text or CLOSE in text:
            raise ValueError(f'"{template}" holds U+FDD0 or U+FDD1, which no text may hold')

        def is_current() -> bool:
            try:
                return self.find(template) == path and _read(path) == data
            except OSError:
                return False

        return text, path, is_current

    def list_templates(self) -> list[str]:
        return sorted({path.name for folder in self.folders for path in Path(folder).glob("*.j2")})


def _read(path: str) -> bytes:
    # Unbuffered: this runs for each template of each render, and pathlib would double what it takes.
    with open(path, "rb", 0) as file:
        return file.read(LIMIT + 1)


@lru_cache(maxsize=32)
def environment(layouts_dir: Path, layout: str) -> Environment:
    """The environment of one layout, with the templates that it has compiled."""
    made = Environment(
        loader=Loader(layouts_dir, layouts_dir / layout),
        undefined=Missing,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=print_value,
        extensions=[Marking],
        cache_size=32,
    )
    made.filters = dict(FILTERS)
    made.globals = {"range": bound_range, "namespace": Namespace}
    made.policies["ext.i18n.trimmed"] = False
    return made


_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_MACRO = re.compile(r"\{%[-+]?\s*macro\s+([a-zA-Z_][a-zA-Z0-9_]*)")


def find_macros(made: Environment, name: str) -> tuple[str, ...]:
    """Names of the macros that a template defines itself, without running it; none when it is not there."""
    assert isinstance(made.loader, Loader)
    path = made.loader.find(name)
    return _find_macros(_read(path)) if path else ()


@lru_cache(maxsize=32)
def _find_macros(data: bytes) -> tuple[str, ...]:
    return tuple(_MACRO.findall(_COMMENT.sub("", data.decode("utf-8-sig", "replace"))))
