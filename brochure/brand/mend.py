"""Better inks written into a clinic's own file: every other byte of it stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from brochure.brand.colour import Rgb
from brochure.diagnostics import BuildError
from brochure.diagnostics import Findings
from brochure.diagnostics import Source
from brochure.marked import load
from brochure.marked import Marked
from brochure.marked import Str

# What YAML counts as the end of a line (YAML 1.1, 5.4).
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


def mend_ink(data: bytes, shown: str, role: str, colour: Rgb) -> bytes:
    """The bytes of a clinic.yaml in which `role` shows `colour`; `shown` is its name in messages.

    A written colour is replaced between its quotes. Printing inks stay as they are and get a `screen` value
    beside them. A role that is not there is written first under `inks:`. What comes out is read again and
    has changed in nothing else; raises BuildError where no way of writing achieves that.
    """
    marked = load(data, shown)
    mark, text = ("\ufeff", data.decode()[1:]) if data.startswith(b"\xef\xbb\xbf") else ("", data.decode())
    inks = marked.value.get("inks") if isinstance(marked.value, dict) else None
    for wish, mended in _write(text, marked, inks, role, colour) if isinstance(inks, dict) else ():
        expected = deepcopy(marked.value)
        expected["inks"][role] = wish
        if _read(mended, shown) == expected:
            return (mark + mended).encode()
    findings = Findings()
    source = marked.key_places.get(("inks",), Source(shown))
    findings.fail(f'ink "{role}" cannot be written here', source, f'write {role}: "{colour.hex}" by hand')
    raise BuildError(findings)


def _write(
    text: str, marked: Marked, inks: dict[str, Any], role: str, colour: Rgb
) -> Iterator[tuple[object, str]]:
    """Ways of writing the colour: what the role's value is then, and the whole text."""
    value = inks.get(role)
    if isinstance(value, dict) and isinstance(value.get("screen"), Str):
        yield (
            {**value, "screen": colour.hex},
            _replace(text, value["screen"], _quote(value["screen"], colour)),
        )
    elif isinstance(value, dict):
        wish = {"screen": colour.hex, **value}
        for mended in _insert(text, marked.key_places["inks", role, "cmyk"], "screen", colour):
            yield wish, mended
    elif isinstance(value, Str) and value.lower().startswith("cmyk"):
        written = value.written if value.written[:1] in ("'", '"') else f'"{value}"'
        block = f'{{cmyk: {written}, screen: "{colour.hex}"}}'
        yield {"cmyk": str(value), "screen": colour.hex}, _replace(text, value, block)
    elif isinstance(value, Str):
        yield colour.hex, _replace(text, value, _quote(value, colour))
    elif inks:
        first = next(iter(inks))
        for mended in _insert(text, marked.key_places["inks", first], role, colour):
            yield colour.hex, mended


def _quote(old: Str, colour: Rgb) -> str:
    mark = old.written[:1] if old.written[:1] in ("'", '"') else '"'
    return f"{mark}{colour.hex}{mark}"


def _replace(text: str, old: Str, new: str) -> str:
    at = _offset(text, old.source)
    return text[:at] + new + text[at + len(old.written) :]


def _insert(text: str, place: Source, name: str, colour: Rgb) -> Iterator[str]:
    """A line before the one at `place`, which is the first of its block; or a pair before that in braces."""
    at = _offset(text, place)
    indent = " " * (place.column - 1)
    end = _BREAK.search(text)
    if text[:at].endswith(indent):
        start = at - len(indent)
        yield f'{text[:start]}{indent}{name}: "{colour.hex}"{end[0] if end else chr(10)}{text[start:]}'
    yield f'{text[:at]}{name}: "{colour.hex}", {text[at:]}'


def _offset(text: str, place: Source) -> int:
    starts = [0, *(match.end() for match in _BREAK.finditer(text))]
    return starts[place.line - 1] + place.column - 1


def _read(text: str, shown: str) -> object:
    try:
        return load(text, shown).value
    except BuildError:
        return None
