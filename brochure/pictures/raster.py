"""Turns PNG and JPEG files into PDF images: sRGB, eight bits, opacity as a soft mask, nothing else kept."""

from __future__ import annotations

import base64
import binascii
import io
import re
import warnings
from typing import TYPE_CHECKING

from brochure.diagnostics import Findings
from brochure.diagnostics import Source
from brochure.pictures.guard import PIXELS
from brochure.pictures.values import digest_of
from brochure.pictures.values import Name
from brochure.pictures.values import number
from brochure.pictures.values import Picture
from brochure.pictures.values import Stream
from brochure.pictures.values import Value
from brochure.units import Rect
from brochure.units import Size

if TYPE_CHECKING:
    from PIL.Image import Image

_DATA = re.compile(r"data:image/(?:png|jpe?g);base64,(.*)", re.DOTALL | re.IGNORECASE)
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_RESOLUTIONS = (30.0, 2400.0)
_ORIENTATION = 0x0112
"""Where EXIF says how the camera was held; 1 is upright."""


def read_image(data: bytes, name: str, label: str) -> Picture:
    """A picture from the bytes of a PNG or JPEG file, which messages call `label`.

    Its size is what its own resolution makes of it (96 pixels to the inch where it gives none, or none that
    can be true). A JPEG in plain RGB or grey goes through as it is, only without what it tells of camera and
    place; all else is decoded to RGB. BuildError when the file is broken or over PIXELS.
    """
    findings = Findings()
    image = _open(data, Source(label), findings)
    findings.stop_if_errors()
    assert image is not None
    stream = _passed(data, image) or _decoded(image)
    opacity = stream.entries.get("SMask")
    if isinstance(opacity, Stream) and not any(opacity.data):
        findings.fail("the picture shows nothing: all of it is transparent", Source(label))
        findings.stop_if_errors()
    width, height = (int(str(stream.entries[side])) for side in ("Width", "Height"))
    points = 72 / _resolution(image)
    size = Size(width * points, height * points)
    return Picture(
        name=name,
        size=size,
        view=Rect(0.0, 0.0, *size),
        points={},
        digest=digest_of("image", data),
        content=b"%s 0 0 %s 0 0 cm\n/X0 Do" % (number(size.width, 4), number(size.height, 4)),
        resources={"XObject": {"X0": stream}},
        transparent="SMask" in stream.entries,
        pixels=Size(width, height),
    )


def check_embedded(address: str, source: Source, findings: Findings) -> int:
    """The pixels of a picture given as a `data:` address; a finding when it is not a sound PNG or JPEG."""
    match = _DATA.fullmatch(address.strip())
    if match is None:
        findings.fail("a picture within a drawing is to be PNG or JPEG in base64", source)
        return 0
    try:
        data = base64.b64decode("".join(match[1].split()), validate=True)
    except (binascii.Error, ValueError):
        findings.fail("the picture within the drawing is broken", source)
        return 0
    image = _open(data, source, findings)
    return image.width * image.height if image is not None else 0


def _open(data: bytes, source: Source, findings: Findings) -> Image | None:
    """The decoded image, or None and a finding; its size is looked at before anything is unpacked."""
    import PIL.Image

    what = "the picture"
    try:
        with warnings.catch_warnings():
            # Pillow warns of broken notes, which do not matter, and of size, which is judged below.
            warnings.simplefilter("ignore")
            image = PIL.Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
            if image.width * image.height <= PIXELS:
                image.load()
    except PIL.Image.DecompressionBombError:
        findings.fail(f"{what} is over {PIXELS // 1_000_000} megapixels", source, "save it smaller")
        return None
    except Exception:
        # Decoders meet hostile bytes with every kind of exception.
        findings.fail(f"{what} is broken: it is no sound PNG or JPEG", source, "open it and save it anew")
        return None
    if image.width * image.height > PIXELS:
        size = f"{image.width} × {image.height} pixels"
        findings.fail(f"{what} is over {PIXELS // 1_000_000} megapixels ({size})", source, "save it smaller")
        return None
    return image


def _resolution(image: Image) -> float:
    """Pixels to the inch, as the file says, or 96."""
    low, high = _RESOLUTIONS
    given = image.info.get("dpi")
    try:
        value = float(given[0]) if given else 96.0
    except (TypeError, ValueError, ZeroDivisionError):
        return 96.0
    return value if low <= value <= high else 96.0


