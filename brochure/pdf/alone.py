"""One picture as a file of its own, to be looked at: a plain page without tags, metadata or fonts."""

from __future__ import annotations

from brochure.pdf.forms import FormBook
from brochure.pdf.objects import fine_number
from brochure.pdf.objects import number
from brochure.pdf.store import Store
from brochure.pictures.values import Picture
from brochure.units import Size

_CATALOG, _PAGES, _PAGE = 1, 2, 3


def write_alone(picture: Picture, size: Size, ground: tuple[int, int, int]) -> bytes:
    """A PDF of one page of `size` points, which `picture`, in its own colours, fills, on a ground.

    `ground` is red, green and blue, 0 to 255.
    """
    store = Store(_PAGE)
    forms = FormBook("P", {"picture": picture}, store, 0)
    form = forms.form("picture", 1.0)
    width = fine_number(size.width / picture.size.width)
    height = fine_number(size.height / picture.size.height)
    colour = " ".join(fine_number(part / 255) for part in ground)
    content = (
        f"{colour} rg 0 0 {number(size.width)} {number(size.height)} re f "
        f"{width} 0 0 {height} 0 0 cm /{form} Do"
    )
    page = (
        f"<</Type/Page/Parent {_PAGES} 0 R/MediaBox[0 0 {number(size.width)} {number(size.height)}]"
        f"/Contents {store.add_stream(content.encode('ascii'))} 0 R"
        f"/Resources<</XObject<</{form} {forms.names[form]} 0 R>>>>"
        "/Group<</S/Transparency/CS/DeviceRGB>>>>"
    )
    objects = {
        _CATALOG: f"<</Type/Catalog/Pages {_PAGES} 0 R>>".encode("ascii"),
        _PAGES: f"<</Type/Pages/Count 1/Kids[{_PAGE} 0 R]>>".encode("ascii"),
        _PAGE: page.encode("ascii"),
        **dict(store.streams),
    }
    data = bytearray(b"%PDF-1.7\n")
    offsets = []
    for key in sorted(objects):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (key, objects[key])
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    data += b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        _CATALOG,
        start,
    )
    return bytes(data)
