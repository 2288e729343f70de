"""When and from what a file is made: its date, the author's files, and the versions that shape its bytes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from datetime import datetime
from datetime import UTC
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from brochure import __version__
from brochure.brand.model import Brand
from brochure.diagnostics import BuildError
from brochure.diagnostics import Diagnostic
from brochure.diagnostics import Severity
from brochure.digests import digest
from brochure.digests import digest_file
from brochure.fonts.own import digest_folder
from brochure.layouts.layout import digest_layout
from brochure.looks import digest_look
from brochure.record import SHORT


def print_date(published: date) -> datetime:
    """The date that a file says it was made on: SOURCE_DATE_EPOCH where it is set, else the content's own.

    See reproducible-builds.org, "SOURCE_DATE_EPOCH": whole seconds since 1970, in UTC. BuildError for what
    is no such number.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime(published.year, published.month, published.day, tzinfo=UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        message = f'SOURCE_DATE_EPOCH is "{epoch[:40]}", which is no date'
        hint = "give whole seconds since 1970, as in 1795305600, or leave it unset"
        raise BuildError([Diagnostic(Severity.ERROR, message, hints=(hint,))]) from error


_LIBRARIES = (
    *("reportlab", "uharfbuzz", "pyicu-wheels", "svg2pdf-py", "segno", "deflate", "Jinja2", "Babel"),
    *("markdown-it-py", "Pillow", "pypdfium2", "resvg-py"),
)
"""The last two decide which warnings a logo gets, and a file carries its warnings."""


@lru_cache(maxsize=1)
def libraries() -> str:
    """The digest of what else shapes a file's bytes: the program's version, its libraries' and the fonts'."""
    found = installed()
    fonts = sorted(name for name in found if name.startswith(("fontpkg", "manimgx_fonts")))
    versions = ((name, found.get(name.lower().replace("-", "_"))) for name in (*_LIBRARIES, *fonts))
    return digest(__version__, *(f"{name} {known or version(name)}" for name, known in versions))


class Origins:
    """What editions of one project are made from, each kind of input digested once.

    `content` is the digest of the leaflet's own words, which are in the language `own`. A `draft` may hold
    untranslated texts, so it is another file than one that may not.
    """

    def __init__(self, root: Path, content: str, own: str, created: datetime, draft: bool) -> None:
        self.root = root
        self._own = own
        self._draft = draft
        date = f"{created:%Y-%m-%dT%H:%M:%SZ}"
        self._given = (("program", libraries()[:SHORT]), ("date", date), ("content", content[:SHORT]))
        self._known: dict[tuple[str, str], str] = {}

    def find(self, brand: Brand, language: str, layout: str) -> tuple[tuple[str, str], ...]:
        """Each kind of input and its digest, for a clinic's leaflet in a language and a layout.

        FileNotFoundError for a layout that is not there, BuildError for a look that is not.
        """
        return (*self.find_shared(str(brand.look), language, layout), *self.find_own(brand))

    def find_shared(self, look: str, language: str, layout: str) -> tuple[tuple[str, str], ...]:
        """The part of it that clinics of one look share."""
        return (
            *self._given,
            ("translation", self._remember("translation", language, self._digest_translation)),
            ("layout", self._remember("layout", layout, self._digest_layout)),
            ("look", self._remember("look", look, self._digest_look)),
        )

    def find_own(self, brand: Brand) -> tuple[tuple[str, str], ...]:
        """The part of it that is a clinic's own; its font files are read anew each time."""
        named = (brand.typefaces.heading.source.path, brand.typefaces.body.source.path)
        folders = sorted({(self.root / path).parent if path else brand.directory for path in named})
        fonts = digest(*filter(None, map(digest_folder, folders)))
        return (("clinic", brand.digest[:SHORT]), ("typefaces", fonts[:SHORT]))

    def _remember(self, kind: str, name: str, make: Callable[[str], str]) -> str:
        known = self._known.get((kind, name))
        if known is None:
            known = self._known[kind, name] = make(name)[:SHORT]
        return known

    def _digest_translation(self, language: str) -> str:
        path = self.root / "translations" / f"{language}.po"
        if language == self._own or not path.is_file():
            return "own"
        return digest(digest_file(path), "draft" if self._draft else "")

    def _digest_layout(self, name: str) -> str:
        return digest_layout(self.root / "layouts", name)

    def _digest_look(self, name: str) -> str:
        return digest_look(self.root / "looks", name, self.root)


def installed() -> dict[str, str]:
    """Versions of what is installed, by name in lower case and with low lines, without opening a file.

    A folder "name-version.dist-info" stands beside each (packaging.python.org, "Recording installed
    projects"); of two, the one that Python finds first counts. What is recorded otherwise is not among them.
    """
    found: dict[str, str] = {}
    for folder in sys.path:
        try:
            entries = os.listdir(folder or ".")
        except OSError:
            continue  # an archive, or a folder that is not there
        for entry in entries:
            name, dash, known = entry.removesuffix(".dist-info").rpartition("-")
            if dash and entry.endswith(".dist-info"):
                found.setdefault(name.lower().replace(".", "_"), known)
    return found
