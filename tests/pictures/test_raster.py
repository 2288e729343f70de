"""PNG and JPEG files become images in plain sRGB, with opacity apart, and nothing else of the file."""

import io

import pytest
from PIL import Image
from PIL import ImageCms
from PIL import ImageOps

from brochure.pictures.raster import strip_jpeg
from brochure.pictures.values import Name
from brochure.pictures.vector import read_picture


@pytest.fixture
def read(bench, encode):
    def make(image, kind="PNG", **more):
        return read_picture(bench.put("logo.png", encode(image, kind, **more)), bench.root)

    return make


def stream(picture):
    return picture.resources["XObject"]["X0"]


def test_a_png_is_plain_rgb(bench, read, chequers):
    picture = read(chequers)
    assert stream(picture).data == chequers.tobytes()
    assert stream(picture).entries == {
        "Type": Name("XObject"),
        "Subtype": Name("Image"),
        "Width": 40,
        "Height": 20,
        "ColorSpace": Name("DeviceRGB"),
        "BitsPerComponent": 8,
    }
    assert not picture.transparent
    assert bench.differing(chequers, bench.paint(picture, width=40)) == 0


def test_opacity_becomes_a_soft_mask(bench, read, chequers):
    veil = Image.linear_gradient("L").resize(chequers.size)
    chequers.putalpha(veil)
    picture = read(chequers)
    mask = stream(picture).entries["SMask"]
    assert mask.data == veil.tobytes()
    assert mask.entries["ColorSpace"] == Name("DeviceGray")
    assert picture.transparent
    white = Image.new("RGBA", chequers.size, "white")
    expected = Image.alpha_composite(white, chequers).convert("RGB")
    assert bench.differing(expected, bench.paint(picture, width=40), by=4) == 0


def test_opacity_of_nothing_is_left_out(read, chequers):
    assert "SMask" not in stream(read(chequers.convert("RGBA"))).entries


def test_a_picture_as_clear_as_air_is_refused(bench, encode, chequers):
    chequers.putalpha(0)
    path = bench.put("logo.png", encode(chequers, "PNG"))
    assert "all of it is transparent" in bench.messages(read_picture, path, bench.root)


def test_one_transparent_colour_of_a_palette(read, chequers):
    flat = chequers.quantize(4)
    picture = read(flat, transparency=flat.getpixel((0, 0)))
    assert set(stream(picture).entries["SMask"].data) == {0, 255}


@pytest.mark.parametrize("mode", ["L", "1", "P", "LA", "I;16"])
def test_every_kind_of_png(bench, read, mode):
    image = Image.linear_gradient("L").resize((40, 20))
    given = (
        image.convert("I").point(lambda value: value * 257).convert("I;16")
        if mode == "I;16"
        else image.convert(mode)
    )
    picture = read(given)
    assert len(stream(picture).data) == 40 * 20 * (
        1 if stream(picture).entries["ColorSpace"] == "DeviceGray" else 3
    )
    expected = given.convert("L") if mode == "1" else image
    assert bench.differing(expected.convert("RGB"), bench.paint(picture, width=40), by=4) == 0


def test_a_jpeg_goes_through_as_it_is(bench, read, encode, chequers):
    picture = read(chequers, "JPEG", quality=95)
    assert stream(picture).entries["Filter"] == Name("DCTDecode")
    assert stream(picture).data == encode(chequers, "JPEG", quality=95)
    assert bench.differing(chequers, bench.paint(picture, width=40)) < 0.02


@pytest.mark.parametrize("more", [{"progressive": True}, {"subsampling": 0}, {"restart_marker_blocks": 1}])
def test_every_kind_of_jpeg(bench, read, chequers, more):
    picture = read(chequers, "JPEG", quality=95, **more)
    assert stream(picture).entries["Filter"] == Name("DCTDecode")
    assert bench.differing(chequers, bench.paint(picture, width=40)) < 0.1


def test_a_grey_jpeg_stays_grey(bench, read, chequers):
    picture = read(chequers.convert("L"), "JPEG", quality=95)
    assert stream(picture).entries["ColorSpace"] == Name("DeviceGray")
    assert bench.differing(chequers.convert("L").convert("RGB"), bench.paint(picture, width=40)) < 0.02


def test_a_cmyk_jpeg_becomes_rgb(bench, read, chequers):
    # Pillow writes CMYK as Adobe does, with inverted values.
    picture = read(chequers.convert("CMYK"), "JPEG", quality=95)
    assert "Filter" not in stream(picture).entries
    assert stream(picture).entries["ColorSpace"] == Name("DeviceRGB")
    assert bench.differing(chequers, bench.paint(picture, width=40)) < 0.05


def shown_colour(bench, data):
    """The colour of the middle of a picture, as pdfium draws it."""
    return bench.paint(read_picture(bench.put("logo.jpg", data), bench.root), width=16).getpixel((8, 4))


def jpeg(encode, *stored):
    """A JPEG whose four components hold these values, marked as Adobe's: Pillow turns round what it gets."""
    given = Image.new("CMYK", (16, 8), tuple(255 - value for value in stored))
    return encode(given, "JPEG", quality=100, subsampling=0)


