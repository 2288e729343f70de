"""Which editions there are: what each clinic asks for, narrowed by what the user names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from brochure.brand.model import Brand
from brochure.brand.read import read_brand
from brochure.build import Edition
from brochure.diagnostics import BuildError
from brochure.diagnostics import Diagnostic
from brochure.diagnostics import Findings
from brochure.diagnostics import nearest
from brochure.marked import Refusal
from brochure.project import Project
from brochure.targets import TARGETS
from brochure.translation.pseudo import PSEUDO

_GLOB = re.compile(r"[*?\[]")
_NAME = re.compile(r"[^\W_](?:[\w.-]{0,78}[\w-])?")
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
"""Names that Windows keeps for devices, whatever follows a dot."""

FIRST = "trifold"
"""The layout that is met first on the shelf is printed first."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user names; each may hold plain names and globs ("north-*"), and nothing names nothing.

    `everything` asks for all that clinics ask for; without it, and without a glob of clinics, one clinic's
    leaflet in one language is meant.
    """

    clinics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    everything: bool = False

    @property
    def narrows(self) -> bool:
        """Whether names narrow what clinics ask for; else a plain name is taken at its word."""
        return self.everything or any(map(_GLOB.search, self.clinics))


@dataclass(frozen=True, slots=True)
class Matrix:
    """Editions in printing order, their clinics' brands, and what keeps other clinics from being read."""

    editions: tuple[Edition, ...]
    brands: Mapping[str, Brand]
    broken: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def find_matrix(project: Project, wish: Wish) -> Matrix:
    """The editions that are wished for.

    Raises Refusal for a name that is not there or a choice that leaves nothing, and BuildError for a project
    without clinics or layouts, for names that no file may have, and for two that many disks take for one.
    """
    for kind, there in (("clinic", project.clinics), ("layout", project.layouts)):
        if not there:
            hint = f"a {kind} is a folder of its own with a file in it: {kind}s/<name>/{kind}.yaml"
            findings = Findings()
            findings.fail(f"the project has no {kind}", None, hint)
            findings.stop_if_errors()
    known = (*project.languages, *PSEUDO)
    for what, given, there in (
        ("language", wish.languages, known),
        ("layout", wish.layouts, project.layouts),
        ("target", wish.targets, tuple(TARGETS)),
    ):
        _match(what, given, there)
    clinics = _match("clinic", wish.clinics, project.clinics)
    if not wish.clinics:
        clinics = project.clinics if wish.everything else project.clinics[:1]
    editions: list[Edition] = []
    brands: dict[str, Brand] = {}
    findings, broken = Findings(), []
    for clinic in clinics:
        try:
            brands[clinic] = brand = read_brand(project.root / "clinics" / clinic, project.root)
        except BuildError as error:
            findings.add(error.diagnostics)
            broken.append(clinic)
            continue
        editions += _find_editions(project, brand, wish)
    if not editions and not broken:
        asked = ", ".join((*wish.languages, *wish.layouts, *wish.targets))
        offers = sorted({tag for brand in brands.values() for tag in project.offered(brand)})
        raise Refusal(f'no clinic that is named asks for "{asked}"', f"they ask for {', '.join(offers)}")
    _check_names(editions)
    return Matrix(tuple(editions), brands, tuple(broken), tuple(findings))


def _find_editions(project: Project, brand: Brand, wish: Wish) -> Iterator[Edition]:
    own = str(project.content.leaflet.language)
    offered = tuple(dict.fromkeys(project.offered(brand)))
    layouts = sorted(dict.fromkeys(project.offered_layouts(brand)), key=lambda name: (name != FIRST, name))
    targets = tuple(dict.fromkeys(project.offered_targets(brand)))
    languages = offered
    if wish.languages:
        languages = _narrow(wish.languages, offered, wish.narrows)
    elif not wish.narrows:
        languages = (own if own in offered else offered[0],)
    for language in languages:
        for layout in _narrow(wish.layouts, layouts, wish.narrows):
            for target in _narrow(wish.targets, targets, wish.narrows):
                yield Edition(brand.id, language, layout, target)


def _narrow(patterns: Sequence[str], offered: Sequence[str], narrows: bool) -> tuple[str, ...]:
    """Of what is offered what any pattern names; a plain name at its word unless they only narrow."""
    if not patterns:
        return tuple(offered)
    named = [pattern for pattern in patterns if not narrows and not _GLOB.search(pattern)]
    found = [name for name in offered if any(fnmatchcase(name, pattern) for pattern in patterns)]
    return tuple(dict.fromkeys((*named, *found)))


def _match(what: str, patterns: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """All known names that a pattern names, in their order; Refusal for a pattern that names none."""
    for pattern in patterns:
        if not any(fnmatchcase(name, pattern) for name in known):
            says = f"no {what} fits" if _GLOB.search(pattern) else f"there is no {what}"
            raise Refusal(f'{says} "{pattern}"', *nearest(pattern, known, f"{what}s"))
    return tuple(name for name in known if any(fnmatchcase(name, pattern) for pattern in patterns))


def _check_names(editions: Iterable[Edition]) -> None:
    """Errors for names that some file system does not take, and for two that it takes for one."""
    findings = Findings()
    parts: dict[tuple[str, str], None] = {}
    for edition in editions:
        parts |= {("clinic", edition.clinic): None, ("language", edition.language): None}
        parts |= {("layout", edition.layout): None}
    seen: dict[tuple[str, str], str] = {}
    for kind, name in parts:
        composed = unicodedata.normalize("NFC", name)
        if composed != name or not _NAME.fullmatch(name) or _DEVICES.fullmatch(name):
            findings.fail(
                f'{kind} "{name}" cannot be part of a file\'s name everywhere',
                None,
                "take letters, digits and hyphens: north-quay",
            )
        other = seen.setdefault((kind, composed.casefold()), name)
        if other != name:
            findings.fail(
                f'{kind}s "{other}" and "{name}" would have one file: many disks take them for the same name',
                None,
                "rename one of the two",
            )
    findings.stop_if_errors()
