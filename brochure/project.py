"""The author's files: what a project holds, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from brochure.brand.inks import ROLES
from brochure.content.model import Content
from brochure.content.read import read_content
from brochure.digests import digest
from brochure.digests import digest_file
from brochure.digests import digest_tree
from brochure.pictures.collection import read_collection
from brochure.pictures.values import Picture
from brochure.styles.resolve import read_styles
from brochure.styles.resolve import Styles


@dataclass(frozen=True, slots=True)
class Project:
    """The author's files as they are now, read once: words, styles, drawings, layouts."""

    root: Path
    content: Content
    styles: Styles
    art: Mapping[str, Picture]
    digest: str

    @property
    def layouts(self) -> tuple[str, ...]:
        """The layouts' names, in order."""
        return folders(self.root / "layouts", "layout.yaml")

    @property
    def clinics(self) -> tuple[str, ...]:
        """The clinics' names, in order; one that starts with an underscore is there to be inherited from."""
        return tuple(name for name in folders(self.root / "clinics", "clinic.yaml") if name[0] != "_")

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that there are words in."""
        return (str(self.content.leaflet.language),)


def folders(directory: Path, file: str) -> tuple[str, ...]:
    """The names of folders in `directory` that hold `file`, in order."""
    return tuple(sorted(path.parent.name for path in directory.glob(f"*/{file}")))


def read_project(root: Path) -> Project:
    """Read what all editions share; BuildError holds every mistake of the first file kind that has one."""
    content = read_content(root / "content.yaml", root)
    styles = read_styles(root / "layouts" / "styles.yaml", root, frozenset(ROLES))
    art = read_collection(root / "art", root, ROLES)
    files = digest(
        digest_file(root / "content.yaml"),
        digest_tree(root / "layouts", "*.yaml", "*.j2", "*/*.yaml", "*/*.j2"),
        digest_tree(root / "art", "*.svg", "*.yaml"),
    )
    return Project(root, content, styles, art, files)
