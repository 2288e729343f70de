"""When and from what a file is made: its date, and the versions that shape its bytes."""

from __future__ import annotations

import os
import sys
from datetime import date
from datetime import datetime
from datetime import UTC
from functools import lru_cache
from importlib.metadata import version

from brochure import __version__
from brochure.diagnostics import BuildError
from brochure.diagnostics import Diagnostic
from brochure.diagnostics import Severity
from brochure.digests import digest


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


@lru_cache(maxsize=1)
def libraries() -> str:
    """The digest of what else shapes a file's bytes: the program's version, its libraries' and the fonts'."""
    names = ("reportlab", "uharfbuzz", "pyicu-wheels", "svg2pdf-py", "segno", "deflate", "Jinja2")
    fonts = ("fontpkg-noto-sans", "fontpkg-source-sans-3", "manimgx-fonts")
    found = installed()
    versions = ((name, found.get(name.lower().replace("-", "_"))) for name in (*names, *fonts))
    return digest(__version__, *(f"{name} {known or version(name)}" for name, known in versions))


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
