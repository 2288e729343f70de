"""Families in installed packages: any that is called fontpkg-something."""

from __future__ import annotations

import json
import os
import sys
from functools import lru_cache
from pathlib import Path

from brochure.digests import digest
from brochure.digests import digest_file
from brochure.fonts.face import open_file
from brochure.fonts.facts import BrokenFontError
from brochure.fonts.facts import count_faces
from brochure.fonts.facts import read_facts
from brochure.fonts.family import Cut
from brochure.fonts.family import Family
from brochure.fonts.family import make_family

ENDINGS = (".ttf", ".otf", ".ttc", ".otc")
_PREFIX = "fontpkg_"
_LARGEST_NOTE = 100_000


def fold(name: str) -> str:
    """A family's name as it is compared: letters and digits alone, small."""
    return "".join(char for char in name.casefold() if char.isalnum())


def slug(name: str) -> str:
    """A family's name as packages have it: "Source Sans 3" is in fontpkg-source-sans-3."""
    words = "".join(char if char.isascii() and char.isalnum() else " " for char in name.lower())
    return "-".join(words.split())


def find_package(name: str) -> Family | None:
    """The family of this name in an installed package, or None; a package is never imported."""
    found = _packages(tuple(sys.path)).get(fold(name))
    return _read(*found) if found else None


def package_names() -> tuple[str, ...]:
    """The names of the families in installed packages, as the packages say them, in order."""
    return tuple(sorted(_name(Path(place)) for place, _ in _packages(tuple(sys.path)).values()))


@lru_cache(maxsize=4)
def _packages(path: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    """Folded names to package folders and versions; of two packages the one Python finds first counts."""
    places: dict[str, str] = {}
    versions: dict[str, str] = {}
    for folder in path:
        try:
            entries = sorted(name for name in os.listdir(folder or ".") if name.startswith(_PREFIX))
        except OSError:
            continue  # an archive, or a folder that is not there
        for entry in entries:
            name, dash, version = entry.removesuffix(".dist-info").partition("-")
            if dash and entry.endswith(".dist-info"):
                versions.setdefault(fold(name), version)
            elif os.path.isdir(os.path.join(folder, entry, "files")):
                places.setdefault(fold(name.removeprefix(_PREFIX)), os.path.join(folder, entry))
    return {key: (place, versions.get(fold(_PREFIX) + key, "")) for key, place in places.items()}


def _name(place: Path) -> str:
    """What the package calls its family, else its folder's name."""
    try:
        with (place / "metadata.json").open("rb") as file:
            said = json.loads(file.read(_LARGEST_NOTE))["family"]
        if isinstance(said, str) and said.isprintable():
            return said
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        pass  # the note is the package's own affair: its fonts are what counts
    return place.name.removeprefix(_PREFIX).replace("_", " ").title()


@lru_cache(maxsize=64)
def _read(place: str, version: str) -> Family | None:
    files = Path(place, "files")
    cuts, parts = [], ["package", os.path.basename(place), version]
    for path in sorted(path for path in files.iterdir() if path.suffix.lower() in ENDINGS):
        try:
            for index in range(count_faces(path.read_bytes())):
                cuts.append(Cut(str(path), index, "", read_facts(open_file(str(path), index, ""))))
        except BrokenFontError:
            continue
        if not version:
            parts.append(digest_file(path))
    named = [cut for cut in cuts if fold(_PREFIX + cut.facts.family) == fold(os.path.basename(place))]
    return make_family(named or cuts, digest(*parts), str(files))
