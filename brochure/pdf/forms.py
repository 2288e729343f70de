"""Pictures in the file: form XObjects, one for each picture and line width it is drawn with."""

from __future__ import annotations

from collections.abc import Mapping

from brochure.pdf.objects import compress
from brochure.pdf.objects import number
from brochure.pdf.objects import stream_as_is
from brochure.pdf.objects import value_bytes
from brochure.pdf.store import Store
from brochure.pictures.values import BRAND
from brochure.pictures.values import Picture
from brochure.pictures.values import Stream
from brochure.pictures.values import Value

_BRAND_USED = f"/{BRAND} ".encode("ascii")


class FormBook:
    """The pictures of a file or of a clinic's part in it, each put into the store where it is first drawn.

    `brand` is the object number of the palette's colour space. `names` leads from resource names to
    object numbers, `forms` from digest and content to resource names; those in `ready` are there already.
    """

    def __init__(
        self,
        prefix: str,
        pictures: Mapping[str, Picture],
        store: Store,
        brand: int,
        ready: Mapping[tuple[str, bytes], str] | None = None,
    ) -> None:
        self.prefix = prefix
        self.pictures = pictures
        self.store = store
        self.brand = brand
        self.names: dict[str, int] = {}
        self.ready = ready or {}
        self.forms: dict[tuple[str, bytes], str] = {}
        self._streams: dict[int, int] = {}

    def form(self, picture: str, scale: float) -> str:
        """The resource name of a picture drawn `scale` times its size; KeyError for a picture not given.

        Lines keep their width whatever the scale: a picture drawn twice as large has the same strokes.
        """
        drawn = self.pictures[picture]
        content = drawn.width_scaled(round(scale, 4))
        key = (drawn.digest, content)
        found = self.ready.get(key) or self.forms.get(key)
        if found is None:
            found = self.forms[key] = f"{self.prefix}{len(self.forms) + 1}"
            self.names[found] = self._add(drawn, content)
        return found

    def _add(self, picture: Picture, content: bytes) -> int:
        resources = self._dictionary(picture.resources, content)
        # Without its own group a transparent picture would blend with whatever stands under it, part by part.
        group = b"/Group<</S/Transparency/CS/DeviceRGB/I true>>" if picture.transparent else b""
        box = f"/BBox[0 0 {number(picture.size.width)} {number(picture.size.height)}]".encode("ascii")
        return self.store.add_stream(
            content, b"/Type/XObject/Subtype/Form" + box + group + b"/Resources" + resources
        )

    def _dictionary(self, resources: dict[str, Value], content: bytes) -> bytes:
        """Resources as bytes, the palette among them when the content names it."""
        if _BRAND_USED not in content:
            return value_bytes(resources, self._place)
        rest: dict[str, Value] = {key: value for key, value in resources.items() if key != "ColorSpace"}
        spaces = resources.get("ColorSpace")
        own = value_bytes(spaces if isinstance(spaces, dict) else {}, self._place)[2:-2]
        palette = f"/ColorSpace<</{BRAND} {self.brand} 0 R".encode("ascii")
        return b"<<" + palette + own + b">>" + value_bytes(rest, self._place)[2:]

    def _place(self, stream: Stream) -> int:
        """The number of a stream that a picture's resources hold; equal streams are one object."""
        known = self._streams.get(id(stream))
        if known is not None:
            return known
        entries: dict[str, Value] = {
            key: value for key, value in stream.entries.items() if key != "Resources"
        }
        data = stream.data
        head = value_bytes(entries, self._place)[2:-2]
        inner = stream.entries.get("Resources")
        if isinstance(inner, dict):
            head += b"/Resources" + self._dictionary(inner, data)
        if "Filter" not in entries:
            data = compress(data)
            head += b"/Filter/FlateDecode"
        return self._streams.setdefault(id(stream), self.store.add_body(stream_as_is(data, head)))