def _passed(data: bytes, image: Image) -> Stream | None:
    """A JPEG's own data as an image, or None where it has to be decoded first.

    That is so for pictures that stand on their side, that are in another space than sRGB, or whose three
    components are not told to be red, green and blue the way PDF readers understand (ISO 32000-1, 7.4.8).
    """
    if image.format not in ("JPEG", "MPO") or image.mode not in ("RGB", "L"):
        return None
    layers = tuple(layer[0] for layer in getattr(image, "layer", ()))
    spelt = layers == tuple(b"RGB") and "adobe" not in image.info
    if spelt or image.getexif().get(_ORIENTATION, 1) != 1 or _profile(image) is not None:
        return None
    return _stream(image, strip_jpeg(data), coding="DCTDecode")


def strip_jpeg(data: bytes) -> bytes:
    """A sound JPEG without its notes, thumbnails, camera, place and whatever follows its end.

    What stays are the segments that decoding needs (ITU T.81, B.1.1.3), JFIF's and Adobe's heads among them.
    """
    kept, position = [b"\xff\xd8"], 2
    while position + 4 <= len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        if marker == 0xFF:
            position += 1
            continue
        if marker == 0xD9:
            break
        end = position + 2 + int.from_bytes(data[position + 2 : position + 4], "big")
        segment = data[position:end]
        position = end
        note = marker == 0xFE or 0xE0 <= marker <= 0xEF
        if not note or segment[4:9] == b"JFIF\0" or (marker == 0xEE and segment[4:9] == b"Adobe"):
            kept.append(segment)
        if marker == 0xDA:
            after = _MARKER.search(data, position)
            end = after.start() if after else len(data)
            kept.append(data[position:end])
            position = end
    # A file that ends without its end mark is given one, as decoders suppose it.
    return b"".join([*kept, b"\xff\xd9"])


def _decoded(image: Image) -> Stream:
    """An image as plain RGB, upright and in sRGB, with its opacity where it is not opaque throughout."""
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(image)
    if image.mode == "CMYK" and "adobe" not in image.info:
        # Adobe's CMYK JPEGs hold inverted values; Pillow takes every one for Adobe's, and turns them round.
        upright = upright.point(lambda value: 255 - value)
    opacity = upright.convert("RGBA").getchannel("A") if upright.has_transparency_data else None
    mask = None
    if opacity is not None and opacity.getextrema() != (255, 255):
        mask = _stream(opacity, opacity.tobytes())
    colours = _in_srgb(upright, _profile(image))
    return _stream(colours, colours.tobytes(), mask)


def _in_srgb(image: Image, profile: bytes | None) -> Image:
    """RGB of an image in any mode; a profile that makes no sense is passed over, as viewers do."""
    from PIL import ImageCms

    if image.mode.startswith("I"):
        # Sixteen bits of grey: the higher eight are kept.
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode not in ("RGB", "L", "CMYK"):
        image = image.convert("RGBA").convert("RGB")
    if profile is not None:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            changed = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            changed = None
        if changed is not None:
            return changed
    return image.convert("RGB")


def _profile(image: Image) -> bytes | None:
    """The image's colour profile, where it has one and it is not sRGB's."""
    profile = image.info.get("icc_profile")
    if not isinstance(profile, bytes) or b"sRGB" in profile[:4096] or b"s\0R\0G\0B" in profile[:4096]:
        return None
    return profile


def _stream(image: Image, data: bytes, mask: Stream | None = None, coding: str = "") -> Stream:
    """An image XObject (ISO 32000-1, 8.9.5) of the size and mode (L or RGB) of `image`."""
    entries: dict[str, Value] = {
        "Type": Name("XObject"),
        "Subtype": Name("Image"),
        "Width": image.width,
        "Height": image.height,
        "ColorSpace": Name("DeviceGray" if image.mode == "L" else "DeviceRGB"),
        "BitsPerComponent": 8,
    }
    if coding:
        entries["Filter"] = Name(coding)
    if mask is not None:
        entries["SMask"] = mask
    return Stream(entries, data)
