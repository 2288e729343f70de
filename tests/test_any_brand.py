"""A hundred brands that nobody would choose: each prints within every frame, or is refused with reasons."""

import shutil
from pathlib import Path

import pytest
from hypothesis import example
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import Phase
from hypothesis import settings
from hypothesis import strategies as some

from brochure.build import Edition
from brochure.build import Press
from brochure.diagnostics import BuildError
from brochure.preflight.inspect import inspect
from brochure.preflight.proof import find_unsafe_text
from brochure.preflight.words import page_words
from brochure.preflight.words import split
from brochure.preflight.words import words
from brochure.project import read_project

ROOT = Path(__file__).resolve().parent.parent

LETTERS = "abcdefghijklmnopqrstuvwxyzäöüßéñøłçğıABCDEFGHIJKLMNOPQRSTUVWXYZ&'-,."
inks = some.tuples(*[some.integers(0, 255)] * 3).map(lambda rgb: "#{:02X}{:02X}{:02X}".format(*rgb)) | (
    some.sampled_from(["#000000", "#FFFFFF", "#FFFF00", "#FF0000", "#00FF00", "#0000FF", "#808080"])
)
lines = some.lists(some.text(LETTERS, min_size=1, max_size=24), min_size=1, max_size=8).map(" ".join)
numbers = some.text("0123456789", min_size=5, max_size=14)
brands = some.fixed_dictionaries(
    {
        "name": lines,
        "short": some.text(LETTERS, min_size=1, max_size=30),
        "inks": some.tuples(inks, inks),
        "address": some.lists(lines, min_size=1, max_size=6),
        "telephones": some.lists(numbers, min_size=1, max_size=10),
        "emergency": some.sampled_from(["999", "112", "911", "000"]),
        "booking": some.none() | some.integers(1, 60).map(lambda size: "https://a.example/" + "b" * size),
        "tagline": some.none() | lines,
        "registrations": some.lists(some.tuples(lines, numbers), max_size=3),
        # A few, because each new drawing is judged beside another renderer's.
        "sides": some.sampled_from(
            [(300, 100), (100, 300), (200, 200), (400, 1), (2, 300), (400, 40), (1, 1)]
        ),
        "paper": some.sampled_from(["a4", "letter"]),
        "look": some.sampled_from(["warm", "bold"]),
    }
)
ORDINARY = {
    "name": "Harbour Clinic",
    "short": "Harbour",
    "inks": ("#5A1E5C", "#2E7D32"),
    "address": ["1 Quay", "Harbour HB9 9ZZ"],
    "telephones": ["01632 960777", "01632 960778"],
    "emergency": "999",
    "booking": "https://a.example/b",
    "tagline": "Care by the sea",
    "registrations": [("HCPC", "PH 012345")],
    "sides": (300, 100),
    "paper": "a4",
    "look": "warm",
}


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def write(folder: Path, brand: dict) -> None:
    """A clinic's file and logo as a person would write them."""
    width, height = brand["sides"]
    out = [
        f"name: {{full: {quoted(brand['name'])}, short: {quoted(brand['short'])}}}",
        "logo: {on-light: logo.svg, alt: A logo, minimum-width: 5mm}",
        "inks: {{primary: '{}', accent: '{}'}}".format(*brand["inks"]),
        f"contacts: {{address: [{', '.join(map(quoted, brand['address']))}], "
        f"telephones: [{', '.join(map(quoted, brand['telephones']))}]}}",
        f"emergency: {{number: {quoted(brand['emergency'])}}}",
        f"paper: {{size: {brand['paper']}}}",
        f"look: {brand['look']}",
    ]
    if brand["booking"]:
        out.append(f"booking: {brand['booking']}")
    if brand["tagline"]:
        out.append(f"tagline: {quoted(brand['tagline'])}")
    entries = [
        f"{{body: {quoted(body)}, number: {quoted(number)}}}" for body, number in brand["registrations"]
    ]
    out.append(f"registrations: [{', '.join(entries)}]")
    (folder / "clinic.yaml").write_text("\n".join([*out, ""]), encoding="utf-8")
    (folder / "logo.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f'<rect width="{width}" height="{height}" fill="#345"/></svg>'
    )


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    root = tmp_path_factory.mktemp("brands")
    shutil.copy(ROOT / "content.yaml", root)
    for name in ("layouts", "looks"):
        shutil.copytree(ROOT / name, root / name)
    (root / "clinics" / "any").mkdir(parents=True)
    return Press(read_project(root))


@pytest.fixture(scope="module")
def ends():
    """How the examples ended: printed or refused."""
    counted = {"printed": 0, "refused": 0}
    yield counted
    assert counted["refused"], "extreme brands are among the examples"
    assert counted["printed"], "and some that print"


def attempt(press, layout):
    """The edition's file, or None and what was told instead."""
    try:
        return press.print(Edition("any", "en", layout, "office")), ()
    except BuildError as error:
        return None, error.diagnostics


@example(brand=ORDINARY)
@example(brand=ORDINARY | {"paper": "letter", "look": "bold", "sides": (100, 300)})
@example(brand=ORDINARY | {"name": "W" * 150})
@example(brand=ORDINARY | {"telephones": ["01632 96077" + str(n) for n in range(10)]})
@example(brand=ORDINARY | {"sides": (400, 1)})
@example(brand=ORDINARY | {"inks": ("#FFFFFF", "#FFFFFF")})
@given(brand=brands)
@settings(
    max_examples=100,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_brand_prints_within_every_frame_or_is_refused(press, ends, brand):
    write(press.project.root / "clinics" / "any", brand)
    for layout in ("trifold", "handout"):
        printed, told = attempt(press, layout)
        if printed is None:
            assert told
            assert all(one.source is not None and one.message for one in told), told
            ends["refused"] += 1
            continue
        ends["printed"] += 1
        assert find_unsafe_text(printed.data, printed.imposition) == ()
        # Without spaces: a line may break after a hyphen.
        read = "".join(words(inspect(printed.data)))
        seen = "".join(word for page in page_words(printed.data) for word in page)
        said = [brand["name"], *brand["address"], *brand["telephones"]]
        for text in [*said, *(number for _, number in brand["registrations"])]:
            wanted = "".join(split(text))
            assert wanted in read
            # pdfium takes a hyphen at a line's end for one that hyphenation has put there.
            assert wanted.replace("-", "") in seen.replace("-", "")
