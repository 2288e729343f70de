"""A look's drawings, by name, in the inks that they are drawn in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Sequence
from pathlib import Path

from brochure import marked
from brochure.diagnostics import BuildError
from brochure.diagnostics import Findings
from brochure.diagnostics import nearest
from brochure.diagnostics import Source
from brochure.pictures.art import read_art
from brochure.pictures.values import Picture

_HEX = re.compile(r"#[0-9A-Fa-f]{6}")


def read_collection(
    directories: Sequence[Path], inks: Path, root: Path, roles: Sequence[str]
) -> dict[str, Picture]:
    """The drawings of `directories` by file name without ending; of one name, the first folder's counts.

    `roles` are the ink roles in palette order; the file `inks` gives each role's reserved colour. BuildError
    holds the mistakes of all drawings.
    """
    colours = read_inks(inks, root, roles)
    findings = Findings()
    paths: dict[str, Path] = {}
    for directory in reversed(directories):
        paths |= {path.stem: path for path in directory.glob("*.svg")}
    pictures: dict[str, Picture] = {}
    for name, path in sorted(paths.items()):
        try:
            pictures[name] = read_art(path, root, colours)
        except BuildError as error:
            findings.add(error.diagnostics)
    findings.stop_if_errors()
    return pictures


def read_inks(path: Path, root: Path, roles: Sequence[str]) -> Mapping[str, int]:
    """Reserved colours ("#0B5563") to the index of their role.

    BuildError for a role that does not exist, a colour that is none, and two roles of one colour.
    """
    label = path.relative_to(root).as_posix()
    loaded = marked.load(marked.read_bytes(path, label), label)
    findings = Findings()
    inks: dict[str, int] = {}
    if not isinstance(loaded.value, dict):
        findings.fail("a mapping of ink roles to colours was expected", Source(label))
        findings.stop_if_errors()
    for role, colour in loaded.value.items():
        place = loaded.places.get((role,))
        if role not in roles:
            findings.fail(f'"{role}" is not an ink role', place, *nearest(role, roles, "roles"))
        elif not isinstance(colour, str) or not _HEX.fullmatch(colour):
            findings.fail(f'"{colour}" is not a colour', place, 'write it as "#0B5563"')
        elif colour.upper() in inks:
            other = roles[inks[colour.upper()]]
            findings.fail(f'"{role}" has the colour of "{other}"', place, "change one by one step")
        else:
            inks[colour.upper()] = roles.index(role)
    findings.stop_if_errors()
    return inks
