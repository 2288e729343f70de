"""Covers as small pictures, and the memory of them: the page that shows them.

Drawing one takes some milliseconds. A batch that prints little draws few, and reads the rest from the page
that it made last.
"""

from __future__ import annotations

import re
from base64 import b64decode
from base64 import b64encode

from brochure.preflight.render import render_cover
from brochure.preflight.render import webp

WIDTH, HEIGHT = 160, 240
"""Pixels that a cover is fitted into: a page of A4 is 160 by 227, a panel of a tri-fold 113 by 240."""

QUALITY = 30
"""Between 3 and 5 kB a cover. Headings can be read, and at 40 it would be 15 % larger and look the same."""

MAX_BYTES = 32_000
"""What a remembered picture may have; ours have a fifth of it."""

MAX_PAGE = 256_000_000
"""Bytes of a page that are looked at: some 40,000 cards."""

MAX_COUNT = 50_000

KEY = re.compile(r"[0-9A-Za-z-]{1,128}", re.ASCII)
"""A digest under which a picture may be remembered; nothing in it needs escaping."""

_SHOWN = re.compile(
    rb'<img data-digest="([0-9A-Za-z-]{1,128}+)" src="data:image/webp;base64,([0-9A-Za-z+/]{1,%d}+={0,2})"'
    % (MAX_BYTES * 4 // 3 + 4)
)
"""As the template writes a picture. Words in a page are escaped, so none of them is taken for one."""


def make_thumbnail(pdf: bytes) -> bytes:
    """The first page of a PDF file as a small WebP file, the same each time.

    Raises BuildError for what pdfium cannot read.
    """
    return webp(render_cover(pdf, WIDTH, HEIGHT), QUALITY)


def show(thumbnail: bytes) -> str:
    """The address of a picture that stands in the page itself."""
    return "data:image/webp;base64," + b64encode(thumbnail).decode("ascii")


def read_thumbnails(page: bytes) -> dict[str, bytes]:
    """The pictures of an earlier page by their digests; nothing from a page that is not ours.

    The page may be anybody's: at most MAX_COUNT pictures of MAX_BYTES are read, each with a WebP file's head.
    """
    found: dict[str, bytes] = {}
    if len(page) > MAX_PAGE:
        return found
    for match in _SHOWN.finditer(page):
        if len(match[2]) % 4 == 0 and _is_webp(data := b64decode(match[2])):
            found[match[1].decode("ascii")] = data
        if len(found) == MAX_COUNT:
            break
    return found


def _is_webp(data: bytes) -> bool:
    """Whether it has the head of a WebP file, which says its own length (RFC 9649, 2.4)."""
    length = int.from_bytes(data[4:8], "little") + 8
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP" and len(data) == length <= MAX_BYTES
