"""What a worker is given, and what it gives back: plain data, with all inputs inside.

A job holds the author's files themselves, so a worker needs no disk in common with anybody, and what is saved
while a batch runs changes nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from brochure.brand.model import Brand
from brochure.build import Edition
from brochure.diagnostics import Diagnostic
from brochure.digests import digest
from brochure.fonts.own import readable_files
from brochure.project import Project
from brochure.provenance import libraries
from brochure.record import Record

LEAST, MOST = 24, 200
"""Editions of one job, where a language and layout has so many: more than a tenth of a second's work and
less than two seconds', which is all that is lost with a worker."""

SHARES = 4
"""Jobs for each worker at least, if that makes none too small: so nobody waits long for the last one."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What an edition may take: seconds, and megabytes of memory in all of its worker."""

    seconds: float = 60.0
    megabytes: int = 2048


@dataclass(frozen=True, slots=True)
class Job:
    """Editions of one language and one layout, with the files that they are made of.

    `files` are names below the project's folder and bytes; `snapshot` is one for all jobs of a run and
    another for any other run's files; `program` are the libraries that whoever asks has. `languages` are all
    that the project has. `cache` is a folder for verdicts, used where there is one of that name.
    """

    id: str
    snapshot: str
    program: str
    created: datetime
    languages: tuple[str, ...]
    files: tuple[tuple[str, bytes], ...]
    editions: tuple[Edition, ...]
    draft: bool
    thumbnails: bool
    cache: str | None
    limits: Limits

    def alone(self) -> tuple[Job, ...]:
        """The same as jobs of one edition each."""
        return tuple(replace(self, id=edition.id, editions=(edition,)) for edition in self.editions)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an edition: its file, or the author's mistakes, or how it went wrong (`crash`)."""

    edition: Edition
    data: bytes = b""
    record: Record | None = None
    thumbnail: bytes = b""
    errors: tuple[Diagnostic, ...] = ()
    crash: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """What a run wants of every job: the project, its clinics, and how it is to be printed.

    `travels` says whether the author's files go along to its `workers`; this process has the project itself.
    """

    project: Project
    brands: Mapping[str, Brand]
    created: datetime
    draft: bool = False
    thumbnails: bool = False
    cache: Path | None = None
    limits: Limits = Limits()
    travels: bool = True
    workers: int = 1


def make_jobs(editions: Sequence[Edition], order: Order) -> Iterator[Job]:
    """The jobs for some editions, those of one language and layout together: who composes it has them all.

    All but a clinic's own files is read once, before the first job.
    """
    most = min(MOST, max(LEAST, -(-len(editions) // (order.workers * SHARES))))
    inputs = Inputs(order.project, order.brands) if order.travels else None
    languages = order.project.languages

    shelves: dict[tuple[str, str], list[Edition]] = {}
    for edition in editions:
        shelves.setdefault((edition.language, edition.layout), []).append(edition)
    for number, ((language, layout), members) in enumerate(shelves.items()):
        for first in range(0, len(members), most):
            some = _turn(members[first : first + most], number)
            clinics = dict.fromkeys(edition.clinic for edition in some)
            yield Job(
                id=f"{language}/{layout}/{first // most + 1}",
                snapshot=inputs.digest if inputs else "",
                program=libraries(),
                created=order.created,
                languages=languages,
                files=inputs.find(language, clinics) if inputs else (),
                editions=tuple(some),
                draft=order.draft,
                thumbnails=order.thumbnails,
                cache=str(order.cache.resolve()) if order.cache else None,
                limits=order.limits,
            )


def _turn(editions: list[Edition], number: int) -> list[Edition]:
    """The editions from another clinic on: two workers do not begin with the same new logo to be judged."""
    clinics = list(dict.fromkeys(edition.clinic for edition in editions))
    first = number * (len(clinics) // 2 + 1)
    place = {clinic: (index - first) % len(clinics) for index, clinic in enumerate(clinics)}
    return sorted(editions, key=lambda edition: place[edition.clinic])


class Inputs:
    """The author's files, each read once; `digest` is one for all of them."""

    def __init__(self, project: Project, brands: Mapping[str, Brand]) -> None:
        self._root = project.root.resolve()
        self._brands = brands
        found = [self._root / "content.yaml"]
        for folder, ending in _SHARED:
            found += sorted(path for path in (self._root / folder).rglob(f"*.{ending}") if path.is_file())
        self._shared = tuple(map(self._read, found))
        catalogues = {language: project.catalogue(language) for language in project.translations}
        self._translations = {
            language: self._read(path) for language, path in catalogues.items() if path.is_file()
        }
        self._clinics: dict[str, tuple[tuple[str, bytes], ...]] = {}
        parts = (part for pair in (*self._shared, *self._translations.values()) for part in pair)
        own = (f"{clinic} {brands[clinic].digest}" for clinic in sorted(brands))
        self.digest = digest(str(self._root), *parts, *own)

    def find(self, language: str, clinics: Iterable[str]) -> tuple[tuple[str, bytes], ...]:
        """What a language and some clinics need: each file once."""
        found = dict(self._shared)
        if language in self._translations:
            found |= [self._translations[language]]
        for clinic in clinics:
            if clinic not in self._clinics:
                self._clinics[clinic] = tuple(self._find_own(self._brands[clinic]))
            found |= self._clinics[clinic]
        return tuple(found.items())

    def _find_own(self, brand: Brand) -> Iterator[tuple[str, bytes]]:
        for path in brand.written_in:
            yield self._read(path)
            for font in readable_files(path.parent):
                yield self._read(font)
        for picture in brand.files.values():
            yield self._name(picture.path), picture.data

    def _read(self, path: Path) -> tuple[str, bytes]:
        return self._name(path), path.read_bytes()

    def _name(self, path: Path) -> str:
        """A file's name below the project's folder; a link keeps its own."""
        return (path.parent.resolve() / path.name).relative_to(self._root).as_posix()


_SHARED = (("layouts", "yaml"), ("layouts", "j2"), ("looks", "yaml"), ("looks", "svg"))
"""Folders, and the endings of the files in them that all editions share."""
