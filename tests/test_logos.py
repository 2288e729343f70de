"""A clinic's logos are seen, uncrowded and once a side; its codes can be scanned."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from brochure.brand.colour import Rgb
from brochure.brand.ink import Ink
from brochure.brand.read import read_brand
from brochure.composition.leaflet import Ground
from brochure.composition.leaflet import Part
from brochure.composition.leaflet import PlacedCode
from brochure.composition.leaflet import PlacedPicture
from brochure.diagnostics import Findings
from brochure.diagnostics import Source
from brochure.logos import check_codes
from brochure.logos import check_logos
from brochure.logos import check_pixels
from brochure.logos import check_sides
from brochure.pictures.values import Picture
from brochure.units import INCH
from brochure.units import MM
from brochure.units import Rect
from brochure.units import Size

ROOT = Path(__file__).resolve().parent.parent
HERE = Source("clinic.yaml", 9, 3)
ROOM = Rect(-100.0, 0.0, 400.0, 200.0)


def picture(pixels=None):
    return Picture("logo", Size(90, 30), Rect(0, 0, 90, 30), {}, "", b"", {}, pixels=pixels)


@pytest.fixture
def brand():
    return read_brand(ROOT / "clinics" / "riverside", ROOT)


def logo(width=30 * MM, x=0.0):
    return PlacedPicture("logo", Rect(x, 0.0, width, 10 * MM), 1)


def told(brand, *items, around=()):
    findings = Findings()
    check_logos(Part("logo", 0, items), ROOM, around, brand, {"logo": picture()}, findings)
    return [finding.message for finding in findings]


def test_a_logo_that_is_too_narrow(brand):
    least = brand.logo.minimum_width
    assert told(brand, logo(least)) == []
    (message,) = told(brand, logo(least - MM))
    assert "and its minimum is 25.0 mm" in message


def test_a_logo_that_reaches_out_of_its_room(brand):
    width = brand.logo.minimum_width
    assert told(brand, logo(width, ROOM.right - width)) == []
    (message,) = told(brand, logo(width, ROOM.right - width + MM))
    assert message == '"logo" reaches 1.0 mm out of the room for it'


def test_what_comes_too_near_to_a_logo(brand):
    clear = brand.logo.clear_space
    foot = 10 * MM
    field = Ground(Rect(0, foot + clear, 90, 200), "primary")
    assert told(brand, logo(), around=[field]) == []
    near = field._replace(rect=Rect(0, foot + clear - MM, 90, 200))
    (message,) = told(brand, logo(), around=[near])
    assert message.startswith(f"a coloured ground stands {clear / MM - 1:.1f} mm from the logo")
    code = PlacedCode(("1",), Rect(31 * MM, 0, 20, 20), "ink", 2)
    (message,) = told(brand, logo(), code)
    assert message.startswith("the QR code stands 1.0 mm from the logo")


def test_the_ground_that_a_logo_stands_on_is_not_near_it(brand):
    assert told(brand, logo(), around=[Ground(Rect(-9, -9, 300, 300), "primary")]) == []
    assert told(brand, logo(), around=[Ground(Rect(9, -9, 300, 300), "primary")]) != []


@pytest.mark.parametrize(
    ("pixels", "severities"),
    [(300, []), (299.6, []), (299, ["warning"]), (150, ["warning"]), (149, ["error"])],
)
def test_pixels_to_the_inch(pixels, severities):
    findings = Findings()
    check_pixels(picture(Size(pixels * 2, 1)), 2 * INCH, HERE, findings)
    assert [finding.severity.value for finding in findings] == severities
    for finding in findings:
        assert "save it at least 600 pixels wide" in finding.hints[0]
        assert finding.source == HERE


def test_a_drawing_is_sharp_at_every_size():
    findings = Findings()
    check_pixels(picture(), 90 * INCH, HERE, findings)
    assert list(findings) == []


def box(*pictures):
    elements = [
        SimpleNamespace(name="logo", attributes={"picture": name}, source=HERE, trace=()) for name in pictures
    ]
    return SimpleNamespace(root=SimpleNamespace(walk=lambda: iter(elements)))


@pytest.mark.parametrize(
    ("boxes", "most", "count"),
    [
        ([("cover", box("logo"))], 1, 0),
        ([("cover", box("logo")), ("inside", box("logo-on-dark"))], 1, 0),
        ([("cover", box("logo")), ("back", box("logo-on-dark"))], 1, 1),
        ([("cover", box("logo")), ("back", box("logo"))], 2, 0),
        ([("cover", box("", "accreditor-1", "accreditor-2"))], 1, 0),
        ([("cover", box("logo", "logo", "logo"))], 1, 2),
    ],
)
def test_logos_on_one_side_of_a_sheet(boxes, most, count):
    findings = Findings()
    check_sides(boxes, [["back", "cover"], ["inside"]], most, findings)
    assert len(findings.errors) == count
    assert all("back, cover" in finding.message for finding in findings)


@pytest.mark.parametrize(
    ("ink", "ground", "sound"),
    [
        ((0x10, 0x10, 0x10), "paper", True),
        ((0x60, 0x20, 0x80), "paper", True),
        ((0x90, 0x90, 0x90), "paper", False),
        ((0xFF, 0xFF, 0xFF), "primary", False),
    ],
)
def test_a_code_is_dark_on_light(brand, ink, ground, sound):
    inks = brand.inks.model_copy(update={"ink": Ink(Rgb(*ink))})
    other = brand.model_copy(update={"inks": inks})
    findings = Findings()
    code = PlacedCode(("1",), Rect(10, 10, 20, 20), "ink", 2)
    check_codes(Part("contacts", 0, (code,)), [Ground(Rect(0, 0, 90, 90), ground)], other, findings)
    assert bool(findings.errors) is not sound
    assert all("dark on light, 4.5:1 at least" in finding.hints[0] for finding in findings)
