"""Reading a clinic's folder: clinic.yaml with all that it extends, checked, and its pictures in place."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from brochure.brand.model import Brand
from brochure.brand.model import PictureFile
from brochure.diagnostics import BuildError
from brochure.diagnostics import Findings
from brochure.diagnostics import nearest
from brochure.diagnostics import Source
from brochure.marked import fill
from brochure.marked import load
from brochure.marked import Marked
from brochure.marked import overlay
from brochure.marked import read_bytes
from brochure.marked import shown_path
from brochure.marked import Str
from brochure.marked import validate
from brochure.memory import Memory

FILE = "clinic.yaml"
LARGEST_FILE = 100_000
LARGEST_LOGO = 2_000_000
MOST_MEMORY = 12_000_000
A_CLINIC = 40_000
"""About what a clinic's file holds in memory once it is read, in bytes."""
MOST_FILES = 5
"""A clinic, its branch, its group, and two more: further than that nobody finds what a value comes from."""


def read_brand(directory: Path, root: Path) -> Brand:
    """The clinic in `directory`; messages name its files as seen from `root`.

    Raises BuildError with every mistake of clinic.yaml, and of what it extends, at once; when there is none,
    with those of the pictures' files. Whether inks can be read where a layout uses them is for `judge_inks`.
    """
    path = directory / FILE
    shown = shown_path(path, root)
    data = read_bytes(path, shown, LARGEST_FILE)
    read = sha256(sha256(data).digest())
    written_in = [path]
    if b"extends" in data:
        marked = load(data, shown, limit=LARGEST_FILE)
        for base, said, where in _read_bases(marked, path, root):
            marked = overlay(base, marked)
            read.update(sha256(said).digest())
            written_in.append(where)
        brand = fill(marked, Brand)
    else:
        brand = validate(data, shown, Brand, limit=LARGEST_FILE)
    findings = Findings()
    files = {
        name: _read_picture(file, directory, root, findings) for name, (file, _) in brand.pictures.items()
    }
    findings.stop_if_errors()
    for file in files.values():
        read.update(sha256(file.data).digest())
    return brand.settle(tuple(written_in), read.hexdigest(), files)


class Clinics:
    """The clinics of the project at `root`, each read anew only when one of its files has other bytes."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: Memory[Brand] = Memory(MOST_MEMORY)

    def read(self, clinic: str) -> Brand:
        """As `read_brand`, for the clinic of that name."""
        known = self._known.get(clinic)
        if known is not None and is_current(known):
            return known
        made = read_brand(self._root / "clinics" / clinic, self._root)
        return self._known.put(clinic, made, A_CLINIC + sum(len(file.data) for file in made.files.values()))


def is_current(brand: Brand) -> bool:
    """Whether the files that a clinic was read from hold the same bytes still."""
    read = sha256()
    try:
        for path in brand.written_in:
            read.update(sha256(read_bytes(path, path.name, LARGEST_FILE)).digest())
        for file in brand.files.values():
            read.update(sha256(read_bytes(file.path, file.path.name, LARGEST_LOGO)).digest())
    except BuildError:
        return False  # whoever reads it anew is told why
    return read.hexdigest() == brand.digest


def _read_bases(marked: Marked, path: Path, root: Path) -> list[tuple[Marked, bytes, Path]]:
    """The files that a clinic's file extends, the nearest first: what they say, their bytes and paths."""
    bases: list[tuple[Marked, bytes, Path]] = []
    seen = [path.resolve()]
    while isinstance(marked.value, dict) and "extends" in marked.value:
        written = marked.value["extends"]
        findings = Findings()
        if not isinstance(written, Str):
            source = marked.places[("extends",)]
            findings.fail(
                '"extends" must be the path of another clinic.yaml', source, "../_group/clinic.yaml"
            )
            findings.stop_if_errors()
        base = (path.parent / written).resolve()
        _check_base(written, base, seen, path, root, findings)
        findings.stop_if_errors()
        shown = shown_path(base, root.resolve())
        data = read_bytes(base, shown, LARGEST_FILE)
        marked = load(data, shown, limit=LARGEST_FILE)
        bases.append((marked, data, base))
        seen.append(base)
        path = base
    return bases


def _check_base(
    written: Str, base: Path, seen: list[Path], path: Path, root: Path, findings: Findings
) -> None:
    clinics = (root / "clinics").resolve()
    if not base.is_relative_to(clinics) or base.suffix != ".yaml":
        hint = "name a clinic.yaml of a folder beside this one: ../_group/clinic.yaml"
        findings.fail(f'"{written}" is not a file below clinics/', written.source, hint)
    elif base in seen:
        way = " → ".join(shown_path(file, root.resolve()) for file in [*seen, base])
        findings.fail(f'"{written}" leads back to where it began: {way}', written.source)
    elif len(seen) >= MOST_FILES:
        findings.fail(f"more than {MOST_FILES} files extend one another", written.source)
    elif not base.is_file():
        there = [f"../{file.parent.name}/{FILE}" for file in sorted(clinics.glob(f"*/{FILE}"))]
        findings.fail(
            f'"{written}" is not there', written.source, *nearest(written, there, "files to extend")
        )


def _read_picture(name: Str, own: Path, root: Path, findings: Findings) -> PictureFile:
    """A picture's bytes, when its file is really inside the folder whose clinic.yaml names it."""
    # What a group's file names stands in the group's folder.
    directory = (root / name.source.path).parent if name.source.path else own
    path = directory / name
    # What stands in the folder itself, and is no link, need not be followed to be known to be inside.
    direct = path.parent == directory and not path.is_symlink()
    data = b""
    if not direct and not path.resolve().is_relative_to(directory.resolve()):
        hint = "copy the file into the folder: a link that leads out of it is not followed"
        findings.fail(f'logo "{name}" is not in this clinic\'s own folder', name.source, hint)
    elif not path.is_file():
        there = [item.name for item in directory.iterdir() if item.is_file() and item.name != FILE]
        findings.fail(
            f'logo "{name}" is not there', name.source, *nearest(name, there, "files in this folder")
        )
    else:
        try:
            data = read_bytes(path, shown_path(path, root), LARGEST_LOGO)
        except BuildError as error:
            findings.add(error.diagnostics)
    return PictureFile(path, data, name.source if name.source.path else Source(shown_path(path, root)))
