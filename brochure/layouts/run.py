"""Runs a template: what it printed, and every mistake on the way as a diagnostic."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any
from typing import NamedTuple

from jinja2 import TemplateAssertionError
from jinja2 import TemplateError
from jinja2 import TemplateNotFound
from jinja2 import TemplateSyntaxError
from jinja2.environment import TemplateModule

from brochure.diagnostics import nearest
from brochure.diagnostics import Source
from brochure.layouts.environment import Environment
from brochure.layouts.environment import environment
from brochure.layouts.environment import find_macros
from brochure.layouts.environment import Loader
from brochure.layouts.filters import FILTERS
from brochure.layouts.rendering import locate
from brochure.layouts.rendering import Render
from brochure.layouts.rendering import TooMuch

TEMPLATE = "template.xml.j2"
CLINIC = "clinic.xml.j2"

# What a template's own expressions can raise; anything else is our bug.
_MISTAKES = (
    TemplateError,
    TooMuch,
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    RecursionError,
    SyntaxError,
    OSError,
)


# Python's messages name its types; authors know them by other names.
_INNER = re.compile(r"'(\w+)' object")
_OUTER = {
    "View": "a block",
    "Words": "a text",
    "Absent": "a value that is not given",
    "Missing": "a value that is not there",
    "NoneType": "none",
    "TemplateModule": "a template",
    "Macro": "a macro",
}


class Output(NamedTuple):
    """What a template printed; `whole` is False when it broke off."""

    text: str
    whole: bool


def path_in(layouts_dir: Path, layout: str, root: Path) -> Callable[[str], str]:
    """A function from a template's name to its path as messages show it."""
    loader = environment(layouts_dir, layout).loader
    assert isinstance(loader, Loader)
    known: dict[str, str] = {}

    def show(name: str) -> str:
        path = known.get(name)
        if path is None:
            path = known[name] = shown_path(loader.find(name) or f"{loader.folders[0]}/{name}", root)
        return path

    return show


@lru_cache(maxsize=64)
def shown_path(path: str, root: Path) -> str:
    """A path as messages show it: from `root`, with forward slashes."""
    whole = Path(path)
    return (whole.relative_to(root) if whole.is_relative_to(root) else whole).as_posix()


def run_layout(layouts_dir: Path, layout: str, names: Mapping[str, Any], render: Render) -> Output:
    """What a layout's template prints, up to where it broke off."""
    pieces: list[str] = []
    made = environment(layouts_dir, layout)
    try:
        template = made.get_template(TEMPLATE)
        context = template.new_context(dict(names))
        for piece in template.root_render_func(context):
            pieces.append(piece)
        render.charge(0, sum(map(len, pieces)))
    except _MISTAKES as error:
        _explain(error, made, render, TEMPLATE)
        return Output("".join(pieces), False)
    return Output("".join(pieces), True)


@contextmanager
def open_boxes(
    layouts_dir: Path, layout: str, names: Mapping[str, Any], render: Render
) -> Iterator[TemplateModule | None]:
    """The macros for a clinic's boxes, which see `names`; None when there is no getting at them.

    Macros and their context hold one another: they are parted in the end, so that nothing of a clinic is left
    for the collector, which would take a twentieth of a batch's time.
    """
    made = environment(layouts_dir, layout)
    module = context = None
    try:
        template = made.get_template(CLINIC)
        context = template.new_context(dict(names))
        module = TemplateModule(template, context)
    except _MISTAKES as error:
        _explain(error, made, render, CLINIC)
    yield module
    if context is not None:
        context.vars.clear()


def run_box(layouts_dir: Path, layout: str, box: str, module: TemplateModule, render: Render) -> Output:
    """What the macro for a clinic's box prints."""
    try:
        macro = getattr(module, box.replace("-", "_"), None)
        if macro is None:
            known = [name.replace("_", "-") for name in vars(module) if not name.startswith("_")]
            source = Source(render.path_of(CLINIC))
            render.note(
                f'there is no macro for the clinic box "{box}"', source, (), *nearest(box, known, "boxes")
            )
            return Output("", False)
        text = str(macro())
        render.charge(0, len(text))
        return Output(text, True)
    except _MISTAKES as error:
        _explain(error, environment(layouts_dir, layout), render, CLINIC)
        return Output("", False)


def find_boxes(layouts_dir: Path, layout: str) -> tuple[str, ...]:
    """Names of the clinic boxes that a layout has macros for."""
    found = find_macros(environment(layouts_dir, layout), CLINIC)
    return tuple(name.replace("_", "-") for name in found)


def _explain(error: Exception, made: Environment, render: Render, asked: str) -> None:
    """Note an error that ended a render, at the line of the template where it happened."""
    source, trace = _place(error, render)
    message = _INNER.sub(lambda match: _OUTER.get(match[1], match[0]), str(error)) or type(error).__name__
    hints: tuple[str, ...] = ()
    if isinstance(error, TemplateNotFound):
        assert isinstance(made.loader, Loader)
        message = f'there is no template "{error.name}"'
        hints = nearest(str(error.name), made.loader.list_templates(), "templates")
        source = source or Source(render.path_of(asked))
    elif isinstance(error, TemplateSyntaxError):
        source = Source(render.path_of(error.name or asked), error.lineno)
        message = error.message or "this is not well formed"
        if isinstance(error, TemplateAssertionError) and "filter" in message:
            name = message.split("'")[1] if "'" in message else ""
            message = f'there is no filter "{name}"'
            hints = nearest(name, [known for known in FILTERS if not known.endswith("_")], "filters")
    elif isinstance(error, RecursionError):
        message = "macros or templates call one another without end"
    elif isinstance(error, SyntaxError):
        # Python itself compiles no more than 20 loops in one another, or 200 brackets.
        message = f"the template is nested too deeply: {error.msg}"
        source = Source(render.path_of(asked))
    else:
        source = source or Source(render.path_of(asked))
    render.note(message, source, trace, *hints)


def _place(error: Exception, render: Render) -> tuple[Source | None, tuple[tuple[str, Source], ...]]:
    frames = []
    traceback = error.__traceback__
    while traceback is not None:
        frames.append((traceback.tb_frame, traceback.tb_lineno))
        traceback = traceback.tb_next
    # A macro that calls itself without end leaves a thousand frames; the innermost say enough.
    source, trace = locate(frames[:-60:-1], render.path_of)
    return source, trace[:8]


__all__ = ["CLINIC", "TEMPLATE", "Output", "find_boxes", "open_boxes", "path_in", "run_box", "run_layout"]
