"""Hostile picture files are refused in words, at their line, before anything is drawn."""

import base64
import os
import struct
import zlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st

from brochure.diagnostics import BuildError
from brochure.pictures.elements import DEPTH
from brochure.pictures.elements import ELEMENTS
from brochure.pictures.guard import MOST
from brochure.pictures.guard import PIXEL_BYTES
from brochure.pictures.guard import read_drawing
from brochure.pictures.guard import SVG_BYTES
from brochure.pictures.vector import convert_logo
from brochure.pictures.vector import read_picture

REFUSED = {
    "<script>alert(1)</script>": '"<script>" may not stand in a picture: a picture is drawn, never run',
    '<html:script xmlns:html="http://www.w3.org/1999/xhtml"/>': '"<script>" may not stand in a picture',
    '<rect onload="x()"/>': '"onload" on <rect> may not stand in a picture',
    '<g OnClick="x()"/>': '"OnClick" on <g> may not stand in a picture',
    "<foreignObject/>": '"<foreignObject>" may not stand in a picture: web pages',
    "<text>Harbour</text>": "turn them into outlines",
    "<g filter='url(#f)'/>": '"filter" on <g> may not stand in a picture: effects such as blur and shadow',
    "<g style='fill:red;Filter : url(#f)'/>": '"filter" in a style may not stand in a picture',
    "<style>.a{filter/**/:blur(2px)}</style>": '"filter" in a style may not stand in a picture',
    "<text><tspan> <tspan>Harbour</tspan></tspan></text>": "turn them into outlines",
    "<flowRoot><flowPara>Harbour</flowPara></flowRoot>": '"<flowRoot>" may not stand in a picture',
    "<switch><foreignObject/></switch>": '"<foreignObject>" may not stand in a picture',
    "<foreignObject requiredExtensions='x'/>": '"<foreignObject>" may not stand in a picture',
    "<switch><foreignObject requiredExtensions='x'><script/></foreignObject></switch>": '"<script>" may not',
    "<?xml-stylesheet href='a.css'?>": 'a processing instruction "<?xml-stylesheet"',
    "<style>@media print{.a{fill:red}}</style>": '"@media" may not stand in a picture\'s styles',
    '<image href="https://example.org/a.png"/>': '"https://example.org/a.png" (href on <image>) leads out',
    '<image xlink:href="file:///etc/passwd"/>': '"file:///etc/passwd" (href on <image>) leads out',
    '<image href="../../secret.png"/>': '"../../secret.png" (href on <image>) leads out',
    '<use href="other.svg#a"/>': '"other.svg#a" (href on <use>) leads out',
    '<a href="javascript:x()"/>': '"javascript:x()" (href on <a>) leads out',
    '<g xml:base="http://example.org/"/>': '"http://example.org/" (base on <g>) leads out',
    '<rect fill="url(http://example.org/a#b)"/>': '"http://example.org/a#b" (fill on <rect>) leads out',
    "<rect style=\"fill: URL( 'x.svg#a' )\"/>": '"x.svg#a" (in a style) leads out',
    "<style>@import 'a.css';</style>": '"@import" may not stand in a picture\'s styles',
    "<style>@font-face{src:url(x)}</style>": '"@font-face" may not stand in a picture\'s styles',
    "<style>.a{fill:url(http://e.org/a)}</style>": '"http://e.org/a" (in a style) leads out',
    "<style>.a{fill:u\\72l(http://e.org/a)}</style>": "a backslash may not stand in a picture's styles",
    "<style>a > b{fill:url(#x)}</style>": 'the selector "a > b" is too involved',
    "<style>a b c d{fill:red}</style>": 'the selector "a b c d" is too involved',
    "<style>.a{fill:red</style>": "the style sheet is broken",
    "<style>.a{font:'}'}</style>": "the style sheet is broken",
    "<style>.a{} /*</style>": "the style sheet is broken",
    "<?php echo 1 ?>": 'a processing instruction "<?php" may not stand in a picture',
    '<use id="u" href="#u"/>': "<use> is drawn inside itself",
    '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>': "is drawn inside itself",
    "<g><rect></g>": "the drawing is broken: mismatched tag",
}


@pytest.mark.parametrize("body", REFUSED)
def test_what_may_not_stand_in_a_picture(bench, body):
    message = bench.messages(read_picture, bench.svg(body), bench.root)
    assert REFUSED[body] in message
    assert message.startswith(("logo.svg:2:", "logo.svg:1:1: error: <"))


