"""Logos keep their look, their vectors and their bytes."""

import base64
import io

import pikepdf
import pypdfium2
import pytest
import resvg_py
import svg2pdf_py
from PIL import Image

from brochure.diagnostics import BuildError
from brochure.pictures.objects import read_page
from brochure.pictures.operators import multiply
from brochure.pictures.operators import places_at
from brochure.pictures.values import Name
from brochure.pictures.values import Stream
from brochure.pictures.vector import convert_logo
from brochure.pictures.vector import read_picture

MARK = """<circle cx="20" cy="20" r="18" fill="#0B5563"/><circle cx="26" cy="13" r="4" fill="#E9764E"/>
<path d="M9 24 C13 19 17 19 20 22 C24 26 28 26 32 22" fill="none" stroke="#fff" stroke-width="3"
 stroke-linecap="round"/>"""
DRAWINGS = {
    "flat": MARK,
    "gradients": """<defs><linearGradient id="a"><stop offset="0" stop-color="#f00"/><stop offset=".5"
 stop-color="#0c0"/><stop offset="1" stop-color="#00f"/></linearGradient><radialGradient id="b">
<stop offset="0" stop-color="#fd0"/><stop offset="1" stop-color="#06f" stop-opacity=".4"/></radialGradient>
</defs><rect x="4" y="4" width="34" height="32" fill="url(#a)"/><circle cx="60" cy="20" r="15" fill="url(#b)"
 stroke="url(#a)" stroke-width="4"/>""",
    "opacity": """<rect width="50" height="30" fill="#c33"/><g opacity=".5"><circle cx="40" cy="20" r="15"
 fill="#36c"/><rect x="40" y="10" width="30" height="20" fill="#fc0" stroke="#000" stroke-width="2"/></g>""",
    "clips": """<clipPath id="c"><circle cx="20" cy="20" r="15"/></clipPath><clipPath id="d"><circle cx="60"
 cy="20" r="15"/><rect x="50" y="2" width="8" height="36" clip-rule="evenodd"/></clipPath>
<g clip-path="url(#c)"><rect width="40" height="20" fill="#c33"/><rect y="20" width="40" height="20"
 fill="#36c"/></g><rect x="40" width="40" height="40" fill="#393" clip-path="url(#d)"/>""",
    "mask": """<mask id="m"><rect width="80" height="40" fill="#fff"/><circle cx="40" cy="20" r="12"
 fill="#000"/></mask><g mask="url(#m)"><rect x="5" y="5" width="70" height="30" fill="#639"/></g>""",
    "pattern": """<pattern id="p" width="8" height="8" patternUnits="userSpaceOnUse"
 patternTransform="rotate(30)"><rect width="4" height="4" fill="#093"/></pattern>
<rect x="2" y="2" width="76" height="36" fill="url(#p)"
 stroke="#222"/>""",
    "nested": """<g transform="translate(10 5) rotate(10)"><g opacity=".8"><g transform="scale(.05)">
<g opacity=".6"><rect width="600" height="400" fill="#939" stroke="#333" stroke-width="60"/></g></g></g>
</g>""",
    "blend": """<rect width="80" height="40" fill="#fc0"/><circle cx="40" cy="20" r="15" fill="#3af"
 style="mix-blend-mode:multiply"/>""",
    "dashes": """<path d="M5 10 H75 M5 30 H75" stroke="#000" stroke-width="3" stroke-dasharray="6 3"/>
<path d="M10 20 L40 38 L70 20" fill="none" stroke="#c33" stroke-width="2" stroke-linejoin="bevel"/>""",
    "styled": """<style>.a{fill:#184e77}.b{fill:url(#g);stroke:#d00;stroke-width:1px}</style>
<linearGradient id="g"><stop stop-color="#fff"/><stop offset="1" stop-color="#0af"/></linearGradient>
<rect class="a" width="30" height="40"/><rect class="b" x="35" y="5" width="40" height="30"/>""",
    "reused": """<defs><g id="u"><rect width="8" height="8"/></g></defs><use xlink:href="#u" fill="#c00"/>
<use href="#u" x="20" y="10" fill="#0c0" transform="rotate(20 20 10)"/><symbol id="s" viewBox="0 0 10 10">
<circle cx="5" cy="5" r="5" fill="#00c"/></symbol><use href="#s" x="50" y="5" width="20" height="30"/>""",
}


