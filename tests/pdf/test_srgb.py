import io

from PIL import Image
from PIL import ImageCms

from brochure.pdf.srgb import make_profile
from brochure.pdf.srgb import read_profile


def test_the_shipped_profile_is_the_one_its_definition_makes():
    assert read_profile() == make_profile()


def test_it_is_srgb():
    ours = ImageCms.ImageCmsProfile(io.BytesIO(read_profile()))
    assert ImageCms.getProfileDescription(ours).strip() == "sRGB IEC61966-2.1"
    values = bytes([0, 0, 0, 255, 255, 255, 200, 20, 54, 11, 85, 99])
    colours = Image.frombytes("RGB", (4, 1), values)
    turned = ImageCms.profileToProfile(colours, ours, ImageCms.createProfile("sRGB")).tobytes()
    assert max(abs(got - want) for got, want in zip(turned, values, strict=True)) <= 1
