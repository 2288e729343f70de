"""Better inks written into a clinic's file: where they go, and that nothing else changes."""

from __future__ import annotations

import pytest

from brochure.brand.colour import Rgb
from brochure.brand.mend import mend_ink
from brochure.diagnostics import BuildError

DARK = Rgb(0x10, 0x20, 0x30)

BLOCK = """\
# é: our clinic
name: {full: A, short: A}
inks:
  # the strong colour
  primary: "#FFF"   # bright
  accent: cmyk(1%, 2%, 3%, 4%)
  tint: 'rgb(1, 2, 3)'
  muted: {cmyk: "cmyk(1,2,3,4)", screen: rgb(1)}
  mist:
    spot: X
    cmyk: "cmyk(1, 2, 3, 4)"
end: 1
"""

FLOW = """inks: {primary: '#FFF', accent: "cmyk(1, 2, 3, 4)", mist: {cmyk: "cmyk(1, 2, 3, 4)"}}\n"""


def mend(text: str, role: str) -> str:
    return mend_ink(text.encode(), "clinic.yaml", role, DARK).decode()


@pytest.mark.parametrize(
    ("text", "role", "old", "new"),
    [
        (BLOCK, "primary", '"#FFF"', '"#102030"'),
        (BLOCK, "tint", "'rgb(1, 2, 3)'", "'#102030'"),
        (BLOCK, "muted", "rgb(1)", '"#102030"'),
        (BLOCK, "accent", "cmyk(1%, 2%, 3%, 4%)", '{cmyk: "cmyk(1%, 2%, 3%, 4%)", screen: "#102030"}'),
        (BLOCK, "mist", "    cmyk:", '    screen: "#102030"\n    cmyk:'),
        (BLOCK, "lead", '  primary: "', '  lead: "#102030"\n  primary: "'),
        (FLOW, "primary", "'#FFF'", "'#102030'"),
        (FLOW, "accent", '"cmyk(1, 2, 3, 4)",', '{cmyk: "cmyk(1, 2, 3, 4)", screen: "#102030"},'),
        (FLOW, "mist", "mist: {", 'mist: {screen: "#102030", '),
        (FLOW, "lead", "{primary", '{lead: "#102030", primary'),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_ink_is_written_at_its_own_place(text: str, role: str, old: str, new: str, end: str) -> None:
    text, old, new = (part.replace("\n", end) for part in (text, old, new))
    assert text.count(old) == 1
    assert mend(text, role) == text.replace(old, new)


def test_a_byte_order_mark_stays() -> None:
    assert mend("\ufeff" + FLOW, "primary").startswith("\ufeffinks: {primary: '#102030'")


@pytest.mark.parametrize("text", ["name: A\n", "inks: {}\n", "inks: 3\n", "[1]\n"])
def test_a_file_without_inks_is_left_alone(text: str) -> None:
    with pytest.raises(BuildError, match='write lead: "#102030" by hand'):
        mend(text, "lead")