def resvg(path):
    drawn = resvg_py.svg_to_bytes(svg_path=str(path), background="#fff", width=400, dpi=96)
    return Image.open(io.BytesIO(drawn)).convert("RGB")


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_logo_looks_as_an_independent_renderer_draws_it(bench, name):
    path = bench.svg(DRAWINGS[name])
    drawn = bench.paint(read_picture(path, bench.root))
    # The two round the edges of tiles differently; all else differs by a seam of grey here and there.
    assert bench.differing(resvg(path), drawn) < (0.04 if name == "pattern" else 0.02)
    assert bench.differing(Image.new("RGB", drawn.size, "white"), drawn) > 0.05


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_logo_looks_as_the_converter_s_own_page(bench, name):
    path = bench.svg(DRAWINGS[name])
    options = svg2pdf_py.ConversionOptions(compress=False)
    made = svg2pdf_py.svg_to_pdf(path.read_text(), svg2pdf_py.FontDatabase(), options)
    page = pypdfium2.PdfDocument(made)[0]
    whole = page.render(scale=400 / page.get_width()).to_pil().convert("RGB")
    assert bench.differing(whole, bench.paint(read_picture(path, bench.root)), by=8) < 0.01


def test_the_comparison_sees_a_difference(bench):
    one = bench.paint(convert_logo(bench.svg(MARK).read_bytes(), "a", "a.svg"))
    other = bench.paint(convert_logo(bench.svg(MARK.replace("E9764E", "0000FF")).read_bytes(), "a", "a.svg"))
    assert bench.differing(one, other) > 0.01


@pytest.mark.parametrize("name", ["gradients", "opacity", "nested"])
def test_one_logo_gives_the_same_bytes_each_time(bench, name):
    data = bench.svg(DRAWINGS[name]).read_bytes()
    made = {repr(convert_logo(data, "logo", "logo.svg")) for _ in range(50)}
    assert len(made) == 1


def test_resources_are_named_in_the_order_of_use(bench):
    picture = read_picture(bench.svg(DRAWINGS["gradients"]), bench.root)
    names = [name for kind in picture.resources.values() for name in kind]
    assert [picture.content.index(f"/{name} ".encode()) for name in picture.resources["Pattern"]] == sorted(
        picture.content.index(f"/{name} ".encode()) for name in picture.resources["Pattern"]
    )
    assert all(f"/{name} ".encode() in picture.content for name in names)
    assert names


def test_the_size_is_the_file_s_own(bench):
    assert read_picture(bench.svg(MARK), bench.root).size == pytest.approx(
        (80 * 72 / 25.4, 40 * 72 / 25.4), 1e-5
    )
    pixels = bench.svg(MARK, head='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40">')
    assert read_picture(pixels, bench.root).size == pytest.approx((60, 30))


def test_flat_logos_are_written_short_and_in_device_colours(bench):
    picture = read_picture(bench.svg(MARK), bench.root)
    assert picture.resources == {}
    assert not picture.transparent
    assert b".043 .333 .388 rg" in picture.content
    assert b"1 1 1 RG" in picture.content
    assert b"\nq\n" not in picture.content
    assert picture.content.count(b" cm") == 1
    assert not any(len(word.partition(b".")[2]) > 3 for word in picture.content.split()[7:])


def test_fill_and_stroke_of_one_shape_are_one_act(bench):
    body = '<rect width="20" height="20" fill="#f00" stroke="#00f"/>'
    flat = read_picture(bench.svg(body), bench.root).content
    assert flat.endswith(b"\nh\nB")
    veiled = read_picture(bench.svg(body.replace("/>", ' fill-opacity=".5"/>')), bench.root)
    assert b"\nB" not in veiled.content


def test_equal_gradients_share_one_name(bench):
    stops = '<stop stop-color="#f00"/><stop offset="1" stop-color="#00f"/>'
    body = (
        f'<linearGradient id="a">{stops}</linearGradient><linearGradient id="b">{stops}</linearGradient>'
        '<path d="M0 0h20v20h-20z" fill="url(#a)"/><path d="M0 0h20v20h-20z" stroke="url(#b)" fill="none"/>'
    )
    assert list(read_picture(bench.svg(body), bench.root).resources["Pattern"]) == ["P0"]


@pytest.mark.parametrize(
    ("name", "transparent"), [("flat", False), ("opacity", True), ("mask", True), ("blend", True)]
)
def test_transparency_is_told(bench, name, transparent):
    assert read_picture(bench.svg(DRAWINGS[name]), bench.root).transparent is transparent


def test_no_profile_and_no_opacity_of_one_is_left(bench):
    for body in DRAWINGS.values():
        spelt = repr(read_picture(bench.svg(body), bench.root))
        assert "ICCBased" not in spelt
        assert "ProcSet" not in spelt


def test_a_logo_s_lines_grow_with_it(bench):
    picture = read_picture(bench.svg(MARK), bench.root)
    assert picture.width_scaled(3) == picture.content