def test_harmless_neighbours_of_what_is_refused_pass(bench):
    body = (
        "<!-- <script> --><title>script onload</title><desc>http://example.org</desc>"
        '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<x rdf:resource="http://example.org/licence"/></rdf:RDF></metadata>'
        "<style>.a{fill:#c00}/* {url(http://e.org)} */</style>"
        '<rect id="r" class="a" width="40" height="20"/><use href="#r" x="4"/><use href="#missing"/>'
    ).replace("/* {url(http://e.org)} */", "/* red */")
    head = '<?xml version="1.0" encoding="ISO-8859-1"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"'
    path = bench.svg(body, head=f'{head} "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n{bench.head}')
    assert b".8 0 0 rg" in read_picture(path, bench.root).content


def test_every_mistake_is_told_at_its_line_and_column(bench):
    path = bench.svg('<g>\n  <script/>\n  <rect onclick="x"/>\n</g>')
    found = bench.messages(read_picture, path, bench.root).splitlines()
    assert [line.partition(" ")[0] for line in found] == ["logo.svg:3:3:", "logo.svg:4:3:"]


def test_a_thousand_mistakes_are_not_all_told(bench):
    path = bench.svg("<script/>" * 1000)
    with pytest.raises(BuildError) as caught:
        read_picture(path, bench.root)
    assert len(caught.value.diagnostics) == MOST + 1
    assert "reading stopped here" in str(caught.value)


def lol(system=""):
    """The billion laughs: nine entities, each ten times the one before it."""
    names = "abcdefghi"
    entities = [f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names)]
    return f'<!DOCTYPE svg {system}[<!ENTITY a "ha">{"".join(entities)}]>'


@pytest.mark.parametrize(
    "doctype",
    [
        lol(),
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE svg [<!ENTITY % a "x">%a;]>',
    ],
)
def test_entities_are_refused_before_they_grow(bench, doctype):
    path = bench.svg("<desc>&a;</desc>", head=doctype + bench.head)
    assert "a doctype with definitions of its own" in bench.messages(read_picture, path, bench.root)


def test_an_outside_doctype_is_not_fetched(bench):
    other = bench.put("other.dtd", '<!ENTITY a "<script/>">')
    head = f'<!DOCTYPE svg SYSTEM "{other.as_uri()}">{bench.head}'
    data = bench.svg('<rect width="9" height="9"/>', head=head).read_bytes()
    assert [node.name for node in read_drawing(data, "logo.svg").root.walk()] == ["svg", "rect"]


def test_deep_nesting(bench):
    fits = bench.svg("<g>" * 20 + '<rect width="9" height="9"/>' + "</g>" * 20)
    assert read_picture(fits, bench.root).content.endswith(b"f")
    hidden = bench.svg("<g>" * (DEPTH - 1) + "</g>" * (DEPTH - 1))
    assert "nesting depth is too high" in bench.messages(read_picture, hidden, bench.root)
    deep = bench.svg("<g>" * DEPTH + "</g>" * DEPTH)
    assert f"the drawing is nested over {DEPTH} deep" in bench.messages(read_picture, deep, bench.root)
    bottomless = bench.svg("<g>" * 200_000)
    assert f"the drawing is nested over {DEPTH} deep" in bench.messages(read_picture, bottomless, bench.root)


def test_opacity_all_the_way_down_is_converted(bench):
    inner = 20
    rect = '<rect width="9" height="9"/>'
    path = bench.svg('<g opacity=".9">' * inner + rect + "</g>" * inner)
    assert read_picture(path, bench.root).transparent


def test_nesting_by_reference(bench):
    chain = "".join(f'<g id="n{i}"><use href="#n{i + 1}"/></g>' for i in range(1000))
    message = bench.messages(read_picture, bench.svg(chain), bench.root)
    assert f"the drawing is nested over {DEPTH} deep" in message


@pytest.mark.parametrize(
    "link", ['<use href="#n{}"/>', '<g mask="url(#n{})"/>', '<path style="fill:url(#n{})" d="M0 0"/>']
)
def test_what_grows_by_repeating_is_refused(bench, link):
    levels = "".join(f'<g id="n{i}">{link.format(i + 1) * 10}</g>' for i in range(9))
    path = bench.svg(levels + '<rect id="n9" width="1" height="1"/>')
    assert f"grows to over {ELEMENTS} elements" in bench.messages(read_picture, path, bench.root)