@pytest.mark.parametrize(
    ("inks", "colour"),
    [
        ((255, 0, 0, 0), (0, 255, 255)),
        ((0, 255, 255, 0), (255, 0, 0)),
        ((0, 128, 255, 64), (191, 95, 0)),
        ((0, 0, 0, 255), (0, 0, 0)),
        ((0, 0, 0, 0), (255, 255, 255)),
    ],
)
def test_inks_of_a_cmyk_jpeg_have_their_known_colours(bench, encode, inks, colour):
    """Red is (1 - c)(1 - k), and so on, whichever way round and however coded the inks are stored."""
    inverted = [255 - ink for ink in inks]
    adobe = jpeg(encode, *inverted)
    assert shown_colour(bench, adobe) == pytest.approx(colour, abs=3)
    mark = adobe.index(b"\xff\xee")
    plain = jpeg(encode, *inks)
    assert shown_colour(bench, plain[:mark] + plain[mark + 16 :]) == pytest.approx(colour, abs=3)
    # YCCK: what is stored of the first three, turned round, stands as lightness and two differences.
    coded = Image.new("RGB", (1, 1), inks[:3]).convert("YCbCr").getpixel((0, 0))
    ycck = bytearray(jpeg(encode, *coded, inverted[3]))
    assert ycck[mark + 4 : mark + 9] == b"Adobe"
    ycck[mark + 15] = 2
    assert shown_colour(bench, bytes(ycck)) == pytest.approx(colour, abs=4)


def test_the_pixels_are_told(read, chequers):
    assert read(chequers).pixels == (40, 20)
    assert read(chequers, dpi=(300, 300)).pixels == (40, 20)


def test_a_jpeg_spelt_in_rgb_is_decoded(bench, read, chequers):
    picture = read(chequers, "JPEG", quality=95, keep_rgb=True)
    assert bench.differing(chequers, bench.paint(picture, width=40)) < 0.02


def exif(**tags):
    notes = Image.Exif()
    for number, value in tags.items():
        notes[int(number[1:], 16)] = value
    return notes


def test_camera_and_place_are_left_out(read, chequers):
    picture = read(chequers, "JPEG", quality=95, exif=exif(x010F="Secret Cameras"), comment=b"my garden")
    data = stream(picture).data
    assert b"Secret" not in data
    assert b"garden" not in data
    assert Image.open(io.BytesIO(data)).size == (40, 20)


def test_what_follows_the_end_is_left_out(encode, chequers):
    data = encode(chequers, "JPEG")
    assert strip_jpeg(data + b"<script>") == data
    assert strip_jpeg(data[:2] + b"\xff\xfe\x00\x05abc" + data[2:]) == data


def test_a_picture_held_upright_stands_upright(bench, read, chequers):
    on_its_side = chequers.transpose(Image.Transpose.ROTATE_90)
    picture = read(on_its_side, "JPEG", quality=95, exif=exif(x0112=6))
    assert picture.size.width == 2 * picture.size.height
    assert bench.differing(chequers, bench.paint(picture, width=40)) < 0.02


def test_other_colour_spaces_become_srgb(bench, encode, chequers):
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    plain = read_picture(bench.put("a.jpg", encode(chequers, "JPEG", icc_profile=srgb)), bench.root)
    assert stream(plain).entries["Filter"] == Name("DCTDecode")
    # The same profile under another name, its reds and greens exchanged.
    named = srgb.replace("sRGB".encode("utf-16-be"), "mine".encode("utf-16-be"))
    swapped = named.replace(b"rXYZ", b"----").replace(b"gXYZ", b"rXYZ").replace(b"----", b"gXYZ")
    for kind, name in (("PNG", "b.png"), ("JPEG", "b.jpg")):
        other = stream(read_picture(bench.put(name, encode(chequers, kind, icc_profile=swapped)), bench.root))
        red, green, _ = other.data[30 * 3 : 30 * 3 + 3]
        assert "Filter" not in other.entries
        assert chequers.getpixel((30, 0)) == (20, 90, 60)
        assert (red, green) == pytest.approx((90, 20), abs=12)
    broken = read_picture(bench.put("c.png", encode(chequers, "PNG", icc_profile=b"nonsense")), bench.root)
    assert stream(broken).data == chequers.tobytes()


def test_the_size_follows_the_resolution(read, chequers):
    assert read(chequers).size == pytest.approx((30, 15))
    assert read(chequers, dpi=(300, 300)).size == pytest.approx((9.6, 4.8), rel=1e-3)
    assert read(chequers, dpi=(1, 1)).size == pytest.approx((30, 15))
    assert read(chequers, "JPEG", dpi=(144, 144)).size == pytest.approx((20, 10))


def test_the_same_file_always_gives_the_same_bytes(read, chequers):
    assert repr(read(chequers)) == repr(read(chequers))
    assert read(chequers).digest != read(ImageOps.mirror(chequers)).digest
