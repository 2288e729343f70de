"""Font files in a clinic's own folder: anybody's, so bounded, and refused when they are not whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from brochure.digests import digest
from brochure.digests import digest_file
from brochure.fonts.face import LARGEST_FILE
from brochure.fonts.face import open_file
from brochure.fonts.facts import BrokenFontError
from brochure.fonts.facts import count_faces
from brochure.fonts.facts import Facts
from brochure.fonts.facts import read_facts
from brochure.fonts.family import Cut
from brochure.fonts.family import Family
from brochure.fonts.family import make_family
from brochure.fonts.packages import ENDINGS
from brochure.fonts.packages import fold

MOST_FILES = 40
"""Nine weights, upright and italic, of two families, and a few more."""

LARGEST_FOLDER = 100_000_000

_WEB = (".woff", ".woff2")


class OwnFonts(NamedTuple):
    """What font files there are in a folder; `refused` are files' names and what is wrong with them.

    `web` says whether there are web fonts as well, which cannot be used.
    """

    cuts: tuple[Cut, ...]
    refused: tuple[tuple[str, str], ...]
    web: bool

    @property
    def names(self) -> tuple[str, ...]:
        """The families' names, in order."""
        return tuple(sorted({cut.facts.family for cut in self.cuts}))

    def find(self, name: str, folder: Path) -> Family | None:
        """The family of this name, or None."""
        cuts = [cut for cut in self.cuts if fold(cut.facts.family) == fold(name)]
        return make_family(cuts, digest(*(f"{cut.stamp} {cut.index}" for cut in cuts)), str(folder))


def read_folder(folder: Path) -> OwnFonts:
    """The fonts in a clinic's folder and in "fonts" inside it; each is read anew, as it may have changed."""
    cuts: list[Cut] = []
    refused: list[tuple[str, str]] = []
    paths = list(_files(folder))
    room = LARGEST_FOLDER
    for count, path in enumerate(path for path in paths if path.suffix.lower() in ENDINGS):
        name = path.relative_to(folder).as_posix()
        try:
            if count >= MOST_FILES:
                raise BrokenFontError(f"there are more than {MOST_FILES} font files in this folder")
            data = _read(path, folder, room)
            room -= len(data)
            stamp = digest(data)
            facts = _facts(str(path), stamp)
            cuts += [Cut(str(path), index, stamp, fact) for index, fact in enumerate(facts)]
        except BrokenFontError as error:
            refused.append((name, str(error)))
    return OwnFonts(tuple(cuts), tuple(refused), any(path.suffix.lower() in _WEB for path in paths))


def digest_folder(folder: Path) -> str:
    """The digest of the font files that `read_folder` would read, by name and bytes; "" without any."""
    parts: list[str] = []
    for path in readable_files(folder):
        parts += [path.relative_to(folder).as_posix(), digest_file(path)]
    return digest(*parts) if parts else ""


def readable_files(folder: Path) -> Iterator[Path]:
    """The font files of a clinic's folder that are files, within the bounds in size and number."""
    for count, path in enumerate(_files(folder)):
        if count < MOST_FILES and path.is_file() and path.stat().st_size <= LARGEST_FILE:
            yield path


def _files(folder: Path) -> Iterator[Path]:
    """Files that are called fonts, in order; a hidden one is some program's note about another."""
    for place in (folder, folder / "fonts"):
        try:
            names = os.listdir(place)  # paths are slow to make, and this is asked for each edition
        except (FileNotFoundError, NotADirectoryError):
            continue
        fonts = (name for name in names if name.lower().endswith((*ENDINGS, *_WEB)) and name[0] != ".")
        yield from (place / name for name in sorted(fonts))


def _read(path: Path, folder: Path, room: int) -> bytes:
    if not path.resolve().is_relative_to(folder.resolve()):
        raise BrokenFontError("it is a link that leads out of this folder; copy the file there")
    if not path.is_file():
        raise BrokenFontError("it is no file")
    most = min(LARGEST_FILE, room)
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise BrokenFontError(f"it cannot be read: {error.strerror}") from error
    if len(data) > most:
        limit = f"{LARGEST_FILE // 1_000_000} MB, or with others {LARGEST_FOLDER // 1_000_000} MB"
        raise BrokenFontError(f"it is too large: {limit}, is the most")
    return data


@lru_cache(maxsize=256)
def _facts(path: str, stamp: str) -> tuple[Facts, ...]:
    count = count_faces(Path(path).read_bytes())
    return tuple(read_facts(open_file(path, index, stamp)) for index in range(count))