def test_what_grows_by_style_sheets_and_markers_is_refused(bench):
    many = "<rect/>" * 200
    styled = (
        f'<style>.a{{clip-path:url(#c)}}</style><clipPath id="c">{many}</clipPath>' + '<g class="a"/>' * 200
    )
    assert "grows to over" in bench.messages(read_picture, bench.svg(styled), bench.root)
    corners = " ".join(["1"] * 400)
    marked = f'<marker id="m">{many}</marker><path marker-mid="url(#m)" d="M{corners}"/>'
    assert "grows to over" in bench.messages(read_picture, bench.svg(marked), bench.root)


def test_too_many_style_rules(bench):
    rules = "".join(f".a{i}{{fill:#000}}" for i in range(1000))
    path = bench.svg(f"<style>{rules}</style>" + "<rect/>" * 3000)
    assert "1000 style rules are too many for 3002 elements" in bench.messages(read_picture, path, bench.root)


def test_a_picture_drawn_a_thousand_times(bench):
    inside = base64.b64encode(png(1000, 1000, bytes(3001 * 1000))).decode()
    image = f'<image id="i" width="9" height="9" href="data:image/png;base64,{inside}"/>'
    once = read_picture(bench.svg(image), bench.root)
    assert len(once.resources["XObject"]["X0"].data) == 3_000_000
    message = bench.messages(read_picture, bench.svg(image + '<use href="#i"/>' * 70), bench.root)
    assert f"grows to over {ELEMENTS} elements" in message


def test_a_path_that_becomes_ever_longer(bench):
    path = bench.svg('<path d="M0 0' + "a1 1 0 1 1 0 .1" * 60_000 + '"/>')
    assert "simplify its paths" in bench.messages(read_picture, path, bench.root)


def test_too_many_elements(bench):
    path = bench.svg("<g/>" * ELEMENTS)
    assert f"the drawing has over {ELEMENTS} elements" in bench.messages(read_picture, path, bench.root)


def test_too_many_bytes(bench):
    path = bench.svg("<!--" + "x" * SVG_BYTES + "-->")
    assert "the drawing is over 2 MB" in bench.messages(read_picture, path, bench.root)
    path = bench.put("logo.png", b"\x89PNG" + bytes(PIXEL_BYTES))
    assert 'the picture "logo.png" is over 12 MB' in bench.messages(read_picture, path, bench.root)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x1f\x8b\x08 compressed", "the drawing is compressed (SVGZ)"),
        ("<svg/>".encode("utf-16"), "the drawing is not in UTF-8"),
        (b"<svg>\n\n\xff</svg>", "logo.svg:3: error: the drawing is not in UTF-8"),
        (b"<svg>\0</svg>", "the drawing is not in UTF-8"),
        (b"<html/>", "this is not an SVG drawing"),
        (b"<svg/>", "this is not an SVG drawing"),
        (b"<", "the drawing is broken"),
        (b"", "neither SVG nor PNG nor JPEG"),
    ],
)
def test_files_that_are_no_drawings(bench, data, words):
    assert words in bench.messages(read_picture, bench.put("logo.svg", data), bench.root)


def test_a_missing_picture_names_its_neighbour(bench):
    bench.svg("", name="clinics/harbour/harbour-logo.svg")
    missing = bench.root / "clinics/harbour/harbor-logo.svg"
    message = bench.messages(read_picture, missing, bench.root)
    assert message.startswith('clinics/harbour/harbor-logo.svg: error: there is no picture "harbor-logo.svg"')
    assert 'did you mean "harbour-logo.svg"?' in message


def test_a_picture_outside_is_refused(bench):
    bench.svg("", name="secret.svg")
    home = bench.root / "clinics"
    home.mkdir()
    climbing = home / ".." / "secret.svg"
    assert 'lies outside "clinics"' in bench.messages(read_picture, climbing, bench.root, within=home)
    assert "lies outside the project" in bench.messages(read_picture, climbing, home)
    assert "lies outside" in bench.messages(read_picture, bench.root / "secret.svg", home)