def as_plain(item):
    """pikepdf's values as plain ones, names and numbers as text."""
    if isinstance(item, pikepdf.Stream):
        entries = {str(key)[1:]: as_plain(value) for key, value in item.items() if key != "/Length"}
        return entries, item.read_raw_bytes()
    if isinstance(item, pikepdf.Dictionary):
        return {str(key)[1:]: as_plain(value) for key, value in item.items()}
    if isinstance(item, pikepdf.Array):
        return [as_plain(value) for value in item]
    return str(item) if isinstance(item, pikepdf.Name | bool) else float(item)


def as_same(value):
    if isinstance(value, Stream):
        return as_same(value.entries), value.data
    if isinstance(value, dict):
        return {key: as_same(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_same(item) for item in value]
    if isinstance(value, Name):
        return f"/{value}"
    return str(value) if isinstance(value, bool) else float(value)


@pytest.mark.parametrize("name", DRAWINGS)
def test_the_page_is_taken_apart_as_pikepdf_does(bench, name):
    text = bench.svg(DRAWINGS[name]).read_text()
    options = svg2pdf_py.ConversionOptions(compress=False)
    made = svg2pdf_py.svg_to_pdf(text, svg2pdf_py.FontDatabase(), options)
    page = read_page(made)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert page.content == pdf.pages[0].Contents.read_bytes()
        assert as_same(page.resources) == as_plain(pdf.pages[0].Resources)
        assert [page.width, page.height] == [float(side) for side in pdf.pages[0].MediaBox[2:]]


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7\nstartxref\n0\n%%EOF", b"startxref\n0\nxref\n0 1\n0 0 f\ntrailer"]
)
def test_other_files_are_no_pages(data):
    with pytest.raises((ValueError, IndexError)):
        read_page(data)


def test_pictures_within_a_logo(bench, encode, chequers):
    chequers.putalpha(Image.linear_gradient("L").resize(chequers.size))
    data = base64.b64encode(encode(chequers, "PNG")).decode()
    path = bench.svg(f'<image width="80" height="40" xlink:href="data:image/png;base64,{data}"/>')
    picture = read_picture(path, bench.root)
    image = picture.resources["XObject"]["X0"]
    assert "Filter" not in image.entries
    assert len(image.data) == 40 * 20 * 3
    assert picture.transparent
    assert bench.differing(resvg(path), bench.paint(picture)) < 0.12


def test_the_coarsest_picture_within_a_logo_counts(bench, encode, chequers):
    fine = base64.b64encode(encode(chequers.resize((400, 200)), "PNG")).decode()
    coarse = base64.b64encode(encode(chequers, "PNG")).decode()
    body = (
        f'<image width="40" height="20" href="data:image/png;base64,{fine}"/>'
        f'<g transform="scale(.5)"><image width="40" height="20" href="data:image/png;base64,{coarse}"/></g>'
    )
    # 40 pixels on a quarter of the width.
    assert read_picture(bench.svg(body), bench.root).pixels == pytest.approx((160, 80), rel=0.01)
    assert read_picture(bench.svg(MARK), bench.root).pixels is None


def test_matrices_multiply_as_the_operators_do():
    assert multiply((2, 0, 0, 2, 0, 0), (1, 0, 0, 1, 10, 20)) == (2, 0, 0, 2, 10, 20)
    assert multiply((1, 0, 0, 1, 10, 20), (2, 0, 0, 2, 0, 0)) == (2, 0, 0, 2, 20, 40)


def test_small_drawings_blown_up_keep_their_shape():
    assert [places_at(scale) for scale in (0.05, 1, 2.83, 100)] == [2, 3, 3, 5]


def test_a_picture_of_another_kind_is_refused(bench):
    message = bench.messages(read_picture, bench.put("logo.gif", b"GIF89a" + bytes(50)), bench.root)
    assert '"logo.gif" is neither SVG nor PNG nor JPEG' in message


def test_a_drawing_without_size_is_refused(bench):
    for sides in ('width="0" height="3"', 'width="1e9" height="3"', 'width="0.1" height="0.1"'):
        path = bench.svg("<rect/>", head=f'<svg xmlns="http://www.w3.org/2000/svg" {sides}>')
        with pytest.raises(BuildError):
            read_picture(path, bench.root)


def test_a_pattern_of_a_million_tiles_is_refused(bench):
    body = (
        '<pattern id="p" width="0.01" height="0.01" patternUnits="userSpaceOnUse">'
        '<rect width="1" height="1"/></pattern><rect width="80" height="40" fill="url(#p)"/>'
    )
    assert "a pattern of more than a million tiles" in bench.messages(
        read_picture, bench.svg(body), bench.root
    )
