"""What several tests of this room need: pictures written to a folder, drawn, and compared."""

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image
from PIL import ImageChops

from brochure.diagnostics import BuildError
from brochure.pictures.values import BRAND
from brochure.pictures.values import Name
from brochure.pictures.values import Stream

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' width="80mm" height="40mm" viewBox="0 0 80 40">'
)


def as_pikepdf(pdf, value):
    if isinstance(value, Stream):
        entries = {f"/{key}": as_pikepdf(pdf, item) for key, item in value.entries.items()}
        return pdf.make_indirect(pikepdf.Stream(pdf, value.data, **{k[1:]: v for k, v in entries.items()}))
    if isinstance(value, dict):
        return pikepdf.Dictionary({f"/{key}": as_pikepdf(pdf, item) for key, item in value.items()})
    if isinstance(value, list):
        return pikepdf.Array([as_pikepdf(pdf, item) for item in value])
    if isinstance(value, Name):
        return pikepdf.Name(f"/{value}")
    if isinstance(value, float):
        return float(value)
    return value


def as_pdf(picture, palette=(), content=None, scale=1.0):
    """A one-page PDF with the picture as a form XObject."""
    pdf = pikepdf.new()
    width, height = (side * scale for side in picture.size)
    resources = as_pikepdf(pdf, picture.resources)
    if palette:
        table = b"".join(bytes(colour) for colour in palette)
        space = pikepdf.Array([pikepdf.Name.Indexed, pikepdf.Name.DeviceRGB, len(palette) - 1, table])
        resources.ColorSpace = pikepdf.Dictionary({f"/{BRAND}": space})
    form = pikepdf.Stream(pdf, picture.content if content is None else content)
    form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    form.BBox, form.Resources = [0, 0, *picture.size], resources
    if picture.transparent:
        form.Group = pikepdf.Dictionary(S=pikepdf.Name.Transparency, CS=pikepdf.Name.DeviceRGB, I=True)
    page = pdf.add_blank_page(page_size=(width, height))
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=pdf.make_indirect(form)))
    page.Contents = pikepdf.Stream(pdf, b"%f 0 0 %f 0 0 cm /F Do" % (scale, scale))
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


class Bench:
    """A project folder, with what is needed to try pictures in it."""

    head = HEAD

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, name, data):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    def svg(self, body, name="logo.svg", head=HEAD):
        return self.put(name, f"{head}\n{body}\n</svg>")

    def messages(self, read, *given, **more):
        """The messages of the BuildError that reading ends in, one string."""
        with pytest.raises(BuildError) as caught:
            read(*given, **more)
        return str(caught.value)

    def paint(self, picture, width=400, **more):
        """The picture as pdfium draws it, on white, `width` pixels wide."""
        page = pypdfium2.PdfDocument(as_pdf(picture, **more))[0]
        return page.render(scale=width / page.get_width()).to_pil().convert("RGB")

    @staticmethod
    def differing(one, other, by=48):
        """The share of pixels of which some channel differs by more than `by` of 255."""
        other = other.resize(one.size) if one.size != other.size else other
        bands = ImageChops.difference(one, other).split()
        worst = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
        return sum(worst.histogram()[by + 1 :]) / (one.width * one.height)


@pytest.fixture
def bench(tmp_path):
    return Bench(tmp_path)


def encoded(image, kind, **more):
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


@pytest.fixture
def encode():
    return encoded


@pytest.fixture
def chequers():
    """A picture in four plain colours, 40 × 20 pixels, blocks large enough for JPEG to keep them."""
    image = Image.new("RGB", (40, 20), (200, 30, 40))
    image.paste((30, 120, 200), (0, 0, 20, 10))
    image.paste((250, 200, 60), (20, 10, 40, 20))
    image.paste((20, 90, 60), (20, 0, 40, 10))
    return image
