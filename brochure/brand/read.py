"""Reading a clinic's folder: clinic.yaml, checked, with its logo in place and its colours legible."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from brochure.brand.legibility import judge_inks
from brochure.brand.model import Brand
from brochure.diagnostics import BuildError
from brochure.diagnostics import Findings
from brochure.diagnostics import nearest
from brochure.marked import read_bytes
from brochure.marked import shown_path
from brochure.marked import validate

FILE = "clinic.yaml"
LARGEST_FILE = 100_000
LARGEST_LOGO = 2_000_000


def read_brand(directory: Path, root: Path) -> Brand:
    """The clinic in `directory`; messages name its files as seen from `root`.

    Raises BuildError with every mistake of clinic.yaml at once; when there is none, with those of the logo's
    file and of ink pairs that cannot be read on one another. Warnings about inks come from `judge_inks`.
    """
    path = directory / FILE
    shown = shown_path(path, root)
    data = read_bytes(path, shown, LARGEST_FILE)
    brand = validate(data, shown, Brand, limit=LARGEST_FILE)
    findings = Findings()
    logo = _read_logo(brand, directory, root, findings)
    findings.add(judge_inks(brand).errors)
    findings.stop_if_errors()
    digest = sha256(sha256(data).digest() + sha256(logo).digest()).hexdigest()
    return brand.settle(directory, digest, logo)


def _read_logo(brand: Brand, directory: Path, root: Path, findings: Findings) -> bytes:
    """The logo's bytes, when its file is really inside the clinic's folder."""
    name = brand.logo.file
    path = directory / name
    # What stands in the folder itself, and is no link, need not be followed to be known to be inside.
    direct = path.parent == directory and not path.is_symlink()
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
            return read_bytes(path, shown_path(path, root), LARGEST_LOGO)
        except BuildError as error:
            findings.add(error.diagnostics)
    return b""
