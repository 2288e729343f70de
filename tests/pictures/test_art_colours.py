"""The looks' drawings keep the rules of docs/looks.md: reserved colours, few pens, ids, plain elements."""

import re
from pathlib import Path

import defusedxml.ElementTree as ElementTree
import pytest
import yaml

ART = Path("looks/warm/art")
LOGO = Path("clinics/riverside/logo.svg")
DRAWINGS = sorted(ART.glob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"
ROLES = yaml.safe_load(Path("looks/inks.yaml").read_text(encoding="utf-8"))
ELEMENTS = {"svg", "g", "path", "circle", "rect"}
PAINT = {"fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin"}
GEOMETRY = {"id", "width", "height", "viewBox", "x", "y", "cx", "cy", "r", "d"}
PENS = {"0.617", "0.5", "0.42"}
SIGN_PENS = PENS | {"0.7"}
SIZES = {
    "cover": (112.0, 120.0),
    "cover-handout": (94.0, 85.0),
    "hands-feet": (32.0, 60.0),
    "icon-circulation": (14.0, 14.0),
    "icon-pain": (14.0, 14.0),
    "icon-scars": (14.0, 14.0),
    "icon-stress": (14.0, 14.0),
    "sign-ask": (8.0, 8.0),
    "sign-phone": (8.0, 8.0),
    "sign-stop": (8.0, 8.0),
}
IDS = {
    "cover": {"trim"},
    "cover-handout": {"trim"},
    "hands-feet": {"point-hands", "point-feet", "point-hands-mirror", "point-feet-mirror"},
}


def view_box(root):
    return tuple(float(number) for number in root.get("viewBox").split())


def faults(text, pens=PENS):
    """Every way in which one drawing breaks the rules, as short sentences."""
    root = ElementTree.fromstring(text)
    found = []
    seen = set()
    for element in root.iter():
        name = element.tag.removeprefix(SVG)
        if name not in ELEMENTS:
            found.append(f"element {name}")
        found += [f"attribute {key}" for key in element.attrib if key not in PAINT | GEOMETRY]
        for key in ("fill", "stroke"):
            colour = element.get(key, "none")
            if colour != "none" and colour not in ROLES.values():
                found.append(f"colour {colour}")
        if element.get("stroke-width", "0.617") not in pens:
            found.append(f"pen {element.get('stroke-width')}")
        if (element.text or "").strip() or (element.tail or "").strip():
            found.append(f"text in {name}")
        if "id" in element.attrib:
            if element.get("id") in seen:
                found.append(f"id {element.get('id')} twice")
            seen.add(element.get("id"))
    width, height = view_box(root)[2:]
    if (root.get("width"), root.get("height")) != (f"{width:g}mm", f"{height:g}mm"):
        found.append("one unit is not one millimetre")
    return found


def test_each_role_has_a_colour_of_its_own():
    assert all(re.fullmatch("#[0-9A-F]{6}", colour) for colour in ROLES.values())
    assert len(set(ROLES.values())) == len(ROLES)


def test_no_drawing_is_missing():
    assert set(SIZES) - {path.stem for path in DRAWINGS} == set()


@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
def test_drawing_keeps_the_rules(path):
    text = path.read_text(encoding="utf-8")
    assert faults(text, SIGN_PENS if path.stem.startswith("sign-") else PENS) == []
    root = ElementTree.fromstring(text)
    assert view_box(root)[2:] == SIZES.get(path.stem, view_box(root)[2:])
    assert (root.get("stroke-linecap"), root.get("stroke-linejoin")) == ("round", "round")


@pytest.mark.parametrize("stem", sorted(IDS))
def test_trims_and_points_stand_invisible_at_top_level(stem):
    root = ElementTree.fromstring((ART / f"{stem}.svg").read_text(encoding="utf-8"))
    marks = {child.get("id"): child for child in root if child.tag != f"{SVG}g" and "id" in child.attrib}
    assert set(marks) == IDS[stem]
    for mark in marks.values():
        assert (mark.get("fill"), mark.get("stroke")) == ("none", "none")


@pytest.mark.parametrize(
    ("stem", "size", "bleed"),
    [("cover", (100, 114), (6, 0)), ("cover-handout", (82, 79), (6, 6))],
)
def test_trim_leaves_six_millimetres_of_bleed(stem, size, bleed):
    root = ElementTree.fromstring((ART / f"{stem}.svg").read_text(encoding="utf-8"))
    trim = root.find(f"{SVG}rect[@id='trim']")
    x, y = view_box(root)[:2]
    assert (float(trim.get("width")), float(trim.get("height"))) == size
    assert (float(trim.get("x")) - x, float(trim.get("y")) - y) == bleed


def test_points_lie_on_their_own_sides():
    root = ElementTree.fromstring((ART / "hands-feet.svg").read_text(encoding="utf-8"))
    points = {circle.get("id"): circle for circle in root.findall(f"{SVG}circle") if "id" in circle.attrib}
    for name in ("hands", "feet"):
        left = points[f"point-{name}"]
        right = points[f"point-{name}-mirror"]
        assert left.get("r") == right.get("r") == "0"
        assert left.get("cy") == right.get("cy")
        assert float(left.get("cx")) + float(right.get("cx")) == pytest.approx(32)
        assert float(left.get("cx")) < 16


@pytest.mark.parametrize(
    ("stem", "role"), [("stop", "on-danger"), ("phone", "on-danger"), ("ask", "on-caution")]
)
def test_a_sign_is_drawn_in_the_ink_of_its_bar(stem, role):
    text = (ART / f"sign-{stem}.svg").read_text(encoding="utf-8")
    assert ElementTree.fromstring(text).get("stroke") == ROLES[role]


BOLD = sorted(Path("looks/bold/art").glob("*.svg"))


@pytest.mark.parametrize("path", BOLD, ids=lambda path: path.stem)
def test_bolds_drawings_keep_the_rules_with_pens_of_their_own(path):
    """No line is wider than a pen's: what is wider is a shape, which grows and shrinks with its drawing."""
    text = path.read_text(encoding="utf-8")
    pens = {pen for pen in re.findall(r'stroke-width="([0-9.]+)"', text) if 0.4 <= float(pen) <= 1.3}
    assert faults(text, pens | PENS) == []


def test_bold_draws_nobodys_skin():
    skins = {ROLES[role] for role in ("skin-light", "skin-shade", "skin-dark", "nail")}
    assert not [path.stem for path in BOLD for skin in skins if skin in path.read_text(encoding="utf-8")]


def test_the_example_logo_is_outlines_alone():
    root = ElementTree.fromstring(LOGO.read_text(encoding="utf-8"))
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {"svg", "circle", "path"}


@pytest.mark.parametrize(
    ("inside", "fault"),
    [
        ('<path fill="#123456" d="M0 0H1"/>', "colour #123456"),
        ('<path fill="red" d="M0 0H1"/>', "colour red"),
        ('<path stroke-width="0.8" d="M0 0H1"/>', "pen 0.8"),
        ('<path opacity="0.5" d="M0 0H1"/>', "attribute opacity"),
        ('<g transform="scale(2)"/>', "attribute transform"),
        ('<path style="fill:red" d="M0 0H1"/>', "attribute style"),
        ("<linearGradient/>", "element linearGradient"),
        ("<text>Stop</text>", "element text"),
        ('<g id="foot"/><g id="foot"/>', "id foot twice"),
    ],
)
def test_a_faulty_drawing_is_found_out(inside, fault):
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="8mm" height="8mm" viewBox="0 0 8 8">'
    assert fault in faults(f"{head}{inside}</svg>")


def test_a_drawing_out_of_scale_is_found_out():
    text = '<svg xmlns="http://www.w3.org/2000/svg" width="16mm" height="8mm" viewBox="0 0 8 8"/>'
    assert faults(text) == ["one unit is not one millimetre"]
