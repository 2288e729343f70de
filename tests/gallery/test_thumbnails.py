"""Covers as small pictures, and the page that remembers them."""

from base64 import b64encode
from io import BytesIO

import pytest
from PIL import Image

from brochure.diagnostics import BuildError
from brochure.gallery import make_index
from brochure.gallery import make_thumbnail
from brochure.gallery import read_thumbnails
from brochure.gallery import thumbnails
from brochure.gallery.thumbnails import HEIGHT
from brochure.gallery.thumbnails import MAX_BYTES
from brochure.gallery.thumbnails import WIDTH


@pytest.mark.parametrize(
    ("size", "pixels"),
    [((280, 595), (113, 240)), ((595, 842), (160, 227)), ((842, 595), (160, 114)), ((3, 14_000), (1, 240))],
)
def test_a_cover_fits_its_box_in_any_shape(pdf, size, pixels):
    picture = Image.open(BytesIO(make_thumbnail(pdf(size=size))))
    assert picture.format == "WEBP"
    assert (picture.width, picture.height) == pytest.approx(pixels, abs=1)
    assert picture.width <= WIDTH
    assert picture.height <= HEIGHT


def test_it_is_small_and_the_same_each_time(pdf):
    first = make_thumbnail(pdf())
    assert first == make_thumbnail(pdf())
    assert first != make_thumbnail(pdf(colour=(1, 0, 0)))
    assert len(first) < 2000


def test_it_shows_the_first_page_in_its_colours(pdf):
    picture = Image.open(BytesIO(make_thumbnail(pdf(colour=(1, 0, 0)))))
    red = picture.convert("RGB").getpixel((picture.width // 2, picture.height - 20))
    white = picture.convert("RGB").getpixel((picture.width // 2, picture.height // 3))
    assert red == pytest.approx((255, 0, 0), abs=12)
    assert white == pytest.approx((255, 255, 255), abs=6)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"<html>"])
def test_what_is_no_pdf_is_refused(data):
    with pytest.raises(BuildError, match="pdfium"):
        make_thumbnail(data)


def test_the_page_remembers_its_pictures(made, pdf):
    colours = {"en": (1, 0, 0), "es": (0, 1, 0), "ar": (0, 0, 1)}
    covers = {f"north-{tongue}-trifold": make_thumbnail(pdf(colour)) for tongue, colour in colours.items()}
    entries = [made(language=tongue, thumbnail=covers[f"north-{tongue}-trifold"]) for tongue in colours]
    page = make_index([*entries, made(language="ur")], "Leaflets")
    assert read_thumbnails(page) == covers
    # And a page made from what was read is the same page.
    assert make_index([*entries, made(language="ur")], "Leaflets") == page


def shown(data, digest="ab12"):
    address = "data:image/webp;base64," + b64encode(data).decode()
    return f'<img data-digest="{digest}" src="{address}" alt="">'.encode()


def webp(length):
    return b"RIFF" + (length - 8).to_bytes(4, "little") + b"WEBP" + bytes(length - 12)


def test_a_picture_as_large_as_may_be_is_read():
    assert read_thumbnails(shown(webp(MAX_BYTES))) == {"ab12": webp(MAX_BYTES)}


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\xff\xfe\x00" * 1000, id="not text"),
        pytest.param(shown(webp(MAX_BYTES + 1)), id="too large"),
        pytest.param(shown(b"GIF89a" + bytes(100)), id="another format"),
        pytest.param(shown(webp(100) + b"<script>"), id="more than its head says"),
        pytest.param(shown(webp(100)[:50]), id="cut off"),
        pytest.param(shown(webp(100), digest="../x"), id="no digest"),
        pytest.param(shown(webp(100), digest="a" * 129), id="digest too long"),
        pytest.param(shown(webp(100)).replace(b"AAAA", b"AA<A"), id="not base64"),
        pytest.param(shown(webp(100)).replace(b"AAAA", b"AAA", 1), id="base64 of no length"),
    ],
)
def test_what_no_page_of_ours_says_is_not_read(page):
    assert read_thumbnails(page) == {}


def test_numbers_are_bounded(monkeypatch):
    page = b"".join(shown(webp(20), f"{number}") for number in range(20))
    monkeypatch.setattr(thumbnails, "MAX_COUNT", 7)
    assert len(read_thumbnails(page)) == 7
    monkeypatch.setattr(thumbnails, "MAX_PAGE", len(page) - 1)
    assert read_thumbnails(page) == {}


def test_words_are_not_taken_for_pictures(made):
    text = shown(webp(100)).decode()
    entry = made(clinic=text, clinic_name=text, title=text, warnings=(text,), stopped=(text,), plan=text)
    assert read_thumbnails(make_index([entry], text)) == {}