def test_a_link_that_leads_outside_is_refused(bench):
    secret = bench.svg("", name="secret.svg")
    home = bench.root / "clinics"
    home.mkdir()
    (home / "logo.svg").symlink_to(secret)
    (home / "loop.svg").symlink_to(home / "loop.svg")
    (home / "folder").symlink_to(bench.root)
    for name in ("logo.svg", "folder/secret.svg"):
        assert "lies outside" in bench.messages(read_picture, home / name, bench.root, within=home)
    assert "cannot be reached" in bench.messages(read_picture, home / "loop.svg", bench.root)


def test_folders_pipes_and_devices_are_not_read(bench):
    os.mkfifo(bench.root / "pipe.svg")
    for path in (bench.root, bench.root / "pipe.svg"):
        assert "is not a file" in bench.messages(read_picture, path, bench.root)


def png(width, height, body=b""):
    """A PNG that says it has this size, and holds `body`."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(body))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(("width", "height"), [(8000, 8000), (100_000, 100_000), (2**31 - 1, 2)])
def test_pictures_that_unpack_without_end(bench, width, height):
    words = "the picture is over 60 megapixels"
    assert words in bench.messages(read_picture, bench.put("logo.png", png(width, height)), bench.root)
    inside = base64.b64encode(png(width, height)).decode()
    path = bench.svg(f'<image width="9" height="9" href="data:image/png;base64,{inside}"/>')
    message = bench.messages(read_picture, path, bench.root)
    assert words in message
    assert message.startswith("logo.svg:2:1")


def test_broken_pictures(bench, encode, chequers):
    for data in (png(9, 9), encode(chequers, "PNG")[:-60], encode(chequers, "JPEG")[:-200], b"\xff\xd8\xff"):
        assert "the picture is broken" in bench.messages(
            read_picture, bench.put("logo.png", data), bench.root
        )


@pytest.mark.parametrize(
    "address",
    ["data:image/svg+xml;base64,AAAA", "data:image/png,%89PNG", "data:text/html;base64,AAAA", "data:,"],
)
def test_pictures_within_are_png_or_jpeg(bench, address):
    message = bench.messages(read_picture, bench.svg(f'<image href="{address}"/>'), bench.root)
    assert "is to be PNG or JPEG in base64" in message


def test_a_drawing_in_disguise_is_not_drawn(bench):
    inner = base64.b64encode(b'<svg xmlns="http://www.w3.org/2000/svg"/>').decode()
    path = bench.svg(f'<image href="data:image/png;base64,{inner}"/>')
    assert "it is no sound PNG or JPEG" in bench.messages(read_picture, path, bench.root)
    assert "is broken" in bench.messages(
        read_picture, bench.svg('<image href="data:image/png;base64,A*"/>'), bench.root
    )


TAGS = st.sampled_from(
    ["g", "path", "rect", "use", "clipPath", "mask", "linearGradient", "stop", "pattern", "image"]
)
KEYS = st.sampled_from(
    [
        "id",
        "href",
        "d",
        "width",
        "height",
        "fill",
        "stroke",
        "opacity",
        "transform",
        "clip-path",
        "x",
        "offset",
    ]
)
VALUES = st.sampled_from(
    [
        "a",
        "#a",
        "url(#a)",
        "M0 0L9 9",
        "M0 0h9v9z",
        "1e9",
        "-1",
        "0",
        "9",
        ".5",
        "nan",
        "scale(0)",
        "rotate(9)",
        "red",
    ]
)
NODES = st.recursive(
    st.builds(lambda tag, given: (tag, given, ()), TAGS, st.dictionaries(KEYS, VALUES, max_size=5)),
    lambda inner: st.tuples(TAGS, st.dictionaries(KEYS, VALUES, max_size=5), st.lists(inner, max_size=4)),
    max_leaves=12,
)


def spelt(node):
    tag, attributes, children = node
    written = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{tag}{written}>{''.join(map(spelt, children))}</{tag}>"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(NODES, min_size=1, max_size=4))
def test_whatever_is_drawn_ends_in_a_picture_or_in_words(bench, nodes):
    text = f"{bench.head}{''.join(map(spelt, nodes))}</svg>"
    try:
        picture = convert_logo(text.encode(), "logo", "logo.svg")
    except BuildError:
        return
    lines = picture.content.split(b"\n")
    assert lines.count(b"q") == lines.count(b"Q")
