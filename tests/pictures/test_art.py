"""Our own drawings become palette pictures; whatever no ink can stand for is refused at its element."""

import re
from pathlib import Path

import pytest
import yaml
from PIL import ImageColor

from brochure.pictures.art import read_art
from brochure.pictures.art import spell
from brochure.pictures.art import triple
from brochure.pictures.values import digest_of
from brochure.pictures.values import number
from brochure.pictures.values import Picture
from brochure.pictures.vector import read_picture
from brochure.units import MM

ROLES = {"#ffffff": 0, "#12414B": 1, "#E9764E": 2, "#FBD9BF": 3}
ART = Path("looks/warm/art")
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-2 -1 20 10" fill="none" stroke="#12414B">'
SHAPE = '<path d="M0 0 L9 0 L9 9 Z" fill="#E9764E"/>'


@pytest.fixture
def art(bench):
    def read(body, head=HEAD):
        return read_art(bench.svg(body, "cover.svg", head), bench.root, ROLES)

    return read


@pytest.fixture
def refused(bench):
    def message(body, head=HEAD):
        return bench.messages(read_art, bench.svg(body, "cover.svg", head), bench.root, ROLES)

    return message


def test_colours_become_indices_of_the_palette(art):
    picture = art(SHAPE + '<circle cx="4" cy="4" r="2" fill="#fff" stroke="none"/>')
    assert picture.content.split(b"\n")[1:5] == [b"/Brand cs", b"2 sc", b"/Brand CS", b"1 SC"]
    assert picture.content.endswith(b"\nf")
    assert b"0 sc" in picture.content
    assert picture.content.count(b"/Brand") == 2
    assert not re.search(rb"\b(rg|RG|scn|SCN|gs|Do)\b", picture.content)
    assert picture.resources == {}
    assert picture.palette
    assert not picture.transparent


def test_a_unit_is_a_millimetre(art):
    assert art(SHAPE).size == pytest.approx((20 * MM, 10 * MM))
    sized = HEAD.replace("viewBox", 'width="20mm" height="10mm" viewBox')
    assert art(SHAPE, sized).content == art(SHAPE).content


def test_trim_and_points_are_told_from_the_head_s_left_corner(art):
    marks = (
        '<rect id="trim" x="0" y="1" width="16" height="7" display="none"/>'
        '<circle id="point-left-hand" cx="3" cy="4.5" r="1" fill="none" stroke="none"/>'
    )
    picture = art(SHAPE + marks)
    assert picture.view == pytest.approx((2 * MM, 2 * MM, 16 * MM, 7 * MM))
    assert dict(picture.points) == {"left-hand": pytest.approx((5 * MM, 5.5 * MM))}
    assert picture.content == art(SHAPE).content
    assert art(SHAPE).view == pytest.approx((0, 0, 20 * MM, 10 * MM))


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        ('<circle id="trim" r="2" display="none"/>', '"trim" is a <circle>; expected is a <rect>'),
        ('<rect id="point-a" display="none"/>', '"point-a" is a <rect>; expected is a <circle>'),
        (
            '<g><rect id="trim" width="2" height="2" display="none"/></g>',
            "at the top level, without a transform",
        ),
        (
            '<circle id="point-a" transform="scale(2)" display="none"/>',
            "at the top level, without a transform",
        ),
        ('<circle id="point-a" r="1" fill="none"/>', '"point-a" would be drawn'),
        ('<rect id="trim" width="30" height="2" display="none"/>', '"trim" reaches out of the picture'),
        ('<rect id="trim" display="none"/>', '"trim" reaches out of the picture'),
        ('<circle id="point-a" cx="2mm" display="none"/>', 'cx "2mm" of <circle> is not a number'),
    ],
)
def test_marks_that_do_not_mark(refused, mark, words):
    message = refused(mark)
    assert words in message
    assert message.startswith("cover.svg:2:")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('<path fill="#E9764D" d="M0 0h9v9z"/>', 'the colour "#E9764D" (fill of <path>) is not reserved'),
        ('<path stroke="red" d="M0 0h9v9z"/>', 'the colour "red" (stroke of <path>) is not reserved'),
        ('<path style="fill: currentColor" d="M0 0h9v9z"/>', 'the colour "currentColor" (fill of <path>)'),
        ('<path fill="url(#a)" d="M0 0h9v9z"/>', 'the colour "url(#a)" (fill of <path>)'),
        ('<g opacity=".5"/>', '"opacity: .5" on <g> may not stand in our own drawings'),
        ('<path style="fill-opacity:0.2"/>', '"fill-opacity: 0.2" on <path> may not stand'),
        ('<g mask="url(#m)"/>', '"mask: url(#m)" on <g> may not stand'),
        ("<linearGradient/>", '"<linearGradient>" may not stand in our own drawings'),
        ("<style>.a{fill:#fff}</style>", '"<style>" may not stand in our own drawings'),
        ("<image/>", '"<image>" may not stand in our own drawings'),
    ],
)
def test_what_no_ink_can_stand_for(refused, body, words):
    message = refused(body)
    assert words in message
    assert message.startswith("cover.svg:2:1: error: ")


