"""A look: styles and drawings over the same templates, from looks/<name>/ and what it is based on."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from brochure import marked
from brochure.diagnostics import Findings
from brochure.diagnostics import nearest
from brochure.diagnostics import Source
from brochure.digests import digest
from brochure.digests import digest_file
from brochure.digests import digest_tree
from brochure.pictures.collection import read_collection
from brochure.pictures.values import Picture
from brochure.styles.model import FileEntry
from brochure.styles.resolve import read_styles
from brochure.styles.resolve import Styles

INKS = "inks.yaml"
"""Reserved colours, for the drawings of all looks."""


class LookFile(FileEntry):
    """looks/<name>/look.yaml."""

    summary: marked.Str = Field(description="one line for people who choose a look")
    based_on: marked.Str | None = Field(
        None, description="the look whose styles, drawings and options count where this one is silent"
    )
    options: dict[marked.Str, bool | int | float] = Field(
        default_factory=dict, description="values that templates may ask for, as `look.<option>`"
    )


@dataclass(frozen=True, slots=True)
class Look:
    """One look, whole: its own files over those of the looks it is based on.

    `options` are what templates see as `look`, its name among them; `digest` stands for all its files.
    """

    name: str
    options: Mapping[str, bool | int | float | str]
    styles: Styles
    art: Mapping[str, Picture]
    digest: str


def read_look(directory: Path, name: str, root: Path, roles: Sequence[str]) -> Look:
    """The look `name` of those in `directory`; `roles` are the ink roles in palette order.

    A look says what it changes: a style with a `based-on` of its own replaces the one of that name, one
    without it refines it property by property; a drawing replaces the one of that name. Raises BuildError
    for a look that is not there, a loop of `based-on`, an option that is called "name", and for all that the
    styles or else the drawings are refused for.
    """
    chain = _find_chain(directory, name, root)
    folders = [directory / link for link, _ in chain]
    options: dict[str, bool | int | float | str] = {"name": str(name)}
    for _, file in reversed(chain):
        options |= {str(option): value for option, value in file.options.items()}
    # The last of the chain holds all kinds of styles; those over it may say nothing of them.
    sheets = [folder / "styles.yaml" for folder in folders]
    written = [sheet for sheet in sheets[:-1] if sheet.is_file()]
    styles = read_styles(sheets[-1], root, frozenset(roles), written[::-1])
    art = read_collection([folder / "art" for folder in folders], directory / INKS, root, roles)
    return Look(str(name), options, styles, art, _digest(directory, folders))


def digest_look(directory: Path, name: str, root: Path) -> str:
    """The digest of a look's files and of those it is based on; BuildError where one is not there."""
    return _digest(directory, [directory / link for link, _ in _find_chain(directory, name, root)])


def _digest(directory: Path, folders: Sequence[Path]) -> str:
    return digest(
        digest_file(directory / INKS),
        *(digest_tree(folder, "*.yaml", "art/*.svg") for folder in folders),
    )


def _find_chain(directory: Path, name: str, root: Path) -> list[tuple[str, LookFile]]:
    """The look and those that it is based on, the nearest first."""
    findings = Findings()
    known = find_looks(directory)
    chain: dict[str, LookFile] = {}
    at: str | None = name
    while at is not None:
        source = at.source if isinstance(at, marked.Str) and at.source.path else None
        if at in chain:
            findings.fail(f'look "{at}" is based on itself, through {" → ".join([*chain, at])}', source)
            break
        if at not in known:
            findings.fail(f'there is no look "{at}"', source, *nearest(at, known, "looks"))
            break
        path = directory / at / "look.yaml"
        file = chain[str(at)] = marked.read(path, root, LookFile)
        for option in file.options:
            if option == "name":
                place = option.source if option.source.path else Source(marked.shown_path(path, root))
                findings.fail(f'look "{at}" has an option "name"', place, "look.name is the look's own")
        at = file.based_on
    findings.stop_if_errors()
    return list(chain.items())


def find_looks(directory: Path) -> tuple[str, ...]:
    """The names of the looks in a folder, in order."""
    return tuple(sorted(path.parent.name for path in directory.glob("*/look.yaml")))