def test_the_nearest_reserved_colour_is_offered(refused):
    message = refused('\n<path fill="#E9764D" d="M0 0h9v9z"/>\n<path stroke="#12404B" d="M0 0h9"/>')
    assert [line.split(" ")[0] for line in message.splitlines() if "error" in line] == [
        "cover.svg:3:1:",
        "cover.svg:4:1:",
    ]
    assert 'did you mean "#E9764E"?' in message
    assert 'did you mean "#12414B"?' in message
    assert "reserved colours: #12414B, #E9764E, #FBD9BF, #FFFFFF" in message


def test_a_shape_that_nothing_fills_is_black_and_refused(refused, art):
    head = HEAD.replace(' fill="none"', "")
    assert "<path> has no fill, and so is black" in refused('<g>\n<path d="M0 0h9v9z"/></g>', head)
    assert art('<g fill="#fff"><path d="M0 0h9v9z"/></g>', head).palette
    assert art('<clipPath id="c"><path d="M0 0h9v9z"/></clipPath>' + SHAPE, head).palette


def test_black_through_use_is_found_in_what_is_drawn(refused):
    body = '<defs fill="#fff"><path id="p" d="M0 0h9v9z"/></defs><use href="#p"/>'
    message = refused(body, HEAD.replace(' fill="none"', ""))
    assert 'cover.svg:1:1: error: the colour "#000000" (in the drawing) is not reserved for an ink' in message


def test_clips_stay_and_clips_of_two_rules_are_refused(art, refused):
    one = '<clipPath id="c"><circle cx="5" cy="5" r="4"/></clipPath>'
    assert b"\nW\nn\n" in art(f'{one}<g clip-path="url(#c)">{SHAPE}</g>').content
    two = one.replace("</clip", '<rect clip-rule="evenodd" width="3" height="3"/></clip')
    assert "the drawing uses what cannot be drawn here" in refused(f'{two}<g clip-path="url(#c)">{SHAPE}</g>')


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("", "a drawing of our own needs a viewBox"),
        ('viewBox="0 0 0 9"', "a drawing of our own needs a viewBox"),
        ('viewBox="0 0 20 10" width="40mm"', 'width "40mm" does not agree with the viewBox'),
        ('viewBox="0 0 20 10" height="100%"', 'height "100%" does not agree with the viewBox'),
    ],
)
def test_the_frame(refused, given, words):
    assert words in refused(SHAPE, f'<svg xmlns="http://www.w3.org/2000/svg" {given}>')


def test_lines_keep_their_width_at_every_size(bench, art):
    body = '<path d="M0 4h16" stroke-width="2"/><path transform="scale(.5)" d="M0 12h32" stroke-width="2"/>'
    picture = art(body)
    assert picture.width_scaled(1) == picture.content
    assert picture.width_scaled(2).count(b"\n1 w\n") == 2
    palette = [ImageColor.getrgb(colour) for colour in ROLES]
    natural = bench.paint(picture, width=400, palette=palette)
    double = bench.paint(picture, width=800, palette=palette, content=picture.width_scaled(2), scale=2)
    for shown in (natural, double):
        dark = [shown.getpixel((shown.width // 2, y))[0] < 128 for y in range(shown.height)]
        # Two lines: 2 mm and 1 mm of 20 mm, which are 400 pixels at natural size and still are at twice it.
        assert sum(dark) == pytest.approx(60, abs=2)
    with pytest.raises(ValueError, match="cannot be drawn 0 times"):
        picture.width_scaled(0)


def test_the_same_drawing_always_gives_the_same_bytes(bench, art):
    assert len({repr(art(SHAPE)) for _ in range(10)}) == 1
    assert art(SHAPE).digest != art(SHAPE + SHAPE).digest
    path = bench.svg(SHAPE, "cover.svg", HEAD)
    other = read_art(path, bench.root, {**ROLES, "#FBD9BF": 4})
    assert other.digest != art(SHAPE).digest


@pytest.mark.parametrize("path", sorted(Path("looks").glob("*/art/*.svg")), ids=str)
def test_our_drawings_look_in_their_reserved_colours_as_they_are_drawn(bench, path):
    inks = list(yaml.safe_load(Path("looks/inks.yaml").read_text(encoding="utf-8")).values())
    picture = read_art(path, Path(), {colour: index for index, colour in enumerate(inks)})
    shown = bench.paint(picture, palette=[ImageColor.getrgb(colour) for colour in inks])
    assert bench.differing(bench.paint(read_picture(path, Path())), shown, by=8) < 0.002


def test_another_clinic_s_inks_show(bench, art):
    picture = art(SHAPE)
    shown = bench.paint(picture, palette=[(0, 0, 0), (0, 0, 0), (10, 200, 30), (0, 0, 0)])
    assert (10, 200, 30) in {colour for _, colour in shown.getcolors(100_000)}


def test_colours_are_read_and_spelt():
    assert triple("#fA0") == (255, 170, 0)
    assert spell((255, 170, 0)) == "#FFAA00"
    with pytest.raises(ValueError, match='"red" is not a colour'):
        triple("red")


def test_numbers_are_written_as_pdf_has_them():
    written = [number(value, 3) for value in (0.0, -0.0001, 0.5, -0.5, 10.0, 1e-9, 123456.7894, 2.0004)]
    assert written == [b"0", b"0", b".5", b"-.5", b"10", b"0", b"123456.789", b"2"]
    assert number(1.6, 0) == b"2"


def test_digests_do_not_run_together():
    assert digest_of("ab", "c") != digest_of("a", "bc")
    assert digest_of("a") == digest_of(b"a")
    assert Picture.__dataclass_params__.frozen
